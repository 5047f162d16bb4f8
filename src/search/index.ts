/**
 * search: AST + snapshot -> ranked hits with highlights; suggestions.
 * @module
 */
export { Searcher } from "./searcher.ts";
export { changeSettings } from "./settings/change-settings.ts";
export { analysisStepsIn, checkSteps, type Step, steps } from "./steps.ts";
export { Suggester } from "./suggest/suggester.ts";
export { warmSearches } from "./warm-searches.ts";
export { warmSegment } from "./warm-segment.ts";
