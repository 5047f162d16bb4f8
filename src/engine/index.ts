/**
 * engine: what do programs call? `Index`: open, add, update, delete, commit, search, suggest, get, stats, close.
 * This is also the face of the package: `import { Index } from "fihris"`.
 * @module
 */
export type {
  BytesByPart,
  CommitResult,
  Correction,
  DocumentInput,
  Engine,
  ErrorCode,
  Explanation,
  Facet,
  FacetValue,
  FieldStats,
  FieldValue,
  Highlight,
  Hit,
  IndexStats,
  SearchRequest,
  SearchResponse,
  Snippet,
  StoredDocument,
  Suggestion,
  SuggestResponse,
  TextRange,
  WordInterpretation,
} from "../contract/index.ts";
export { errorCodes, FihrisError } from "../contract/index.ts";
export type { CommitOptions, VerifyResult } from "../inverted-index/index.ts";
export { documentVersion } from "./document-version.ts";
export { Index, type IndexOptions, type LocalEngine } from "./local-index.ts";
