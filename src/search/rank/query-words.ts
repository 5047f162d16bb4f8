/**
 * The words of a query's groups laid out for reading documents of one field of a segment: a filter that most words of
 * a document fail, and for those that pass a chain of entries, one for each group that the word speaks for. The tables
 * belong to the thread: a query marks its words in them and takes them out again, which costs less than tables of its
 * own.
 * @module
 */
import { type TextField, WordFilter } from "../../inverted-index/index.ts";
import type { FieldKeys, GroupWords } from "./group-words.ts";

/** Ends a chain of entries. */
export const noEntry = 0;

/** Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4). */
const goldenRatio = 0x9e3779b1;
/** Slots for each entry. */
const room = 2;

export class QueryWords {
  readonly filter: WordFilter = new WordFilter();
  /** The next entry of the same word, or `noEntry`. */
  next: Uint32Array = new Uint32Array(0);
  /** Of each entry: the group, and the word's place in the group's arrays. */
  groups: Uint8Array = new Uint8Array(0);
  places: Uint32Array = new Uint32Array(0);
  /** Of each entry the word's key. */
  #keys: Uint32Array = new Uint32Array(0);
  /** First entries, by the hash of the key; in use are `1 << 32 - #shift` of them. */
  #slots: Uint32Array = new Uint32Array(0);
  #shift = 31;
  #count = 0;

  /**
   * @param numbers - of the groups that are read
   * @param wordsOf - their words in the segment
   */
  mark(field: TextField, numbers: readonly number[], wordsOf: (group: number) => GroupWords): void {
    const found = numbers.map((group) => wordsOf(group).keysIn(field));
    this.#reserve(found.reduce((sum, { keys }) => sum + keys.length, 1));
    for (let i = 0; i < numbers.length; i++) this.#markGroup(numbers[i]!, found[i]!);
  }

  unmark(): void {
    for (let entry = 1; entry <= this.#count; entry++) this.filter.clearWordOf(this.#keys[entry]!);
    this.#slots.fill(noEntry, 0, 2 ** (32 - this.#shift));
    this.#count = 0;
  }

  /** The first entry of a key of `ForwardField.find`, or `noEntry`. */
  find(key: number): number {
    return this.#slots[this.#slotOf(key)]!;
  }

  #markGroup(group: number, found: FieldKeys): void {
    const { filter, next, groups, places } = this;
    const keys = this.#keys;
    const slots = this.#slots;
    let entry = this.#count;
    for (let i = 0; i < found.keys.length; i++) {
      const key = found.keys[i]!;
      const slot = this.#slotOf(key);
      entry++;
      next[entry] = slots[slot]!;
      slots[slot] = entry;
      keys[entry] = key;
      groups[entry] = group;
      places[entry] = found.places[i]!;
      filter.add(key);
    }
    this.#count = entry;
  }

  #slotOf(key: number): number {
    const keys = this.#keys;
    const slots = this.#slots;
    const mask = 2 ** (32 - this.#shift) - 1;
    let slot = Math.imul(key, goldenRatio) >>> this.#shift;
    while (slots[slot] !== noEntry && keys[slots[slot]!] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #reserve(entries: number): void {
    const bits = 32 - Math.clz32(entries * room);
    this.#shift = 32 - bits;
    if (this.#slots.length < 2 ** bits) this.#slots = new Uint32Array(2 ** bits);
    if (entries <= this.next.length) return;
    this.next = new Uint32Array(entries * 2);
    this.groups = new Uint8Array(entries * 2);
    this.places = new Uint32Array(entries * 2);
    this.#keys = new Uint32Array(entries * 2);
  }
}

/** All empty. */
const pool: QueryWords[] = [];

/** Tables of the thread that one search has taken. */
export class QueryTables {
  readonly #taken: QueryWords[] = [];

  take(): QueryWords {
    const tables = pool.pop() ?? new QueryWords();
    this.#taken.push(tables);
    return tables;
  }

  release(): void {
    for (const tables of this.#taken) tables.unmark();
    pool.push(...this.#taken);
  }
}
