/**
 * Endings of verbs and what they ask of the stem before them (see `lexicon/conjugation.ts`).
 * Comes in: nothing. Goes out: ending -> sum of the kinds of stem it follows.
 * Invariant: endings as folded; the dual of the perfect and the women's of it (كتبن) are too rare to be told from nouns.
 * @module
 */
/** What may follow a stem: nothing, a pronoun, an ending that begins with a vowel, one that begins with a consonant. */
export const NOTHING = 1;
export const PRONOUN = 2;
export const VOWEL = 4;
export const CONSONANT = 8;

/** A verb that has a stem. */
export interface VerbStem {
  /** Stem that all forms of the verb share: its perfect, folded. */
  readonly verb: string;
  /** Sum of what may follow. */
  readonly before: number;
}

/** Endings of the perfect at the end of a word, and before a pronoun. */
export const AFTER_PERFECT: ReadonlyMap<string, number> = new Map([
  ["", NOTHING],
  ["ا", NOTHING],
  ["ت", VOWEL | CONSONANT],
  ["تا", VOWEL],
  ["وا", VOWEL],
  ["تم", CONSONANT],
]);
export const AFTER_PERFECT_BOUND: ReadonlyMap<string, number> = new Map([
  ["", PRONOUN],
  ["ت", VOWEL | CONSONANT],
  ["و", VOWEL],
  ["تمو", CONSONANT],
  ["نا", CONSONANT],
]);
/** The same of the imperfect. */
export const AFTER_IMPERFECT: ReadonlyMap<string, number> = new Map([
  ["", NOTHING],
  ["ا", VOWEL],
  ["ان", VOWEL],
  ["ون", VOWEL],
  ["ين", VOWEL],
  ["وا", VOWEL],
  ["ي", VOWEL],
  ["ن", CONSONANT],
]);
/** Endings that only verbs have: يكتبن, علمناه. Of nouns their letters are the word's own. */
export const VERB_ENDINGS: readonly string[] = ["ن"];
export const VERB_ENDINGS_BOUND: readonly string[] = ["نا"];
export const AFTER_IMPERFECT_BOUND: ReadonlyMap<string, number> = new Map([
  ["", PRONOUN],
  ["و", VOWEL],
  ["ون", VOWEL],
  ["ان", VOWEL],
  ["ين", VOWEL],
]);
