/**
 * Postings in WebAssembly: where arguments lie in memory, and the calls. See `wasm/postings.ts` for what it computes.
 * @module
 */
import { fixedMemory, type KernelModule, kernelStarter, pageBytes, startKernel } from "../web-assembly.ts";
import { wasmBase64 } from "./postings-wasm.ts";

/** Below it lies what the compiler keeps. */
const firstByte = 1024;
const alignment = 16;
/** A list takes at most so many bytes a posting, and so many besides. */
const bytesOfPosting = 8;
const bytesOfList = 64;
/** More numbers are written without the kernel. */
const mostStaged = 2 ** 18;
/** Of a memory that stays. */
const keptBytes = 2 ** 24;
const leastOccurrences = 1 << 16;
/** Of the lists of one call; and their terms. */
const roomBytes = 1 << 20;
export const termsOfCall: number = 1 << 14;

interface Exports {
  writeLists(
    numbers: number,
    ends: number,
    terms: number,
    sizes: number,
    values: number,
    frequencies: number,
    to: number,
  ): number;
  writeStems(layout: number, from: number, end: number, start: number, limit: number): number;
  writeWords(layout: number, from: number, end: number, start: number, limit: number): number;
}

/** Lists behind one another, as they stand in a section; valid until the next call. */
export interface WrittenLists {
  readonly bytes: Uint8Array;
  /** For each term how many numbers differ, and the bytes of its list. */
  readonly sizes: Uint32Array;
}

/** Takes lists, and tells where in their section the next begins. */
export interface ListsTarget {
  readonly sizeBytes: number;
  append(lists: WrittenLists): void;
}

interface KernelMemory {
  readonly buffer: ArrayBuffer;
  readonly exports: Exports;
}

function makeMemory(module: KernelModule, bytes: number): KernelMemory {
  const memory = fixedMemory(Math.ceil(bytes / pageBytes));
  return { buffer: memory.buffer, exports: startKernel(module, memory) };
}

/** Stays, for those that fit into it, one after the other. */
let kept: KernelMemory | undefined;

/** Arrays behind one another in a memory. */
class Placed {
  #end = firstByte;
  #memory: ArrayBuffer | undefined;

  place(bytes: number): number {
    const at = this.#end;
    this.#end = Math.ceil((at + bytes) / alignment) * alignment;
    return at;
  }

  /**
   * Nothing is placed behind it. Throws RangeError where there is no room.
   * @param isPassing - whether others may have the memory afterwards
   */
  start(module: KernelModule, isPassing: boolean): Exports {
    let memory: KernelMemory;
    if (isPassing && this.#end <= keptBytes) {
      kept ??= makeMemory(module, keptBytes);
      memory = kept;
    } else memory = makeMemory(module, this.#end);
    this.#memory = memory.buffer;
    return memory.exports;
  }

  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.#memory!, at, length);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory!, at, length);
  }
}

class StagedLists {
  readonly #placed = new Placed();
  readonly #exports: Exports;
  readonly #at: { numbers: number; ends: number; sizes: number; values: number; frequencies: number; to: number };

  constructor(module: KernelModule) {
    const placed = this.#placed;
    this.#at = {
      numbers: placed.place(4 * mostStaged),
      ends: placed.place(4 * termsOfCall),
      sizes: placed.place(8 * termsOfCall),
      values: placed.place(4 * mostStaged),
      frequencies: placed.place(mostStaged),
      to: placed.place(bytesOfPosting * mostStaged + bytesOfList * (termsOfCall + 1)),
    };
    this.#exports = placed.start(module, false);
  }

  write(numbers: Uint32Array, ends: Uint32Array, offset: number): WrittenLists {
    const at = this.#at;
    const to = at.to + (offset % 4);
    this.#placed.words(at.numbers, numbers.length).set(numbers);
    this.#placed.words(at.ends, ends.length).set(ends);
    const { writeLists } = this.#exports;
    const bytes = writeLists(at.numbers, at.ends, ends.length, at.sizes, at.values, at.frequencies, to);
    return { bytes: this.#placed.bytes(to, bytes), sizes: this.#placed.words(at.sizes, 2 * ends.length) };
  }
}

const startStaged = kernelStarter(wasmBase64, (module) => new StagedLists(module));
/** One for all that write: a call leaves nothing behind. */
let staged: StagedLists | undefined;

/**
 * Lists of numbers that ascend, each as often as its frequency says.
 * @param ends - where the numbers of each term end, for at most `termsOfCall` terms
 * @param offset - of the first list in its section
 * @returns undefined where the numbers are too many, or the machine has no kernel or no memory for it
 */
