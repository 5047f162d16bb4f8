/**
 * Term-at-a-time scoring over all documents of a snapshot: exact, in time linear in the postings. A group's
 * frequencies are added up per document, then saturate once into the scores.
 *
 * Order of calls: `reset`, then `addGroup` for each group, then read `scores`; `touched` after each `addGroup`.
 * @module
 */
import { k1 } from "../rank/bm25.ts";
import type { ResolvedList } from "../rank/resolved-group.ts";
import { advance } from "./advance.ts";

export class ScoreBoard {
  /** Score of each document, zero for those that no group has touched. */
  readonly scores: Float64Array;
  /** Documents of the last group, those that it makes hits first, else in no order. */
  readonly touched: Uint32Array;
  touchedCount = 0;
  matchedCount = 0;
  readonly #frequencies: Float64Array;

  constructor(maxDoc: number) {
    this.scores = new Float64Array(maxDoc);
    this.touched = new Uint32Array(maxDoc);
    this.#frequencies = new Float64Array(maxDoc);
  }

  reset(): void {
    this.scores.fill(0);
  }

  /**
   * Adds the group's score to every document that holds it.
   * @param matchingLists - how many of the lists make hits; they come first
   * @param factor - weight times idf; 0 collects `touched` without scoring
   */
  addGroup(
    lists: readonly ResolvedList[],
    matchingLists: number,
    factor: number,
    lengthBytes: Uint8Array,
    lengthFactors: Float64Array,
  ): void {
    this.touchedCount = 0;
    this.matchedCount = 0;
    for (let i = 0; i < lists.length; i++) {
      const { docs, freqs, from, to, base, weight } = lists[i]!;
      this.#addList(docs, freqs, from, to, base, weight);
      if (i === matchingLists - 1) this.matchedCount = this.touchedCount;
    }
    this.#saturate(factor, lengthBytes, lengthFactors);
  }

  /**
   * The same for `candidates` alone, ascending; other documents keep the score they have. The lists are skipped
   * through rather than read.
   */
  addGroupToCandidates(
    lists: readonly ResolvedList[],
    candidates: Uint32Array,
    factor: number,
    lengthBytes: Uint8Array,
    lengthFactors: Float64Array,
  ): void {
    this.touchedCount = 0;
    for (const list of lists) this.#addCandidates(list, candidates);
    this.#saturate(factor, lengthBytes, lengthFactors);
  }

  #addCandidates({ docs, freqs, from, to, base, weight }: ResolvedList, candidates: Uint32Array): void {
    if (from === to) return;
    const frequencies = this.#frequencies;
    let at = from;
    let i = advance(candidates, 0, candidates.length, base + docs[from]!);
    for (; i < candidates.length && at < to; i++) {
      const doc = candidates[i]!;
      at = advance(docs, at, to, doc - base);
      if (at === to || docs[at] !== doc - base) continue;
      const before = frequencies[doc]!;
      if (before === 0) this.touched[this.touchedCount++] = doc;
      frequencies[doc] = before + weight * freqs[at]!;
    }
  }

  #addList(docs: Uint32Array, freqs: Uint8Array, from: number, to: number, base: number, weight: number): void {
    const frequencies = this.#frequencies;
    const touched = this.touched;
    let count = this.touchedCount;
    for (let i = from; i < to; i++) {
      const doc = docs[i]! + base;
      const before = frequencies[doc]!;
      if (before === 0) touched[count++] = doc;
      frequencies[doc] = before + weight * freqs[i]!;
    }
    this.touchedCount = count;
  }

  #saturate(factor: number, lengthBytes: Uint8Array, lengthFactors: Float64Array): void {
    const { scores, touched } = this;
    const frequencies = this.#frequencies;
    const numerator = factor * (k1 + 1);
    for (let i = 0; i < this.touchedCount; i++) {
      const doc = touched[i]!;
      const x = frequencies[doc]!;
      frequencies[doc] = 0;
      scores[doc]! += (numerator * x) / (x + lengthFactors[lengthBytes[doc]!]!);
    }
  }
}
