/**
 * The walk over a trie in WebAssembly: the words lie in a memory of their own, and a typed word is copied there as
 * vectors of costs. See `wasm/walk.ts` for what it computes.
 * @module
 */
import { fixedMemory, type KernelModule, kernelStarter, pageBytes, startKernel } from "../../inverted-index/index.ts";
import { wasmBase64 } from "./walk-wasm.ts";

/** Words of a trie, each as what it shares with the one before and the letters behind. */
export interface FrontCodedWords {
  readonly size: number;
  readonly shared: Uint8Array;
  readonly lengths: Uint8Array;
  /** Of each word the classes that its letters are of. */
  readonly classes: Uint32Array;
  readonly tails: Uint16Array;
  /** For each block of words the least that one shares with the word before it, and where its letters begin. */
  readonly blockShared: Uint8Array;
  readonly blockTails: Uint32Array;
}

/** Lanes of a vector: one more than a typed word may have letters. */
export const lanes = 16;
/** Letters that vectors tell apart. */
export const vectorLetters = 64;

/** A typed word as the kernel reads it. */
export interface TypedVectors {
  /** In this order: costs of having typed one letter as another, as the first, where letters were typed, costs of leaving out, of adding, the row above the first letter. */
  readonly bytes: Uint8Array;
  /** Code units of the letters from number `firstOwn` on: those that only this word's vectors tell apart. */
  readonly ownLetters: readonly number[];
  readonly budget: number;
  readonly length: number;
  readonly swap: number;
  readonly doubled: number;
  readonly firstOmitted: number;
  /** Typed letters one behind the other that the budget allows to be too many, at most. */
  readonly mostAdded: number;
  readonly classes: number;
  readonly mostClasses: number;
}

/** Letters whose numbers are the same for every typed word: their code units, in order. */
export const commonLetters = { first: 0x0620, count: 0x30 } as const;

const typedAt = 1024;
const letterOfAt = 8192;
const foundAt = 81_920;
const mostFound = 32_768;
const costsAt: number = foundAt + mostFound * 4;
const wordsAt: number = costsAt + mostFound;
/** Between arrays, since the kernel reads a vector from any place of one. */
const gap = 16;

interface Exports {
  walk(
    budget: number,
    length: number,
    swap: number,
    doubled: number,
    firstOmitted: number,
    mostAdded: number,
    classes: number,
    mostClasses: number,
    size: number,
    shared: number,
    lengths: number,
    classesOf: number,
    tails: number,
    blockShared: number,
    blockTails: number,
  ): number;
}

export class WalkKernel {
  /** The same words, in the kernel's memory. */
  readonly words: FrontCodedWords;
  readonly #exports: Exports;
  readonly #typed: Uint8Array;
  readonly #letterOf: Uint8Array;
  readonly #found: Uint32Array;
  readonly #costs: Uint8Array;

  /** Throws RangeError where there is no memory for the words. */
  constructor(module: KernelModule, words: FrontCodedWords) {
    const arrays = [words.shared, words.lengths, words.classes, words.tails, words.blockShared, words.blockTails];
    const end = arrays.reduce((at, { byteLength }) => at + padded(byteLength), wordsAt);
    const memory = fixedMemory(Math.ceil(end / pageBytes));
    const { buffer } = memory;
    let at = wordsAt;
    const moved = <A extends Uint8Array | Uint16Array | Uint32Array>(array: A): A => {
      const copy = new (array.constructor as new (buffer: ArrayBuffer, at: number, length: number) => A)(
        buffer,
        at,
        array.length,
      );
      copy.set(array);
      at += padded(array.byteLength);
      return copy;
    };
    this.words = {
      size: words.size,
      shared: moved(words.shared),
      lengths: moved(words.lengths),
      classes: moved(words.classes),
      tails: moved(words.tails),
      blockShared: moved(words.blockShared),
      blockTails: moved(words.blockTails),
    };
    this.#exports = startKernel(module, memory);
    this.#typed = new Uint8Array(buffer, typedAt);
    this.#letterOf = new Uint8Array(buffer, letterOfAt, 2 ** 16);
    for (let i = 0; i < commonLetters.count; i++) this.#letterOf[commonLetters.first + i] = i;
    this.#found = new Uint32Array(buffer, foundAt, mostFound);
    this.#costs = new Uint8Array(buffer, costsAt, mostFound);
  }

  /** Visits every word within the budget, in their order; false where they are too many, and none was visited. */
  walk(typed: TypedVectors, visit: (at: number, cost: number) => void): boolean {
    const { budget, length, swap, doubled, firstOmitted, mostAdded, classes, mostClasses } = typed;
    const { size, ...arrays } = this.words;
    this.#typed.set(typed.bytes);
    typed.ownLetters.forEach((unit, i) => {
      this.#letterOf[unit] = commonLetters.count + i;
    });
    const count = this.#exports.walk(
      budget,
      length,
      swap,
      doubled,
      firstOmitted,
      mostAdded,
      classes,
      mostClasses,
      size,
      arrays.shared.byteOffset,
      arrays.lengths.byteOffset,
      arrays.classes.byteOffset,
      arrays.tails.byteOffset,
      arrays.blockShared.byteOffset,
      arrays.blockTails.byteOffset,
    );
    for (const unit of typed.ownLetters) this.#letterOf[unit] = 0;
    for (let i = 0; i < count; i++) visit(this.#found[i]!, this.#costs[i]!);
    return count >= 0;
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / gap) * gap + gap;
}

/** Undefined where the machine has no WebAssembly with SIMD, or no memory for the words. */
export const walkKernel: (words: FrontCodedWords) => WalkKernel | undefined = kernelStarter(
  wasmBase64,
  (module, words: FrontCodedWords) => new WalkKernel(module, words),
);
