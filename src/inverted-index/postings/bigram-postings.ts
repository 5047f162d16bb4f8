/**
 * Documents that hold two frequent stems side by side, for phrases: the stems' own lists would name a great part of
 * all documents, each to be read, for the few that have the words next to each other (after the nextword indexes of
 * Williams, Zobel & Bahle 2004, "Fast phrase querying with combined indexes", for the frequent words only).
 *
 *     bigram = place of the first stem among the frequent ones x number of these + place of the second
 *
 * A word with two stems is next to its neighbours with both.
 * @module
 */
import { placeOf } from "../codec/binary-search.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import type { StemsOfWords } from "../dictionary/dictionary.ts";
import { noStem } from "../dictionary/word-table.ts";
import { type ForwardRows, valueBoundary } from "../forward/forward-field.ts";
import { endOfRange, rangeOccurrences, startsOf } from "./counting-sort.ts";
import { Lists, ListsWriter, listsSections, type PostingsColumns } from "./lists.ts";
import { TermDirectory } from "./term-directory.ts";

export interface BigramColumns {
  /** Ordinals of the frequent stems, ascending. */
  readonly stems: Uint32Array;
  readonly postings: PostingsColumns;
}

/** Fewer documents are read as fast. */
const leastDocuments = 512;
/** A stem is frequent if one document in so many holds it. */
const oneIn = 32;
/** The square is the number of pairs. */
const mostStems = 512;
const noPlace = 0xffff;

/**
 * @param postings - of the field's stems
 * @param leastDocFreq - of a frequent stem; by the number of documents where undefined
 * @returns undefined where no stem is frequent
 */
export function invertBigrams(
  rows: ForwardRows,
  stems: StemsOfWords,
  postings: PostingsColumns,
  leastDocFreq: number = Math.max(leastDocuments, Math.ceil(rows.docs.length / oneIn)),
  rangeSize: number = rangeOccurrences,
): BigramColumns | undefined {
  const frequent = frequentStems(postings, stems.stemCount, leastDocFreq);
  if (frequent.length === 0) return undefined;
  const places = placesOfWords(stems, frequent);
  const counts = new Uint32Array(frequent.length ** 2);
  forEachPair(rows, places, frequent.length, (bigram) => {
    counts[bigram]!++;
  });
  const starts = startsOf(counts);
  const lists = new ListsWriter(counts.length, false);
  for (let from = 0; from < counts.length; ) {
    const to = endOfRange(starts, from, rangeSize);
    const holders = collectHolders(rows, places, frequent.length, starts, from, to);
    const first = starts[from]!;
    for (let bigram = from; bigram < to; bigram++)
      lists.addTerm(holders, starts[bigram]! - first, starts[bigram + 1]! - first);
    from = to;
  }
  return { stems: frequent, postings: lists.finish() };
}

/** Documents with the bigrams `[from, to)`, bigram by bigram. */
function collectHolders(
  rows: ForwardRows,
  places: Places,
  count: number,
  starts: Uint32Array,
  from: number,
  to: number,
): Uint32Array {
  const first = starts[from]!;
  const next = starts.slice(from, to);
  const holders = new Uint32Array(starts[to]! - first);
  forEachPair(rows, places, count, (bigram, row) => {
    if (bigram >= from && bigram < to) holders[next[bigram - from]!++ - first] = rows.docs[row]!;
  });
  return holders;
}

/** Ordinals of the stems that at least so many documents hold, ascending; the most frequent ones. */
function frequentStems({ directory }: PostingsColumns, stemCount: number, leastDocFreq: number): Uint32Array {
  const terms = new TermDirectory(directory, true);
  const found: { stem: number; docFreq: number }[] = [];
  for (let stem = 0; stem < stemCount; stem++) {
    if (terms.find(stem) && terms.docFreq >= leastDocFreq) found.push({ stem, docFreq: terms.docFreq });
  }
  found.sort((a, b) => b.docFreq - a.docFreq || a.stem - b.stem);
  return Uint32Array.from(found.slice(0, mostStems), ({ stem }) => stem).sort();
}

/** For each word the places of its stems among the frequent ones, or `noPlace`. */
interface Places {
  readonly first: Uint16Array;
  readonly second: Uint16Array;
}

function placesOfWords({ first, second, stemCount }: StemsOfWords, frequent: Uint32Array): Places {
  const places = new Uint16Array(stemCount).fill(noPlace);
  for (let place = 0; place < frequent.length; place++) places[frequent[place]!] = place;
  const placeOfStem = (stem: number): number => (stem === noStem ? noPlace : places[stem]!);
  return { first: Uint16Array.from(first, placeOfStem), second: Uint16Array.from(second, placeOfStem) };
}

/** Pairs of frequent stems side by side, row by row. */
function forEachPair(
  { docs, starts, tokens }: ForwardRows,
  { first, second }: Places,
  count: number,
  visit: (bigram: number, row: number) => void,
): void {
  for (let row = 0; row < docs.length; row++) {
    const end = starts[row + 1]!;
    let one = noPlace;
    let other = noPlace;
    for (let i = starts[row]!; i < end; i++) {
      const word = tokens[i]!;
      const nextOne = word === valueBoundary ? noPlace : first[word]!;
      const nextOther = word === valueBoundary ? noPlace : second[word]!;
      if (one !== noPlace && nextOne !== noPlace) visit(one * count + nextOne, row);
      if (one !== noPlace && nextOther !== noPlace) visit(one * count + nextOther, row);
      if (other !== noPlace && nextOne !== noPlace) visit(other * count + nextOne, row);
      if (other !== noPlace && nextOther !== noPlace) visit(other * count + nextOther, row);
      one = nextOne;
      other = nextOther;
    }
  }
}

/** Bigrams of one field as they are read; stems by their ordinals. */
export class BigramPostings {
  readonly #stems: Uint32Array;
  readonly #lists: Lists;
  readonly #docCount: number;

  constructor(file: SectionFile, field: number, docCount: number) {
    this.#stems = file.uint32(`${field}.bigrams.stems`);
    this.#lists = new Lists(file, `${field}.bigrams`, false);
    this.#docCount = docCount;
  }

  /** Whether the stem is a frequent one: its neighbours that are as well are known. */
  has(stem: number): boolean {
    return placeOf(this.#stems, stem) >= 0;
  }

  /** How many documents hold the one directly before the other; both must be frequent. */
  docFreq(stem: number, next: number): number {
    return this.#lists.docFreq(this.#bigram(stem, next));
  }

  /** The documents, ascending. */
  docs(stem: number, next: number): Uint32Array {
    return this.#lists.read(this.#bigram(stem, next), this.#docCount)?.numbers ?? new Uint32Array(0);
  }

  #bigram(stem: number, next: number): number {
    return placeOf(this.#stems, stem) * this.#stems.length + placeOf(this.#stems, next);
  }
}

export function bigramSections(field: number, { stems, postings }: BigramColumns): [string, SectionContent][] {
  return [[`${field}.bigrams.stems`, stems], ...listsSections(`${field}.bigrams`, postings)];
}
