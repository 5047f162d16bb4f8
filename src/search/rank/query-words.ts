/**
 * The words of a query's groups in one segment, laid out for reading documents: a set of bits over the segment's words
 * that most words of a document fail, and a table of the few that pass.
 * @module
 */
import type { GroupWords } from "./group-words.ts";

const noSlot = 0;

export class QueryWords {
  /** First entry of each slot, and one more; slots count from 1. */
  readonly starts: Uint32Array;
  /** Of each entry: the group, what an occurrence adds to its frequency, how much of it the first pass has counted. */
  readonly groups: Uint8Array;
  readonly weights: Float64Array;
  readonly counted: Float64Array;
  readonly letters: Float64Array;
  /** Of each entry 1 for a form of the typed word. */
  readonly typed: Uint8Array;
  /** Distinct words; the slot of word i is i + 1. */
  readonly #words: Uint32Array;
  /** Open addressing: word plus one, and its slot. */
  readonly #keys: Uint32Array;
  readonly #slots: Uint32Array;

  /** @param groups - words of each group, with the group's number */
  constructor(groups: readonly { readonly group: number; readonly words: GroupWords }[]) {
    const entries = groups.reduce((sum, { words }) => sum + words.words.length, 0);
    const capacity = 2 ** Math.ceil(Math.log2(2 * entries + 2));
    this.#keys = new Uint32Array(capacity);
    this.#slots = new Uint32Array(capacity);
    const distinct = new Uint32Array(entries);
    const counts = new Uint32Array(entries + 2);
    let size = 0;
    for (const { words } of groups) {
      for (let i = 0; i < words.words.length; i++) {
        const word = words.words[i]!;
        const at = this.#placeOf(word);
        if (this.#keys[at] === 0) {
          this.#keys[at] = word + 1;
          distinct[size++] = word;
          this.#slots[at] = size;
        }
        counts[this.#slots[at]! + 1]!++;
      }
    }
    for (let slot = 1; slot + 1 < counts.length; slot++) counts[slot + 1]! += counts[slot]!;
    this.starts = counts;
    this.#words = distinct.subarray(0, size);
    this.groups = new Uint8Array(entries);
    this.weights = new Float64Array(entries);
    this.counted = new Float64Array(entries);
    this.letters = new Float64Array(entries);
    this.typed = new Uint8Array(entries);
    const next = counts.slice();
    for (const { group, words } of groups) {
      for (let i = 0; i < words.words.length; i++) {
        const entry = next[this.slotOf(words.words[i]!)]!++;
        this.groups[entry] = group;
        this.weights[entry] = words.weights[i]!;
        this.counted[entry] = words.counted[i]!;
        this.letters[entry] = words.letters[i]!;
        this.typed[entry] = words.typed[i]!;
      }
    }
  }

  slotOf(word: number): number {
    return this.#slots[this.#placeOf(word)]!;
  }

  /** Sets the words' bits; `unmark` clears them. */
  mark(bits: Uint32Array): void {
    const words = this.#words;
    for (let i = 0; i < words.length; i++) bits[words[i]! >>> 5]! |= 1 << (words[i]! & 31);
  }

  unmark(bits: Uint32Array): void {
    const words = this.#words;
    for (let i = 0; i < words.length; i++) bits[words[i]! >>> 5] = 0;
  }

  #placeOf(word: number): number {
    const keys = this.#keys;
    const mask = keys.length - 1;
    let at = (Math.imul(word, 0x9e3779b1) >>> 7) & mask;
    while (keys[at] !== noSlot && keys[at] !== word + 1) at = (at + 1) & mask;
    return at;
  }
}
