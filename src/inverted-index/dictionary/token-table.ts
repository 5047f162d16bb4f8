/**
 * Distinct tokens of the texts being indexed, looked up by their code units in place: no string is cut from the text
 * for a token that is known. A token of at most twelve units that are a byte each in compact text, which is nearly
 * every one, is told from every other by these bytes; they stand beside its value in one record of 16 bytes, because
 * what a lookup costs is its misses of the processor's cache. Other tokens go through a Map.
 * @module
 */
import { byteOfUnit } from "../codec/compact-text.ts";

/** Stands for a token of which nothing remains. */
export const noWord = 0xffffffff;

const initialRecords = 1 << 12;
/** The bytes of the token, zeros behind them, then its value plus two, modulo 2^32; 0 is a free record. */
const recordWords = 4;
const valueOffset = 2;
const keyBytes = 12;

/** Memory for so many words of four bytes, all zero; that which was given before is not used any more. */
export type RecordMemory = (words: number) => Int32Array;

export class TokenTable {
  #records: Int32Array = new Int32Array(initialRecords * recordWords);
  #memory: RecordMemory = (words) => new Int32Array(words);
  #size = 0;
  readonly #others = new Map<string, number>();

  /** The value of the token `text[start, end)`; a new one gets what `make` answers: any u32 but 2^32 - 2. */
  get(text: string, start: number, end: number, make: (raw: string) => number): number {
    if (end - start > keyBytes) return this.#other(text.slice(start, end), make);
    let first = 0;
    let second = 0;
    let third = 0;
    for (let at = start, bits = 0; at < end; at++, bits += 8) {
      const byte = byteOfUnit[text.charCodeAt(at)]!;
      if (byte === 0) return this.#other(text.slice(start, end), make);
      // Shifted by what is left of the bits beyond the word's 32.
      if (bits < 32) first |= byte << bits;
      else if (bits < 64) second |= byte << bits;
      else third |= byte << bits;
    }
    const records = this.#records;
    const mask = records.length - recordWords;
    let at = (hashOf(first, second, third) * recordWords) & mask;
    for (;;) {
      const value = records[at + 3]!;
      if (value === 0) break;
      if (records[at] === first && records[at + 1] === second && records[at + 2] === third)
        return (value - valueOffset) >>> 0;
      at = (at + recordWords) & mask;
    }
    const value = make(text.slice(start, end));
    // What makes the value may have added tokens: the place is looked for anew.
    this.#add(first, second, third, (value + valueOffset) | 0);
    return value;
  }

  /** Moves the records into memory of another kind, where they are from now on. */
  moveInto(memory: RecordMemory): void {
    this.#memory = memory;
    this.#resize(this.#records.length);
  }

  #other(raw: string, make: (raw: string) => number): number {
    let value = this.#others.get(raw);
    if (value === undefined) {
      value = make(raw);
      this.#others.set(detached(raw), value);
    }
    return value;
  }

  #add(first: number, second: number, third: number, stored: number): void {
    if (++this.#size * recordWords * 2 > this.#records.length) this.#resize(this.#records.length * 2);
    this.#place(first, second, third, stored);
  }

  #resize(words: number): void {
    const old = this.#records.slice();
    this.#records = this.#memory(words);
    for (let at = 0; at < old.length; at += recordWords)
      if (old[at + 3] !== 0) this.#place(old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!);
  }

  #place(first: number, second: number, third: number, stored: number): void {
    const records = this.#records;
    const mask = records.length - recordWords;
    let at = (hashOf(first, second, third) * recordWords) & mask;
    while (records[at + 3] !== 0) at = (at + recordWords) & mask;
    records[at] = first;
    records[at + 1] = second;
    records[at + 2] = third;
    records[at + 3] = stored;
  }
}

/** Shorter slices are copies. */
const leastSharedUnits = 13;

/** A slice keeps the whole text it was cut from alive: copy what outlives it. */
export function detached(text: string): string {
  return text.length < leastSharedUnits ? text : Buffer.from(text, "utf16le").toString("utf16le");
}

/** The kernel's `hashOf` (`wasm/scan.ts`) gives the same. */
function hashOf(first: number, second: number, third: number): number {
  let hash = Math.imul(first, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ third, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
