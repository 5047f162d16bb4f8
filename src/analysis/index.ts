/**
 * analysis: text -> tokens; word -> spelled form, folded form, stems, clitics.
 * @module
 */
export { fold } from "./arabic/letter-fold.ts";
export { skeleton } from "./arabic/skeleton.ts";
export { trigramCodes, trigramsOf } from "./arabic/trigrams.ts";
export { spell } from "./spelling.ts";
export type { Token } from "./token.ts";
export { tokenize } from "./token.ts";
export { TokenCursor } from "./token-cursor.ts";
export type { WordAnalysis } from "./word-analysis.ts";
export { analyzerVersion, analyzeWord } from "./word-analysis.ts";
export const brokenPlurals: readonly (readonly string[])[] = [["مدرسة","مدارس"]];
export function equivalentsOf(_: readonly string[]): { from: number; to: number; kind: "month"|"name"; others: readonly (readonly string[])[] }[] { return []; }
export function spacingVariants(_: readonly string[]): { from: number; to: number; others: readonly (readonly string[])[] }[] { return []; }
