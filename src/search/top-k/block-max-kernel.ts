/**
 * The block-max search in WebAssembly: where its arguments lie in memory, and the calls. See `block-max-search.ts` for
 * what it computes.
 * @module
 */
import {
  type Bitmap,
  kernelStarter,
  pageBytes,
  type SharedMemory,
  sharedMemory,
  startKernel,
} from "../../inverted-index/index.ts";
import { boundSteps, type ImpactList, isDense, rangeSize, wholeImpact } from "../rank/impact-list.ts";
import type { Ranked, SearchLimits, WorthyList } from "./block-max-search.ts";
import { wasmBase64 } from "./block-max-wasm.ts";

const maximumPages = 16384;
/** Below it lies what the compiler keeps. */
const firstByte = 1024;
const listBytes = 48;
/** Where, in 4 bytes, a list's description says that only its documents are wanted. */
const neededWord = 9;
const boundedBytes = 24;
const headBytes = 48;
/** A query has at most so many words; and as many lists. */
export const mostLists = 64;
/** More results are searched for without the kernel. */
export const mostResults = 16_384;
const alignment = 16;

interface Exports {
  search(
    lists: number,
    count: number,
    ranges: number,
    window: number,
    least: number,
    allowed: number,
    bounds: number,
    buckets: number,
    bounded: number,
    heads: number,
    next: number,
    docs: number,
    scores: number,
  ): number;
  searchHeld(
    lists: number,
    count: number,
    ranges: number,
    window: number,
    held: number,
    heads: number,
    docs: number,
    scores: number,
  ): number;
  unite(lists: number, count: number, ranges: number, among: number, bits: number, addresses: number): number;
  searchListed(
    lists: number,
    count: number,
    listed: number,
    listedSize: number,
    window: number,
    heads: number,
    docs: number,
    scores: number,
  ): number;
  searchAll(
    lists: number,
    count: number,
    all: number,
    ranges: number,
    window: number,
    among: number,
    few: number,
    heads: number,
    docs: number,
    scores: number,
  ): number;
  listAll(lists: number, count: number, ranges: number, few: number, into: number, most: number): number;
}

/** Addresses in the kernel's memory. */
interface Layout {
  readonly bounds: number;
  readonly few: number;
  readonly buckets: number;
  readonly bounded: number;
  readonly heads: number;
  readonly docs: number;
  readonly scores: number;
  readonly allowed: number;
  readonly union: number;
  readonly firsts: number;
  readonly ranges: number;
  readonly end: number;
}

const resultBytes = 12;
const pieceBytes = 65_536;

/**
 * Arrays for results, cut from pieces of memory that hold those of many searches: asking for memory of its own costs a
 * search more than filling it.
 */
class ResultMemory {
  #piece = new ArrayBuffer(pieceBytes);
  #used = 0;

