/**
 * What a group adds to each document that holds it, ready to be summed: the impact x / (x + k(length)) of BM25 as an
 * integer, packed with the document's place in its range of 64. Made at a group's first use in a snapshot (the mean
 * length, on which impacts depend, belongs to the snapshot) and kept while memory allows.
 *
 *     packed = impact << 6 | document & 63,  impact = floor(2^26 x / (x + k)), at least 1
 *
 * A list with postings in many ranges is `dense`: an offset, a maximum and the documents as bits for every range of the
 * snapshot. Others name their documents.
 * @module
 */
import { Bitmap, countBits, placeOf } from "../../inverted-index/index.ts";
import type { ImpactMemory } from "../top-k/impact-memory.ts";
import type { FieldNorms } from "./field-norms.ts";

export const rangeBits = 6;
export const rangeSize: number = 1 << rangeBits;
/** Documents of a quarter of a range, as a power of 2. */
const quarterBits: number = rangeBits - 2;
/** One of BM25's saturated frequency, in the integers of `packed`. */
export const wholeImpact: number = 2 ** 26;
/** Steps of the maxima in `maxima`. */
export const boundSteps = 255;

/** Numbers of a range in `rows`, and where in them. */
export const rowWords = 2;
const quartersInRow = 1;
const rowBytes = 4 * rowWords;
const quarterOffset = 4 * quartersInRow;

export interface ImpactList {
  /** Documents. */
  readonly size: number;
  /** One entry a document, ascending by document. */
  readonly packed: Uint32Array;
  /** Dense lists: for every range its documents as bits, two words; apart, since counting reads nothing else. Else empty. */
  readonly bits: Uint32Array;
  /**
   * Dense lists: two numbers for every range and one range more, since they are read together: the first entry, and four
   * bytes, for each quarter of the range, the first in the lowest, the least number of `boundSteps` that no impact in it
   * exceeds. Else empty.
   */
  readonly rows: Uint32Array;
  /** Dense lists: for every range the least number of `boundSteps` that no impact in it exceeds. Else empty. */
  readonly maxima: Uint8Array;
  /** Sparse lists: the documents. Else empty. */
  readonly docs: Uint32Array;
  /** At i an impact that at least 2^i documents reach; 0 where there are fewer. */
  readonly ranked: Uint32Array;
}

/** Postings of one alternative in one segment and field. */
export interface WeightedPostings {
  readonly docs: Uint32Array;
  readonly freqs: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Number of the segment's first document. */
  readonly base: number;
  /** Factor of a frequency. */
  readonly weight: number;
}

/** A list with a document in fewer than one of so many ranges names its documents: rows of all ranges would be mostly empty. */
const sparsest = 4;
const ranks = 11;
const histogramBits = 10;
const empty32 = new Uint32Array(0);
const empty8 = new Uint8Array(0);

export function isDense({ rows }: ImpactList): boolean {
  return rows.length > 0;
}

/** Makes impact lists of one snapshot; keeps the memory in which several postings of a document are added up. */
export class ImpactListBuilder {
  readonly #memory: ImpactMemory;
  readonly #maxDoc: number;
  readonly #ranges: number;
  #frequencies: Float64Array = new Float64Array(0);
  #holders: Bitmap = new Bitmap(0);
  #docs: Uint32Array = new Uint32Array(1024);
  #impacts: Uint32Array = new Uint32Array(1024);
  readonly #histogram = new Uint32Array(1 << histogramBits);

  /** @param memory - where the lists are put */
  constructor(memory: ImpactMemory, maxDoc: number) {
    this.#memory = memory;
    this.#maxDoc = maxDoc;
    this.#ranges = Math.ceil(maxDoc / rangeSize);
  }

  build(lists: readonly WeightedPostings[], norms: FieldNorms): ImpactList {
    let postings = 0;
    for (const { from, to } of lists) postings += to - from;
    if (postings > this.#docs.length) {
      this.#docs = new Uint32Array(postings);
      this.#impacts = new Uint32Array(postings);
    }
    const size = holdsDocumentsOnce(lists) ? this.#each(lists, norms) : this.#sums(lists, norms);
    return this.#pack(size);
  }

