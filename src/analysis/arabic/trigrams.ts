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

/** So many of a word's trigrams are kept, its last: what a longer word begins with are clitics. */
export const trigramsOfWord = 8;

/**
 * Writes the codes of the trigrams of `_folded_` into `target` from `at` on, one for each letter, at most the last
 * `trigramsOfWord`; returns how many.
 * @param units - of the folded word, from `from` to before `end`
 */
export function writeTrigrams(units: Uint16Array, from: number, end: number, target: Uint32Array, at: number): number {
  const first = Math.max(from, end - trigramsOfWord);
  let before = first === from ? edge : letterCode(units[first - 1]!);
  let here = letterCode(units[first]!);
  for (let i = first + 1; i <= end; i++) {
    const after = i < end ? letterCode(units[i]!) : edge;
    target[at + i - first - 1] = (before << (2 * letterBits)) | (here << letterBits) | after;
    before = here;
    here = after;
  }
  return end - first;
}

/** The same as a list. */
export function trigramsOf(folded: string): Uint32Array {
  const codes = new Uint32Array(trigramsOfWord);
  const units = Uint16Array.from({ length: folded.length }, (_, i) => folded.charCodeAt(i));
  return codes.subarray(0, writeTrigrams(units, 0, units.length, codes, 0));
}
