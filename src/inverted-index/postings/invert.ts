/**
 * Inversion: a field's forward index to postings. The rows of each word come out ascending by a counting sort; a stem's
 * list is the union of its words'.
 *
 * Stems have lists of documents. A word's documents are among those of its (first) stem, and its list says which: it
 * numbers the postings of the stem. That takes half of the bytes that documents would, since most words of a stem are
 * near each other there.
 * @module
 */
import { noStem, type StemsOfWords } from "../dictionary/stems-of-words.ts";
import { type ForwardRows, valueBoundary } from "../forward/forward-field.ts";
import { startsOf } from "./counting-sort.ts";
import { ListsWriter, type PostingsColumns } from "./lists.ts";
import { type FieldWords, type InvertKernel, startInversion } from "./postings-kernel.ts";

export interface InvertedField {
  readonly stems: PostingsColumns;
  readonly words: PostingsColumns;
}

/** @param start - a kernel, where there is one */
export function invert(
  field: ForwardRows,
  stems: StemsOfWords,
  start: typeof startInversion = startInversion,
): InvertedField {
  const { first: stemOf, wordOrder } = stems;
  const wordStarts = startsOf(countWords(field.tokens, stemOf.length));
  const words: FieldWords = { docs: field.docs, wordStarts, ...wordsOfStems(stems, wordStarts), stemOf, wordOrder };
  const kernel = start(words);
  const rows = kernel?.rows ?? new Uint32Array(wordStarts[stemOf.length]!);
  collectRows(field, wordStarts, rows);
  return kernel === undefined ? invertHere(words, rows) : invertWith(kernel, words);
}

function invertWith(kernel: InvertKernel, { memberStarts, wordOrder }: FieldWords): InvertedField {
  const stems = new ListsWriter();
  kernel.writeStems(memberStarts.length - 1, stems);
  const words = new ListsWriter();
  kernel.writeWords(wordOrder.length, words);
  return { stems: stems.finish(), words: words.finish() };
}

function invertHere(words: FieldWords, rows: Uint32Array): InvertedField {
  const { docs, wordStarts, members, memberStarts, stemOf, wordOrder } = words;
  // Numbers of the postings that each word has in the list of its stem, one for each occurrence.
  const numbers = new Uint32Array(rows.length);
  const union = new RowUnion(docs.length);
  const stems = new ListsWriter();
  for (let stem = 0; stem + 1 < memberStarts.length; stem++) {
    const from = memberStarts[stem]!;
    const to = memberStarts[stem + 1]!;
    for (let i = from; i < to; i++) union.add(rows, wordStarts[members[i]!]!, wordStarts[members[i]! + 1]!);
    const { distinct, places } = union;
    const size = union.order();
    for (let number = 0; number < size; number++) {
      const row = distinct[number]!;
      stems.add(docs[row]!, places[row]!);
      places[row] = number;
    }
    stems.endTerm();
    for (let i = from; i < to; i++) {
      const word = members[i]!;
      if (stemOf[word] !== stem) continue;
      const end = wordStarts[word + 1]!;
      for (let at = wordStarts[word]!; at < end; at++) numbers[at] = places[rows[at]!]!;
    }
    union.clear();
  }
  return { stems: stems.finish(), words: wordLists(numbers, wordStarts, wordOrder) };
}

/** @param numbers - of the postings of each word in its stem's list, ascending, one for each occurrence */
function wordLists(numbers: Uint32Array, starts: Uint32Array, wordOrder: Uint32Array): PostingsColumns {
  const lists = new ListsWriter();
  for (let i = 0; i < wordOrder.length; i++) {
    const word = wordOrder[i]!;
    lists.addTerm(numbers, starts[word]!, starts[word + 1]!);
  }
  return lists.finish();
}

function countWords(tokens: Uint32Array, wordCount: number): Uint32Array {
  const counts = new Uint32Array(wordCount);
  for (let i = 0; i < tokens.length; i++) if (tokens[i] !== valueBoundary) counts[tokens[i]!]!++;
  return counts;
}

/** Fills `rows` with the row of each occurrence, word by word, ascending. */
function collectRows(field: ForwardRows, wordStarts: Uint32Array, rows: Uint32Array): void {
  const { docs, starts: rowStarts, tokens } = field;
  const next = wordStarts.slice();
  for (let row = 0; row < docs.length; row++) {
    const end = rowStarts[row + 1]!;
    for (let i = rowStarts[row]!; i < end; i++) {
      const word = tokens[i]!;
      if (word !== valueBoundary) rows[next[word]!++] = row;
    }
  }
}

/** The words that a field has of each stem, by either reading: those of stem i begin at `memberStarts[i]`. */
function wordsOfStems(
  { first, second, stemCount }: StemsOfWords,
  wordStarts: Uint32Array,
): Pick<FieldWords, "members" | "memberStarts"> {
  const counts = new Uint32Array(stemCount);
  const occurs = (word: number): boolean => wordStarts[word + 1]! > wordStarts[word]!;
  for (let word = 0; word < first.length; word++) {
    if (!occurs(word)) continue;
    counts[first[word]!]!++;
    if (second[word] !== noStem) counts[second[word]!]!++;
  }
  const starts = startsOf(counts);
  const next = starts.slice();
  const members = new Uint32Array(starts[stemCount]!);
  for (let word = 0; word < first.length; word++) {
    if (!occurs(word)) continue;
    members[next[first[word]!]!++] = word;
    if (second[word] !== noStem) members[next[second[word]!]!++] = word;
  }
  return { members, memberStarts: starts };
}

/** A share of the rows from which on a bit for each of them orders faster than a sort. */
const rowsOfOneSorted = 1024;

/** Rows of several words, each row once. */
class RowUnion {
  /** The rows, as they came or, after `order`, ascending. */
  readonly distinct: Uint32Array;
  /** By row how often it came, until the caller puts something else there; 0 for other rows. */
  readonly places: Uint32Array;
  readonly #bits: Uint32Array;
  #size = 0;
  #last = -1;
  #ascends = true;

  constructor(rowCount: number) {
    this.distinct = new Uint32Array(rowCount);
    this.places = new Uint32Array(rowCount);
    this.#bits = new Uint32Array(Math.ceil(rowCount / 32));
  }

  /** Adds `rows[from, to)`. */
  add(rows: Uint32Array, from: number, to: number): void {
    const { distinct, places } = this;
    let size = this.#size;
    let last = this.#last;
    let ascends = this.#ascends;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      if (places[row]!++ > 0) continue;
      distinct[size++] = row;
      if (row < last) ascends = false;
      last = row;
    }
    this.#size = size;
    this.#last = last;
    this.#ascends = ascends;
  }

  /** Orders `distinct`; returns how many they are. */
  order(): number {
    const size = this.#size;
    if (this.#ascends) return size;
    if (size * rowsOfOneSorted < this.places.length) this.distinct.subarray(0, size).sort();
    else this.#orderByBits();
    return size;
  }

  clear(): void {
    for (let i = 0; i < this.#size; i++) this.places[this.distinct[i]!] = 0;
    this.#size = 0;
    this.#last = -1;
    this.#ascends = true;
  }

  #orderByBits(): void {
    const { distinct } = this;
    const bits = this.#bits;
    for (let i = 0; i < this.#size; i++) bits[distinct[i]! >>> 5]! |= 1 << (distinct[i]! & 31);
    let at = 0;
    for (let i = 0; i < bits.length; i++) {
      let word = bits[i]!;
      bits[i] = 0;
      for (; word !== 0; word &= word - 1) distinct[at++] = i * 32 + 31 - Math.clz32(word & -word);
    }
  }
}
