/**
 * What a list says of a base by having it, as bits: the lexicon's tables are made of their sums, and read by them.
 * @module
 */
export const baseClasses = {
  /** A word as it stands, of three letters or more. */
  isListed: 1,
  /** A noun of two letters. */
  isShortNoun: 2,
  /** A noun listed without ة. */
  isWholeNoun: 4,
  /** With ة a feminine that keeps it, or a plural that does. */
  keepsFeminine: 8,
  keepsPlural: 16,
  /** A verb that is its noun without ة: توصي, توصية. */
  isVerbWithoutFeminine: 32,
  /** Itself a feminine that keeps its ة as its stem. */
  isKeptFeminine: 64,
  /** Itself a feminine that is listed, or that of a listed adjective. */
  isListedFeminine: 128,
  /** A broken plural, or the singular of one. */
  isPluralOrItsSingular: 256,
} as const;

export type BaseClass = keyof typeof baseClasses;
