/**
 * Postings lists as formats 2 and 3 have them: like those of today (`list-codec.ts`), but the values that fill no block
 * are LEB128, every value has two bits of the frequency, and there is no header.
 *
 *     list    = { width } padding { block } { LEB128 of value } { frequency - 4 } ;
 *     value   = gap << 2 | min(frequency, 4) - 1 ;     gap = number - number before - 1, the first from -1
 * @module
 */
import { blockSize, type ListBytes, takeApart, unpackBlocks } from "./list-codec.ts";

const frequencyBits = 2;

/** As `readList` reads the lists of today. */
export function readLeb128List(
  list: ListBytes,
  from: number,
  to: number,
  limit: number,
  numbers: Uint32Array,
  frequencies: Uint8Array,
): boolean {
  const { bytes } = list;
  const packed = numbers.length - (numbers.length % blockSize);
  let at = packed > 0 ? unpackBlocks(list, from, to, packed, numbers) : from;
  if (at < 0) return false;
  for (let i = packed; i < numbers.length; i++) {
    let byte = bytes[at++]!;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 35; shift += 7) {
      byte = bytes[at++]!;
      value |= (byte & 0x7f) << shift;
    }
    numbers[i] = value;
  }
  return takeApart(numbers, frequencies, frequencyBits, bytes, to, limit) === at;
}
