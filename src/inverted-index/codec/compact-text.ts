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
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

const escaped = 0x00;
const firstPlain = 0x20;
const firstArabic = 0x80;
const arabicBlock = 0x0600;
const arabicUnits = 0x80;

export function writeCompactUnit(unit: number, out: ByteWriter): void {
  if (unit >= arabicBlock && unit < arabicBlock + arabicUnits) out.byte(unit - arabicBlock + firstArabic);
  else if (unit >= firstPlain && unit < firstArabic) out.byte(unit);
  else {
    out.byte(escaped);
    out.byte(unit & 0xff);
    out.byte(unit >>> 8);
  }
}

export function readCompactUnit(reader: ByteReader): number {
  const byte = reader.byte();
  if (byte >= firstArabic) return byte - firstArabic + arabicBlock;
  return byte === escaped ? reader.byte() | (reader.byte() << 8) : byte;
}

let scratch = Buffer.alloc(1 << 14);

export function decodeCompact(bytes: Uint8Array): string {
  if (scratch.length < bytes.length * 2) scratch = Buffer.alloc(bytes.length * 2);
  const units = new Uint16Array(scratch.buffer, scratch.byteOffset, bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte >= firstArabic) units[length++] = byte - firstArabic + arabicBlock;
    else if (byte !== escaped) units[length++] = byte;
    else {
      units[length++] = bytes[i + 1]! | (bytes[i + 2]! << 8);
      i += 2;
    }
  }
  return scratch.toString("utf16le", 0, length * 2);
}
