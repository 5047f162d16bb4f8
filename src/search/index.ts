/**
 * search: AST + snapshot -> ranked hits with highlights; suggestions.
 * @module
 */
export { Searcher } from "./searcher.ts";
export { Suggester } from "./suggest/suggester.ts";
