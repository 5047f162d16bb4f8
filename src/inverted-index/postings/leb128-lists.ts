/**
 * Postings lists as formats 2 and 3 have them: like those of today (`list-codec.ts`), but the values that fill no block
 * are LEB128, every value has two bits of the frequency, and there is no header.
 *
 *     list    = { width } padding { block } { LEB128 of value } { frequency - 4 } ;
 *     value   = gap << 2 | min(frequency, 4) - 1 ;     gap = number - number before - 1, the first from -1
 * @module
 */
import { blockSize, type ListBytes } from "./list-codec.ts";

const frequencyBits = 2;
const frequencyMask = (1 << frequencyBits) - 1;
const leastRare = frequencyMask + 1;

/**
 * Reads the list at `[from, to)` into `numbers` and `frequencies`, which are as long as it has postings. False where
 * the bytes are no such list with all numbers below `limit`.
 */
export function readLeb128List(
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
