/**
 * A group as weighted words of one segment: every word as it is spelled there that speaks for the group, with the sum
 * of the weights of the alternatives that it meets. Rescoring reads documents word by word and needs no postings.
 * @module
 */
import { type Dictionary, type ForwardField, placeOf, type TextField } from "../../inverted-index/index.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import { FieldKeys, factsOfWord, memoryOf } from "./field-keys.ts";
import { lookups } from "./lookups.ts";
import type { RareTrigram } from "./similar-words.ts";

export class GroupWords {
  /** Ordinals of the segment's words, ascending. */
  readonly #words: Uint32Array;
  /** Of each word, see {@link FieldKeys.facts}. */
  readonly #facts: Float32Array;
  readonly #trigrams: readonly RareTrigram[];
  readonly #keys = new Map<ForwardField, FieldKeys>();

  /**
   * @param kin - alternatives that only score
   * @param trigrams - of the typed word; none where words with similar letters do not count
   */
  constructor(dictionary: Dictionary, group: WordGroup, kin: readonly Alternative[], trigrams: readonly RareTrigram[]) {
    this.#trigrams = trigrams;
    const parts: WeighedWords[] = [];
    let count = 0;
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
    this.#facts = new Float32Array(facts);
  }

  /** Those of the words that a field has, as its forward index knows them, without those of similar letters. */
  keysIn({ forward, words }: TextField): FieldKeys {
    let found = this.#keys.get(forward);
    if (found === undefined) {
      const known = this.#words.filter((word) => words.docFreq(word) > 0);
      const { keys, facts } = memoryOf(known.length);
      keys.set(known.map((word) => forward.keyOf(word)).sort());
      for (let i = 0; i < keys.length; i++) {
        const at = placeOf(this.#words, forward.wordOf(keys[i]!)) * factsOfWord;
        for (let fact = 0; fact < factsOfWord; fact++) facts[i * factsOfWord + fact] = this.#facts[at + fact]!;
      }
      found = new FieldKeys(keys, facts, this.#trigrams);
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
