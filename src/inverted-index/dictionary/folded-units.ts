/**
 * Folded forms of a table's words as code units: most words are their own, and are read where they lie, so that a table
 * of all words is made without a string for each.
 * @module
 */
import { fold, isFolded } from "../../analysis/index.ts";
import type { StringTable } from "./string-table.ts";

export class FoldedUnits {
  /** Holds the word read last, from `from` to before `end`. */
  units: Uint16Array;
  from = 0;
  end = 0;
  readonly #words: StringTable;
  #scratch = new Uint16Array(256);

  constructor(words: StringTable) {
    this.#words = words;
    this.units = words.units;
  }

  /** Of the word as it is spelled: asking for it fetches the word from memory. */
  firstUnit(ordinal: number): number {
    const { units, starts } = this.#words;
    return units[starts[ordinal]!]!;
  }

  read(ordinal: number): void {
    const { units, starts } = this.#words;
    const from = starts[ordinal]!;
    const end = starts[ordinal + 1]!;
    if (isFolded(units, from, end)) {
      this.units = units;
      this.from = from;
      this.end = end;
      return;
    }
    const folded = fold(this.#words.get(ordinal));
    if (folded.length > this.#scratch.length) this.#scratch = new Uint16Array(folded.length);
    for (let i = 0; i < folded.length; i++) this.#scratch[i] = folded.charCodeAt(i);
    this.units = this.#scratch;
    this.from = 0;
    this.end = folded.length;
  }
}
