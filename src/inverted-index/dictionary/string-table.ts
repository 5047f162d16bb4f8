/**
 * Strings packed as UTF-16 code units behind one another: no JavaScript object per string. Sorted tables compare
 * in code unit order, the order of `<` on strings.
 * @module
 */
import type { SectionContent, SectionFile } from "../codec/section-file.ts";

/** Up to this length `String.fromCharCode` over arguments beats a decoder. */
const decodeChunk = 4096;

export class StringTable {
  readonly size: number;
  readonly #units: Uint16Array;
  readonly #starts: Uint32Array;

  /** `starts` has one entry more than there are strings. */
  constructor(units: Uint16Array, starts: Uint32Array) {
    this.#units = units;
    this.#starts = starts;
    this.size = starts.length - 1;
  }

  static read(file: SectionFile, name: string): StringTable {
    return new StringTable(file.uint16(`${name}.units`), file.uint32(`${name}.starts`));
  }

  get(ordinal: number): string {
    const end = this.#starts[ordinal + 1]!;
    let text = "";
    for (let from = this.#starts[ordinal]!; from < end; from += decodeChunk) {
      const piece = this.#units.subarray(from, Math.min(end, from + decodeChunk));
      text += String.fromCharCode.apply(null, piece as unknown as number[]);
    }
    return text;
  }

  /** Negative, zero or positive as the string at `ordinal` stands before, at or after `text`. */
  compare(ordinal: number, text: string): number {
    const start = this.#starts[ordinal]!;
    const length = this.#starts[ordinal + 1]! - start;
    const shared = Math.min(length, text.length);
    for (let i = 0; i < shared; i++) {
      const difference = this.#units[start + i]! - text.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return length - text.length;
  }

  equals(ordinal: number, text: string): boolean {
    return this.#starts[ordinal + 1]! - this.#starts[ordinal]! === text.length && this.compare(ordinal, text) === 0;
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

/** The two sections of a table, in the order given. */
export function stringTableSections(name: string, strings: readonly string[]): [string, SectionContent][] {
  const starts = new Uint32Array(strings.length + 1);
  let length = 0;
  for (let i = 0; i < strings.length; i++) {
    length += strings[i]!.length;
    starts[i + 1] = length;
  }
  const units = new Uint16Array(length);
  let at = 0;
  for (const text of strings) for (let i = 0; i < text.length; i++) units[at++] = text.charCodeAt(i);
  return [
    [`${name}.units`, units],
    [`${name}.starts`, starts],
  ];
}

/** Order of `<` on strings; `localeCompare` would depend on the machine. */
export function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Places of `keys` in ascending order, equal keys in the order of their places. Keys are sorted with their place
 * tagged on, by the engine's own sort of strings: with a comparator it takes several times as long.
 */
export function orderOfKeys(keys: readonly string[]): Uint32Array {
  const tagged = keys.map((key, i) => `${key}\u0000${String.fromCharCode(i >>> 16, i & 0xffff)}`).sort();
  return Uint32Array.from(tagged, (key) => key.charCodeAt(key.length - 2) * 0x10000 + key.charCodeAt(key.length - 1));
}
