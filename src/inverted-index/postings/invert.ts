/**
 * Inversion: a field's forward index to postings by counting sort, so that documents and positions come out
 * ascending without a comparison.
 *
 * Stems have lists of documents. A word's documents are among those of its (first) stem, and its list says which: it
 * numbers the postings of the stem. That takes half of the bytes that documents would, since most words of a stem are
 * near each other there.
 * @module
 */
import { ByteWriter } from "../codec/byte-writer.ts";
import type { StemsOfWords } from "../dictionary/dictionary.ts";
import { noStem } from "../dictionary/word-table.ts";
import { type ForwardRows, positionAfterBoundary, valueBoundary } from "../forward/forward-field.ts";
import { ListWriter, listsPadding } from "./list-codec.ts";
import { PositionsWriter } from "./position-codec.ts";
import { type DirectoryColumns, DirectoryWriter } from "./term-directory.ts";

export interface PostingsColumns {
  readonly directory: DirectoryColumns;
  readonly lists: Uint8Array;
}

export interface InvertedField {
  readonly stems: PostingsColumns;
  readonly words: PostingsColumns;
  readonly positions: Uint8Array;
}

interface Occurrences {
  /** First occurrence of each term; one entry more than terms. */
  readonly starts: Uint32Array;
  /** Row of the forward index of each. */
  readonly rows: Uint32Array;
}

export function invert(field: ForwardRows, stems: StemsOfWords): InvertedField {
  const { occurrences, positions } = stemOccurrences(field, stems);
  const words = wordOccurrences(field, stems.first.length);
  const wordsOfStem = groupByStem(stems);
  const lists = new ByteWriter(1 << 16);
  const stream = new ByteWriter(1 << 16);
  const directory = new DirectoryWriter(stems.stemCount, true);
  const list = new ListWriter();
  const places = new PositionsWriter();
  // Number of a row's posting in the list of the stem at hand.
  const rank = new Uint32Array(field.docs.length);
  const { starts, rows } = occurrences;
  for (let stem = 0; stem < stems.stemCount; stem++) {
    const to = starts[stem + 1]!;
    for (let i = starts[stem]!; i < to; ) {
      const row = rows[i]!;
      let end = i + 1;
      while (end < to && rows[end] === row) end++;
      rank[row] = list.count;
      list.add(field.docs[row]!, end - i);
      places.add(positions, i, end);
      i = end;
    }
    writeTerm(directory, list, lists, places, stream);
    for (let i = wordsOfStem.starts[stem]!; i < wordsOfStem.starts[stem + 1]!; i++) {
      const word = wordsOfStem.words[i]!;
      for (let at = words.starts[word]!; at < words.starts[word + 1]!; at++) words.rows[at] = rank[words.rows[at]!]!;
    }
  }
  return {
    stems: finished(directory, lists),
    words: wordLists(words),
    positions: stream.view().slice(),
  };
}

function writeTerm(
  directory: DirectoryWriter,
  list: ListWriter,
  lists: ByteWriter,
  places?: PositionsWriter,
  stream?: ByteWriter,
): void {
  const docFreq = list.count;
  if (docFreq === 0) {
    directory.add(0, 0, 0);
    return;
  }
  const listStart = lists.length;
  list.finish(lists);
  const positionsStart = stream?.length ?? 0;
  if (stream !== undefined) places?.finish(stream);
  directory.add(docFreq, lists.length - listStart, (stream?.length ?? 0) - positionsStart);
}

/** @param numbers - occurrences whose rows are numbers of their stems' postings by now */
function wordLists(numbers: Occurrences): PostingsColumns {
  const wordCount = numbers.starts.length - 1;
  const directory = new DirectoryWriter(wordCount, false);
  const lists = new ByteWriter(1 << 16);
  const list = new ListWriter();
  for (let word = 0; word < wordCount; word++) {
    const to = numbers.starts[word + 1]!;
    for (let i = numbers.starts[word]!; i < to; ) {
      const number = numbers.rows[i]!;
      let end = i + 1;
      while (end < to && numbers.rows[end] === number) end++;
      list.add(number, end - i);
      i = end;
    }
    writeTerm(directory, list, lists);
  }
  return finished(directory, lists);
}

function finished(directory: DirectoryWriter, lists: ByteWriter): PostingsColumns {
  lists.fixed(0, listsPadding);
  return { directory: directory.finish(), lists: lists.view().slice() };
}

/** Words behind one another in the order of their first stems. */
function groupByStem({ first, stemCount }: StemsOfWords): { starts: Uint32Array; words: Uint32Array } {
  const starts = new Uint32Array(stemCount + 1);
  for (let word = 0; word < first.length; word++) starts[first[word]! + 1]!++;
  for (let stem = 0; stem < stemCount; stem++) starts[stem + 1]! += starts[stem]!;
  const next = starts.slice();
  const words = new Uint32Array(first.length);
  for (let word = 0; word < first.length; word++) words[next[first[word]!]!++] = word;
  return { starts, words };
}

function wordOccurrences({ docs, starts: rowStarts, tokens }: ForwardRows, wordCount: number): Occurrences {
  const starts = new Uint32Array(wordCount + 1);
  for (let i = 0; i < tokens.length; i++) if (tokens[i] !== valueBoundary) starts[tokens[i]! + 1]!++;
  for (let word = 0; word < wordCount; word++) starts[word + 1]! += starts[word]!;
  const next = starts.slice();
  const rows = new Uint32Array(starts[wordCount]!);
  for (let row = 0; row < docs.length; row++) {
    const end = rowStarts[row + 1]!;
    for (let i = rowStarts[row]!; i < end; i++) {
      const word = tokens[i]!;
      if (word !== valueBoundary) rows[next[word]!++] = row;
    }
  }
  return { starts, rows };
}

function stemOccurrences(
  { docs, starts: rowStarts, tokens }: ForwardRows,
  { first, second, stemCount }: StemsOfWords,
): { occurrences: Occurrences; positions: Uint32Array } {
  const starts = new Uint32Array(stemCount + 1);
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens[i]!;
    if (word === valueBoundary) continue;
    starts[first[word]! + 1]!++;
    if (second[word] !== noStem) starts[second[word]! + 1]!++;
  }
  for (let stem = 0; stem < stemCount; stem++) starts[stem + 1]! += starts[stem]!;
  const next = starts.slice();
  const rows = new Uint32Array(starts[stemCount]!);
  const positions = new Uint32Array(rows.length);
  for (let row = 0; row < docs.length; row++) {
    const end = rowStarts[row + 1]!;
    let position = 0;
    for (let i = rowStarts[row]!; i < end; i++) {
      const word = tokens[i]!;
      if (word === valueBoundary) {
        position = positionAfterBoundary(position);
        continue;
      }
      const slot = next[first[word]!]!++;
      rows[slot] = row;
      positions[slot] = position;
      if (second[word] !== noStem) {
        const other = next[second[word]!]!++;
        rows[other] = row;
        positions[other] = position;
      }
      position++;
    }
  }
  return { occurrences: { starts, rows }, positions };
}
