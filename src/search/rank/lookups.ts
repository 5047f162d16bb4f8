/**
 * An alternative looked up in a segment's dictionary.
 * @module
 */
import type { Dictionary } from "../../inverted-index/index.ts";
import { fuzzyWords } from "../rewrite/fuzzy-words.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";

/** A prefix or a fuzzy word stands for at most so many words a segment. */
const maxExpansion = 1024;

export interface Lookup {
  readonly kind: "stem" | "word";
  readonly ordinal: number;
  readonly weight: number;
}

/** Terms of the dictionary that the alternative stands for; none for names of several words. */
export function lookups(dictionary: Dictionary, alternative: Alternative): Lookup[] {
  const { term, weight } = alternative;
  const words = (ordinals: readonly number[]): Lookup[] =>
    ordinals.map((ordinal) => ({ kind: "word", ordinal, weight }));
  switch (alternative.lookup) {
    case "stem": {
      const ordinal = dictionary.stems.find(term);
      return ordinal < 0 ? [] : [{ kind: "stem", ordinal, weight }];
    }
    case "word": {
      const ordinal = dictionary.words.find(term);
      return ordinal < 0 ? [] : words([ordinal]);
    }
    case "spellings":
      return words(dictionary.spellingsOf(term));
    case "prefix":
      return words(dictionary.wordsWithPrefix(term, maxExpansion));
    case "fuzzy":
      return fuzzyWords(dictionary, term, alternative.edits ?? 1, maxExpansion).map(({ ordinal, edits }) => ({
        kind: "word",
        ordinal,
        weight: weight / edits,
      }));
    case "phrase":
      return [];
  }
}

/**
 * A spelling of the typed word that shares its stem is a hit already: it counts when the best are rescored. One whose
 * stem differs (على for who typed علي) makes a hit by itself.
 */
export function isRescoredOnly(
  { kind }: Alternative,
  { ordinal }: Lookup,
  { analysis }: WordGroup,
  dictionary: Dictionary,
): boolean {
  if (kind !== "spelling" && kind !== "typed") return false;
  return dictionary.stemsOf(ordinal).some((stem) => analysis.stems.includes(stem));
}
