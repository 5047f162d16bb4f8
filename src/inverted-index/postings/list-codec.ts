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
 *     escape = 1 << frequency bits - 1 ;             where there are frequency bits
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
    for (let i = 0; i < count; i++) values[i] = (values[i]! << bits) | Math.min(frequencies[i]! - 1, (1 << bits) - 1);
    const blocks = Math.floor(count / blockSize);
    const packed = blocks * blockSize;
    const k = riceParameter(values, packed, count);
    out.byte((bits << parameterBits) | k);
    for (let block = 0; block < blocks; block++) out.byte(widthOf(values, block * blockSize));
    if (blocks > 0) while (out.length % 4 !== 0) out.byte(0);
    for (let block = 0; block < blocks; block++) pack(values, block * blockSize, out);
    writeRice(values, packed, count, k, out);
    if (bits > 0)
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
  const header = bytes[from]!;
  const frequencyBits = header >>> parameterBits;
  if (frequencyBits > mostFrequencyBits) return false;
  const frequencyMask = (1 << frequencyBits) - 1;
  const escapeCode = escapeOf(frequencyBits);
  let rare = to;
  let number = -1;
  let all = 0;
  let bit = (from + 1) * 8;
  if (blocks > 0) {
    let word = (from + 1 + blocks + 3) >>> 2;
    for (let block = 0; block < blocks; block++) {
      const width = bytes[from + 1 + block]!;
      if (width > 32 || (word + 4 * width) * 4 > to) return false;
      const mask = width === 32 ? -1 : (1 << width) - 1;
      const first = block * blockSize;
      for (let i = 0, at = 0; i < blockSize; i++, at += width) {
        const place = word + (at >>> 5);
        const shift = at & 31;
        // Without a branch: which values reach into the next word no processor foresees.
        const value = ((words[place]! >>> shift) | ((words[place + 1]! << (31 - shift)) << 1)) & mask;
        const gap = value >>> frequencyBits;
        number = (number + gap + 1) | 0;
        all |= number | gap;
        numbers[first + i] = number;
        const code = value & frequencyMask;
        frequencies[first + i] = code < escapeCode ? code + 1 : bytes[--rare]! + escapeCode + 1;
      }
      word += 4 * width;
    }
    bit = word * 32;
  }
  const k = header & parameterMask;
  const mask = (1 << k) - 1;
  const lastBit = to * 8;
  for (let i = packed; i < count; i++) {
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
    const value = (quotient << k) | low;
    const gap = value >>> frequencyBits;
    number = (number + gap + 1) | 0;
    all |= number | gap;
    numbers[i] = number;
    const code = value & frequencyMask;
    frequencies[i] = code < escapeCode ? code + 1 : bytes[--rare]! + escapeCode + 1;
  }
  // Every byte was read, none twice. No gap was as large as to pass all negative numbers by, and no number negative: none
  // wrapped, and the last is the greatest.
  return (bit + 7) >>> 3 === rare && all >= 0 && number < limit;
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
