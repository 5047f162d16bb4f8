/**
 * Postings of one text field as they are read: of stems with positions, of words as spelled without. Lists are
 * decoded when they are asked for, about two nanoseconds a posting; who needs one again keeps it.
 * @module
 */
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { type BigramColumns, bigramSections } from "./bigram-postings.ts";
import type { InvertedField } from "./invert.ts";
import { Lists, listsSections } from "./lists.ts";
import { readPositions } from "./position-codec.ts";

/** The postings of a term: `docs[from .. to)` ascending, `freqs` beside them. Empty where `from === to`. */
export interface PostingsList {
  readonly docs: Uint32Array;
  readonly freqs: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Where the positions stand, for a stem's list as `StemPostings.get` returns it. */
  readonly positions?: { readonly start: number; readonly end: number };
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
  readonly #stream: Uint8Array;
  readonly #positionsFile: SectionFile;
  readonly #docCount: number;

  /** @param field - the field's number */
  constructor(postings: SectionFile, positions: SectionFile, field: number, docCount: number) {
    this.#lists = new Lists(postings, `${field}.stems`, true);
    this.#stream = positions.bytes(`${field}.stream`);
    this.#positionsFile = positions;
    this.#docCount = docCount;
  }

  docFreq(ordinal: number): number {
    return this.#lists.docFreq(ordinal);
  }

  get(ordinal: number): PostingsList | undefined {
    const list = this.#lists.read(ordinal, this.#docCount);
    if (list === undefined) return undefined;
    const { positionsStart: start, positionsEnd: end } = this.#lists.directory;
    return { docs: list.numbers, freqs: list.freqs, from: 0, to: list.numbers.length, positions: { start, end } };
  }

  addDocFreqs(target: Uint32Array): void {
    this.#lists.addDocFreqs(target);
  }

  /** Appends the positions of posting `index` of a list that `get` returned to `target`; returns how many. */
  readPositions({ freqs, positions }: PostingsList, index: number, target: number[]): number {
    const { start, end } = positions!;
    const count = end <= this.#stream.length ? readPositions(this.#stream, start, end, freqs, index, target) : -1;
    if (count < 0) throw this.#positionsFile.corrupt(`has broken positions at byte ${start}`);
    return count;
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
    this.#lists = new Lists(postings, `${field}.words`, false);
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
export function postingsSections(
  field: number,
  { stems, words }: InvertedField,
  bigrams: BigramColumns | undefined,
): [string, SectionContent][] {
  return [
    ...listsSections(`${field}.stems`, stems),
    ...listsSections(`${field}.words`, words),
    ...(bigrams === undefined ? [] : bigramSections(field, bigrams)),
  ];
}

export function positionSections(field: number, { positions }: InvertedField): [string, SectionContent][] {
  return [[`${field}.stream`, positions]];
}
