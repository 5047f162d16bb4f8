/**
 * What a list says of a base by having it. A base's classes are the sum of 2 to the power of their places here: the
 * lexicon's tables are made of it, and read by it.
 * @module
 */
export const baseClasses = [
  /** A word as it stands, of three letters or more. */
  "isListed",
  /** A noun of two letters. */
  "isShortNoun",
  /** A noun listed without ة. */
  "isWholeNoun",
  /** With ة a feminine that keeps it, or a plural that does. */
  "keepsFeminine",
  "keepsPlural",
  /** A verb that is its noun without ة: توصي, توصية. */
  "isVerbWithoutFeminine",
  /** Itself a feminine that keeps its ة as its stem. */
  "isKeptFeminine",
  /** Itself a feminine that is listed, or that of a listed adjective. */
  "isListedFeminine",
  /** A broken plural, or the singular of one. */
  "isPluralOrItsSingular",
] as const;

export type BaseClass = (typeof baseClasses)[number];
