/**
 * Text as bytes: a byte for each unit of ASCII and of the Arabic block, three for any other.
 * Half of UTF-16 for Arabic, so that there is half as much to compress and to unpack, and a table to decode by.
 *
 *     text = { unit } ;
 *     unit = 0x20 .. 0x7F            the unit itself
 *          | 0x80 .. 0xFF            U+0600 .. U+067F
 *          | 0x00 low byte high byte any unit ;
 * @module
 */
import type { ByteWriter } from "./byte-writer.ts";

/** Before a unit of two bytes. */
export const escaped = 0x00;
const firstPlain = 0x20;
const firstArabic = 0x80;
const arabicBlock = 0x0600;
const arabicUnits = 0x80;

/** Bytes of a unit at most. */
export const mostCompactBytes = 3;

/** Writes a unit into `bytes`, where there is room for it, from `at` on; returns where the next begins. */
export function putCompactUnit(unit: number, bytes: Uint8Array, at: number): number {
  if (unit >= arabicBlock && unit < arabicBlock + arabicUnits) bytes[at] = unit - arabicBlock + firstArabic;
  else if (unit >= firstPlain && unit < firstArabic) bytes[at] = unit;
  else {
    bytes[at] = escaped;
    bytes[at + 1] = unit & 0xff;
    bytes[at + 2] = unit >>> 8;
    return at + mostCompactBytes;
  }
  return at + 1;
}

export function writeCompactUnit(unit: number, out: ByteWriter): void {
  out.length = putCompactUnit(unit, out.room(mostCompactBytes), out.length);
}

/** The unit that a byte stands for; 0 for the escape. */
export const unitOfByte: Uint16Array = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte >= firstArabic ? byte - firstArabic + arabicBlock : byte,
);

/** The byte that stands for a unit; 0 for one that is escaped. */
export const byteOfUnit: Uint8Array = new Uint8Array(2 ** 16);
for (let byte = firstPlain; byte < unitOfByte.length; byte++) byteOfUnit[unitOfByte[byte]!] = byte;

let scratch = Buffer.alloc(1 << 14);

export function decodeCompact(bytes: Uint8Array): string {
  if (scratch.length < bytes.length * 2) scratch = Buffer.alloc(bytes.length * 2);
  const units = new Uint16Array(scratch.buffer, scratch.byteOffset, bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    // A table, since no processor foresees where letters and spaces follow each other.
    if (byte !== escaped) units[length++] = unitOfByte[byte]!;
    else {
      units[length++] = bytes[i + 1]! | (bytes[i + 2]! << 8);
      i += 2;
    }
  }
  return scratch.toString("utf16le", 0, length * 2);
}
