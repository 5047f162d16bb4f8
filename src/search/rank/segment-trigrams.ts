/**
 * Trigrams of a segment's words for scoring: how many documents hold each, and the numbers that the query at hand gives
 * them. Its tables are made once a snapshot and wiped after each query.
 * @module
 */
import { trigramsOfWord } from "../../analysis/index.ts";
import { type Dictionary, noTrigram, type Snapshot, type SnapshotSegment } from "../../inverted-index/index.ts";
import type { WeightedField } from "./field-norms.ts";

export class SegmentTrigrams {
  /** `trigramsOfWord` trigrams of each word, by ordinal. */
  readonly trigrams: Uint16Array;
  /** Number plus one of the query's trigrams, by ordinal; 0 for all others and for `noTrigram`. */
  readonly numbers: Uint16Array = new Uint16Array(noTrigram + 1);
  readonly #dictionary: Dictionary;
  /** Sum of the document frequencies, in every field, of the words that hold a trigram, by its ordinal. */
  readonly #docFreqs: Uint32Array;

  private constructor({ reader }: SnapshotSegment, fields: readonly WeightedField[]) {
    this.#dictionary = reader.dictionary;
    this.trigrams = reader.dictionary.trigrams;
    this.#docFreqs = new Uint32Array(reader.dictionary.trigramCodes.length);
    const { trigrams } = reader.dictionary;
    for (let word = 0; word < reader.dictionary.words.size; word++) {
      // A sum over fields, which adds up alike however documents are spread over segments.
      let docFreq = 0;
      for (const { name } of fields) docFreq += reader.text.get(name)?.words.docFreq(word) ?? 0;
      for (let i = word * trigramsOfWord; i < (word + 1) * trigramsOfWord && trigrams[i] !== noTrigram; i++) {
        this.#docFreqs[trigrams[i]!]! += docFreq;
      }
    }
  }

  static of(snapshot: Snapshot, segment: SnapshotSegment, fields: readonly WeightedField[]): SegmentTrigrams {
    const key = `trigrams ${segment.base} ${fields.map(({ name }) => name).join(" ")}`;
    let made = snapshot.derived.get(key) as SegmentTrigrams | undefined;
    if (made === undefined) {
      made = new SegmentTrigrams(segment, fields);
      snapshot.derived.set(key, made);
    }
    return made;
  }

  docFreq(code: number): number {
    const ordinal = this.#ordinalOf(code);
    return ordinal < 0 ? 0 : this.#docFreqs[ordinal]!;
  }

  /** Numbers the codes from 1 on. */
  open(codes: readonly number[]): this {
    this.#number(codes, (i) => i + 1);
    return this;
  }

  close(codes: readonly number[]): void {
    this.#number(codes, () => 0);
  }

  #number(codes: readonly number[], numberOf: (i: number) => number): void {
    for (let i = 0; i < codes.length; i++) {
      const ordinal = this.#ordinalOf(codes[i]!);
      if (ordinal >= 0) this.numbers[ordinal] = numberOf(i);
    }
  }

  #ordinalOf(code: number): number {
    const codes = this.#dictionary.trigramCodes;
    let low = 0;
    let high = codes.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (codes[middle] === code) return middle;
      if (codes[middle]! < code) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
