/**
 * equivalences: query words -> other spellings that mean the same to a reader: months, foreign names, spacing.
 * @module
 */
export type { Equivalence } from "./equivalence-list.ts";
export { equivalences } from "./equivalence-list.ts";
export type { EquivalentSpan } from "./equivalence-lookup.ts";
export { equivalentsOf, mayBegin, type Opening, openingOf } from "./equivalence-lookup.ts";
export { eraMarkLength } from "./era-marks.ts";
export { differInVowelsOnly, exchangedLetters, looksForeign } from "./foreign-spellings.ts";
export type { SpacingVariant } from "./spacing-variants.ts";
export { mayVaryInSpacing, spacingVariants } from "./spacing-variants.ts";