  /** Every document stands in one list only, and the lists follow one another. */
  #each(lists: readonly WeightedPostings[], norms: FieldNorms): number {
    let size = 0;
    for (const list of lists) size = this.#eachOf(list, norms.bytes, norms.factors, size);
    return size;
  }

  #eachOf(list: WeightedPostings, bytes: Uint8Array, factors: Float64Array, start: number): number {
    const { docs, freqs, from, to, base, weight } = list;
    const intoDocs = this.#docs;
    const intoImpacts = this.#impacts;
    let size = start;
    for (let i = from; i < to; i++) {
      const doc = docs[i]! + base;
      intoDocs[size] = doc;
      intoImpacts[size++] = impactOf(weight * freqs[i]!, factors[bytes[doc]!]!);
    }
    return size;
  }

  #sums(lists: readonly WeightedPostings[], norms: FieldNorms): number {
    if (this.#frequencies.length === 0) {
      this.#frequencies = new Float64Array(this.#maxDoc);
      this.#holders = new Bitmap(this.#maxDoc);
    }
    for (const list of lists) this.#addUp(list);
    const { bytes, factors } = norms;
    const frequencies = this.#frequencies;
    const { words } = this.#holders;
    let size = 0;
    for (let i = 0; i < words.length; i++) {
      let bits = words[i]!;
      words[i] = 0;
      while (bits !== 0) {
        const doc = i * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        this.#docs[size] = doc;
        this.#impacts[size++] = impactOf(frequencies[doc]!, factors[bytes[doc]!]!);
        frequencies[doc] = 0;
      }
    }
    return size;
  }

  #addUp({ docs, freqs, from, to, base, weight }: WeightedPostings): void {
    const frequencies = this.#frequencies;
    const { words } = this.#holders;
    for (let i = from; i < to; i++) {
      const doc = docs[i]! + base;
      frequencies[doc]! += weight * freqs[i]!;
      words[doc >>> 5]! |= 1 << (doc & 31);
    }
  }

  #pack(size: number): ImpactList {
    const packed = this.#memory.uint32(size);
    const ranked = this.#ranked(size);
    if (size * sparsest <= this.#ranges) {
      const docs = this.#memory.uint32(size);
      packListed(this.#docs, this.#impacts, size, packed, docs);
      return { size, packed, bits: empty32, rows: empty32, maxima: empty8, docs, ranked };
    }
    const bits = this.#memory.uint32(this.#ranges * 2);
    const rows = this.#memory.uint32((this.#ranges + 1) * rowWords);
    const maxima = this.#memory.uint8(this.#ranges);
    packDense(this.#docs, this.#impacts, size, packed, bits, rows, maxima);
    return { size, packed, bits, rows, maxima, docs: empty32, ranked };
  }

  #ranked(size: number): Uint32Array {
    const histogram = this.#histogram.fill(0);
    const shift = 26 - histogramBits;
    const impacts = this.#impacts;
    for (let i = 0; i < size; i++) histogram[impacts[i]! >>> shift]!++;
    const ranked = new Uint32Array(ranks);
    let better = 0;
    let bucket = histogram.length;
    for (let i = 0; i < ranks && 2 ** i <= size; i++) {
      while (better < 2 ** i) better += histogram[--bucket]!;
      ranked[i] = bucket * 2 ** shift;
    }
    return ranked;
  }
}

function packListed(
  docs: Uint32Array,
  impacts: Uint32Array,
  size: number,
  packed: Uint32Array,
  named: Uint32Array,
): void {
  for (let i = 0; i < size; i++) {
    packed[i] = (impacts[i]! << rangeBits) | (docs[i]! & (rangeSize - 1));
    named[i] = docs[i]!;
  }
}

/** Without branches but for a new range: in which half and quarter a document is no processor foresees. */
function packDense(
  docs: Uint32Array,
  impacts: Uint32Array,
  size: number,
  packed: Uint32Array,
  bits: Uint32Array,
  rows: Uint32Array,
  maxima: Uint8Array,
): void {
  bits.fill(0);
  rows.fill(0);
  const quarters = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength);
  let range = 0;
  for (let i = 0; i < size; i++) {
    const doc = docs[i]!;
    const impact = impacts[i]!;
    while (range < doc >>> rangeBits) rows[++range * rowWords] = i;
    packed[i] = (impact << rangeBits) | (doc & (rangeSize - 1));
    bits[doc >>> 5]! |= 1 << (doc & 31);
    const quarter = doc >>> quarterBits;
    const at = (quarter >>> 2) * rowBytes + quarterOffset + (quarter & 3);
    const most = quarters[at]!;
    const more = stepsOf(impact) - most;
    quarters[at] = most + (more & ~(more >> 31));
  }
  while (range < maxima.length) rows[++range * rowWords] = size;
  for (let each = 0; each < maxima.length; each++) maxima[each] = greatestByte(rows[each * rowWords + quartersInRow]!);
}

/** The least number of `boundSteps` that an impact does not exceed, in integers of 32 bits: half of its bits at a time. */
function stepsOf(impact: number): number {
  const low = ((impact & 0x1fff) * boundSteps + 0x1fff) >>> 13;
  return ((impact >>> 13) * boundSteps + low + 0x1fff) >>> 13;
}

function greatestByte(word: number): number {
  return Math.max(word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24);
}

function impactOf(x: number, k: number): number {
  return Math.max(1, Math.floor((x / (x + k)) * wholeImpact));
}

function holdsDocumentsOnce(lists: readonly WeightedPostings[]): boolean {
  for (let i = 1; i < lists.length; i++) if (lists[i]!.base <= lists[i - 1]!.base) return false;
  return true;
}

/** An impact that at least `count` documents reach, 0 where that is not known. */
export function impactAtRank({ ranked }: ImpactList, count: number): number {
  return ranked[Math.ceil(Math.log2(Math.max(1, count)))] ?? 0;
}

/** The impact of a document, 0 where the list does not hold it. */
export function impactIn(list: ImpactList, doc: number): number {
  const { packed, bits, rows, docs } = list;
  let place: number;
  if (isDense(list)) {
    const range = doc >>> rangeBits;
    const low = bits[range * 2]!;
    const high = bits[range * 2 + 1]!;
    const bit = 1 << (doc & 31);
    const isHigh = (doc & 32) !== 0;
    if (((isHigh ? high : low) & bit) === 0) return 0;
    const before = isHigh ? countBits(low) + countBits(high & (bit - 1)) : countBits(low & (bit - 1));
    place = rows[range * rowWords]! + before;
  } else {
    place = placeOf(docs, doc);
    if (place < 0) return 0;
  }
  return packed[place]! >>> rangeBits;
}

/** Adds the list's documents to a set. */
export function addDocs({ bits, docs }: ImpactList, { words }: Bitmap): void {
  // Of a dense list; the last range may reach beyond the set, where nobody is held.
  const end = Math.min(bits.length, words.length);
  for (let i = 0; i < end; i++) words[i]! |= bits[i]!;
  for (let i = 0; i < docs.length; i++) words[docs[i]! >>> 5]! |= 1 << (docs[i]! & 31);
}
