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

/** Reads the word at a place of a table. */
export type ReadWord = (place: number) => UnitsOfWord;

/** Of a word of a trie. */
export const maxUnits = 255;
/** Letters that are read of words that are too far away: few beginnings have so many, and with one go all its words. */
const probed = 3;

/** Words between two steps of making a trie. */
const stepWords = 8192;

/** Words skipped at once where none of them ends what is dead. */
const block = 64;

/** Smaller tries are walked in less time than their words take to be laid out for the kernel. */
const leastForKernel = 1000;

export class WordTrie {
  readonly #words: FrontCodedWords;
  readonly #kernel: WalkKernel | undefined;
  readonly #places: Uint32Array;

  private constructor(coding: FrontCoding, kernel: boolean) {
    const words = coding.words();
    this.#places = coding.places();
    this.#kernel = kernel ? walkKernel(words) : undefined;
    this.#words = this.#kernel?.words ?? copied(words);
  }

  /**
   * @param count - words of the table
   * @param read - reads the word at a place, in ascending order; each is at most 255 units long
   * @param kernel - whether one is looked for; else the TypeScript path walks
   */
  static of(count: number, read: ReadWord, kernel?: boolean): WordTrie {
    const making = WordTrie.making(count, read, kernel);
    for (;;) {
      const { done, value } = making.next();
      if (done === true) return value;
    }
  }

  /** The same in steps. */
  static *making(
    count: number,
    read: ReadWord,
    kernel: boolean = count >= leastForKernel,
  ): Generator<void, WordTrie, void> {
    const coding = new FrontCoding(count);
    for (let place = 0; place < count; place += stepWords) {
      coding.add(place, Math.min(count, place + stepWords), read);
      yield;
    }
    return new WordTrie(coding, kernel);
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

/** Words of a table as what each shares with the one before and the letters behind. */
class FrontCoding {
  readonly #shared: Uint8Array;
  readonly #lengths: Uint8Array;
  readonly #classes: Uint32Array;
  readonly #places: Uint32Array;
  readonly #previous = new Uint16Array(maxUnits);
  #previousLength = 0;
  #tails: Uint16Array<ArrayBuffer>;
  #tail = 0;
  #size = 0;

  constructor(count: number) {
    this.#shared = new Uint8Array(count);
    this.#lengths = new Uint8Array(count);
    this.#classes = new Uint32Array(count);
    this.#places = new Uint32Array(count + 1).fill(count);
    this.#tails = new Uint16Array(count * 4 + 256);
  }

  /** Words at the places `[from, to)`. */
  add(from: number, to: number, read: ReadWord): void {
    const previous = this.#previous;
    let previousLength = this.#previousLength;
    let tails = this.#tails;
    let tail = this.#tail;
    let size = this.#size;
    for (let place = from; place < to; place++) {
      const { units, end: length } = read(place);
      const most = Math.min(length, previousLength);
      let same = 0;
      while (same < most && units[same] === previous[same]) same++;
      if (same === length && same === previousLength && place > 0) continue;
      if (tail + length > tails.length) tails = larger(tails);
      this.#shared[size] = same;
      this.#lengths[size] = length - same;
      this.#places[size] = place;
      let classes = 0;
      for (let i = 0; i < same; i++) classes |= classOf(units[i]!);
      for (let i = same; i < length; i++) {
        previous[i] = units[i]!;
        tails[tail++] = units[i]!;
        classes |= classOf(units[i]!);
      }
      this.#classes[size] = classes;
      previousLength = length;
      size++;
    }
    this.#previousLength = previousLength;
    this.#tails = tails;
    this.#tail = tail;
    this.#size = size;
  }

  /** Place in the table of the first of the words that are equal, and behind them all the size of the table. */
  places(): Uint32Array {
    return this.#places.slice(0, this.#size + 1);
  }

  words(): FrontCodedWords {
    const size = this.#size;
    const shared = this.#shared.subarray(0, size);
    const lengths = this.#lengths.subarray(0, size);
    const blocks = Math.ceil(size / block);
    const blockShared = new Uint8Array(blocks).fill(255);
    const blockTails = new Uint32Array(blocks + 1);
    for (let i = 0, at = 0; i < size; i++) {
      const of = Math.floor(i / block);
      blockShared[of] = Math.min(blockShared[of]!, shared[i]!);
      at += lengths[i]!;
      blockTails[of + 1] = at;
    }
    const classes = this.#classes.subarray(0, size);
    return { size, shared, lengths, classes, tails: this.#tails.subarray(0, this.#tail), blockShared, blockTails };
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

/** A dictionary outlives snapshots, and its tries with it; made at first use, or before in steps. */
const wordTries = new WeakMap<Dictionary, WordTrie>();
const stemTries = new WeakMap<Dictionary, WordTrie>();

/** Folded words; places are those of `dictionary.wordInFoldOrder`. */
export function foldedWords(dictionary: Dictionary): WordTrie {
  return wordTries.get(dictionary) ?? kept(wordTries, dictionary, WordTrie.of(...foldedTable(dictionary)));
}

/** Stems; places are their ordinals. */
export function stems(dictionary: Dictionary): WordTrie {
  return stemTries.get(dictionary) ?? kept(stemTries, dictionary, WordTrie.of(...stemTable(dictionary)));
}

/** Makes both in steps, as far as no search has made them. */
export function* makeTries(dictionary: Dictionary): Generator<void> {
  if (!wordTries.has(dictionary)) kept(wordTries, dictionary, yield* WordTrie.making(...foldedTable(dictionary)));
  if (!stemTries.has(dictionary)) kept(stemTries, dictionary, yield* WordTrie.making(...stemTable(dictionary)));
}

function kept(tries: WeakMap<Dictionary, WordTrie>, dictionary: Dictionary, trie: WordTrie): WordTrie {
  tries.set(dictionary, trie);
  return trie;
}

function foldedTable(dictionary: Dictionary): [count: number, read: ReadWord] {
  const folded = new FoldedUnits(dictionary.words);
  const read = (place: number): UnitsOfWord => {
    folded.read(dictionary.wordInFoldOrder(place));
    return folded;
  };
  return [dictionary.foldedCount, read];
}

function stemTable({ stems: table }: Dictionary): [count: number, read: ReadWord] {
  const units = new Uint16Array(maxUnits);
  return [table.size, (ordinal) => ({ units, end: table.read(ordinal, units) })];
}
