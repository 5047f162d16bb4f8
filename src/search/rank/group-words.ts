/**
 * A group as weighted words of one segment: every word as it is spelled there that speaks for the group, with the sum
 * of the weights of the alternatives that it meets. Rescoring reads documents word by word and needs no postings.
 * @module
 */
import { type Dictionary, type ForwardField, placeOf, type TextField } from "../../inverted-index/index.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import { lookups } from "./lookups.ts";
import type { SimilarWord } from "./similar-words.ts";

/** Numbers for each word in {@link FieldKeys.facts}. */
export const factsOfWord = 4;

/** Words of a group that a field has. */
export interface FieldKeys {
  /** Of `ForwardField.keyOf`, ascending. */
  readonly keys: Uint32Array;
  /**
   * For each of them, side by side, since they are read together: what one occurrence adds to the group's frequency; the
   * part of it that the first pass has counted; how similar its letters are to those of the typed word, 0 to 1; and
   * whether it has a stem of the typed word, 1 or 0, so that its places count for proximity.
   */
  readonly facts: Float32Array;
}

export class GroupWords {
  /** Ordinals of the segment's words, ascending. */
  readonly #words: Uint32Array;
  /** Of each word, see {@link FieldKeys}. */
  readonly #facts: Float32Array;
  readonly #keys = new Map<ForwardField, FieldKeys>();

  /**
   * @param kin - alternatives that only score
   * @param similar - words with letters like those of the typed word
   */
  constructor(dictionary: Dictionary, group: WordGroup, kin: readonly Alternative[], similar: readonly SimilarWord[]) {
    const parts: WeighedWords[] = [];
    let count = similar.length;
    for (const alternative of [...group.alternatives, ...kin]) {
      for (const { kind, ordinal, weight, counted } of lookups(dictionary, alternative)) {
        const words = kind === "word" ? [ordinal] : dictionary.wordsOfStem(ordinal);
        count += words.length;
        const isFirst = counted === "in-first-pass";
        parts.push({
          words,
          weight,
          counted: isFirst ? weight : 0,
          typed: kind === "stem" && alternative.kind === "stem",
        });
      }
    }
    const met = new Uint32Array(count);
    let end = 0;
    for (const { words } of parts) {
      met.set(words, end);
      end += words.length;
    }
    for (const { word } of similar) met[end++] = word;
    const words = distinct(met.sort());
    this.#words = words;
    const facts = new Float64Array(words.length * factsOfWord);
    for (const { words: own, weight, counted, typed } of parts) {
      for (let i = 0; i < own.length; i++) {
        const at = placeOf(words, own[i]!) * factsOfWord;
        facts[at]! += weight;
        facts[at + 1]! += counted;
        if (typed) facts[at + 3] = 1;
      }
    }
    for (const { word, similarity } of similar) facts[placeOf(words, word) * factsOfWord + 2] = similarity;
    this.#facts = new Float32Array(facts);
  }

  /** Those of the words that a field has, as its forward index knows them. */
  keysIn({ forward, words }: TextField): FieldKeys {
    let found = this.#keys.get(forward);
    if (found === undefined) {
      const known = this.#words.filter((word) => words.docFreq(word) > 0);
      // In one piece of memory, since a search reads both and what it reads first of a piece it waits for.
      const memory = new ArrayBuffer(known.length * (1 + factsOfWord) * 4);
      const keys = new Uint32Array(memory, 0, known.length);
      keys.set(known.map((word) => forward.keyOf(word)).sort());
      const facts = new Float32Array(memory, keys.byteLength);
      for (let i = 0; i < keys.length; i++) {
        const at = placeOf(this.#words, forward.wordOf(keys[i]!)) * factsOfWord;
        for (let fact = 0; fact < factsOfWord; fact++) facts[i * factsOfWord + fact] = this.#facts[at + fact]!;
      }
      found = { keys, facts };
      this.#keys.set(forward, found);
    }
    return found;
  }
}

/** Words that an alternative stands for, with what an occurrence of each counts. */
interface WeighedWords {
  readonly words: ArrayLike<number>;
  readonly weight: number;
  readonly counted: number;
  readonly typed: boolean;
}

function distinct(ascending: Uint32Array): Uint32Array {
  let count = 0;
  for (let i = 0; i < ascending.length; i++)
    if (i === 0 || ascending[i] !== ascending[i - 1]) ascending[count++] = ascending[i]!;
  return ascending.slice(0, count);
}
