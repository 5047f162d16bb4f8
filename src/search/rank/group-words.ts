/**
 * A group as weighted words of one segment: every word as it is spelled there that speaks for the group, with the sum
 * of the weights of the alternatives that it meets. Rescoring reads documents word by word and needs no postings.
 * @module
 */
import { type Dictionary, type ForwardField, placeOf, type TextField } from "../../inverted-index/index.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import { lookups } from "./lookups.ts";
import type { SimilarWord } from "./similar-words.ts";

/** Numbers for each word in `facts`. */
export const factsOfWord = 4;

/** Words of a group that a field has. */
export class FieldKeys {
  /** Ascending. */
  readonly keys: Uint32Array;
  readonly #places: Uint32Array;

  /** @param placeOfKey - the word's place among the group's, by its key */
  constructor(placeOfKey: ReadonlyMap<number, number>) {
    this.keys = Uint32Array.from(placeOfKey.keys()).sort();
    this.#places = this.keys.map((key) => placeOfKey.get(key)!);
  }

  /** Place among the group's words of the word with this key, -1 where it is not one of them. */
  placeOf(key: number): number {
    const at = placeOf(this.keys, key);
    return at < 0 ? -1 : this.#places[at]!;
  }
}

export class GroupWords {
  /** Ordinals of the segment's words. */
  readonly #words: Uint32Array;
  /**
   * For each word, side by side, since they are read together: what one occurrence adds to the group's frequency; the
   * part of it that the first pass has counted; how similar its letters are to those of the typed word, 0 to 1; and
   * whether it has a stem of the typed word, 1 or 0, so that its places count for proximity.
   */
  readonly facts: Float32Array;
  readonly #keys = new Map<ForwardField, FieldKeys>();

  /**
   * @param kin - alternatives that only score
   * @param similar - words with letters like those of the typed word
   */
  constructor(dictionary: Dictionary, group: WordGroup, kin: readonly Alternative[], similar: readonly SimilarWord[]) {
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
    this.#words = words;
    this.facts = new Float32Array(words.length * factsOfWord);
    for (let place = 0; place < words.length; place++) {
      const word = words[place]!;
      const at = place * factsOfWord;
      this.facts[at] = weights.get(word)!;
      this.facts[at + 1] = counted.get(word) ?? 0;
      this.facts[at + 2] = letters.get(word) ?? 0;
      this.facts[at + 3] = typed.has(word) ? 1 : 0;
    }
  }

  /** Those of the words that a field has, as its forward index knows them. */
  keysIn({ forward, words }: TextField): FieldKeys {
    let found = this.#keys.get(forward);
    if (found === undefined) {
      const places = new Map<number, number>();
      this.#words.forEach((word, place) => {
        if (words.docFreq(word) > 0) places.set(forward.keyOf(word), place);
      });
      found = new FieldKeys(places);
      this.#keys.set(forward, found);
    }
    return found;
  }
}
