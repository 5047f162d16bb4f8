/**
 * The words of a query's groups laid out for reading documents of one field of a segment: a filter that most words of
 * a document fail, and for those that pass a chain of entries, one for each group that the word speaks for. The tables
 * have a place for every key and belong to the thread: a query marks its words in them and takes them out again, which
 * costs less than tables of its own.
 * @module
 */
import { type ForwardField, mostKeys, slotOf, WordFilter } from "../../inverted-index/index.ts";
import type { GroupWords } from "./group-words.ts";

/** Ends a chain of entries. */
export const noEntry = 0;

export class QueryWords {
  readonly filter: WordFilter = new WordFilter();
  /** First entry of every slot that the filter holds. */
  readonly first: Uint32Array = new Uint32Array(mostKeys);
  /** The next entry of the same slot, or `noEntry`. */
  next: Uint32Array = new Uint32Array(0);
  /** Of each entry: the word's key, the group, and the word's place in the group's arrays. */
  keys: Uint32Array = new Uint32Array(0);
  groups: Uint8Array = new Uint8Array(0);
  places: Uint32Array = new Uint32Array(0);
  #count = 0;

  /**
   * @param numbers - of the groups that are read
   * @param wordsOf - their words in the segment
   */
  mark(forward: ForwardField, numbers: readonly number[], wordsOf: (group: number) => GroupWords): void {
    const keysOf = numbers.map((group) => wordsOf(group).keysIn(forward));
    this.#reserve(keysOf.reduce((sum, keys) => sum + keys.length, 1));
    this.#count = noEntry;
    for (let i = 0; i < numbers.length; i++) this.#markGroup(numbers[i]!, keysOf[i]!);
  }

  unmark(): void {
    for (let entry = 1; entry <= this.#count; entry++) this.filter.clearWordOf(slotOf(this.keys[entry]!));
  }

  #markGroup(group: number, groupKeys: Uint32Array): void {
    const { filter, first, next, keys, groups, places } = this;
    let entry = this.#count;
    for (let i = 0; i < groupKeys.length; i++) {
      const slot = slotOf(groupKeys[i]!);
      entry++;
      next[entry] = filter.has(slot) ? first[slot]! : noEntry;
      filter.add(slot);
      first[slot] = entry;
      keys[entry] = groupKeys[i]!;
      groups[entry] = group;
      places[entry] = i;
    }
    this.#count = entry;
  }

  #reserve(entries: number): void {
    if (entries <= this.next.length) return;
    this.next = new Uint32Array(entries * 2);
    this.keys = new Uint32Array(entries * 2);
    this.groups = new Uint8Array(entries * 2);
    this.places = new Uint32Array(entries * 2);
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
