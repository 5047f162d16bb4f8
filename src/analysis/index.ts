/**
 * analysis: text -> tokens; word -> spelled form, folded form, stems, clitics.
 * @module
 */
export { brokenPlurals } from "./arabic/broken-plurals.ts";
export { fold } from "./arabic/letter-fold.ts";
export { skeleton } from "./arabic/skeleton.ts";
export { trigramCodes, trigramsOf, trigramsOfWord, writeTrigrams } from "./arabic/trigrams.ts";
export { equivalentsOf, spacingVariants } from "./equivalences/index.ts";
export { spell } from "./spelling.ts";
export { type AnalyzedWord, analyzeText } from "./text-analysis.ts";
export type { Token } from "./token.ts";
export { tokenize } from "./token.ts";
export { TokenCursor } from "./token-cursor.ts";
export type { WordAnalysis } from "./word-analysis.ts";
export { analyzerVersion, analyzeWord } from "./word-analysis.ts";
