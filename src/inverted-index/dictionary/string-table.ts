/**
 * Strings packed as compact text (`codec/compact-text`) behind one another: no JavaScript object per string, and a byte
 * for most units. Sorted tables compare in code unit order, the order of `<` on strings. In a file a string is what it
 * adds to the beginning of the one before (front coding):
 *
 *     strings = count of strings, count of all units { string } ;
 *     string  = length of the shared beginning in units, number of further units { unit } ;
 *
 * numbers as LEB128.
 * @module
 */
import { ByteReader } from "../codec/byte-reader.ts";
import { ByteWriter } from "../codec/byte-writer.ts";
import { decodeCompact, escaped, mostCompactBytes, unitOfByte, writeCompactUnit } from "../codec/compact-text.ts";
import type { SectionFile } from "../codec/section-file.ts";

/** Up to this length `String.fromCharCode` over arguments beats a decoder. */
const shortBytes = 16;
/** Units that a string of two bytes stands for at most: words, ids and keywords are no longer. */
const mostRepeated = 256;

export class StringTable {
  readonly size: number;
  /** Of all strings, one behind the other. */
  readonly #bytes: Uint8Array;
  /** First byte of each string, and one entry more. */
  readonly #starts: Uint32Array;

  constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.#bytes = bytes;
    this.#starts = starts;
    this.size = starts.length - 1;
  }

  /** Reads the section `<name>.strings`; throws `index_corrupt`. */
  static read(file: SectionFile, name: string): StringTable {
    const { bytes, starts } = file.decoded(`${name}.strings`, (section) => decodeStrings(section)?.arrays);
    return new StringTable(bytes, starts);
  }

  /** What the constructor takes. */
  get arrays(): { readonly bytes: Uint8Array; readonly starts: Uint32Array } {
    return { bytes: this.#bytes, starts: this.#starts };
  }

  get(ordinal: number): string {
    const bytes = this.#bytes;
    let at = this.#starts[ordinal]!;
    const end = this.#starts[ordinal + 1]!;
    // Ids and words are short: a view of their bytes costs more than they do.
    if (end - at > shortBytes) return decodeCompact(bytes.subarray(at, end));
    let text = "";
    while (at < end) {
      const one = unitOfByte[bytes[at]!]!;
      const two = unitOfByte[bytes[at + 1]!] ?? 0;
      const three = unitOfByte[bytes[at + 2]!] ?? 0;
      const four = unitOfByte[bytes[at + 3]!] ?? 0;
      if (end - at >= 4 && one !== 0 && two !== 0 && three !== 0 && four !== 0) {
        text += String.fromCharCode(one, two, three, four);
        at += 4;
      } else if (one !== 0) {
        text += String.fromCharCode(one);
        at++;
      } else {
        text += String.fromCharCode(bytes[at + 1]! | (bytes[at + 2]! << 8));
        at += mostCompactBytes;
      }
    }
    return text;
  }

  /** Bytes of a string: as many units as it has, or more. */
  sizeOf(ordinal: number): number {
    return this.#starts[ordinal + 1]! - this.#starts[ordinal]!;
  }

  /** Writes the units of a string, for which there is room, and returns how many they are. */
  read(ordinal: number, into: Uint16Array): number {
    const bytes = this.#bytes;
    const end = this.#starts[ordinal + 1]!;
    let count = 0;
    for (let at = this.#starts[ordinal]!; at < end; at++) {
      const unit = unitOfByte[bytes[at]!]!;
      if (unit !== 0) into[count++] = unit;
      else {
        into[count++] = bytes[at + 1]! | (bytes[at + 2]! << 8);
        at += mostCompactBytes - 1;
      }
    }
    return count;
  }

  /** Fetches a string from memory that is read later; what it answers means nothing. */
  touch(ordinal: number): number {
    return this.#bytes[this.#starts[ordinal]!]!;
  }

  /** Negative, zero or positive as the string at `ordinal` stands before, at or after `text`. */
  compare(ordinal: number, text: string): number {
    const bytes = this.#bytes;
    const end = this.#starts[ordinal + 1]!;
    let at = this.#starts[ordinal]!;
    for (let i = 0; i < text.length; i++) {
      if (at >= end) return -1;
      let unit = unitOfByte[bytes[at]!]!;
      if (unit === 0) {
        unit = bytes[at + 1]! | (bytes[at + 2]! << 8);
        at += mostCompactBytes;
      } else at++;
      const difference = unit - text.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return end - at;
  }

  equals(ordinal: number, text: string): boolean {
    return this.compare(ordinal, text) === 0;
  }

  /** Ordinal of `text` in a sorted table, or -1. */
  find(text: string): number {
    const at = this.lowerBound(text);
    return at < this.size && this.compare(at, text) === 0 ? at : -1;
  }

  /** First ordinal of a sorted table whose string is not before `text`. */
  lowerBound(text: string): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A table's section. */
export function encodeStrings(strings: readonly string[]): Uint8Array {
  const out = new ByteWriter(strings.length * 4);
  out.varint(strings.length);
  let unitCount = 0;
  for (let i = 0; i < strings.length; i++) unitCount += strings[i]!.length;
  out.varint(unitCount);
  let previous = "";
  for (let each = 0; each < strings.length; each++) {
    const text = strings[each]!;
    const least = Math.min(previous.length, text.length);
    let shared = 0;
    while (shared < least && previous.charCodeAt(shared) === text.charCodeAt(shared)) shared++;
    out.varint(shared);
    out.varint(text.length - shared);
    for (let i = shared; i < text.length; i++) writeCompactUnit(text.charCodeAt(i), out);
    previous = text;
  }
  return out.view().slice();
}

/** A table in shared memory; undefined where the bytes are none. */
export function decodeStrings(bytes: Uint8Array): StringTable | undefined {
  const reader = new ByteReader(bytes);
  const count = reader.varint();
  const unitCount = reader.varint();
  // A string takes two bytes at least, and repeats so much: told before memory is asked for.
  if (count * 2 > bytes.length || unitCount > bytes.length * mostRepeated) return undefined;
  const starts = new Uint32Array(new SharedArrayBuffer((count + 1) * 4));
  // Most units are a byte each.
  let packed = new Uint8Array(unitCount);
  let units = 0;
  let unitsBefore = 0;
  let before = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const shared = reader.varint();
    const further = reader.varint();
    if (shared > unitsBefore || units + shared + further > unitCount) return undefined;
    const most = at + (shared + further) * mostCompactBytes;
    if (most > packed.length) packed = larger(packed, most);
    starts[i] = at;
    let from = before;
    before = at;
    for (let j = 0; j < shared; j++) {
      const byte = packed[from++]!;
      packed[at++] = byte;
      if (byte !== escaped) continue;
      packed[at++] = packed[from++]!;
      packed[at++] = packed[from++]!;
    }
    for (let j = 0; j < further; j++) {
      const byte = reader.byte();
      packed[at++] = byte;
      if (byte !== escaped) continue;
      packed[at++] = reader.byte();
      packed[at++] = reader.byte();
    }
    unitsBefore = shared + further;
    units += unitsBefore;
  }
  starts[count] = at;
  if (!reader.isWhole || units !== unitCount) return undefined;
  const shared = new Uint8Array(new SharedArrayBuffer(at));
  shared.set(packed.subarray(0, at));
  return new StringTable(shared, starts);
}

function larger(from: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(Math.max(least, Math.ceil(from.length * 1.25)));
  to.set(from);
  return to;
}

/** Order of `<` on strings; `localeCompare` would depend on the machine. */
export function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