  take(count: number): Ranked {
    const bytes = Math.ceil((count * resultBytes) / 8) * 8;
    if (bytes > pieceBytes / 8) return { docs: new Uint32Array(count), scores: new Float64Array(count) };
    if (this.#used + bytes > pieceBytes) {
      this.#piece = new ArrayBuffer(pieceBytes);
      this.#used = 0;
    }
    const scores = new Float64Array(this.#piece, this.#used, count);
    const docs = new Uint32Array(this.#piece, this.#used + count * 8, count);
    this.#used += bytes;
    return { docs, scores };
  }
}

export class BlockMaxKernel {
  readonly memory: SharedMemory;
  readonly #exports: Exports;
  #layout: Layout | undefined;
  readonly #results = new ResultMemory();
  #words: Uint32Array = new Uint32Array(0);
  #scales: Float64Array = new Float64Array(0);
  #steps: Float32Array = new Float32Array(0);
  /** The set whose bits are in `allowed`. */
  #allowed: Bitmap | undefined;

  constructor(memory: SharedMemory, exports: Exports) {
    this.memory = memory;
    this.#exports = exports;
  }

  /** Places what a search over so many ranges needs; returns the first byte that is free. */
  layOut(ranges: number): number {
    let at = firstByte + listBytes * mostLists;
    const place = (bytes: number) => {
      const start = Math.ceil(at / alignment) * alignment;
      at = start + bytes;
      return start;
    };
    const layout = {
      bounds: place((ranges + alignment) * 4),
      few: place(Math.max(ranges, mostLists + 1) * 4),
      buckets: place(256 * 4),
      bounded: place(boundedBytes * mostLists),
      heads: place(headBytes * mostLists),
      docs: place(mostResults * 4),
      scores: place(mostResults * 8),
      allowed: place(ranges * 8),
      union: place(ranges * 8),
      firsts: place(ranges * 4 * mostLists),
      ranges,
    };
    const end = place(0);
    const { buffer } = this.memory;
    if (end > buffer.byteLength) this.memory.grow(Math.ceil((end - buffer.byteLength) / pageBytes));
    this.#layout = { ...layout, end };
    this.#allowed = undefined;
    this.#words = new Uint32Array(this.memory.buffer, 0, end / 4);
    this.#scales = new Float64Array(this.memory.buffer, 0, end / 8);
    this.#steps = new Float32Array(this.memory.buffer, 0, end / 4);
    this.#words.fill(0, layout.firsts / 4, end / 4);
    return end;
  }

  search(lists: readonly WorthyList[], maxDoc: number, least: number, limits: SearchLimits): Ranked {
    const layout = this.#layout!;
    const among = this.#among(limits.allowed, maxDoc);
    this.#describe(lists, layout);
    const found = this.#exports.search(
      firstByte,
      lists.length,
      Math.ceil(maxDoc / rangeSize),
      limits.window,
      least,
      among,
      layout.bounds,
      layout.buckets,
      layout.bounded,
      layout.heads,
      layout.few,
      layout.docs,
      layout.scores,
    );
    return this.#ranked(found, layout);
  }

  /**
   * The best of the documents of a set that all lists of `needed` hold, and how many these are.
   * Of both kinds together there are at most `mostLists`.
   * @param allowed - the set; all documents where undefined
   */
  searchAll(
    lists: readonly WorthyList[],
    needed: readonly ImpactList[],
    maxDoc: number,
    window: number,
    allowed: Bitmap | undefined,
  ): { readonly best: Ranked; readonly total: number } {
    const layout = this.#layout!;
    const ranges = Math.ceil(maxDoc / rangeSize);
    const among = this.#among(allowed, maxDoc);
    this.#describe(lists, layout);
    let all = lists.length;
    for (const list of needed) {
      let place = 0;
      while (place < lists.length && lists[place]!.list !== list) place++;
      if (place === lists.length) this.#describeOne(all++, list, 0, true, layout);
      else this.#need(place);
    }
    const { few, heads, docs, scores } = layout;
    const { length } = lists;
    const total = this.#exports.searchAll(firstByte, length, all, ranges, window, among, few, heads, docs, scores);
    return { best: this.#ranked(Math.min(window, total), layout), total };
  }

  /** The documents that all lists hold, ascending; undefined where they are more than `mostResults`. */
  heldByAll(lists: readonly ImpactList[], maxDoc: number): Uint32Array | undefined {
    const layout = this.#layout!;
    for (let t = 0; t < lists.length; t++) this.#describeOne(t, lists[t]!, 0, true, layout);
    const ranges = Math.ceil(maxDoc / rangeSize);
    const { few, docs } = layout;
    const total = this.#exports.listAll(firstByte, lists.length, ranges, few, docs, mostResults);
    return total > mostResults ? undefined : this.#words.slice(docs / 4, docs / 4 + total);
  }

  /** The best of the listed documents, which ascend and are at most one for each range. */
  searchListed(lists: readonly WorthyList[], listed: Uint32Array, window: number): Ranked {
    const layout = this.#layout!;
    this.#describe(lists, layout);
    const { few, heads, docs, scores } = layout;
    for (let i = 0; i < listed.length; i++) this.#words[few / 4 + i] = listed[i]!;
    const { length } = lists;
    const found = this.#exports.searchListed(firstByte, length, few, listed.length, window, heads, docs, scores);
    return this.#ranked(found, layout);
  }

  /** The best of the documents of a set; those that no list holds come last, in their order. */
  searchHeld(lists: readonly WorthyList[], held: Bitmap, maxDoc: number, window: number): Ranked {
    const ranges = Math.ceil(maxDoc / rangeSize);
    const layout = this.#layout!;
    this.#copy(held, layout.union, ranges);
    this.#describe(lists, layout);
    const { union, heads, docs, scores } = layout;
    const found = this.#exports.searchHeld(firstByte, lists.length, ranges, window, union, heads, docs, scores);
    return this.#ranked(found, layout);
  }

  /** How many documents of a set, or of all where it is undefined, any of the lists holds. */
  countAny(lists: readonly ImpactList[], maxDoc: number, allowed: Bitmap | undefined): number {
    const among = this.#among(allowed, maxDoc);
    for (let t = 0; t < lists.length; t++) this.#describeOne(t, lists[t]!, 0, false, this.#layout!);
    const { union, few } = this.#layout!;
    return this.#exports.unite(firstByte, lists.length, Math.ceil(maxDoc / rangeSize), among, union, few);
  }

  #ranked(found: number, { docs, scores }: Layout): Ranked {
    const ranked = this.#results.take(found);
    // A loop, since slices of shared memory cost a microsecond each.
    for (let place = 0; place < found; place++) {
      ranked.docs[place] = this.#words[docs / 4 + place]!;
      ranked.scores[place] = this.#scales[scores / 8 + place]!;
    }
    return ranked;
  }

  #describe(lists: readonly WorthyList[], layout: Layout): void {
    for (let t = 0; t < lists.length; t++) {
      const { list, worth } = lists[t]!;
      this.#describeOne(t, list, worth, false, layout);
    }
  }

