/**
 * analysis: text -> tokens; word -> spelled form, folded form, stems, clitics.
 * @module
 */
export { fold } from "./arabic/letter-fold.ts";
export { spell } from "./spelling.ts";
export type { Token } from "./token.ts";
export { tokenize } from "./token.ts";
export { TokenCursor } from "./token-cursor.ts";
export type { WordAnalysis } from "./word-analysis.ts";
export { analyzerVersion, analyzeWord } from "./word-analysis.ts";
