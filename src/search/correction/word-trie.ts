/**
 * The words of a sorted table as a trie that is walked, never built: each word is kept as the length of what it shares
 * with the word before and the letters behind (front coding). A walk computes one row of an automaton for each new
 * letter and leaves out all words behind a prefix that can no longer be accepted.
 *
 *     مدار   0 مدار      rows of م د ا ر
 *     مدارس  4 س         one row more
 *     مدرسة  2 رسه       back to the row of د
 *
 * @module
 */
import { fold } from "../../analysis/index.ts";
import type { Dictionary } from "../../inverted-index/index.ts";
import { classOf } from "./letter-classes.ts";

/** Letters are words' UTF-16 code units. Rows of all letters of the path are kept, so that the walk can step back. */
export interface RowAutomaton {
  /** Costs above are of no interest. */
  readonly budget: number;
  /**
   * Reads the letter at `depth` (0: the first of a word), given the rows of the letters before it; returns the least
   * cost that any word with this beginning can still have.
   */
  step(depth: number, letter: number): number;
  /** Cost of the word whose last letter stands at `depth - 1`. */
  cost(depth: number): number;
  /** Whether no word with letters of these classes can be within the budget; false where that is not known. */
  excludes(classes: number): boolean;
}

/** Of a word of a trie. */
export const maxUnits = 255;
/** Letters that are read of words that are too far away: few beginnings have so many, and with one go all its words. */
const probed = 3;

/** Words skipped at once where none of them ends what is dead. */
const block = 64;

export class WordTrie {
  /** Distinct words. */
  readonly size: number;
  readonly #shared: Uint8Array;
  readonly #lengths: Uint8Array;
  readonly #tails: Uint16Array;
  /** Of each word the classes that its letters are of. */
  readonly #classes: Uint32Array;
  /** Place in the table of the first of the words that are equal, and behind them all the size of the table. */
  readonly #places: Uint32Array;
  /** For each block of words the least that one shares with the word before it, and where its letters begin. */
  readonly #blockShared: Uint8Array;
  readonly #blockTails: Uint32Array;

  /** @param count - strings of the table, `at` in ascending order, each at most 255 units long */
  constructor(count: number, at: (place: number) => string) {
    const shared = new Uint8Array(count);
    const lengths = new Uint8Array(count);
    const classes = new Uint32Array(count);
    const places = new Uint32Array(count + 1);
    let tails = new Uint16Array(count * 4 + 256);
    let size = 0;
    let end = 0;
    let previous = "";
    for (let place = 0; place < count; place++) {
      const word = at(place);
      const same = sharedLength(previous, word);
      if (same === word.length && place > 0) continue;
      if (end + word.length > tails.length) tails = larger(tails);
      shared[size] = same;
      lengths[size] = word.length - same;
      places[size] = place;
      for (let i = same; i < word.length; i++) tails[end++] = word.charCodeAt(i);
      for (let i = 0; i < word.length; i++) classes[size]! |= classOf(word.charCodeAt(i));
      previous = word;
      size++;
    }
    this.size = size;
    this.#shared = shared.slice(0, size);
    this.#lengths = lengths.slice(0, size);
    this.#classes = classes.slice(0, size);
    places[size] = count;
    this.#places = places.slice(0, size + 1);
    this.#tails = tails.slice(0, end);
    const blocks = Math.ceil(size / block);
    this.#blockShared = new Uint8Array(blocks).fill(255);
    this.#blockTails = new Uint32Array(blocks + 1);
    for (let i = 0; i < size; i++) {
      const at = Math.floor(i / block);
      this.#blockShared[at] = Math.min(this.#blockShared[at]!, shared[i]!);
      this.#blockTails[at + 1] = (i % block === 0 ? this.#blockTails[at]! : this.#blockTails[at + 1]!) + lengths[i]!;
    }
  }

  /**
   * Calls `visit` with every word within the automaton's budget: its first place in the table, its cost, and the first
   * place behind it and its equals.
   */
  walk(automaton: RowAutomaton, visit: (place: number, cost: number, next: number) => void): void {
    const { budget } = automaton;
    const path = new Uint16Array(maxUnits);
    let tail = 0;
    /** Letters of the path that the automaton has read. */
    let depth = 0;
    for (let i = 0; i < this.size; ) {
      let length = this.#shared[i]!;
      if (length < depth) depth = length;
      for (const end = tail + this.#lengths[i]!; tail < end; ) path[length++] = this.#tails[tail++]!;
      const isFar = automaton.excludes(this.#classes[i]!);
      const read = isFar ? Math.min(length, probed) : length;
      let dead = false;
      while (depth < read && !dead) dead = automaton.step(depth, path[depth++]!) > budget;
      if (isFar && !dead) {
        i++;
        continue;
      }
      if (!dead) {
        const cost = automaton.cost(depth);
        if (cost <= budget) visit(this.#places[i]!, cost, this.#places[i + 1]!);
        i++;
        continue;
      }
      i++;
      while (i < this.size && this.#shared[i]! >= depth) {
        const at = i / block;
        if (i % block === 0 && this.#blockShared[at]! >= depth) {
          tail = this.#blockTails[at + 1]!;
          i = Math.min(this.size, i + block);
        } else tail += this.#lengths[i++]!;
      }
    }
  }
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

function larger(units: Uint16Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const grown = new Uint16Array(units.length * 2);
  grown.set(units);
  return grown;
}

/** A dictionary outlives snapshots, and its tries with it; made at first use. */
const wordTries = new WeakMap<Dictionary, WordTrie>();
const stemTries = new WeakMap<Dictionary, WordTrie>();

/** Folded words; places are those of `dictionary.wordInFoldOrder`. */
export function foldedWords(dictionary: Dictionary): WordTrie {
  let trie = wordTries.get(dictionary);
  if (trie === undefined) {
    trie = new WordTrie(dictionary.foldedCount, (place) =>
      fold(dictionary.words.get(dictionary.wordInFoldOrder(place))),
    );
    wordTries.set(dictionary, trie);
  }
  return trie;
}

/** Stems; places are their ordinals. */
export function stems(dictionary: Dictionary): WordTrie {
  let trie = stemTries.get(dictionary);
  if (trie === undefined) {
    trie = new WordTrie(dictionary.stems.size, (ordinal) => dictionary.stems.get(ordinal));
    stemTries.set(dictionary, trie);
  }
  return trie;
}
