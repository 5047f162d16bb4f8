/**
 * The best documents by a sum of impacts, without looking at most of them (block-max pruning over fixed ranges of
 * documents; Mallia, Suel & Tonellotto 2024, "Faster Learned Sparse Retrieval with Block-Max Pruning"):
 *
 *     bound of a range  = sum over the lists of worth x greatest impact in the range
 *     order of visits   = ranges by descending bound, until no bound reaches the worst document kept
 *     in a range        = lists in their order, until what is left cannot lift its best document any more
 *
 * Exact: documents, scores and order are those of scoring everything, since sums are formed in the same order, and
 * ties fall to the lower document.
 * @module
 */
import { Bitmap, type Snapshot } from "../../inverted-index/index.ts";
import {
  addDocs,
  boundSteps,
  type ImpactList,
  impactAtRank,
  impactIn,
  isDense,
  rangeBits,
  rangeSize,
  rowWords,
  wholeImpact,
} from "../rank/impact-list.ts";
import { mostLists, mostResults } from "./block-max-kernel.ts";
import { type ImpactMemory, impactMemory } from "./impact-memory.ts";
import { TopDocs } from "./top-docs.ts";

/** Best first. */
export interface Ranked {
  readonly docs: Uint32Array;
  readonly scores: Float64Array;
}

/** A list whose impacts, times `worth`, are summed. */
export interface WorthyList {
  readonly list: ImpactList;
  /** What the whole impact is worth. */
  readonly worth: number;
}

export interface SearchLimits {
  /** How many documents are kept. */
  readonly window: number;
  /** Documents that may be kept; all where undefined. */
  readonly allowed: Bitmap | undefined;
  /** How many of the documents are not allowed, where that is known to be few. */
  readonly excluded: number;
}

const bucketCount = 256;
/** Bounds are sums of single precision: they are trusted within this share. */
const slack = 1 - 1e-5;

export class BlockMaxSearch {
  readonly #memory: ImpactMemory;
  readonly #maxDoc: number;
  readonly #ranges: number;
  #bounds = new Float32Array(0);
  #order = new Uint32Array(0);
  readonly #buckets = new Uint32Array(bucketCount + 2);
  readonly #sums = new Float64Array(rangeSize);
  /** For each sparse list at hand its first entry in each range plus one; wiped after the search. */
  readonly #firsts: Uint32Array[] = [];
  #packed: Uint32Array[] = [];
  #rows: Uint32Array[] = [];
  #maxima: Uint8Array[] = [];
  #docs: Uint32Array[] = [];
  #scales: number[] = [];
  #dense: boolean[] = [];
  /** Of each list its entries in the range at hand, and what they add at most. */
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #most: number[] = [];
  /** Score that a document needs to be kept. */
  #threshold = 0;

  /** @param memory - where the lists live; with a kernel, it searches */
  constructor(memory: ImpactMemory, maxDoc: number) {
    this.#memory = memory;
    this.#maxDoc = maxDoc;
    this.#ranges = Math.ceil(maxDoc / rangeSize);
  }

