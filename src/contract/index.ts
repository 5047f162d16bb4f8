/**
 * contract: what do engines promise? Types, limits and error codes; no behaviour.
 * @module
 */

export type { DocumentInput, FieldScalar, FieldValue, StoredDocument } from "./document.ts";
export { documentLimits } from "./document.ts";
export type {
  BytesByPart,
  CommitResult,
  Engine,
  FieldStats,
  IndexStats,
  Suggestion,
  SuggestResponse,
} from "./engine.ts";
export type { ErrorCode, ErrorDetails } from "./error.ts";
export { errorCodes, FihrisError } from "./error.ts";
export type {
  Correction,
  Explanation,
  Facet,
  FacetValue,
  Highlight,
  Hit,
  SearchRequest,
  SearchResponse,
  Snippet,
  TextRange,
  WordInterpretation,
} from "./search.ts";
export { searchLimits } from "./search.ts";
export type { IndexSettings, SettingsChange, ValueKind } from "./settings.ts";
export { defaultSettings, settingsLimits } from "./settings.ts";
