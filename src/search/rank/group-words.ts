/**
 * A group as weighted words of one segment: every word as it is spelled there that speaks for the group, with the sum
 * of the weights of the alternatives that it meets. Rescoring reads documents word by word and needs no postings.
 * @module
 */
import { type Dictionary, type ForwardField, placeOf, type TextField } from "../../inverted-index/index.ts";
import type { Alternative } from "../rewrite/word-group.ts";
import { FieldKeys, factsOfWord, memoryOf } from "./field-keys.ts";
import { lookups } from "./lookups.ts";
import type { RareTrigram } from "./similar-words.ts";

export class GroupWords {
  readonly #dictionary: Dictionary;
  readonly #alternatives: readonly Alternative[];
  readonly #trigrams: readonly RareTrigram[];
  readonly #keys = new Map<ForwardField, FieldKeys>();

  /**
   * @param alternatives - of the group, and those that only score
   * @param trigrams - of the typed word; none where words with similar letters do not count
   * @param fields - that are searched: looked up together, others when they are asked for
   */
  constructor(
    dictionary: Dictionary,
    alternatives: readonly Alternative[],
    trigrams: readonly RareTrigram[],
    fields: readonly TextField[],
  ) {
    this.#dictionary = dictionary;
    this.#alternatives = alternatives;
    this.#trigrams = trigrams;
    this.#lookUp(fields);
  }

  /** The words as a field's forward index knows them, without those of similar letters. */
  keysIn(field: TextField): FieldKeys {
    const { forward } = field;
    if (!this.#keys.has(forward)) this.#lookUp([field]);
    return this.#keys.get(forward)!;
  }

  /** Words of all fields are not kept: they are as large as what is kept of the fields. */
  #lookUp(fields: readonly TextField[]): void {
    const weighed = weighedWords(this.#dictionary, this.#alternatives);
    for (const field of fields) this.#keys.set(field.forward, fieldKeys(field, weighed, this.#trigrams));
  }
}

/** Words of a segment, and what each counts. */
interface WordFacts {
  /** Ordinals, ascending. */
  readonly words: Uint32Array;
  /** Of each word, see {@link FieldKeys.facts}. */
  readonly facts: Float64Array;
}

function weighedWords(dictionary: Dictionary, alternatives: readonly Alternative[]): WordFacts {
  const parts: WeighedWords[] = [];
  let count = 0;
  for (const alternative of alternatives) {
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
  const facts = new Float64Array(words.length * factsOfWord);
  for (const { words: own, weight, counted, typed } of parts) {
    for (let i = 0; i < own.length; i++) {
      const at = placeOf(words, own[i]!) * factsOfWord;
      facts[at]! += weight;
      facts[at + 1]! += counted;
      if (typed) facts[at + 3] = 1;
    }
  }
  return { words, facts };
}

function fieldKeys(field: TextField, weighed: WordFacts, trigrams: readonly RareTrigram[]): FieldKeys {
  const { forward } = field;
  // Those that the field does not have are never met in it: to ask for each takes longer than to keep them.
  const { keys, facts } = memoryOf(weighed.words.length);
  for (let i = 0; i < keys.length; i++) keys[i] = forward.keyOf(weighed.words[i]!);
  keys.sort();
  for (let i = 0; i < keys.length; i++) {
    const at = placeOf(weighed.words, forward.wordOf(keys[i]!)) * factsOfWord;
    for (let fact = 0; fact < factsOfWord; fact++) facts[i * factsOfWord + fact] = weighed.facts[at + fact]!;
  }
  return new FieldKeys(keys, facts, trigrams);
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