  search(lists: readonly WorthyList[], limits: SearchLimits): Ranked {
    if (limits.window === 0 || lists.length === 0) return { docs: new Uint32Array(0), scores: new Float64Array(0) };
    const { kernel } = this.#memory;
    const least = leastScore(lists, limits);
    if (kernel !== undefined && lists.length <= mostLists && limits.window <= mostResults)
      return kernel.search(lists, this.#maxDoc, least, limits);
    return this.#search(lists, least, limits);
  }

  /**
   * The best of the documents of a set that all lists of `needed` hold, and how many these are.
   * @param allowed - the set, which must not change; all documents where undefined
   */
  searchAll(
    lists: readonly WorthyList[],
    needed: readonly ImpactList[],
    window: number,
    allowed?: Bitmap,
  ): { readonly best: Ranked; readonly total: number } {
    const { kernel } = this.#memory;
    const count = needed.length + lists.length;
    if (kernel !== undefined && lists.length > 0 && count <= mostLists && window <= mostResults)
      return kernel.searchAll(lists, needed, this.#maxDoc, window, allowed);
    const held = this.#held(needed);
    if (allowed !== undefined) held.and(allowed);
    const total = held.count();
    return { best: this.searchHeld(lists, held, Math.min(window, total)), total };
  }

  /** The best of the documents of a set; those that no list holds come last, in their order. */
  searchHeld(lists: readonly WorthyList[], held: Bitmap, window: number): Ranked {
    const { kernel } = this.#memory;
    if (kernel !== undefined && lists.length <= mostLists && window <= mostResults && lists.length > 0)
      return kernel.searchHeld(lists, held, this.#maxDoc, window);
    return withUnscored(this.search(lists, { window, allowed: held, excluded: 0 }), held, window);
  }

  /** The best of a few documents, which ascend, as `searchHeld` finds them. */
  searchFew(lists: readonly WorthyList[], docs: Uint32Array, window: number): Ranked {
    const { kernel } = this.#memory;
    const fits = lists.length > 0 && lists.length <= mostLists && window <= mostResults && docs.length <= this.#ranges;
    if (kernel !== undefined && fits) return kernel.searchListed(lists, docs, window);
    const top = new TopDocs(Math.min(window, docs.length));
    for (const doc of docs) {
      let score = 0;
      for (const { list, worth } of lists) score += (worth / wholeImpact) * impactIn(list, doc);
      top.collect(doc, score);
    }
    return top.drain();
  }

  /** The documents that all lists hold, ascending. */
  heldByAll(lists: readonly ImpactList[]): Uint32Array {
    const { kernel } = this.#memory;
    const few = lists.length <= mostLists ? kernel?.heldByAll(lists, this.#maxDoc) : undefined;
    return few ?? this.#held(lists).docs();
  }

  #held(lists: readonly ImpactList[]): Bitmap {
    const all = Bitmap.full(this.#maxDoc);
    for (const list of lists) {
      const holders = new Bitmap(this.#maxDoc);
      addDocs(list, holders);
      all.and(holders);
    }
    return all;
  }

  /**
   * How many documents of a set any of the lists holds.
   * @param allowed - the set, which must not change; all documents where undefined
   */
  countAny(lists: readonly ImpactList[], allowed?: Bitmap): number {
    const { kernel } = this.#memory;
    if (lists.length === 1 && allowed === undefined) return lists[0]!.size;
    if (kernel !== undefined && lists.length <= mostLists) return kernel.countAny(lists, this.#maxDoc, allowed);
    const union = new Bitmap(this.#maxDoc);
    for (const list of lists) addDocs(list, union);
    return (allowed === undefined ? union : union.and(allowed)).count();
  }

  #search(lists: readonly WorthyList[], least: number, { window, allowed }: SearchLimits): Ranked {
    if (this.#bounds.length === 0) {
      this.#bounds = new Float32Array(this.#ranges);
      this.#order = new Uint32Array(this.#ranges);
    }
    const top = new TopDocs(window);
    this.#packed = lists.map(({ list }) => list.packed);
    this.#rows = lists.map(({ list }) => list.rows);
    this.#maxima = lists.map(({ list }) => list.maxima);
    this.#docs = lists.map(({ list }) => list.docs);
    this.#scales = lists.map(({ worth }) => worth / wholeImpact);
    this.#dense = lists.map(({ list }) => isDense(list));
    this.#threshold = least;
    this.#bounds.fill(0);
    for (let t = 0; t < lists.length; t++) {
      if (this.#dense[t]) this.#boundDense(t);
      else this.#boundSparse(t);
    }
    this.#visit(this.#sortRanges(), top, allowed);
    for (let t = 0; t < lists.length; t++) if (!this.#dense[t]) wipe(this.#firsts[t]!, this.#docs[t]!);
    return top.drain();
  }

  #boundDense(t: number): void {
    const bounds = this.#bounds;
    const maxima = this.#maxima[t]!;
    const step = (this.#scales[t]! * wholeImpact) / boundSteps;
    for (let range = 0; range < maxima.length; range++) bounds[range]! += step * maxima[range]!;
  }

  #boundSparse(t: number): void {
    this.#firsts[t] ??= new Uint32Array(this.#ranges);
    const first = this.#firsts[t];
    const bounds = this.#bounds;
    const docs = this.#docs[t]!;
    const packed = this.#packed[t]!;
    const scale = this.#scales[t]!;
    for (let i = 0; i < docs.length; ) {
      const range = docs[i]! >>> rangeBits;
      first[range] = i + 1;
      let most = 0;
      while (i < docs.length && docs[i]! >>> rangeBits === range) {
        const impact = packed[i++]! >>> rangeBits;
        if (impact > most) most = impact;
      }
      bounds[range]! += scale * most;
    }
  }

  /** Puts the ranges that can matter into `#order`, by descending bucket of their bound; returns the bucket's width. */
  #sortRanges(): number {
    const bounds = this.#bounds;
    const buckets = this.#buckets.fill(0);
    let highest = 0;
    for (let range = 0; range < bounds.length; range++) if (bounds[range]! > highest) highest = bounds[range]!;
    const perBound = highest === 0 ? 0 : (bucketCount - 1) / highest;
    const least = Math.max(this.#threshold * slack, Number.MIN_VALUE);
    // Bucket b of the bound stands at bucketCount - b, so that the highest come first.
    for (let range = 0; range < bounds.length; range++) {
      if (bounds[range]! >= least) buckets[bucketCount - Math.floor(bounds[range]! * perBound)]!++;
    }
    let place = 0;
    for (let i = 0; i < buckets.length; i++) {
      const count = buckets[i]!;
      buckets[i] = place;
      place += count;
    }
    const order = this.#order;
    for (let range = 0; range < bounds.length; range++) {
      if (bounds[range]! >= least) order[buckets[bucketCount - Math.floor(bounds[range]! * perBound)]!++] = range;
    }
    this.#buckets[0] = place;
    return perBound === 0 ? 0 : 1 / perBound;
  }

  #visit(bucketWidth: number, top: TopDocs, allowed: Bitmap | undefined): void {
    const bounds = this.#bounds;
    const order = this.#order;
    const count = this.#buckets[0]!;
    for (let i = 0; i < count; i++) {
      const range = order[i]!;
      const bound = bounds[range]!;
      const threshold = this.#threshold * slack;
      if (bound < threshold) {
        // Later ranges have bounds of this bucket or a lower one.
        if (bound + bucketWidth < threshold) break;
        continue;
      }
      if (allowed !== undefined && allowed.words[range * 2] === 0 && !allowed.words[range * 2 + 1]) continue;
      this.#score(range, top, allowed);
    }
  }

  #score(range: number, top: TopDocs, allowed: Bitmap | undefined): void {
    const sums = this.#sums.fill(0);
    const threshold = this.#threshold;
    const count = this.#packed.length;
    let rest = 0;
    for (let t = 0; t < count; t++) rest += this.#describe(t, range);
    let low = 0;
    let high = 0;
    let best = 0;
    for (let t = 0; t < count; t++) {
      const from = this.#from[t]!;
      const to = this.#to[t]!;
      if (from === to) continue;
      const packed = this.#packed[t]!;
      const scale = this.#scales[t]!;
      rest -= this.#most[t]!;
      for (let i = from; i < to; i++) {
        const entry = packed[i]!;
        const local = entry & (rangeSize - 1);
        const sum = sums[local]! + scale * (entry >>> rangeBits);
        sums[local] = sum;
        if (sum > best) best = sum;
        if (sum < threshold) continue;
        if (local < 32) low |= 1 << local;
        else high |= 1 << local;
      }
      if (best + rest < threshold * slack) return;
    }
    if (low !== 0) this.#collect(range * 2, low, top, allowed);
    if (high !== 0) this.#collect(range * 2 + 1, high, top, allowed);
  }

  /** Finds a list's entries in a range; returns what they add at most. */
  #describe(t: number, range: number): number {
    let from: number;
    let to: number;
    let most = 0;
    if (this.#dense[t]) {
      const rows = this.#rows[t]!;
      from = rows[range * rowWords]!;
      to = rows[(range + 1) * rowWords]!;
      most = this.#scales[t]! * (wholeImpact / boundSteps) * this.#maxima[t]![range]!;
    } else {
      from = this.#firsts[t]![range]! - 1;
      to = from;
      const docs = this.#docs[t]!;
      while (from >= 0 && to < docs.length && docs[to]! >>> rangeBits === range) to++;
      most = this.#scales[t]! * greatestOf(this.#packed[t]!, from, to);
    }
    this.#from[t] = from;
    this.#to[t] = to;
    this.#most[t] = most;
    return most;
  }

  #collect(word: number, found: number, top: TopDocs, allowed: Bitmap | undefined): void {
    let bits = allowed === undefined ? found : found & allowed.words[word]!;
    while (bits !== 0) {
      const doc = word * 32 + 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      top.collect(doc, this.#sums[doc & (rangeSize - 1)]!);
    }
    if (top.isFull && top.worstScore > this.#threshold) this.#threshold = top.worstScore;
  }
}

/** Kept for the snapshot: it has memory for every range of documents. */
export function blockMaxSearch({ derived, maxDoc }: Snapshot): BlockMaxSearch {
  return derived.get("block-max search", () => new BlockMaxSearch(impactMemory(), maxDoc));
}

/** A score that enough documents reach by one list alone. */
function leastScore(lists: readonly WorthyList[], { window, allowed, excluded }: SearchLimits): number {
  let least = 0;
  if (allowed !== undefined && excluded === 0) return least;
  for (const { list, worth } of lists) {
    least = Math.max(least, (worth / wholeImpact) * impactAtRank(list, window + excluded));
  }
  return least;
}

/** Documents that match without a word that scores come last, in their order. */
function withUnscored(scored: Ranked, found: Bitmap, window: number): Ranked {
  if (scored.docs.length === window) return scored;
  const rest = found.clone();
  for (const doc of scored.docs) rest.remove(doc);
  const docs = new Uint32Array(window);
  const scores = new Float64Array(window);
  docs.set(scored.docs);
  scores.set(scored.scores);
  docs.set(rest.docs().subarray(0, window - scored.docs.length), scored.docs.length);
  return { docs, scores };
}

function greatestOf(packed: Uint32Array, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) if (packed[i]! >>> rangeBits > most) most = packed[i]! >>> rangeBits;
  return most;
}

function wipe(first: Uint32Array, docs: Uint32Array): void {
  for (let i = 0; i < docs.length; i++) first[docs[i]! >>> rangeBits] = 0;
}
