/**
 * The fields of a document as JSON in compact text: what `JSON.stringify` would write, without the string in between,
 * which takes most of the time where fields are long strings.
 * @module
 */
import type { FieldValue } from "../../contract/index.ts";
import { ByteWriter } from "../codec/byte-writer.ts";
import { byteOfUnit, mostCompactBytes, putCompactUnit, writeCompactUnit } from "../codec/compact-text.ts";

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const lineFeed = 0x0a;
const letterN = 0x6e;
const firstPrintable = 0x20;
const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;

/** The byte of a unit that stands for itself in JSON; 0 for any other. */
const plainByte: Uint8Array = byteOfUnit.slice();
plainByte[quote] = 0;
plainByte[backslash] = 0;

const out = new ByteWriter(1 << 14);

/** @param fields - JSON values by name, each name once */
export function storedJson(fields: readonly (readonly [string, FieldValue])[]): Uint8Array {
  out.clear();
  out.byte(openBrace);
  for (const [name, value] of fields) {
    if (out.length > 1) out.byte(comma);
    writeString(name);
    out.byte(colon);
    if (typeof value === "string") writeString(value);
    // Nothing is what an object with a toJSON of its own may answer.
    else writeUnits(JSON.stringify(value) ?? "null");
  }
  out.byte(closeBrace);
  return out.view().slice();
}

function writeString(text: string): void {
  // What is escaped here takes two bytes: less than the most that a unit does.
  const bytes = out.room(text.length * mostCompactBytes + 2);
  let at = out.length;
  bytes[at++] = quote;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const byte = plainByte[unit]!;
    if (byte !== 0) bytes[at++] = byte;
    else if (unit === quote || unit === backslash) {
      bytes[at++] = backslash;
      bytes[at++] = unit;
    } else if (unit === lineFeed) {
      bytes[at++] = backslash;
      bytes[at++] = letterN;
    } else if (unit < firstPrintable || (unit >= firstSurrogate && unit <= lastSurrogate)) {
      // Seldom, and JSON has rules for each.
      writeUnits(JSON.stringify(text));
      return;
    } else at = putCompactUnit(unit, bytes, at);
  }
  bytes[at++] = quote;
  out.length = at;
}

function writeUnits(json: string): void {
  for (let i = 0; i < json.length; i++) writeCompactUnit(json.charCodeAt(i), out);
}
