/**
 * Positions of a term's postings as bytes: for each posting its positions as LEB128 gaps, with offsets of every 32nd
 * posting before them.
 *
 *     positions = { offset } { posting } ;
 *     posting   = [ count ] { gap } ;      as many gaps as the posting's frequency; a count where that is 255
 *
 * An offset counts from the first posting and has as many bytes as the size of the whole needs.
 * @module
 */
import { ByteWriter } from "../codec/byte-writer.ts";
import { maxFrequency } from "./list-codec.ts";

const skipPostings = 32;

export class PositionsWriter {
  readonly #gaps = new ByteWriter(1 << 16);
  #skips = new Uint32Array(64);
  #skipCount = 0;
  #postings = 0;

  /** The next posting's positions, every `step`th of `positions[from, to)`, ascending. */
  add(positions: Uint32Array, from: number, to: number, step = 1): void {
    if (this.#postings % skipPostings === 0 && this.#postings > 0) this.#skip();
    this.#postings++;
    const count = Math.ceil((to - from) / step);
    if (count >= maxFrequency) this.#gaps.varint(count);
    this.#gaps.gaps(positions, from, to, step);
  }

  /** Writes the term's positions, and begins another's. */
  finish(out: ByteWriter): void {
    const width = this.#width();
    for (let i = 0; i < this.#skipCount; i++) out.fixed(this.#skips[i]!, width);
    out.bytes(this.#gaps.view());
    this.#gaps.clear();
    this.#skipCount = 0;
    this.#postings = 0;
  }

  #width(): number {
    for (let width = 1; ; width++) {
      const total = this.#gaps.length + this.#skipCount * width;
      if (offsetWidth(total) <= width) return offsetWidth(total);
    }
  }

  #skip(): void {
    if (this.#skipCount === this.#skips.length) {
      const larger = new Uint32Array(this.#skipCount * 2);
      larger.set(this.#skips);
      this.#skips = larger;
    }
    this.#skips[this.#skipCount++] = this.#gaps.length;
  }
}

function offsetWidth(totalBytes: number): number {
  return totalBytes < 0x100 ? 1 : totalBytes < 0x10000 ? 2 : totalBytes < 0x1000000 ? 3 : 4;
}

/**
 * Appends the positions of posting `index` of a list to `target`; returns how many, or -1 where the bytes
 * `stream[from, to)` are no positions of such a list.
 * @param frequencies - of all postings of the list
 */
export function readPositions(
  stream: Uint8Array,
  from: number,
  to: number,
  frequencies: Uint8Array,
  index: number,
  target: number[],
): number {
  const skips = Math.floor((frequencies.length - 1) / skipPostings);
  const width = offsetWidth(to - from);
  const skip = Math.floor(index / skipPostings);
  let at = from + skips * width;
  if (skip > 0)
    for (let byte = 0, place = from + (skip - 1) * width; byte < width; byte++)
      at += stream[place + byte]! * 2 ** (8 * byte);
  for (let posting = skip * skipPostings; posting < index; posting++) {
    let count = frequencies[posting]!;
    if (count === maxFrequency) {
      [count, at] = readCount(stream, at);
    }
    for (; count > 0; count--) {
      if (at >= to) return -1;
      while (stream[at++]! >= 0x80);
    }
  }
  let count = frequencies[index]!;
  if (count === maxFrequency) [count, at] = readCount(stream, at);
  let position = 0;
  for (let i = 0; i < count; i++) {
    if (at >= to) return -1;
    let byte = stream[at++]!;
    let gap = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 35; shift += 7) {
      byte = stream[at++]!;
      gap |= (byte & 0x7f) << shift;
    }
    position += gap >>> 0;
    target.push(position);
  }
  return at <= to ? count : -1;
}

/** A count and where it ends. */
function readCount(stream: Uint8Array, from: number): [number, number] {
  let at = from;
  let byte = stream[at++]!;
  let count = byte & 0x7f;
  for (let shift = 7; byte >= 0x80 && shift < 35; shift += 7) {
    byte = stream[at++]!;
    count |= (byte & 0x7f) << shift;
  }
  return [count >>> 0, at];
}
