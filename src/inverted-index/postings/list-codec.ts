/**
 * Postings lists as bytes: ascending numbers, each with a frequency from 1 to 255. A posting is one number, the gap to
 * the posting before with the frequency in its lowest bits; 128 of them are packed into as many bits each as the
 * largest needs (the layout of Lemire and Boytsov, "Decoding billions of integers per second", without SIMD), the
 * rest are Rice codes (Rice and Plaunt 1971), which for gaps by chance are as short as any. Frequencies that do not fit
 * stand behind, read from the end.
 *
 *     list    = header { width } padding { block } { rice } { frequency - escape - 1 } ;
 *     header  = frequency bits << 5 | k ;             8 bits; frequency bits are 0 (each frequency is 1), 1 or 2
 *     block   = 128 values of `width` bits each, from the lowest bit of a u32 on ;
 *     rice    = { 0 } 1 low ;                         as many zeros as value >> k, then its k low bits, lowest bit first
 *     value   = gap << frequency bits | min(frequency - 1, escape) ;     gap = number - number before - 1, from -1
 *     escape  = (1 << frequency bits) - 1 ;           1 without frequency bits, where there is nothing to escape
 *
 * One width for each block, a byte; padding, where there is a block, to a multiple of 4 bytes of the section.
 * @module
 */
import type { ByteWriter } from "../codec/byte-writer.ts";

export const blockSize = 128;
const mostFrequencyBits = 2;
const parameterBits = 5;
const parameterMask = (1 << parameterBits) - 1;

/** Frequencies are stored in one byte; BM25 has long levelled off there. */
const maxFrequency = 255;

/** Collects one list and writes it. */
export class ListWriter {
  #gaps = new Uint32Array(blockSize);
  #frequencies = new Uint8Array(blockSize);
  /** Postings whose frequency is not below 2, and not below 4. */
  #repeated = 0;
  #often = 0;
  #last = -1;
  /** Postings so far. */
  count = 0;

  add(number: number, frequency: number): void {
    if (this.count === this.#gaps.length) {
      this.#gaps = larger(this.#gaps, new Uint32Array(this.count * 2));
      this.#frequencies = larger(this.#frequencies, new Uint8Array(this.count * 2));
    }
    if (frequency > 1) this.#repeated++;
    if (frequency > 3) this.#often++;
    this.#gaps[this.count] = number - this.#last - 1;
    this.#frequencies[this.count++] = Math.min(frequency, maxFrequency);
    this.#last = number;
  }

  /** Writes the list, and begins another. */
  finish(out: ByteWriter): void {
    const { count } = this;
    const bits = this.#frequencyBits();
    const escapeCode = escapeOf(bits);
    const values = this.#gaps;
    const frequencies = this.#frequencies;
    for (let i = 0; i < count; i++) values[i] = (values[i]! << bits) | Math.min(frequencies[i]! - 1, escapeCode);
    const blocks = Math.floor(count / blockSize);
    const packed = blocks * blockSize;
    const k = riceParameter(values, packed, count);
    out.byte((bits << parameterBits) | k);
    for (let block = 0; block < blocks; block++) out.byte(widthOf(values, block * blockSize));
    if (blocks > 0) while (out.length % 4 !== 0) out.byte(0);
    for (let block = 0; block < blocks; block++) pack(values, block * blockSize, out);
    writeRice(values, packed, count, k, out);
    for (let i = count - 1; i >= 0; i--) if (frequencies[i]! > escapeCode) out.byte(frequencies[i]! - escapeCode - 1);
    this.count = 0;
    this.#repeated = 0;
    this.#often = 0;
    this.#last = -1;
  }

  /** As many as take the least room, with the frequencies that do not fit. */
  #frequencyBits(): number {
    if (this.#repeated === 0) return 0;
    return this.count + 8 * this.#repeated <= 2 * this.count + 8 * this.#often ? 1 : mostFrequencyBits;
  }
}

/** Frequencies above it stand behind the list. */
function escapeOf(frequencyBits: number): number {
  return frequencyBits === 0 ? 1 : (1 << frequencyBits) - 1;
}

/** For gaps by chance, whose distribution is geometric: the power of two nearest below what half of them reach. */
function riceParameter(values: Uint32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  const half = Math.floor((sum * Math.LN2) / Math.max(1, to - from));
  return half === 0 ? 0 : 31 - Math.clz32(half);
}

