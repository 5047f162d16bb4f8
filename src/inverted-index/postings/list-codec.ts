/**
 * Postings lists as bytes: ascending numbers, each with a frequency from 1 to 255. A posting is one number, the gap to
 * the posting before with the frequency in its two lowest bits; 128 of them are packed into as many bits each as the
 * largest needs (the layout of Lemire and Boytsov, "Decoding billions of integers per second", without SIMD), the
 * rest are LEB128. Frequencies from 4 on stand behind, read from the end.
 *
 *     list    = { width } padding { block } { LEB128 of value } { frequency - 4 } ;
 *     block   = 128 values of `width` bits each, from the lowest bit of a u32 on ;
 *     value   = gap << 2 | min(frequency, 4) - 1 ;     gap = number - number before - 1, the first from -1
 *
 * One width for each block; padding, where there is a block, to a multiple of 4 bytes of the section.
 * @module
 */
import type { ByteWriter } from "../codec/byte-writer.ts";

const blockSize = 128;
const frequencyBits = 2;
const frequencyMask = (1 << frequencyBits) - 1;
const leastRare = frequencyMask + 1;

/** Frequencies are stored in one byte; BM25 has long levelled off there. */
const maxFrequency = 255;

/** Collects one list and writes it. */
export class ListWriter {
  #values = new Uint32Array(blockSize);
  #rare = new Uint8Array(16);
  #rareCount = 0;
  #last = -1;
  /** Postings so far. */
  count = 0;

  add(number: number, frequency: number): void {
    if (this.count === this.#values.length) this.#values = larger(this.#values, new Uint32Array(this.count * 2));
    let code = frequency - 1;
    if (frequency >= leastRare) {
      if (this.#rareCount === this.#rare.length) this.#rare = larger(this.#rare, new Uint8Array(this.#rareCount * 2));
      this.#rare[this.#rareCount++] = Math.min(frequency, maxFrequency) - leastRare;
      code = frequencyMask;
    }
    this.#values[this.count++] = ((number - this.#last - 1) << frequencyBits) | code;
    this.#last = number;
  }

  /** Writes the list, and begins another. */
  finish(out: ByteWriter): void {
    const blocks = Math.floor(this.count / blockSize);
    for (let block = 0; block < blocks; block++) out.byte(widthOf(this.#values, block * blockSize));
    if (blocks > 0) while (out.length % 4 !== 0) out.byte(0);
    for (let block = 0; block < blocks; block++) pack(this.#values, block * blockSize, out);
    for (let i = blocks * blockSize; i < this.count; i++) out.varint(this.#values[i]!);
    for (let i = this.#rareCount - 1; i >= 0; i--) out.byte(this.#rare[i]!);
    this.count = 0;
    this.#rareCount = 0;
    this.#last = -1;
  }
}

function widthOf(values: Uint32Array, from: number): number {
  let all = 0;
  for (let i = from; i < from + blockSize; i++) all |= values[i]!;
  return 32 - Math.clz32(all);
}

function pack(values: Uint32Array, from: number, out: ByteWriter): void {
  const width = widthOf(values, from);
  let word = 0;
  let filled = 0;
  for (let i = from; i < from + blockSize; i++) {
    const value = values[i]!;
    word |= value << filled;
    filled += width;
    if (filled < 32) continue;
    out.fixed(word, 4);
    filled -= 32;
    // What did not fit: a shift by 32 would be one by 0.
    word = filled === 0 ? 0 : value >>> (width - filled);
  }
}

/** Zeros behind the last list of a section: a block's last value is read with the word behind it. */
export const listsPadding = 4;

/** Bytes of a section that holds lists, and the same as words. */
export interface ListBytes {
  readonly bytes: Uint8Array;
  /** The whole multiples of four bytes. */
  readonly words: Uint32Array;
}

export function listBytes(bytes: Uint8Array): ListBytes {
  return { bytes, words: new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2) };
}

/**
 * Reads the list at `[from, to)` into `numbers` and `frequencies`, which are as long as it has postings. False where
 * the bytes are no such list with all numbers below `limit`.
 */
export function readList(
  { bytes, words }: ListBytes,
  from: number,
  to: number,
  limit: number,
  numbers: Uint32Array,
  frequencies: Uint8Array,
): boolean {
  const count = numbers.length;
  const packed = count - (count % blockSize);
  const blocks = packed / blockSize;
  let rare = to;
  let number = -1;
  let all = 0;
  let at = from;
  if (blocks > 0) {
    let word = (from + blocks + 3) >>> 2;
    for (let block = 0; block < blocks; block++) {
      const width = bytes[from + block]!;
      if (width > 32 || (word + 4 * width) * 4 > to) return false;
      const mask = width === 32 ? -1 : (1 << width) - 1;
      const first = block * blockSize;
      for (let i = 0, bit = 0; i < blockSize; i++, bit += width) {
        const place = word + (bit >>> 5);
        const shift = bit & 31;
        // Without a branch: which values reach into the next word no processor foresees.
        const value = ((words[place]! >>> shift) | ((words[place + 1]! << (31 - shift)) << 1)) & mask;
        number = (number + (value >>> frequencyBits) + 1) | 0;
        all |= number;
        numbers[first + i] = number;
        const code = value & frequencyMask;
        frequencies[first + i] = code < frequencyMask ? code + 1 : bytes[--rare]! + leastRare;
      }
      word += 4 * width;
    }
    at = word * 4;
  }
  for (let i = packed; i < count; i++) {
    let byte = bytes[at++]!;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 35; shift += 7) {
      byte = bytes[at++]!;
      value |= (byte & 0x7f) << shift;
    }
    number = (number + (value >>> frequencyBits) + 1) | 0;
    all |= number;
    numbers[i] = number;
    const code = value & frequencyMask;
    frequencies[i] = code < frequencyMask ? code + 1 : bytes[--rare]! + leastRare;
  }
  // Every byte was read, none twice. A gap is too small to pass all negative numbers by: none was, so none wrapped.
  return at === rare && all >= 0 && number < limit;
}

function larger<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
