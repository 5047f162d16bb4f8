/**
 * Which stems the words of a segment have, while its lists are made.
 * @module
 */

/** Stands where a word has no second stem. */
export const noStem = 0xffffffff;

/** Which stems the words of a segment have, as its documents are collected: a word by its place among those used. */
export interface StemsOfWords {
  /** Places of the words in the order of the dictionary. */
  readonly wordOrder: Uint32Array;
  /** Place of a word to the dictionary's ordinal of its stem. */
  readonly first: Uint32Array;
  /** The same of its second stem, or `noStem`. */
  readonly second: Uint32Array;
  readonly stemCount: number;
}
