/**
 * The block-max search in WebAssembly: where its arguments lie in memory, and the calls. See `block-max-search.ts` for
 * what it computes.
 * @module
 */
import type { Bitmap } from "../../inverted-index/index.ts";
import { type ImpactList, isDense, rangeSize, wholeImpact } from "../rank/impact-list.ts";
import type { Ranked, SearchLimits, WorthyList } from "./block-max-search.ts";
import { wasmBase64 } from "./block-max-wasm.ts";

/** What is used of the global, which the types of Node leave to those of the browser. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { initial: number; maximum: number; shared: true });
    readonly buffer: SharedArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: { env: { memory: Memory } });
    readonly exports: unknown;
  }
  function validate(bytes: Uint8Array): boolean;
}

const maximumPages = 16384;
/** Below it lies what the compiler keeps. */
const firstByte = 1024;
const listBytes = 40;
const headBytes = 32;
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
    heads: number,
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
  unite(lists: number, count: number, ranges: number, bits: number): number;
  intersect(lists: number, count: number, ranges: number, bits: number, few: number): number;
}

/** Addresses in the kernel's memory. */
interface Layout {
  readonly bounds: number;
  readonly few: number;
  readonly buckets: number;
  readonly heads: number;
  readonly docs: number;
  readonly scores: number;
  readonly allowed: number;
  readonly union: number;
  readonly firsts: number;
  readonly ranges: number;
  readonly end: number;
}

export class BlockMaxKernel {
  readonly memory: WebAssembly.Memory;
  readonly #exports: Exports;
  #layout: Layout | undefined;
  #words: Uint32Array = new Uint32Array(0);
  #scales: Float64Array = new Float64Array(0);

  constructor(memory: WebAssembly.Memory, exports: Exports) {
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
      few: place(ranges * 4),
      buckets: place(256 * 4),
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
    if (end > buffer.byteLength) this.memory.grow(Math.ceil((end - buffer.byteLength) / 65536));
    this.#layout = { ...layout, end };
    this.#words = new Uint32Array(this.memory.buffer, 0, end / 4);
    this.#scales = new Float64Array(this.memory.buffer, 0, end / 8);
    this.#words.fill(0, layout.firsts / 4, end / 4);
    return end;
  }

  search(lists: readonly WorthyList[], maxDoc: number, least: number, limits: SearchLimits): Ranked {
    const { allowed } = limits;
    if (allowed !== undefined) this.#copy(allowed, this.#layout!.allowed, Math.ceil(maxDoc / rangeSize));
    return this.#search(lists, maxDoc, least, limits.window, allowed !== undefined);
  }

  /** The best of the documents that all lists of `needed` hold, and how many these are. */
  searchAll(
    lists: readonly WorthyList[],
    needed: readonly ImpactList[],
    maxDoc: number,
    window: number,
  ): { readonly best: Ranked; readonly total: number } {
    const layout = this.#layout!;
    const ranges = Math.ceil(maxDoc / rangeSize);
    const total = this.#intersect(needed, ranges, layout);
    return { best: this.#searchHeld(lists, ranges, window), total };
  }

  /** The best of the documents of a set; those that no list holds come last, in their order. */
  searchHeld(lists: readonly WorthyList[], held: Bitmap, maxDoc: number, window: number): Ranked {
    const ranges = Math.ceil(maxDoc / rangeSize);
    this.#copy(held, this.#layout!.allowed, ranges);
    return this.#searchHeld(lists, ranges, window);
  }

  #searchHeld(lists: readonly WorthyList[], ranges: number, window: number): Ranked {
    const layout = this.#layout!;
    this.#describe(lists, layout);
    const { allowed, heads, docs, scores } = layout;
    const found = this.#exports.searchHeld(firstByte, lists.length, ranges, window, allowed, heads, docs, scores);
    return this.#ranked(found, layout);
  }

  /** Puts the documents that all lists hold at `layout.allowed`; returns how many there are. */
  #intersect(lists: readonly ImpactList[], ranges: number, layout: Layout): number {
    // The shortest first: what it leaves out is not looked at in the others.
    this.#describe([...lists].sort((a, b) => a.size - b.size).map(unscored), layout);
    return this.#exports.intersect(firstByte, lists.length, ranges, layout.allowed, layout.few);
  }

  /** How many documents any of the lists holds. */
  countAny(lists: readonly ImpactList[], maxDoc: number): number {
    this.#describe(lists.map(unscored), this.#layout!);
    return this.#exports.unite(firstByte, lists.length, Math.ceil(maxDoc / rangeSize), this.#layout!.union);
  }

  /** @param among - whether only documents of the set in `layout.allowed` are kept */
  #search(lists: readonly WorthyList[], maxDoc: number, least: number, window: number, among: boolean): Ranked {
    const layout = this.#layout!;
    this.#describe(lists, layout);
    const found = this.#exports.search(
      firstByte,
      lists.length,
      Math.ceil(maxDoc / rangeSize),
      window,
      least,
      among ? layout.allowed : 0,
      layout.bounds,
      layout.buckets,
      layout.heads,
      layout.docs,
      layout.scores,
    );
    return this.#ranked(found, layout);
  }

  #ranked(found: number, { docs, scores }: Layout): Ranked {
    const ranked = { docs: new Uint32Array(found), scores: new Float64Array(found) };
    // A loop, since slices of shared memory cost a microsecond each.
    for (let place = 0; place < found; place++) {
      ranked.docs[place] = this.#words[docs / 4 + place]!;
      ranked.scores[place] = this.#scales[scores / 8 + place]!;
    }
    return ranked;
  }

  #describe(lists: readonly WorthyList[], layout: Layout): void {
    const words = this.#words;
    for (let t = 0; t < lists.length; t++) {
      const { list, worth } = lists[t]!;
      const at = (firstByte + t * listBytes) / 4;
      words[at] = list.packed.byteOffset;
      words[at + 1] = isDense(list) ? list.rows.byteOffset : 0;
      words[at + 2] = list.maxima.byteOffset;
      words[at + 3] = list.docs.byteOffset;
      words[at + 4] = list.size;
      words[at + 5] = layout.firsts + t * layout.ranges * 4;
      words[at + 8] = 0;
      this.#scales[(firstByte + t * listBytes + 24) / 8] = worth / wholeImpact;
    }
  }

  #copy(set: Bitmap, address: number, ranges: number): void {
    this.#words.set(set.words, address / 4);
    this.#words.fill(0, address / 4 + set.words.length, address / 4 + ranges * 2);
  }
}

function unscored(list: ImpactList): WorthyList {
  return { list, worth: 0 };
}

/** A kernel with a memory of its own; undefined where the machine does not run it. */
export function instantiateKernel(): BlockMaxKernel | undefined {
  const bytes = Buffer.from(wasmBase64, "base64");
  if (!WebAssembly.validate(bytes)) return undefined;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: maximumPages, shared: true });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return new BlockMaxKernel(memory, instance.exports as Exports);
}
