/**
 * Postings of one text field as they are read: of stems, and of words as spelled. Lists are decoded when
 * they are asked for, about two nanoseconds a posting; who needs one again keeps it.
 * @module
 */
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import type { InvertedField } from "./invert.ts";
import { Lists, listsSections } from "./lists.ts";
import type { DirectoryLayout } from "./term-directory.ts";

/** The postings of a term: `docs[from .. to)` ascending, `freqs` beside them. Empty where `from === to`. */
export interface PostingsList {
  readonly docs: Uint32Array;
  readonly freqs: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Postings by ordinal of a dictionary. */
export interface TermPostings {
  /** Document frequency of the dictionary's term `ordinal` in this field, deleted documents included. */
  docFreq(ordinal: number): number;
  /** Postings of the dictionary's term `ordinal`, undefined where the field does not hold it. */
  get(ordinal: number): PostingsList | undefined;
  /** Adds each term's document frequency to its place in `target`. */
  addDocFreqs(target: Uint32Array): void;
}

export class StemPostings implements TermPostings {
  readonly #lists: Lists;
  readonly #docCount: number;

  /** @param field - the field's number */
  constructor(postings: SectionFile, field: number, docCount: number) {
    this.#lists = new Lists(postings, `${field}.stems`, layoutOf(postings, true));
    this.#docCount = docCount;
  }

  docFreq(ordinal: number): number {
    return this.#lists.docFreq(ordinal);
  }

  get(ordinal: number): PostingsList | undefined {
    const list = this.#lists.read(ordinal, this.#docCount);
    return list && { docs: list.numbers, freqs: list.freqs, from: 0, to: list.numbers.length };
  }

  addDocFreqs(target: Uint32Array): void {
    this.#lists.addDocFreqs(target);
  }
}

export class WordPostings implements TermPostings {
  readonly #lists: Lists;
  readonly #stems: StemPostings;
  readonly #firstStem: Uint32Array;
  /** Words that are asked for together are mostly of one stem. */
  #lastStem = -1;
  #lastList: PostingsList | undefined;

  /** @param firstStem - stem of each word: a word's list numbers the postings of its stem */
  constructor(postings: SectionFile, field: number, stems: StemPostings, firstStem: Uint32Array) {
    this.#lists = new Lists(postings, `${field}.words`, layoutOf(postings, false));
    this.#stems = stems;
    this.#firstStem = firstStem;
  }

  docFreq(ordinal: number): number {
    return this.#lists.docFreq(ordinal);
  }

  get(ordinal: number): PostingsList | undefined {
    if (!this.#lists.directory.find(ordinal)) return undefined;
    const stem = this.#listOfStem(this.#firstStem[ordinal]!);
    if (stem === undefined) throw this.#lists.corrupt(ordinal);
    const { numbers, freqs } = this.#lists.read(ordinal, stem.to)!;
    for (let i = 0; i < numbers.length; i++) numbers[i] = stem.docs[numbers[i]!]!;
    return { docs: numbers, freqs, from: 0, to: numbers.length };
  }

  addDocFreqs(target: Uint32Array): void {
    this.#lists.addDocFreqs(target);
  }

  #listOfStem(stem: number): PostingsList | undefined {
    if (stem !== this.#lastStem) {
      this.#lastList = this.#stems.get(stem);
      this.#lastStem = stem;
    }
    return this.#lastList;
  }
}

/** The sections of a field's part of the postings file. */
export function postingsSections(field: number, { stems, words }: InvertedField): [string, SectionContent][] {
  return [...listsSections(`${field}.stems`, stems), ...listsSections(`${field}.words`, words)];
}

/** Undefined for the present one. */
function layoutOf({ version }: SectionFile, ofStems: boolean): DirectoryLayout | undefined {
  return version < 3 ? { indexWidth: 3, hasPositions: ofStems } : undefined;
}
