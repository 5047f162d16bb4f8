/**
 * Which of a query's trigrams each word of a segment holds, looked up once a word and query. Its tables are made
 * once a segment and wiped after each query.
 * @module
 */
import { trigramsOfWord } from "../../analysis/index.ts";
import { type Dictionary, noTrigram, type SegmentReader, type SnapshotSegment } from "../../inverted-index/index.ts";
import type { WeightedField } from "./field-norms.ts";

/** Where the list of a word that shares no trigram begins: an empty list. */
const nothingShared = 1;

export class SegmentTrigrams {
  /** For each word 0 where it was not looked up, else where its list begins in `shared`. */
  readonly entries: Uint32Array;
  /** Lists of the query's trigram numbers plus one, each ended by zero. */
  shared: Uint16Array = new Uint16Array(1 << 13);
  readonly #dictionary: Dictionary;
  /** Sum of the document frequencies, in every field, of the words that hold a trigram, by its ordinal. */
  readonly #docFreqs: Uint32Array;
  /** Number plus one of the query's trigrams, by ordinal. */
  readonly #numbers: Uint16Array;
  #opened: number[] = [];
  #seen: number[] = [];
  #length = nothingShared + 1;

  private constructor(reader: SegmentReader, fields: readonly WeightedField[]) {
    this.#dictionary = reader.dictionary;
    this.entries = new Uint32Array(reader.dictionary.words.size);
    this.#numbers = new Uint16Array(reader.dictionary.trigramCodes.length);
    this.#docFreqs = new Uint32Array(reader.dictionary.trigramCodes.length);
    const { trigrams } = reader.dictionary;
    // A sum over fields, which adds up alike however documents are spread over segments.
    const docFreqs = new Uint32Array(this.entries.length);
    for (const { name } of fields) reader.text.get(name)?.words.addDocFreqs(docFreqs);
    for (let word = 0; word < this.entries.length; word++) {
      const docFreq = docFreqs[word]!;
      for (let i = word * trigramsOfWord; i < (word + 1) * trigramsOfWord && trigrams[i] !== noTrigram; i++) {
        this.#docFreqs[trigrams[i]!]! += docFreq;
      }
    }
  }

  static of({ reader }: SnapshotSegment, fields: readonly WeightedField[]): SegmentTrigrams {
    const key = `trigrams ${fields.map(({ name }) => name).join(" ")}`;
    let made = reader.derived.get(key) as SegmentTrigrams | undefined;
    if (made === undefined) {
      made = new SegmentTrigrams(reader, fields);
      reader.derived.set(key, made);
    }
    return made;
  }

  docFreq(code: number): number {
    const ordinal = this.#ordinalOf(code);
    return ordinal < 0 ? 0 : this.#docFreqs[ordinal]!;
  }

  open(codes: readonly number[]): this {
    codes.forEach((code, i) => {
      const ordinal = this.#ordinalOf(code);
      if (ordinal < 0) return;
      this.#numbers[ordinal] = i + 1;
      this.#opened.push(ordinal);
    });
    return this;
  }

  /** Looks a word up; returns where its list begins. */
  look(word: number): number {
    const { trigrams } = this.#dictionary;
    const from = this.#length;
    if (from + trigramsOfWord + 1 > this.shared.length) this.#grow();
    let to = from;
    const end = (word + 1) * trigramsOfWord;
    for (let at = word * trigramsOfWord; at < end; at++) {
      const trigram = trigrams[at]!;
      if (trigram === noTrigram) break;
      const number = this.#numbers[trigram]!;
      if (number !== 0) this.shared[to++] = number;
    }
    this.#seen.push(word);
    if (to === from) {
      this.entries[word] = nothingShared;
      return nothingShared;
    }
    this.shared[to++] = 0;
    this.#length = to;
    this.entries[word] = from;
    return from;
  }

  close(): void {
    for (const word of this.#seen) this.entries[word] = 0;
    for (const ordinal of this.#opened) this.#numbers[ordinal] = 0;
    this.#seen = [];
    this.#opened = [];
    this.#length = nothingShared + 1;
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

  #grow(): void {
    const larger = new Uint16Array(this.shared.length * 2);
    larger.set(this.shared);
    this.shared = larger;
  }
}
