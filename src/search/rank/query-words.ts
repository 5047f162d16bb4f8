/**
 * The words of a query's groups laid out for reading documents of one field of a segment: a filter that most words of
 * a document fail, and for those that pass, once for each word, what the groups know of it. Groups have thousands of
 * words and the documents that are read hold few of them: marking them all in a small filter and looking up what is met
 * costs a fraction of a table of all. The tables belong to the thread: a query takes them, and leaves them empty.
 * @module
 */
import { filterBit, placeOf, WordFilter } from "../../inverted-index/index.ts";
import { type FieldKeys, factsOfWord } from "./field-keys.ts";

/** Which groups may have a word is marked in so many bytes, by its key; groups share the bits in turn. */
const markSlots = 0x2000;
const markCount = 8;
/** Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4). */
const goldenRatio = 0x9e3779b1;
const initialBits = 10;
/** Slots that are kept from one query to the next. */
const mostBits = 12;

export class QueryWords {
  readonly filter: WordFilter = new WordFilter();
  /** Entries, the one behind the other those of each word that was met: the group, and its facts of the word. */
  groups: Uint8Array = new Uint8Array(1 << initialBits);
  facts: Float32Array = new Float32Array(factsOfWord << initialBits);
  /** Of each word that was met, from 1 on, its key and where its entries end. */
  #keys: Uint32Array = new Uint32Array(1 << initialBits);
  #ends: Uint32Array = new Uint32Array(1 << initialBits);
  /** Words that were met by the hash of their key; twice as many slots as words at least. */
  #slots: Uint32Array = new Uint32Array(1 << initialBits);
  #shift = 32 - initialBits;
  readonly #marks: Uint8Array = new Uint8Array(markSlots);
  #met = 0;
  /** Groups that are read, and their words. */
  #numbers: readonly number[] = [];
  #words: readonly FieldKeys[] = [];

  /**
   * @param numbers - of the groups that are read
   * @param words - of each of them
   */
  mark(numbers: readonly number[], words: readonly FieldKeys[]): void {
    this.#numbers = numbers;
    this.#words = words;
    const { bits } = this.filter;
    const marks = this.#marks;
    for (let i = 0; i < numbers.length; i++) {
      const mark = markOf(i);
      const { keys } = words[i]!;
      for (let at = 0; at < keys.length; at++) {
        const key = keys[at]!;
        const bit = filterBit(key);
        bits[bit >>> 5]! |= 1 << (bit & 31);
        marks[key & (markSlots - 1)]! |= mark;
      }
    }
  }

  unmark(): void {
    this.filter.clear();
    this.#marks.fill(0);
    if (this.#slots.length > 1 << mostBits) {
      // Emptying what one long text has made large would slow all queries after it.
      this.#slots = new Uint32Array(1 << initialBits);
      this.#shift = 32 - initialBits;
    } else this.#slots.fill(0);
    this.#met = 0;
    this.#numbers = [];
    this.#words = [];
  }

  /** The number of a word by its key of `ForwardField.find`; its entries are `[startOf, endOf)`, none for a stranger. */
  find(key: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = Math.imul(key, goldenRatio) >>> this.#shift;
    for (;;) {
      const word = slots[slot]!;
      if (word === 0) return this.#meet(key, slot);
      if (this.#keys[word] === key) return word;
      slot = (slot + 1) & mask;
    }
  }

  startOf(word: number): number {
    return this.#ends[word - 1]!;
  }

  endOf(word: number): number {
    return this.#ends[word]!;
  }

  /** Looks up a word that is met for the first time. */
  #meet(key: number, slot: number): number {
    const word = ++this.#met;
    this.#keys[word] = key;
    this.#slots[slot] = word;
    this.#ends[word] = this.#addEntries(key, this.#ends[word - 1]!);
    if (word * 2 >= this.#slots.length) this.#grow();
    return word;
  }

  #addEntries(key: number, from: number): number {
    const marks = this.#marks[key & (markSlots - 1)]!;
    let end = from;
    for (let i = 0; i < this.#numbers.length; i++) {
      if ((marks & markOf(i)) === 0) continue;
      const { keys, facts } = this.#words[i]!;
      const place = placeOf(keys, key);
      if (place < 0) continue;
      if (end === this.groups.length) {
        this.groups = larger(this.groups, new Uint8Array(end * 2));
        this.facts = larger(this.facts, new Float32Array(end * 2 * factsOfWord));
      }
      this.groups[end] = this.#numbers[i]!;
      for (let fact = 0; fact < factsOfWord; fact++)
        this.facts[end * factsOfWord + fact] = facts[place * factsOfWord + fact]!;
      end++;
    }
    return end;
  }

  #grow(): void {
    const size = this.#slots.length * 2;
    this.#keys = larger(this.#keys, new Uint32Array(size));
    this.#ends = larger(this.#ends, new Uint32Array(size));
    this.#slots = new Uint32Array(size);
    this.#shift--;
    for (let word = 1; word <= this.#met; word++) {
      let slot = Math.imul(this.#keys[word]!, goldenRatio) >>> this.#shift;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      this.#slots[slot] = word;
    }
  }
}

/** Mark of the words of the group at a place among those that are read. */
function markOf(place: number): number {
  return 1 << (place % markCount);
}

function larger<T extends Uint8Array | Uint32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
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
    // Given back once: the next reading takes others.
    pool.push(...this.#taken.splice(0));
  }
}
