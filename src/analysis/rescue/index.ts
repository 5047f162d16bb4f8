/**
 * rescue: what a person meant who typed with another layout, other letters, or in haste.
 * @module
 */
export { type ArabiziLattice, arabiziLattice, endingCost, type LatticeArc, unwrittenCost } from "./arabizi-letters.ts";
export { withArabicKeys, withLatinKeys } from "./keyboard-layout.ts";
export {
  DOUBLED,
  FIRST_EXCHANGED,
  FIRST_OMITTED,
  FULL_EDIT,
  looseCost,
  SWAP,
  substitutionCost,
} from "./letter-slips.ts";
export { attached, type ProcliticRest, withArticle, withoutProclitics } from "./proclitic-rests.ts";
export { type Familiarity, familiarityOf } from "./word-familiarity.ts";
