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
  IndexSettings,
  IndexStats,
  SearchRequest,
  SearchResponse,
  SettingsChange,
  Snippet,
  StoredDocument,
  Suggestion,
  SuggestResponse,
  TextRange,
  ValueKind,
  WordInterpretation,
} from "../contract/index.ts";
export { defaultSettings, errorCodes, FihrisError } from "../contract/index.ts";
export type { VerifyResult } from "../inverted-index/index.ts";
export { type Step, steps } from "../search/index.ts";
export { documentVersion } from "./document-version.ts";
export type { CloseOptions, CommitOptions } from "./index-changes.ts";
export type { IndexOptions } from "./index-options.ts";
export { Index, type LocalEngine } from "./local-index.ts";
