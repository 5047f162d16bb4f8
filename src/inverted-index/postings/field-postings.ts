/**
 * Postings of one text field as they are read: of stems with positions, of words as spelled without.
 * @module
 */
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { type PositionColumns, type PostingsColumns, positionBlock } from "./invert.ts";

/** The postings of a term: `docs[from .. to)` ascending, `freqs` beside them. Empty where `from === to`. */
export interface PostingsList {
  readonly docs: Uint32Array;
  readonly freqs: Uint8Array;
  readonly from: number;
  readonly to: number;
}

export class TermPostings {
  readonly #columns: PostingsColumns;
  readonly #positions: PositionColumns | undefined;

  constructor(columns: PostingsColumns, positions?: PositionColumns) {
    this.#columns = columns;
    this.#positions = positions;
  }

  get termCount(): number {
    return this.#columns.terms.length;
  }

  /** Document frequency of the dictionary's term `ordinal` in this field, deleted documents included. */
  docFreq(ordinal: number): number {
    const at = this.#find(ordinal);
    return at < 0 ? 0 : this.#columns.starts[at + 1]! - this.#columns.starts[at]!;
  }

  /** Postings of the dictionary's term `ordinal`, undefined where the field does not hold it. */
  get(ordinal: number): PostingsList | undefined {
    const at = this.#find(ordinal);
    if (at < 0) return undefined;
    const { docs, freqs, starts } = this.#columns;
    return { docs, freqs, from: starts[at]!, to: starts[at + 1]! };
  }

  /** Appends the positions of posting `index` (of this field's arrays) to `target`; returns how many. */
  readPositions(index: number, target: number[]): number {
    const positions = this.#positions!;
    const { stream } = positions;
    let at = positions.blocks[Math.floor(index / positionBlock)]!;
    for (let skip = index % positionBlock; skip > 0; skip--) at = skipPositions(stream, at);
    let position = 0;
    let count = 0;
    for (;;) {
      let value = 0;
      let shift = 0;
      let byte: number;
      do {
        byte = stream[at++]!;
        value |= (byte & 0x7f) << shift;
        shift += 7;
      } while (byte >= 0x80);
      position += value >>> 1;
      target.push(position);
      count++;
      if ((value & 1) === 1) return count;
    }
  }

  #find(ordinal: number): number {
    const { terms } = this.#columns;
    let low = 0;
    let high = terms.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const value = terms[middle]!;
      if (value === ordinal) return middle;
      if (value < ordinal) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

/** Offset behind the positions that begin at `at`: a value's lowest bit, in its first byte, marks the last. */
function skipPositions(stream: Uint8Array, at: number): number {
  let offset = at;
  for (;;) {
    const last = stream[offset]! & 1;
    while (stream[offset]! >= 0x80) offset++;
    offset++;
    if (last === 1) return offset;
  }
}

export function postingsSections(prefix: string, columns: PostingsColumns): [string, SectionContent][] {
  return [
    [`${prefix}.terms`, columns.terms],
    [`${prefix}.starts`, columns.starts],
    [`${prefix}.docs`, columns.docs],
    [`${prefix}.freqs`, columns.freqs],
  ];
}

export function readPostings(file: SectionFile, prefix: string): PostingsColumns {
  return {
    terms: file.uint32(`${prefix}.terms`),
    starts: file.uint32(`${prefix}.starts`),
    docs: file.uint32(`${prefix}.docs`),
    freqs: file.bytes(`${prefix}.freqs`),
  };
}

export function positionSections(prefix: string, columns: PositionColumns): [string, SectionContent][] {
  return [
    [`${prefix}.stream`, columns.stream],
    [`${prefix}.blocks`, columns.blocks],
  ];
}

export function readPositionColumns(file: SectionFile, prefix: string): PositionColumns {
  return { stream: file.bytes(`${prefix}.stream`), blocks: file.uint32(`${prefix}.blocks`) };
}
