/**
 * Postings of one text field as they are read: of stems with positions, of words as spelled without. Lists are
 * decoded when they are asked for, about two nanoseconds a posting; who needs one again keeps it.
 * @module
 */
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import type { InvertedField } from "./invert.ts";
import { type ListBytes, listBytes, readList } from "./list-codec.ts";
import { readPositions } from "./position-codec.ts";
import { TermDirectory } from "./term-directory.ts";

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

/** A place of a file where lists are looked up and decoded. */
class Lists {
  readonly directory: TermDirectory;
  readonly #bytes: ListBytes;
  readonly #file: SectionFile;
  readonly #prefix: string;

  constructor(file: SectionFile, prefix: string, hasPositions: boolean) {
    const index = file.uint32(`${prefix}.index`);
    this.directory = new TermDirectory({ entries: file.bytes(`${prefix}.entries`), index }, hasPositions);
    this.#bytes = listBytes(file.bytes(`${prefix}.lists`));
    this.#file = file;
    this.#prefix = prefix;
  }

  /** The list of a term, whose numbers are below `limit`; throws `index_corrupt`. */
  read(ordinal: number, limit: number): { numbers: Uint32Array; freqs: Uint8Array } | undefined {
    const { directory } = this;
    if (!directory.find(ordinal)) return undefined;
    const { docFreq, listStart, listEnd } = directory;
    if (docFreq > limit || listEnd > this.#bytes.bytes.length) throw this.corrupt(ordinal);
    const numbers = new Uint32Array(docFreq);
    const freqs = new Uint8Array(docFreq);
    if (!readList(this.#bytes, listStart, listEnd, limit, numbers, freqs)) throw this.corrupt(ordinal);
    return { numbers, freqs };
  }

  docFreq(ordinal: number): number {
    return this.directory.find(ordinal) ? this.directory.docFreq : 0;
  }

  addDocFreqs(target: Uint32Array): void {
    for (let ordinal = 0; ordinal < target.length; ordinal++) target[ordinal]! += this.docFreq(ordinal);
  }

  corrupt(ordinal: number): Error {
    return this.#file.corrupt(`has broken postings of term ${ordinal} in ${this.#prefix}`);
  }
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
export function postingsSections(field: number, { stems, words }: InvertedField): [string, SectionContent][] {
  return [
    [`${field}.stems.index`, stems.directory.index],
    [`${field}.stems.entries`, stems.directory.entries],
    [`${field}.stems.lists`, stems.lists],
    [`${field}.words.index`, words.directory.index],
    [`${field}.words.entries`, words.directory.entries],
    [`${field}.words.lists`, words.lists],
  ];
}

export function positionSections(field: number, { positions }: InvertedField): [string, SectionContent][] {
  return [[`${field}.stream`, positions]];
}
