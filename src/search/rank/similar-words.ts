/**
 * Words that share letters with a query word: evidence that no stem sees (forms of foreign names, slips in the text,
 * derivations the lexicon does not know). It only scores, when the best are rescored, and never makes a hit: so the
 * words of those documents are compared, and no others.
 *
 *     similarity(w) = sum of idf over the trigrams of the query word that w has / the same over all of them
 *
 * A trigram is known by its letters within the word with its edges; its document frequency is the sum over the words
 * that hold it, which adds up alike however documents are spread over segments.
 * @module
 */
import { trigramCodes, trigramsOf, trigramsOfWord, writeTrigrams } from "../../analysis/index.ts";
import {
  type Dictionary,
  FoldedUnits,
  type ForwardField,
  placeOf,
  type SegmentReader,
  type Snapshot,
} from "../../inverted-index/index.ts";
import { idf } from "./bm25.ts";
import type { WeightedField } from "./field-norms.ts";

/** Words that share less say little, and are many. */
const leastSimilarity = 0.3;

/** A trigram of the query word. */
export interface RareTrigram {
  readonly code: number;
  /** Its idf in the snapshot, in steps of 1/32: so coarse that a commit of a few documents changes none. */
  readonly rarity: number;
}

const stepsOfRarity = 32;

/** @param folded - the query word */
export function rareTrigrams(snapshot: Snapshot, folded: string, fields: readonly WeightedField[]): RareTrigram[] {
  return [...new Set(trigramsOf(folded))].map((code) => {
    let docFreq = 0;
    for (const { reader } of snapshot.segments)
      for (const { name } of fields) docFreq += reader.text.get(name)?.trigrams.of(code) ?? 0;
    const rarity = idf(snapshot.maxDoc, Math.min(snapshot.maxDoc, docFreq));
    return { code, rarity: Math.round(rarity * stepsOfRarity) };
  });
}

/** Trigrams of the words of one field of a segment, by their keys in its forward index. */
export class FieldTrigrams {
  /**
   * `trigramsOfWord` codes for each word with a code of its own in the forward index, filled up with zeros, which are
   * the code of no trigram; behind them those of the other word that was asked for last.
   */
  readonly codes: Uint32Array;
  /** Keys are below it. */
  readonly keyLimit: number;
  readonly #forward: ForwardField;
  readonly #folded: FoldedUnits;
  readonly #last: number;
  /** Kept so that no compiler leaves the fetching out. */
  touched = 0;

  constructor({ words }: Dictionary, forward: ForwardField) {
    const { frequentCount } = forward;
    this.codes = new Uint32Array((frequentCount + 1) * trigramsOfWord);
    // No word has the ordinal.
    this.keyLimit = forward.keyOf(words.size);
    this.#forward = forward;
    this.#folded = new FoldedUnits(words);
    this.#last = frequentCount * trigramsOfWord;
  }

  /** Makes the codes of all words that have a place of their own, in steps; else they are made as words are asked for. */
  *completing(): Generator<void> {
    const words = this.#last / trigramsOfWord;
    for (let key = 0; key < words; key++) {
      this.placeOf(key);
      if ((key + 1) % stepWords === 0) yield;
    }
  }

