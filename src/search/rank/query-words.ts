/**
 * The words of a query's groups in one segment, laid out for reading documents: a set of bits over the segment's words
 * that most words of a document fail, and for those that pass a chain of entries, one for each group that has the word.
 * @module
 */
import type { SegmentReader } from "../../inverted-index/index.ts";
import type { GroupWords } from "./group-words.ts";

/** Ends a chain of entries. */
export const noEntry = 0;

/** Tables over a segment's words; the bits are all zero between two searches. */
interface WordTables {
  readonly bits: Uint32Array;
  readonly entries: Uint32Array;
}

export class QueryWords {
  /** Bit of every word of the segment. */
  readonly bits: Uint32Array;
  /** First entry of every word whose bit is set. */
  readonly entries: Uint32Array;
  /** The next entry of the same word, or `noEntry`. */
  readonly next: Uint32Array;
  /** Of each entry: the group, and the word's place in the group's arrays. */
  readonly groups: Uint8Array;
  readonly places: Uint32Array;
  /** The words of each group, by its number; those that are not read are left out. */
  readonly ofGroup: readonly GroupWords[];
  readonly #numbers: readonly number[];

  /** @param numbers - of the groups that are read */
  constructor(reader: SegmentReader, numbers: readonly number[], wordsOf: (group: number) => GroupWords) {
    const tables = tablesOf(reader);
    this.bits = tables.bits;
    this.entries = tables.entries;
    const ofGroup: GroupWords[] = [];
    for (const group of numbers) ofGroup[group] = wordsOf(group);
    this.ofGroup = ofGroup;
    this.#numbers = numbers;
    const count = 1 + numbers.reduce((sum, group) => sum + ofGroup[group]!.words.length, 0);
    this.next = new Uint32Array(count);
    this.groups = new Uint8Array(count);
    this.places = new Uint32Array(count);
  }

  /** Puts the words into the segment's tables; `unmark` takes them out. */
  mark(): void {
    let entry = noEntry;
    for (const group of this.#numbers) entry = this.#markGroup(group, this.ofGroup[group]!.words, entry);
  }

  unmark(): void {
    for (const group of this.#numbers) {
      const { words } = this.ofGroup[group]!;
      for (let i = 0; i < words.length; i++) this.bits[words[i]! >>> 5] = 0;
    }
  }

  #markGroup(group: number, words: Uint32Array, last: number): number {
    const { bits, entries, next, groups, places } = this;
    let entry = last;
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      const bit = 1 << (word & 31);
      entry++;
      next[entry] = (bits[word >>> 5]! & bit) === 0 ? noEntry : entries[word]!;
      bits[word >>> 5]! |= bit;
      entries[word] = entry;
      groups[entry] = group;
      places[entry] = i;
    }
    return entry;
  }
}

function tablesOf(reader: SegmentReader): WordTables {
  let tables = reader.derived.get("query words") as WordTables | undefined;
  if (tables === undefined) {
    const { size } = reader.dictionary.words;
    tables = { bits: new Uint32Array(Math.ceil(size / 32)), entries: new Uint32Array(size) };
    reader.derived.set("query words", tables);
  }
  return tables;
}
