/**
 * Folded forms of a table's words as code units: most words are their own, so that a table of all words is made without
 * a string for each.
 * @module
 */
import { fold, isFolded } from "../../analysis/index.ts";
import type { StringTable } from "./string-table.ts";

export class FoldedUnits {
  /** Holds the word read last, from its beginning to before `end`. */
  units: Uint16Array = new Uint16Array(256);
  end = 0;
  readonly #words: StringTable;

  constructor(words: StringTable) {
    this.#words = words;
  }

  /** Fetches a word that is read later; what it answers means nothing. */
  touch(ordinal: number): number {
    return this.#words.touch(ordinal);
  }

  read(ordinal: number): void {
    this.#makeRoom(this.#words.sizeOf(ordinal));
    this.end = this.#words.read(ordinal, this.units);
    if (isFolded(this.units, 0, this.end)) return;
    const folded = fold(this.#words.get(ordinal));
    this.#makeRoom(folded.length);
    for (let i = 0; i < folded.length; i++) this.units[i] = folded.charCodeAt(i);
    this.end = folded.length;
  }

  /** Negative, zero or positive as the word's folded form stands before, at or after `text`. */
  compare(ordinal: number, text: string): number {
    this.read(ordinal);
    const { units, end } = this;
    const shorter = Math.min(end, text.length);
    for (let i = 0; i < shorter; i++) {
      const difference = units[i]! - text.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return end - text.length;
  }

  #makeRoom(units: number): void {
    if (units > this.units.length) this.units = new Uint16Array(units);
  }
}
