/**
 * A group as weighted words of one segment: every word as it is spelled there that speaks for the group, with the sum
 * of the weights of the alternatives that it meets. Rescoring reads documents word by word and needs no postings.
 * @module
 */
import type { Dictionary, ForwardField } from "../../inverted-index/index.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import { lookups } from "./lookups.ts";
import type { SimilarWord } from "./similar-words.ts";

/** Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4). */
const goldenRatio = 0x9e3779b1;
/** Slots for each word. */
const room = 2;
const emptySlot = 0xffffffff;

export class GroupWords {
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
  /** Places of the words, found by their hash. */
  readonly #slots: Uint32Array;
  readonly #shift: number;
  readonly #keys = new Map<ForwardField, Uint32Array>();

  /**
   * @param kin - alternatives that only score
   * @param similar - words with letters like those of the typed word
   */
  constructor(
    dictionary: Dictionary,
    group: WordGroup,
    kin: readonly Alternative[],
    similar: readonly SimilarWord[],
  ) {
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
    this.words = words;
    this.weights = Float64Array.from(words, (word) => weights.get(word)!);
    this.counted = Float64Array.from(words, (word) => counted.get(word) ?? 0);
    this.letters = Float64Array.from(words, (word) => letters.get(word) ?? 0);
    this.typed = Uint8Array.from(words, (word) => (typed.has(word) ? 1 : 0));
    const bits = 32 - Math.clz32(words.length * room);
    this.#shift = 32 - bits;
    this.#slots = new Uint32Array(2 ** bits).fill(emptySlot);
    for (let place = 0; place < words.length; place++) this.#slots[this.#slotOf(words[place]!)] = place;
  }

  /** Place of a word in the arrays, -1 where it does not speak for the group. */
  placeOf(word: number): number {
    const place = this.#slots[this.#slotOf(word)]!;
    return place === emptySlot ? -1 : place;
  }

  /** The words as a field's forward index knows them, for its `WordFilter`. */
  keysIn(forward: ForwardField): Uint32Array {
    let keys = this.#keys.get(forward);
    if (keys === undefined) {
      keys = this.words.map((word) => forward.keyOf(word));
      this.#keys.set(forward, keys);
    }
    return keys;
  }

  #slotOf(word: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = Math.imul(word, goldenRatio) >>> this.#shift;
    while (slots[slot] !== emptySlot && this.words[slots[slot]!] !== word) slot = (slot + 1) & mask;
    return slot;
  }
}
