/**
 * Letters in classes that no cheap slip crosses, as bits: a word that lacks many classes of what was typed, or has many
 * more, is too far away whatever else it holds, which is told without comparing the two letter by letter.
 *
 * A letter whose class the other word lacks is left out, added or exchanged for one of another class. Each such edit
 * takes one of them away at most, so that the edits cost at least `leastEdit` for each class that only one word has.
 * Hamza is left out so cheaply that it says nothing: it has no bit, nor has what is written for it.
 * @module
 */
import { fold, looseCost, substitutionCost } from "../../analysis/index.ts";

const firstLetter = 0x0621;
const lastLetter = 0x064a;
/** Exchanges below it join letters to one class, and so dear is at least every edit that crosses classes. */
export const leastEdit = 5;

/** By letter the bit of its class, 0 for letters without one. */
const bits: Uint32Array = classBits();

function classBits(): Uint32Array {
  const found = new Uint32Array(lastLetter - firstLetter + 1);
  const alphabet = Array.from(found, (_, i) => String.fromCharCode(firstLetter + i));
  const letters = alphabet.filter((letter) => /\p{Lo}/u.test(letter) && fold(letter) === letter);
  const classes: string[][] = [];
  for (const letter of letters) {
    const joined = classes.filter((each) => each.some((other) => substitutionCost(letter, other) < leastEdit));
    const merged = [letter, ...joined.flat()];
    classes.splice(0, classes.length, ...classes.filter((each) => !joined.includes(each)), merged);
  }
  const telling = classes.filter((each) => each.every((letter) => looseCost(letter) >= leastEdit));
  if (telling.length > 32) throw new Error(`${telling.length} classes of letters, more than a number has bits`);
  telling.forEach((each, at) => {
    for (const letter of each) found[letter.charCodeAt(0) - firstLetter] = 1 << at;
  });
  return found;
}

/** Bit of the class of a letter, given its UTF-16 code unit. */
export function classOf(unit: number): number {
  return unit >= firstLetter && unit <= lastLetter ? bits[unit - firstLetter]! : 0;
}
