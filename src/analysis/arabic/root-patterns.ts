/**
 * Does a word follow a pattern of a known root? Comes in: a folded word without clitics. Goes out: yes or no.
 * Invariant: pure. The second and later letters of a root count ا و ي ء as one weak letter, since these change into each
 * other (قال يقول قيل); the first does so only where a pattern says that it is lost.
 *
 * A pattern is written with 1 2 3 (4) for the root's letters, everything else stands for itself. Two letters alone
 * (12) are a doubled root, 122; a missing 1 is a root in و (اتحد of وحد).
 * @module
 */
import { ALEF, HAMZA, WAW, YEH, YEH_HAMZA } from "../unicode/arabic-letters.ts";
import { ALEF_LETTER } from "./affixes.ts";
import { fold } from "./letter-fold.ts";
import * as tables from "./lexicon-tables.ts";
import { decodeWords } from "./word-rows.ts";

const PATTERNS = `
123 1ا23 12ا3 12ي3 12و3 ا123 م123 ي123 ت123 ن123 1ي23 1و23
م12و3 م1ا23 ا12ا3 ا1ت23 ان123 ت12ي3 ت1ا23 12اء3 1وا23 123اء 123ان مت123 من123 م1ت23 م12ا3 م12ي3 يت123 ين123 ي1ت23 ي1ا23
تت123 تن123 ت1ت23 نت123 نن123 ن1ا23 1ا2و3 ا1ا23
م1ا2ي3 ا1ت2ا3 ان12ا3 است123 مست123 مت1ا23 يست123 تست123 نست123 يت1ا23 تت1ا23 ت1ا2ي3 ا1ا2ي3 ا123اء است12ا3 1وا2ي3
ات2ا3 ات23 مت23 يت23 اي2ا3 مي2ا3 ا1ط23 ا1ط2ا3 م1ط23 ي1ط23 ا1د2ا3 ا1د23 م1د23
م12 ا12 ي12 1ا2 مست12 است12 يست12 تست12 م1ت2 ا1ت2 ي1ت2 ت1ت2 ان12 من12 ين12
1234 م1234 ي1234 ت1234 مت1234 يت1234 12ا34 12ا3ي4 123ا4 123و4 123ي4 م12ا34
`;

/** Perfects that an imperfect has whole after its prefix, and those that lose their alef there. */
const WHOLE_PERFECTS = "123 1ا23 ت123 ت1ا23 1234 ت1234";
const OPENED_PERFECTS = "ان123 ا1ت23 ا1ط23 ا1د23 ات23 است123 است12";

/** Patterns of one length. */
interface Patterns {
  /** For each letter of a word: the slot of the root (1 to 4) it fills, or 0 where the letter is fixed. */
  readonly slots: Uint8Array[];
  /** Bits of the shape of a word that the fixed letters decide, and what they are then. */
  readonly fixed: number[];
  readonly shapes: number[];
}

/** A word's shape has these bits for each letter, the last lowest: which of the patterns' fixed letters it is, or 0. */
const SHAPE_BITS = 4;

const ROOT_LETTER_BITS = 6;
/** Of a key the bits of the fourth letter. */
const fourthLetter = (1 << ROOT_LETTER_BITS) - 1;
/** Slot value of the weak letter; the other letters are their distance from hamza. */
const WEAK = 63;

const roots: ReadonlySet<number> = new Set(decodeWords(tables.roots).map(keyOfRoot));
/** Numbers of the fixed letters from 1, by their distance from hamza. */
const shapeOf: Uint8Array = numberFixedLetters();
/** Roots of three letters as bits, by their keys without a fourth letter. */
const triliterals: Uint32Array = bitsOf(roots);
const patternsByLength = compile(PATTERNS);
const wholePerfects = compile(WHOLE_PERFECTS);
const openedPerfects = compile(OPENED_PERFECTS);

function numberFixedLetters(): Uint8Array {
  const numbers = new Uint8Array(YEH - HAMZA + 1);
  let last = 0;
  const letters = fold(PATTERNS + WHOLE_PERFECTS + OPENED_PERFECTS).replace(/[\s\d]/g, "");
  for (const letter of new Set(letters)) numbers[letter.charCodeAt(0) - HAMZA] = ++last;
  if (last >= 1 << SHAPE_BITS) throw new Error(`patterns have ${last} fixed letters, more than a shape can tell apart`);
  return numbers;
}

