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
import { type Dictionary, FoldedUnits } from "../../inverted-index/index.ts";
import { classOf } from "./letter-classes.ts";
import { type FrontCodedWords, type TypedVectors, type WalkKernel, walkKernel } from "./walk-kernel.ts";

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
  /** The same automaton for the kernel; undefined where it has no such form. */
  readonly vectors: TypedVectors | undefined;
}

/** A word's code units, from the first one on, as long as no other is read. */
export interface UnitsOfWord {
  readonly units: Uint16Array;
  /** Behind the last. */
  readonly end: number;
}

/** Of a word of a trie. */
export const maxUnits = 255;
/** Letters that are read of words that are too far away: few beginnings have so many, and with one go all its words. */
const probed = 3;

/** Words skipped at once where none of them ends what is dead. */
const block = 64;

/** Smaller tries are walked in less time than their words take to be laid out for the kernel. */
const leastForKernel = 1000;

export class WordTrie {
  readonly #words: FrontCodedWords;
  readonly #kernel: WalkKernel | undefined;
  /** Place in the table of the first of the words that are equal, and behind them all the size of the table. */
  readonly #places: Uint32Array;

  /**
   * @param count - words of the table
   * @param read - reads the word at a place, in ascending order; each is at most 255 units long
   * @param kernel - whether one is looked for; else the TypeScript path walks
   */
  constructor(count: number, read: (place: number) => UnitsOfWord, kernel: boolean = count >= leastForKernel) {
    const shared = new Uint8Array(count);
    const lengths = new Uint8Array(count);
    const classes = new Uint32Array(count);
    const places = new Uint32Array(count + 1);
    const previous = new Uint16Array(maxUnits);
    let previousLength = 0;
    let tails = new Uint16Array(count * 4 + 256);
    let size = 0;
    let tail = 0;
    for (let place = 0; place < count; place++) {
      const { units, end: length } = read(place);
      const most = Math.min(length, previousLength);
      let same = 0;
      while (same < most && units[same] === previous[same]) same++;
      if (same === length && same === previousLength && place > 0) continue;
      if (tail + length > tails.length) tails = larger(tails);
      shared[size] = same;
      lengths[size] = length - same;
      places[size] = place;
      for (let i = same; i < length; i++) {
        previous[i] = units[i]!;
        tails[tail++] = units[i]!;
      }
      for (let i = 0; i < length; i++) classes[size]! |= classOf(units[i]!);
      previousLength = length;
      size++;
    }
    places[size] = count;
    this.#places = places.slice(0, size + 1);
    const blocks = Math.ceil(size / block);
    const blockShared = new Uint8Array(blocks).fill(255);
    const blockTails = new Uint32Array(blocks + 1);
    for (let i = 0, at = 0; i < size; i++) {
      const of = Math.floor(i / block);
      blockShared[of] = Math.min(blockShared[of]!, shared[i]!);
      at += lengths[i]!;
      blockTails[of + 1] = at;
    }
    const words = {
      size,
      shared: shared.subarray(0, size),
      lengths: lengths.subarray(0, size),
      classes: classes.subarray(0, size),
      tails: tails.subarray(0, tail),
      blockShared,
      blockTails,
    };
    this.#kernel = kernel ? walkKernel(words) : undefined;
    this.#words = this.#kernel?.words ?? copied(words);
  }

  /** Distinct words. */
  get size(): number {
    return this.#words.size;
  }

  /**
   * Calls `visit` with every word within the automaton's budget: its first place in the table, its cost, and the first
   * place behind it and its equals.
   */
  walk(automaton: RowAutomaton, visit: (place: number, cost: number, next: number) => void): void {
    const vectors = this.#kernel === undefined ? undefined : automaton.vectors;
    const visited = (at: number, cost: number): void => visit(this.#places[at]!, cost, this.#places[at + 1]!);
    if (vectors !== undefined && this.#kernel?.walk(vectors, visited) === true) return;
    const { size, shared, lengths, classes, tails, blockShared, blockTails } = this.#words;
    const { budget } = automaton;
    const path = new Uint16Array(maxUnits);
    let tail = 0;
    /** Letters of the path that the automaton has read. */
    let depth = 0;
    for (let i = 0; i < size; ) {
      let length = shared[i]!;
      if (length < depth) depth = length;
      for (const end = tail + lengths[i]!; tail < end; ) path[length++] = tails[tail++]!;
      const isFar = automaton.excludes(classes[i]!);
      const read = isFar ? Math.min(length, probed) : length;
      let dead = false;
      while (depth < read && !dead) dead = automaton.step(depth, path[depth++]!) > budget;
      if (isFar && !dead) {
        i++;
        continue;
      }
      if (!dead) {
        const cost = automaton.cost(depth);
        if (cost <= budget) visited(i, cost);
        i++;
        continue;
      }
      i++;
      while (i < size && shared[i]! >= depth) {
        const at = i / block;
        if (i % block === 0 && blockShared[at]! >= depth) {
          tail = blockTails[at + 1]!;
          i = Math.min(size, i + block);
        } else tail += lengths[i++]!;
      }
    }
  }
}

/** Arrays no longer than their words need. */
function copied(words: FrontCodedWords): FrontCodedWords {
  const { shared, lengths, classes, tails } = words;
  return {
    ...words,
    shared: shared.slice(),
    lengths: lengths.slice(),
    classes: classes.slice(),
    tails: tails.slice(),
  };
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
    const folded = new FoldedUnits(dictionary.words);
    trie = new WordTrie(dictionary.foldedCount, (place) => {
      folded.read(dictionary.wordInFoldOrder(place));
      return folded;
    });
    wordTries.set(dictionary, trie);
  }
  return trie;
}

/** Stems; places are their ordinals. */
export function stems(dictionary: Dictionary): WordTrie {
  let trie = stemTries.get(dictionary);
  if (trie === undefined) {
    const units = new Uint16Array(maxUnits);
    trie = new WordTrie(dictionary.stems.size, (ordinal) => ({ units, end: dictionary.stems.read(ordinal, units) }));
    stemTries.set(dictionary, trie);
  }
  return trie;
}