  /** Where the word's codes begin, valid until the next call. @param key - of `ForwardField.keyOf` */
  placeOf(key: number): number {
    const at = Math.min(key * trigramsOfWord, this.#last);
    if (at === this.#last || this.codes[at] === 0) this.#write(key, at);
    return at;
  }

  /** Fetches what is read of words next, all at once: the one behind the other, each would be waited for. */
  touch(keys: Uint32Array, from: number, to: number): void {
    const { codes } = this;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const at = keys[i]! * trigramsOfWord;
      sum += at < this.#last ? codes[at]! : this.#folded.touch(this.#forward.wordOf(keys[i]!));
    }
    this.touched = sum;
  }

  #write(key: number, at: number): void {
    const folded = this.#folded;
    folded.read(this.#forward.wordOf(key));
    const count = writeTrigrams(folded.units, 0, folded.end, this.codes, at);
    this.codes.fill(0, at + count, at + trigramsOfWord);
  }
}

/** Those of a segment's field, which belong to it. */
export function fieldTrigrams(reader: SegmentReader, field: string): FieldTrigrams {
  return reader.derived.get(
    `trigrams of ${field}`,
    () => new FieldTrigrams(reader.dictionary, reader.text.get(field)!.forward),
  );
}

/** Words between two steps. */
const stepWords = 8192;
/** Words that are fetched at once. */
const touchedWords = 256;

/** Which codes are sought, as bits: most trigrams of a text are not. All 0 between two searches. */
const soughtCodes = new Uint32Array(trigramCodes / 32);

/** Compares words of a segment's field with several query words at once. */
export class WordComparison {
  readonly #trigrams: FieldTrigrams;
  readonly #codes: Uint32Array;
  /** By place in `#codes`, what the trigram is worth to each query word. */
  readonly #rarities: Uint16Array;
  /** Of each query word. */
  readonly #leasts: Float64Array;
  readonly #wholes: Uint32Array;
  readonly #sums: Uint32Array;

  /** @param sought - trigrams of each query word */
  constructor(trigrams: FieldTrigrams, sought: readonly (readonly RareTrigram[])[]) {
    this.#trigrams = trigrams;
    const codes = new Set<number>();
    for (const own of sought) for (const { code, rarity } of own) if (rarity > 0) codes.add(code);
    this.#codes = new Uint32Array(codes).sort();
    this.#rarities = new Uint16Array(codes.size * sought.length);
    this.#wholes = new Uint32Array(sought.length);
    sought.forEach((own, i) => {
      for (const { code, rarity } of own) {
        this.#wholes[i]! += rarity;
        if (rarity > 0) this.#rarities[placeOf(this.#codes, code) * sought.length + i] = rarity;
      }
    });
    this.#leasts = Float64Array.from(this.#wholes, (whole) => leastSimilarity * whole);
    this.#sums = new Uint32Array(sought.length);
  }

  /**
   * @param keys - of words, see `ForwardField.keyOf`
   * @param visit - called where a word is similar to the query word `i`: above 0, at most 1
   */
  compare(keys: Uint32Array, visit: (key: number, i: number, similarity: number) => void): void {
    for (const code of this.#codes) soughtCodes[code >>> 5]! |= 1 << (code & 31);
    const sums = this.#sums;
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at]!;
      if (at % touchedWords === 0) this.#trigrams.touch(keys, at, Math.min(at + touchedWords, keys.length));
      if (!this.#addUp(this.#trigrams.placeOf(key))) continue;
      for (let i = 0; i < sums.length; i++) {
        const sum = sums[i]!;
        if (sum > 0 && sum >= this.#leasts[i]!) visit(key, i, sum / this.#wholes[i]!);
        sums[i] = 0;
      }
    }
    for (const code of this.#codes) soughtCodes[code >>> 5] = 0;
  }

  /** What the word has of each query word; false where it has nothing of any. */
  #addUp(from: number): boolean {
    const { codes } = this.#trigrams;
    let some = false;
    for (let i = from; i < from + trigramsOfWord; i++) {
      const code = codes[i]!;
      if (((soughtCodes[code >>> 5]! >>> (code & 31)) & 1) === 0) continue;
      let first = from;
      while (codes[first] !== code) first++;
      // It counts once, as often as the word has it.
      if (first < i) continue;
      this.#add(code);
      some = true;
    }
    return some;
  }

  #add(code: number): void {
    const sums = this.#sums;
    const from = placeOf(this.#codes, code) * sums.length;
    for (let i = 0; i < sums.length; i++) sums[i]! += this.#rarities[from + i]!;
  }
}
