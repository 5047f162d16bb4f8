/**
 * Whole-word trigrams: three neighbouring letters of a folded word with its edges, each as a number. Words of one
 * root share them whatever affixes they carry, without anything being stripped.
 * @module
 */
import { HAMZA, YEH } from "../unicode/arabic-letters.ts";

const letterBits = 6;
/** Codes are below this. */
export const trigramCodes: number = 1 << (3 * letterBits);
const edge = 0;
const firstOther = YEH - HAMZA + 2;
const otherCount = (1 << letterBits) - firstOther;

/** Arabic letters are told apart exactly; letters of other scripts share the codes that are left. */
function letterCode(unit: number): number {
  return unit >= HAMZA && unit <= YEH ? unit - HAMZA + 1 : firstOther + (unit % otherCount);
}

/** Codes of the trigrams of `_folded_`; as many as the word has letters. */
export function trigramsOf(folded: string): number[] {
  const codes: number[] = [];
  let before = edge;
  let here = letterCode(folded.charCodeAt(0));
  for (let i = 1; i <= folded.length; i++) {
    const after = i < folded.length ? letterCode(folded.charCodeAt(i)) : edge;
    codes.push((before << (2 * letterBits)) | (here << letterBits) | after);
    before = here;
    here = after;
  }
  return codes;
}
