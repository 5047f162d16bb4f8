/**
 * Strings packed as UTF-16 code units behind one another: no JavaScript object per string. Sorted tables compare
 * in code unit order, the order of `<` on strings. In a file a string is what it adds to the beginning of the one
 * before (front coding):
 *
 *     strings = count of strings, count of all units { string } ;
 *     string  = length of the shared beginning, number of further units { unit } ;
 *
 * numbers as LEB128, units as in `codec/compact-text`.
 * @module
 */
import { ByteReader } from "../codec/byte-reader.ts";
import { ByteWriter } from "../codec/byte-writer.ts";
import { readCompactUnit, writeCompactUnit } from "../codec/compact-text.ts";
import type { SectionFile } from "../codec/section-file.ts";

/** Up to this length `String.fromCharCode` over arguments beats a decoder. */
const decodeChunk = 4096;
const shortUnits = 16;
/** Units that a string of two bytes stands for at most: words, ids and keywords are no longer. */
const mostRepeated = 256;

export class StringTable {
  readonly size: number;
  /** Of all strings, one behind the other. */
  readonly units: Uint16Array;
  /** First unit of each string, and one entry more. */
  readonly starts: Uint32Array;

  constructor(units: Uint16Array, starts: Uint32Array) {
    this.units = units;
    this.starts = starts;
    this.size = starts.length - 1;
  }

  /** Reads the section `<name>.strings`; throws `index_corrupt`. */
  static read(file: SectionFile, name: string): StringTable {
    const strings = decodeStrings(file.bytes(`${name}.strings`));
    if (strings === undefined) throw file.corrupt(`has no strings in section ${name}.strings`);
    return strings;
  }

  get(ordinal: number): string {
    const units = this.units;
    let from = this.starts[ordinal]!;
    const end = this.starts[ordinal + 1]!;
    let text = "";
    // Ids and words are short: a view of their units costs more than they do.
    if (end - from <= shortUnits) {
      for (; end - from >= 4; from += 4)
        text += String.fromCharCode(units[from]!, units[from + 1]!, units[from + 2]!, units[from + 3]!);
      for (; from < end; from++) text += String.fromCharCode(units[from]!);
      return text;
    }
    for (; from < end; from += decodeChunk) {
      const piece = units.subarray(from, Math.min(end, from + decodeChunk));
      text += String.fromCharCode.apply(null, piece as unknown as number[]);
    }
    return text;
  }

  /** Negative, zero or positive as the string at `ordinal` stands before, at or after `text`. */
  compare(ordinal: number, text: string): number {
    const start = this.starts[ordinal]!;
    const length = this.starts[ordinal + 1]! - start;
    const shared = Math.min(length, text.length);
    for (let i = 0; i < shared; i++) {
      const difference = this.units[start + i]! - text.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return length - text.length;
  }

  equals(ordinal: number, text: string): boolean {
    return this.starts[ordinal + 1]! - this.starts[ordinal]! === text.length && this.compare(ordinal, text) === 0;
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
  out.varint(strings.reduce((sum, { length }) => sum + length, 0));
  let previous = "";
  for (const text of strings) {
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

/** Undefined where the bytes are no table. */
export function decodeStrings(bytes: Uint8Array): StringTable | undefined {
  const reader = new ByteReader(bytes);
  const count = reader.varint();
  const unitCount = reader.varint();
  // A string takes two bytes at least, and repeats so much: told before memory is asked for.
  if (count * 2 > bytes.length || unitCount > bytes.length * mostRepeated) return undefined;
  const starts = new Uint32Array(count + 1);
  const units = new Uint16Array(unitCount);
  let before = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const shared = reader.varint();
    const further = reader.varint();
    if (shared > at - before || at + shared + further > unitCount) return undefined;
    starts[i] = at;
    for (let j = 0; j < shared; j++) units[at + j] = units[before + j]!;
    for (let j = shared; j < shared + further; j++) units[at + j] = readCompactUnit(reader);
    before = at;
    at += shared + further;
  }
  starts[count] = at;
  return reader.isWhole && at === unitCount ? new StringTable(units, starts) : undefined;
}

/** Order of `<` on strings; `localeCompare` would depend on the machine. */
export function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