export function writeLists(numbers: Uint32Array, ends: Uint32Array, offset: number): WrittenLists | undefined {
  if (numbers.length > mostStaged) return undefined;
  staged ??= startStaged();
  return staged?.write(numbers, ends, offset);
}

/** Words of a field and their stems, as inversion reads them. */
export interface FieldWords {
  /** By row its document. */
  readonly docs: Uint32Array;
  /** By word its first occurrence, and one entry more. */
  readonly wordStarts: Uint32Array;
  /** Words by stem, and by stem the first of them, and one entry more. */
  readonly members: Uint32Array;
  readonly memberStarts: Uint32Array;
  /** By word the stem that its numbers are of. */
  readonly stemOf: Uint32Array;
  /** The words in the order of their lists. */
  readonly wordOrder: Uint32Array;
}

/** Inverts one field. */
export class InvertKernel {
  /** The row of each occurrence, word by word: to be filled before lists are written. */
  readonly rows: Uint32Array;
  readonly #placed = new Placed();
  readonly #exports: Exports;
  readonly #layoutAt: number;
  readonly #layout: Uint32Array;
  readonly #sizesAt: number;
  readonly #to: number;
  readonly #room: number;

  constructor(module: KernelModule, field: FieldWords) {
    const { docs, wordStarts, members, memberStarts, stemOf, wordOrder } = field;
    const occurrences = wordStarts[wordStarts.length - 1]!;
    const placed = this.#placed;
    const words = (count: number): number => placed.place(4 * count);
    const bitBytes = Math.ceil(docs.length / (8 * alignment)) * alignment;
    // In the order in which the kernel looks for them.
    const layout = {
      rows: words(occurrences),
      numbers: words(occurrences),
      wordStarts: words(wordStarts.length),
      members: words(members.length),
      memberStarts: words(memberStarts.length),
      stemOf: words(stemOf.length),
      docs: words(docs.length),
      places: words(docs.length),
      // One more, since a row is written before it is known to be new.
      distinct: words(docs.length + 1),
      bits: placed.place(bitBytes),
      bitsEnd: placed.place(0),
      wordOrder: words(wordOrder.length),
      values: words(docs.length),
      frequencies: placed.place(docs.length),
      sizes: words(2 * termsOfCall),
    };
    const addresses = Object.values(layout);
    this.#layoutAt = words(addresses.length + 1);
    this.#room = roomBytes + bytesOfPosting * docs.length + bytesOfList;
    this.#to = placed.place(this.#room + alignment);
    this.#exports = placed.start(module, true);
    placed.words(layout.places, docs.length).fill(0);
    placed.bytes(layout.bits, bitBytes).fill(0);
    this.#layout = placed.words(this.#layoutAt, addresses.length + 1);
    this.#layout.set(addresses);
    this.#sizesAt = layout.sizes;
    this.rows = placed.words(layout.rows, occurrences);
    placed.words(layout.wordStarts, wordStarts.length).set(wordStarts);
    placed.words(layout.members, members.length).set(members);
    placed.words(layout.memberStarts, memberStarts.length).set(memberStarts);
    placed.words(layout.stemOf, stemOf.length).set(stemOf);
    placed.words(layout.docs, docs.length).set(docs);
    placed.words(layout.wordOrder, wordOrder.length).set(wordOrder);
  }

  /** Writes the lists of all stems. */
  writeStems(stems: number, lists: ListsTarget): void {
    this.#write(this.#exports.writeStems, stems, lists);
  }

  /** The same of all words, after those of the stems. */
  writeWords(words: number, lists: ListsTarget): void {
    this.#write(this.#exports.writeWords, words, lists);
  }

  #write(write: Exports["writeStems"], terms: number, lists: ListsTarget): void {
    for (let from = 0; from < terms; ) {
      const to = this.#to + (lists.sizeBytes % 4);
      const end = write(this.#layoutAt, from, Math.min(terms, from + termsOfCall), to, to + this.#room);
      const written = this.#layout[this.#layout.length - 1]!;
      lists.append({
        bytes: this.#placed.bytes(to, written),
        sizes: this.#placed.words(this.#sizesAt, 2 * (end - from)),
      });
      from = end;
    }
  }
}

const startInvert = kernelStarter(wasmBase64, (module, field: FieldWords) => new InvertKernel(module, field));

/**
 * @param least - for fewer occurrences the kernel is not worth its start
 * @returns undefined where the machine has no kernel or no memory for it
 */
export function startInversion(field: FieldWords, least: number = leastOccurrences): InvertKernel | undefined {
  return field.wordStarts[field.wordStarts.length - 1]! < least ? undefined : startInvert(field);
}