function shape(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    bits = (bits << SHAPE_BITS) | (unit >= HAMZA && unit <= YEH ? shapeOf[unit - HAMZA]! : 0);
  }
  return bits;
}

function compile(patterns: string): readonly Patterns[] {
  const byLength = Array.from({ length: 8 }, (): Patterns => ({ slots: [], fixed: [], shapes: [] }));
  for (const text of fold(patterns).trim().split(/\s+/)) {
    const slots = Uint8Array.from(text, (char) => (char >= "1" && char <= "4" ? Number(char) : 0));
    const fixed = slots.reduce((bits, slot) => (bits << SHAPE_BITS) | (slot === 0 ? (1 << SHAPE_BITS) - 1 : 0), 0);
    const ofLength = byLength[text.length];
    ofLength?.slots.push(slots);
    ofLength?.fixed.push(fixed);
    ofLength?.shapes.push(shape(text));
  }
  return byLength;
}

/** Whether some pattern makes this folded word of a known root. */
export function followsPattern(word: string): boolean {
  return follows(patternsByLength, word);
}

/** The perfect that an imperfect without its prefix belongs to, by the patterns of known roots; undefined if none. */
export function perfectByPattern(stem: string): string | undefined {
  if (follows(wholePerfects, stem)) return stem;
  const whole = ALEF_LETTER + stem;
  return follows(openedPerfects, whole) ? whole : undefined;
}

function follows(byLength: readonly Patterns[], word: string): boolean {
  const patterns = byLength[word.length];
  if (patterns === undefined) return false;
  const { slots, fixed, shapes } = patterns;
  const bits = shape(word);
  for (let i = 0; i < fixed.length; i++)
    if ((bits & fixed[i]!) === shapes[i] && isRoot(keyByPattern(slots[i]!, word))) return true;
  return false;
}

function isRoot(key: number): boolean {
  if ((key & fourthLetter) !== 0) return roots.has(key);
  const bit = key >>> ROOT_LETTER_BITS;
  return ((triliterals[bit >>> 5]! >>> (bit & 31)) & 1) !== 0;
}

function bitsOf(keys: ReadonlySet<number>): Uint32Array {
  const bits = new Uint32Array((1 << (3 * ROOT_LETTER_BITS)) / 32);
  for (const key of keys)
    if ((key & fourthLetter) === 0) bits[key >>> (ROOT_LETTER_BITS + 5)]! |= 1 << ((key >>> ROOT_LETTER_BITS) & 31);
  return bits;
}

/** Key of the root that a pattern reads in a word. */
function keyByPattern(slots: Uint8Array, word: string): number {
  let first = WAW - HAMZA;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    switch (slots[at]) {
      case 1:
        first = firstLetter(unit);
        break;
      case 2:
        second = laterLetter(unit);
        break;
      case 3:
        third = laterLetter(unit);
        break;
      case 4:
        fourth = laterLetter(unit);
    }
  }
  // A doubled root has no weak letter to double.
  if (third === 0) return second === WEAK ? -1 : packed(first, second, second, fourth);
  return packed(first, second, third, fourth);
}

function keyOfRoot(root: string): number {
  const fourth = root.length > 3 ? laterLetter(root.charCodeAt(3)) : 0;
  return packed(
    firstLetter(root.charCodeAt(0)),
    laterLetter(root.charCodeAt(1)),
    laterLetter(root.charCodeAt(2)),
    fourth,
  );
}

function packed(first: number, second: number, third: number, fourth: number): number {
  return (((((first << ROOT_LETTER_BITS) | second) << ROOT_LETTER_BITS) | third) << ROOT_LETTER_BITS) | fourth;
}

/** Hamza is written on an alef at the beginning of a word. */
function firstLetter(unit: number): number {
  return unit === ALEF || unit === YEH_HAMZA ? 0 : unit - HAMZA;
}

function laterLetter(unit: number): number {
  return unit === ALEF || unit === WAW || unit === YEH || unit === YEH_HAMZA || unit === HAMZA ? WEAK : unit - HAMZA;
}
