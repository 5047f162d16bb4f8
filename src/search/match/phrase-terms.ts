/**
 * Words of phrases as a segment's field knows them, looked up once a segment.
 * @module
 */
import { BoundedCache } from "../../analysis/index.ts";
import type { Dictionary, SegmentReader, TextField } from "../../inverted-index/index.ts";
import { heldByEither } from "./document-lists.ts";

/** A word of a phrase in one field of one segment. */
export class PhraseTermInField {
  /** Ordinals of the word's stems that the field has. */
  readonly stems: readonly number[];
  /** Of the stems, added up: as many documents as hold the word, or more. */
  readonly docFreq: number;
  readonly #docFreqs: readonly number[];
  readonly #dictionary: Dictionary;
  readonly #field: TextField;
  #keys: Uint32Array | undefined;

  constructor(dictionary: Dictionary, field: TextField, stems: readonly string[]) {
    const ordinals = stems.map((stem) => dictionary.stems.find(stem));
    this.stems = ordinals.filter((stem) => stem >= 0 && field.stems.docFreq(stem) > 0);
    this.#docFreqs = this.stems.map((stem) => field.stems.docFreq(stem));
    this.docFreq = this.#docFreqs.reduce((sum, docFreq) => sum + docFreq, 0);
    this.#dictionary = dictionary;
    this.#field = field;
  }

  /** Of one of the stems. */
  docFreqOf(stem: number): number {
    return this.#docFreqs[this.stems.indexOf(stem)]!;
  }

  /** Documents that hold the word, ascending; decoded at each call. */
  docs(): Uint32Array {
    return this.stems.map((stem) => this.docsOf(stem)).reduce(heldByEither, new Uint32Array(0));
  }

  /** Documents that hold one of the stems. */
  docsOf(stem: number): Uint32Array {
    return this.#field.stems.get(stem)!.docs;
  }

  /** Keys of the stems' words in the field's forward index, ascending. */
  get keys(): Uint32Array {
    if (this.#keys === undefined) {
      const words = new Set(this.stems.flatMap((stem) => [...this.#dictionary.wordsOfStem(stem)]));
      this.#keys = Uint32Array.from(words, (word) => this.#field.forward.keyOf(word)).sort();
    }
    return this.#keys;
  }
}

const cachedTerms = 1500;

/** The words of one field of one segment; none stands in a field that the segment does not have. */
export class PhraseTerms {
  readonly #dictionary: Dictionary;
  readonly #field: TextField;
  readonly #known = new BoundedCache<PhraseTermInField>(cachedTerms);

  constructor(dictionary: Dictionary, field: TextField) {
    this.#dictionary = dictionary;
    this.#field = field;
  }

  static of(reader: SegmentReader, name: string): PhraseTerms | undefined {
    const field = reader.text.get(name);
    if (field === undefined) return undefined;
    return reader.derived.get(`phrase terms of ${name}`, () => new PhraseTerms(reader.dictionary, field));
  }

  find(stems: readonly string[]): PhraseTermInField {
    const key = stems.length === 1 ? stems[0]! : stems.join(" ");
    return this.#known.get(key, () => new PhraseTermInField(this.#dictionary, this.#field, stems));
  }
}
