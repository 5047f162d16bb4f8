/**
 * An alternative looked up in a segment's dictionary.
 * @module
 */
import type { Dictionary } from "../../inverted-index/index.ts";
import { fuzzyWords } from "../rewrite/fuzzy-words.ts";
import type { Alternative } from "../rewrite/word-group.ts";

/** A prefix or a fuzzy word stands for at most so many words a segment. */
const maxExpansion = 1024;

/**
 * Who types علي finds على as well, which many write for it, but last: it is another word more often than not, and
 * among the commonest. Even the tens of it in a long text stay below one of what was typed.
 */
const twinWeight = 0.005;

export interface Lookup {
  readonly kind: "stem" | "word";
  readonly ordinal: number;
  readonly weight: number;
  /** Another word that happens to fold alike: it says nothing of how rare the word is. */
  readonly twin: boolean;
  /** A spelling that shares the typed word's stem: a hit already, it counts when the best are rescored. */
  readonly counted: "in-first-pass" | "in-second-pass";
}

/** Terms of the dictionary that the alternative stands for; none for names of several words. */
export function lookups(dictionary: Dictionary, alternative: Alternative): Lookup[] {
  const { term, weight, matches, stems } = alternative;
  const counted = matches ? "in-first-pass" : "in-second-pass";
  const word = (ordinal: number): Lookup => ({ kind: "word", ordinal, weight, twin: false, counted });
  const spelling = (ordinal: number): Lookup => {
    const isTwin = !dictionary.stemsOf(ordinal).some((stem) => stems?.includes(stem) ?? true);
    return isTwin
      ? { ...word(ordinal), weight: twinWeight, twin: true }
      : { ...word(ordinal), counted: "in-second-pass" };
  };
  switch (alternative.lookup) {
    case "stem": {
      const ordinal = dictionary.stems.find(term);
      return ordinal < 0 ? [] : [{ ...word(ordinal), kind: "stem" }];
    }
    case "word": {
      const ordinal = dictionary.words.find(term);
      return ordinal < 0 ? [] : [alternative.kind === "typed" ? spelling(ordinal) : word(ordinal)];
    }
    case "spellings":
      return dictionary.spellingsOf(term).map(spelling);
    case "prefix":
      return dictionary.wordsWithPrefix(term, maxExpansion).map(word);
    case "fuzzy":
      return fuzzyWords(dictionary, term, alternative.edits ?? 1, maxExpansion).map(({ ordinal, edits }) => ({
        ...word(ordinal),
        weight: weight / edits,
      }));
    case "phrase":
      return [];
  }
}
