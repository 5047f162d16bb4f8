/**
 * query: what did the person ask? Query string <-> AST, filter string <-> AST, and the notations both share.
 * Knows neither index nor analysis: words are handed on as they were typed.
 * @module
 */
export type {
  CompareOperator,
  FilterAnd,
  FilterCompare,
  FilterExists,
  FilterIn,
  FilterNode,
  FilterNot,
  FilterOr,
  FilterRange,
  FilterValue,
} from "./filter-ast.ts";
export { filterLimits, parseFilter } from "./filter-parser.ts";
export { printFilter } from "./filter-printer.ts";
export type { DateInterval } from "./iso-date.ts";
export { parseDate } from "./iso-date.ts";
export { normalizeKeyword } from "./keyword-normalizer.ts";
export type {
  AdjacentNode,
  BooleanNode,
  Clause,
  Occur,
  OrNode,
  ParsedQuery,
  PhraseNode,
  QueryNode,
  WordNode,
} from "./query-ast.ts";
export type { ParseQueryOptions } from "./query-parser.ts";
export { parseQuery } from "./query-parser.ts";
export { printQuery } from "./query-printer.ts";
export type { SortKey } from "./sort-parser.ts";
export { parseSort } from "./sort-parser.ts";
