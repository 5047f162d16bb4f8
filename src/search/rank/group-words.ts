/**
 * A group as weighted words of one segment: every word as it is spelled there that speaks for the group, with the sum
 * of the weights of the alternatives that it meets. Rescoring reads documents word by word and needs no postings.
 * @module
 */
import type { Dictionary } from "../../inverted-index/index.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import { lookups } from "./lookups.ts";
import type { SimilarWord } from "./similar-words.ts";

export interface GroupWords {
  /** Ordinals of the segment's words. */
  readonly words: Uint32Array;
  /** What one occurrence adds to the group's frequency. */
  readonly weights: Float64Array;
  /** The part of it that the first pass has counted. */
  readonly counted: Float64Array;
  /** How similar its letters are to those of the typed word, 0 to 1. */
  readonly letters: Float64Array;
  /** 1 where the word has a stem of the typed word: its places count for proximity. */
  readonly typed: Uint8Array;
}

/**
 * @param kin - alternatives that only score
 * @param similar - words with letters like those of the typed word
 */
export function groupWords(
  dictionary: Dictionary,
  group: WordGroup,
  kin: readonly Alternative[],
  similar: readonly SimilarWord[],
): GroupWords {
  const weights = new Map<number, number>();
  const counted = new Map<number, number>();
  const typed = new Set<number>();
  for (const alternative of [...group.alternatives, ...kin]) {
    for (const { kind, ordinal, weight, counted: when } of lookups(dictionary, alternative)) {
      for (const word of kind === "word" ? [ordinal] : dictionary.wordsOfStem(ordinal)) {
        weights.set(word, (weights.get(word) ?? 0) + weight);
        if (when === "in-first-pass") counted.set(word, (counted.get(word) ?? 0) + weight);
        if (kind === "stem" && alternative.kind === "stem") typed.add(word);
      }
    }
  }
  const letters = new Map(similar.map(({ word, similarity }) => [word, similarity]));
  for (const word of letters.keys()) if (!weights.has(word)) weights.set(word, 0);
  const words = Uint32Array.from(weights.keys()).sort();
  return {
    words,
    weights: Float64Array.from(words, (word) => weights.get(word)!),
    counted: Float64Array.from(words, (word) => counted.get(word) ?? 0),
    letters: Float64Array.from(words, (word) => letters.get(word) ?? 0),
    typed: Uint8Array.from(words, (word) => (typed.has(word) ? 1 : 0)),
  };
}
