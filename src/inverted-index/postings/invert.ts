/**
 * Inversion: a field's forward index to postings by counting sort, so that documents come out ascending without a
 * comparison.
 *
 * Stems have lists of documents. A word's documents are among those of its (first) stem, and its list says which: it
 * numbers the postings of the stem. That takes half of the bytes that documents would, since most words of a stem are
 * near each other there.
 * @module
 */
import type { StemsOfWords } from "../dictionary/dictionary.ts";
import { noStem } from "../dictionary/word-table.ts";
import { type ForwardRows, valueBoundary } from "../forward/forward-field.ts";
import { endOfRange, rangeOf, startsOf } from "./counting-sort.ts";
import { ListsWriter, type PostingsColumns } from "./lists.ts";

export interface InvertedField {
  readonly stems: PostingsColumns;
  readonly words: PostingsColumns;
}

/** An occurrence is a record of row and word: one place in memory, where two arrays would be two. */
const recordUnits = 2;
const wordOffset = 1;

/** @param rangeSize - occurrences of stems at a time, more only for a single stem */
export function invert(
  field: ForwardRows,
  stems: StemsOfWords,
  rangeSize: number = rangeOf(field.tokens.length, 4 * recordUnits),
): InvertedField {
  const { docs, tokens } = field;
  const { first: stemOf, stemCount, wordOrder } = stems;
  const wordCounts = countWords(tokens, stemOf.length);
  const stemStarts = startsOf(countStems(wordCounts, stems));
  // Numbers of the postings that each word has in the list of its stem.
  const numberStarts = startsOf(wordCounts);
  const nextNumber = numberStarts.slice();
  const numbers = new Uint32Array(numberStarts[stemOf.length]!);
  const lists = new ListsWriter();
  let records = new Uint32Array(0);
  for (let from = 0; from < stemCount; ) {
    const to = endOfRange(stemStarts, from, rangeSize);
    const size = (stemStarts[to]! - stemStarts[from]!) * recordUnits;
    if (records.length < size) records = new Uint32Array(size);
    collectOccurrences(field, stems, stemStarts, from, to, records);
    let at = 0;
    for (let stem = from; stem < to; stem++) {
      const end = (stemStarts[stem + 1]! - stemStarts[from]!) * recordUnits;
      for (let number = 0; at < end; number++) {
        const row = records[at]!;
        const start = at;
        for (; at < end && records[at] === row; at += recordUnits) {
          const word = records[at + wordOffset]!;
          if (stemOf[word] === stem) numbers[nextNumber[word]!++] = number;
        }
        lists.add(docs[row]!, (at - start) / recordUnits);
      }
      lists.endTerm();
    }
    from = to;
  }
  return { stems: lists.finish(), words: wordLists(numbers, numberStarts, wordOrder) };
}

/** @param numbers - of the postings of each word in its stem's list, ascending, one for each occurrence */
function wordLists(numbers: Uint32Array, starts: Uint32Array, wordOrder: Uint32Array): PostingsColumns {
  const lists = new ListsWriter();
  for (const word of wordOrder) lists.addTerm(numbers, starts[word]!, starts[word + 1]!);
  return lists.finish();
}

function countWords(tokens: Uint32Array, wordCount: number): Uint32Array {
  const counts = new Uint32Array(wordCount);
  for (let i = 0; i < tokens.length; i++) if (tokens[i] !== valueBoundary) counts[tokens[i]!]!++;
  return counts;
}

function countStems(wordCounts: Uint32Array, { first, second, stemCount }: StemsOfWords): Uint32Array {
  const counts = new Uint32Array(stemCount);
  for (let word = 0; word < wordCounts.length; word++) {
    counts[first[word]!]! += wordCounts[word]!;
    if (second[word] !== noStem) counts[second[word]!]! += wordCounts[word]!;
  }
  return counts;
}

/** Writes the occurrences of the stems `[from, to)` into `records`, stem by stem. */
function collectOccurrences(
  { docs, starts: rowStarts, tokens }: ForwardRows,
  { first, second }: StemsOfWords,
  stemStarts: Uint32Array,
  from: number,
  to: number,
  records: Uint32Array,
): void {
  const next = new Uint32Array(to - from);
  for (let stem = from; stem < to; stem++) next[stem - from] = (stemStarts[stem]! - stemStarts[from]!) * recordUnits;
  for (let row = 0; row < docs.length; row++) {
    const end = rowStarts[row + 1]!;
    for (let i = rowStarts[row]!; i < end; i++) {
      const word = tokens[i]!;
      if (word === valueBoundary) continue;
      const one = first[word]!;
      const other = second[word]!;
      if (one >= from && one < to) record(records, next, one - from, row, word);
      if (other >= from && other < to) record(records, next, other - from, row, word);
    }
  }
}

/** Puts an occurrence behind those of its stem. */
function record(records: Uint32Array, next: Uint32Array, stem: number, row: number, word: number): void {
  const at = next[stem]!;
  records[at] = row;
  records[at + wordOffset] = word;
  next[stem] = at + recordUnits;
}
