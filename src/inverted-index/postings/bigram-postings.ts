/**
 * Documents that hold two stems side by side, for phrases: the stems' own lists would name many documents, each to be
 * read, for the few that have the words next to each other (after the nextword indexes of Williams, Zobel & Bahle 2004,
 * "Fast phrase querying with combined indexes"). Known are the pairs that by chance alone, were words independent of
 * each other, so many documents would hold both words of; the documents of other pairs are read as fast.
 *
 *     known  = frequency of the one x frequency of the other >= expected x documents
 *     expected = one in 4,000 documents, at least 10 and at most 40; or as many as have 10,000 words where that is fewer
 *
 * Stems are ranked by descending frequency, so that the known partners of each are the first few ranks. The pairs that
 * occur are numbered by the rank of their first stem, then by that of their second. A word with two stems is next to its
 * neighbours with both.
 * @module
 */
import { BoundedCache } from "../../analysis/index.ts";
import { placeOf } from "../codec/binary-search.ts";
import type { SectionFile } from "../codec/section-file.ts";
import { Lists } from "./lists.ts";

/**
 * Lists of pairs asked for lately that are kept, since reading them takes as long as using them; and the most documents
 * of one. Of longer ones only a few are.
 */
const keptLists = 500;
const longestKept = 4096;
const keptLongLists = 20;
const longestLongKept = 65_536;

/** A list of documents, and how often each holds what the list is of. */
export interface BigramList {
  readonly docs: Uint32Array;
  readonly freqs: Uint8Array;
}

/** Bigrams of one field as they are read; stems by their ordinals. */
export class BigramPostings {
  readonly #stems: Uint32Array;
  readonly #ranks: Uint16Array;
  readonly #starts: Uint32Array;
  readonly #seconds: Uint16Array;
  readonly #leastProduct: number;
  readonly #lists: Lists;
  readonly #docCount: number;
  readonly #short = new BoundedCache<BigramList, number>(keptLists);
  readonly #long = new BoundedCache<BigramList, number>(keptLongLists);

  constructor(file: SectionFile, field: number, docCount: number) {
    const prefix = `${field}.bigrams`;
    this.#stems = file.uint32(`${prefix}.stems`);
    this.#ranks = file.uint16(`${prefix}.ranks`);
    this.#starts = file.uint32(`${prefix}.starts`);
    this.#seconds = file.uint16(`${prefix}.seconds`);
    this.#leastProduct = file.float64(`${prefix}.known`)[0] ?? 0;
    this.#lists = new Lists(file, prefix);
    this.#docCount = docCount;
    const { length } = this.#stems;
    if (this.#ranks.length !== length || this.#starts.length !== length + 1)
      throw file.corrupt(`has another number of ranks than of stems in ${prefix}`);
    if (this.#starts[length] !== this.#seconds.length || this.#leastProduct <= 0)
      throw file.corrupt(`does not say which pairs it knows in ${prefix}`);
  }

  /** Whether all documents that hold a pair are known, given how many documents hold each of its stems. */
  knows(docFreq: number, nextDocFreq: number): boolean {
    return docFreq * nextDocFreq >= this.#leastProduct;
  }

  /** How many documents hold the one directly before the other, of a pair that is known. */
  docFreq(stem: number, next: number): number {
    const pair = this.#pair(stem, next);
    return pair < 0 ? 0 : this.#lists.docFreq(pair);
  }

  /** The documents, ascending; undefined where there are none. */
  get(stem: number, next: number): BigramList | undefined {
    const pair = this.#pair(stem, next);
    const docFreq = pair < 0 ? 0 : this.#lists.docFreq(pair);
    if (docFreq === 0) return undefined;
    if (docFreq > longestLongKept) return this.#read(pair);
    return (docFreq > longestKept ? this.#long : this.#short).get(pair, () => this.#read(pair));
  }

  #read(pair: number): BigramList {
    const { numbers, freqs } = this.#lists.read(pair, this.#docCount)!;
    return { docs: numbers, freqs };
  }

  /** Number of the pair, -1 where it does not occur. */
  #pair(stem: number, next: number): number {
    const place = placeOf(this.#stems, stem);
    const nextPlace = placeOf(this.#stems, next);
    if (place < 0 || nextPlace < 0) return -1;
    const rank = this.#ranks[place]!;
    return placeOf(this.#seconds, this.#ranks[nextPlace]!, this.#starts[rank]!, this.#starts[rank + 1]!);
  }
}