function writeRice(values: Uint32Array, from: number, to: number, k: number, out: ByteWriter): void {
  let word = 0;
  let filled = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    let zeros = value >>> k;
    for (; filled + zeros >= 32; filled = 0) {
      out.fixed(word, 4);
      zeros -= 32 - filled;
      word = 0;
    }
    filled += zeros;
    word |= 1 << filled;
    filled++;
    const low = value & ((1 << k) - 1);
    if (filled < 32) word |= low << filled;
    filled += k;
    if (filled < 32) continue;
    // Only now is it known to be full: the bit itself may have been its last.
    out.fixed(word, 4);
    filled -= 32;
    word = filled === 0 ? 0 : low >>> (k - filled);
  }
  for (; filled > 0; filled -= 8, word >>>= 8) out.byte(word & 0xff);
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

/** Zeros behind the last list of a section: a value is read with the word behind it. */
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
  list: ListBytes,
  from: number,
  to: number,
  limit: number,
  numbers: Uint32Array,
  frequencies: Uint8Array,
): boolean {
  const { bytes, words } = list;
  const header = bytes[from]!;
  const frequencyBits = header >>> parameterBits;
  if (frequencyBits > mostFrequencyBits) return false;
  const packed = numbers.length - (numbers.length % blockSize);
  const behindBlocks = packed > 0 ? unpackBlocks(list, from + 1, to, packed, numbers) : from + 1;
  if (behindBlocks < 0) return false;
  let bit = behindBlocks * 8;
  const k = header & parameterMask;
  const mask = (1 << k) - 1;
  const lastBit = to * 8;
  for (let i = packed; i < numbers.length; i++) {
    let window = windowAt(words, bit);
    let quotient = 0;
    while (window === 0) {
      quotient += 32;
      bit += 32;
      if (bit >= lastBit) return false;
      window = windowAt(words, bit);
    }
    const zeros = 31 - Math.clz32(window & -window);
    quotient += zeros;
    bit += zeros + 1;
    const low = (zeros + 1 + k <= 31 ? window >>> (zeros + 1) : windowAt(words, bit)) & mask;
    bit += k;
    numbers[i] = (quotient << k) | low;
  }
  return takeApart(numbers, frequencies, frequencyBits, bytes, to, limit) === (bit + 7) >>> 3;
}

/**
 * Unpacks the values of whole blocks, `count` in all, whose widths begin at the byte `widths`. Returns the first byte
 * behind them, -1 where they do not end before `to`.
 */
export function unpackBlocks(
  { bytes, words }: ListBytes,
  widths: number,
  to: number,
  count: number,
  values: Uint32Array,
): number {
  const blocks = count / blockSize;
  let word = (widths + blocks + 3) >>> 2;
  for (let block = 0; block < blocks; block++) {
    const width = bytes[widths + block]!;
    if (width > 32 || (word + 4 * width) * 4 > to) return -1;
    const mask = width === 32 ? -1 : (1 << width) - 1;
    const first = block * blockSize;
    // Without a branch: which values reach into the next word no processor foresees.
    for (let i = 0, bit = word * 32; i < blockSize; i++, bit += width) values[first + i] = windowAt(words, bit) & mask;
    word += 4 * width;
  }
  return word * 4;
}

/**
 * Values to numbers, in their place, and frequencies, of which those that are escaped are read from `to` backwards. Returns
 * the first byte of these, -1 where the numbers do not ascend below `limit`.
 */
export function takeApart(
  values: Uint32Array,
  frequencies: Uint8Array,
  frequencyBits: number,
  bytes: Uint8Array,
  to: number,
  limit: number,
): number {
  const frequencyMask = (1 << frequencyBits) - 1;
  const escapeCode = escapeOf(frequencyBits);
  let escaped = to;
  let number = -1;
  let all = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const gap = value >>> frequencyBits;
    number = (number + gap + 1) | 0;
    all |= number | gap;
    values[i] = number;
    const code = value & frequencyMask;
    frequencies[i] = code < escapeCode ? code + 1 : bytes[--escaped]! + escapeCode + 1;
  }
  // No gap was as large as to pass all negative numbers by, and no number negative: none wrapped, the last is the greatest.
  return all >= 0 && number < limit ? escaped : -1;
}

/** The 32 bits from one on. */
function windowAt(words: Uint32Array, bit: number): number {
  const place = bit >>> 5;
  const shift = bit & 31;
  return (words[place]! >>> shift) | ((words[place + 1]! << (31 - shift)) << 1);
}

function larger<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