  #describeOne(t: number, list: ImpactList, worth: number, isNeeded: boolean, layout: Layout): void {
    const words = this.#words;
    const at = (firstByte + t * listBytes) / 4;
    words[at] = list.packed.byteOffset;
    words[at + 1] = isDense(list) ? list.rows.byteOffset : 0;
    words[at + 2] = list.maxima.byteOffset;
    words[at + 3] = list.docs.byteOffset;
    words[at + 4] = list.size;
    words[at + 5] = layout.firsts + t * layout.ranges * 4;
    this.#scales[at / 2 + 3] = worth / wholeImpact;
    words[at + 8] = 0;
    words[at + neededWord] = isNeeded ? 1 : 0;
    words[at + 10] = list.bits.byteOffset;
    this.#steps[at + 11] = worth / boundSteps;
  }

  #need(t: number): void {
    this.#words[(firstByte + t * listBytes) / 4 + neededWord] = 1;
  }

  /** Where the kernel finds the bits of a set; 0 where there is none. The live documents are asked for again and again. */
  #among(allowed: Bitmap | undefined, maxDoc: number): number {
    if (allowed === undefined) return 0;
    const { allowed: address } = this.#layout!;
    if (allowed !== this.#allowed) {
      this.#copy(allowed, address, Math.ceil(maxDoc / rangeSize));
      this.#allowed = allowed;
    }
    return address;
  }

  #copy(set: Bitmap, address: number, ranges: number): void {
    this.#words.set(set.words, address / 4);
    this.#words.fill(0, address / 4 + set.words.length, address / 4 + ranges * 2);
  }
}

/** A kernel with a memory of its own; undefined where the machine does not run it, or has no memory. */
export const instantiateKernel: () => BlockMaxKernel | undefined = kernelStarter(wasmBase64, (module) => {
  const memory = sharedMemory(1, maximumPages);
  return new BlockMaxKernel(memory, startKernel(module, memory));
});
