/**
 * Stems -> other spellings of the same foreign word, by rule: what the lists of this folder do not name. Comes in: a
 * folded stem. Goes out: stems with letters exchanged, and whether two stems differ in vowels only.
 * Invariant: a proposal only, for words that neither the lexicon nor a pattern knows; whoever asks keeps those that
 * its collection holds.
 *
 * Rules: foreign g is غ, ج, ق or ك; t is ت or ط, th also ت; s is س or ص; a vowel is written or left out, but never
 * another one (مارتن, مارتين; not مورتن).
 * @module
 */
import { knowledgeOf, UNKNOWN } from "../arabic/base-knowledge.ts";

/** By letter: what others write for it. */
const EXCHANGES: ReadonlyMap<string, string> = new Map([
  ["غ", "جقك"],
  ["ج", "غقك"],
  ["ق", "غجك"],
  ["ك", "غجق"],
  ["ت", "طث"],
  ["ط", "ت"],
  ["ث", "ت"],
  ["س", "ص"],
  ["ص", "س"],
]);
const VOWELS = "اوي";
/** Shorter words have too many neighbours. */
const MIN_LETTERS = 5;
const MIN_CONSONANTS = 4;
const MAX_VOWELS_LEFT_OUT = 2;

/** Whether a stem may be a foreign word: long, and known to neither lexicon nor patterns. */
export function looksForeign(stem: string): boolean {
  if (stem.length < MIN_LETTERS || knowledgeOf(stem, false) !== UNKNOWN) return false;
  return [...stem].filter((letter) => !VOWELS.includes(letter)).length >= MIN_CONSONANTS;
}

/** The stem itself, then with one of its letters exchanged wherever it stands. */
export function exchangedLetters(stem: string): string[] {
  const others = [...new Set(stem)].flatMap((letter) =>
    [...(EXCHANGES.get(letter) ?? "")].map((other) => stem.replaceAll(letter, other)),
  );
  return [stem, ...others];
}

/** Whether the stems have the same consonants, and all vowels of one, but for two, are vowels of the other. */
export function differInVowelsOnly(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > MAX_VOWELS_LEFT_OUT) return false;
  let at = 0;
  for (const letter of long) {
    if (short[at] === letter) at++;
    else if (!VOWELS.includes(letter)) return false;
  }
  return at === short.length;
}
