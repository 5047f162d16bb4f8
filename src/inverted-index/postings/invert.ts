/**
 * Inversion: a field's forward index to postings by counting sort, so that documents and positions come out
 * ascending without a comparison.
 * @module
 */
import { GrowableBytes } from "../codec/growable.ts";
import { noStem } from "../dictionary/word-table.ts";
import { type ForwardField, positionAfterBoundary, valueBoundary } from "../forward/forward-field.ts";

/** Term frequencies are stored in one byte; BM25 has long levelled off there. */
const maxFrequency = 255;
/** One entry into the position stream for so many postings. */
export const positionBlock = 32;

/** Postings of one kind of term in one field. Term i of the list is dictionary ordinal `terms[i]`. */
export interface PostingsColumns {
  readonly terms: Uint32Array;
  /** First posting of each term; one entry more than terms. */
  readonly starts: Uint32Array;
  readonly docs: Uint32Array;
  readonly freqs: Uint8Array;
}

export interface PositionColumns {
  /**
   * For each posting its positions: LEB128 of (delta << 1 | last), the first delta from zero. Self-delimiting, so
   * that no frequency beyond 255 is needed to skip it.
   */
  readonly stream: Uint8Array;
  /** Offset into the stream of every `positionBlock`th posting. */
  readonly blocks: Uint32Array;
}

interface Occurrences {
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  readonly positions: Uint32Array;
}

function countTerms(
  tokens: Uint32Array,
  first: Uint32Array,
  second: Uint32Array | undefined,
  terms: number,
): Uint32Array {
  const counts = new Uint32Array(terms + 1);
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens[i]!;
    if (word === valueBoundary) continue;
    counts[first[word]! + 1]!++;
    if (second !== undefined && second[word] !== noStem) counts[second[word]! + 1]!++;
  }
  for (let t = 0; t < terms; t++) counts[t + 1]! += counts[t]!;
  return counts;
}

function sortOccurrences(
  field: ForwardField,
  first: Uint32Array,
  second: Uint32Array | undefined,
  terms: number,
  withPositions: boolean,
): Occurrences {
  const starts = countTerms(field.tokens, first, second, terms);
  const next = starts.slice();
  const total = starts[terms]!;
  const rows = new Uint32Array(total);
  const positions = new Uint32Array(withPositions ? total : 0);
  const { tokens } = field;
  for (let row = 0; row < field.docs.length; row++) {
    const end = field.starts[row + 1]!;
    let position = 0;
    for (let i = field.starts[row]!; i < end; i++) {
      const word = tokens[i]!;
      if (word === valueBoundary) {
        position = positionAfterBoundary(position);
        continue;
      }
      const slot = next[first[word]!]!++;
      rows[slot] = row;
      if (withPositions) positions[slot] = position;
      if (second !== undefined && second[word] !== noStem) {
        const other = next[second[word]!]!++;
        rows[other] = row;
        if (withPositions) positions[other] = position;
      }
      position++;
    }
  }
  return { starts, rows, positions };
}

/**
 * Postings of a field.
 * @param first - word ordinal to term ordinal
 * @param second - word ordinal to its second term or `noStem`; absent where every word has one term
 * @param termCount - size of the dictionary that term ordinals index
 */
export function invert(
  field: ForwardField,
  first: Uint32Array,
  second: Uint32Array | undefined,
  termCount: number,
  withPositions: boolean,
): { postings: PostingsColumns; positions: PositionColumns | undefined } {
  const { starts: occurrenceStarts, rows, positions } = sortOccurrences(field, first, second, termCount, withPositions);
  let livingTerms = 0;
  let postingCount = 0;
  for (let t = 0; t < termCount; t++) {
    const from = occurrenceStarts[t]!;
    const to = occurrenceStarts[t + 1]!;
    if (from === to) continue;
    livingTerms++;
    for (let i = from; i < to; i++) if (i === from || rows[i] !== rows[i - 1]) postingCount++;
  }
  const terms = new Uint32Array(livingTerms);
  const starts = new Uint32Array(livingTerms + 1);
  const docs = new Uint32Array(postingCount);
  const freqs = new Uint8Array(postingCount);
  const stream = new GrowableBytes(withPositions ? rows.length + 16 : 16);
  const blocks = new Uint32Array(withPositions ? Math.ceil(postingCount / positionBlock) : 0);
  let term = 0;
  let posting = 0;
  for (let t = 0; t < termCount; t++) {
    const to = occurrenceStarts[t + 1]!;
    let i = occurrenceStarts[t]!;
    if (i === to) continue;
    terms[term] = t;
    starts[term++] = posting;
    while (i < to) {
      const row = rows[i]!;
      let end = i + 1;
      while (end < to && rows[end] === row) end++;
      docs[posting] = field.docs[row]!;
      freqs[posting] = Math.min(maxFrequency, end - i);
      if (withPositions) {
        if (posting % positionBlock === 0) blocks[posting / positionBlock] = stream.length;
        writePositions(stream, positions, i, end);
      }
      posting++;
      i = end;
    }
  }
  starts[livingTerms] = posting;
  return {
    postings: { terms, starts, docs, freqs },
    positions: withPositions ? { stream: stream.view().slice(), blocks } : undefined,
  };
}

function writePositions(stream: GrowableBytes, positions: Uint32Array, from: number, to: number): void {
  let previous = 0;
  for (let i = from; i < to; i++) {
    const position = positions[i]!;
    stream.pushVarint(((position - previous) << 1) | (i === to - 1 ? 1 : 0));
    previous = position;
  }
}
