/**
 * analysis: text -> tokens; word -> spelled form, folded form, stems, clitics.
 * @module
 */
export { type AnalysisStep, type AnalysisSteps, analysisSteps, everyStep, stepsWithout } from "./analysis-steps.ts";
export { isAskingStem } from "./arabic/asking-words.ts";
export { particleOf } from "./arabic/function-words.ts";
export { fold, isFolded } from "./arabic/letter-fold.ts";
export { skeleton } from "./arabic/skeleton.ts";
export { trigramCodes, trigramsOf, trigramsOfWord, writeTrigrams } from "./arabic/trigrams.ts";
export { BoundedCache } from "./bounded-cache.ts";
export {
  differInVowelsOnly,
  type EquivalentSpan,
  equivalentsOf,
  eraMarkLength,
  exchangedLetters,
  looksForeign,
  mayBegin,
  mayVaryInSpacing,
  type Opening,
  openingOf,
  spacingVariants,
} from "./equivalences/index.ts";
export { pluralStems } from "./plural-stems.ts";
export {
  type ArabiziLattice,
  arabiziLattice,
  attached,
  DOUBLED,
  endingCost,
  type Familiarity,
  FIRST_EXCHANGED,
  FIRST_OMITTED,
  FULL_EDIT,
  familiarityOf,
  looseCost,
  SWAP,
  substitutionCost,
  unwrittenCost,
  withArabicKeys,
  withArticle,
  withLatinKeys,
  withoutProclitics,
} from "./rescue/index.ts";
export { plainHash, spell } from "./spelling.ts";
export { type AnalyzedWord, analyzeText } from "./text-analysis.ts";
export type { Token } from "./token.ts";
export { tokenize } from "./token.ts";
export { TokenCursor } from "./token-cursor.ts";
export { ARABIC, charClass, LATIN, MARK } from "./unicode/char-class.ts";
export { endsUnjoined } from "./unicode/joining.ts";
export type { WordAnalysis } from "./word-analysis.ts";
export { analyzeOften, analyzerVersion, analyzeWord } from "./word-analysis.ts";
