/**
 * Term-at-a-time scoring over all documents of a snapshot: exact, in time linear in the postings. A group's
 * frequencies are added up per document, then saturate once into the scores.
 *
 * Order of calls: `reset`, then `addGroup` for each group, then read `scores`; `touched` after each `addGroup`.
 * @module
 */
import { k1 } from "../rank/bm25.ts";
import type { ResolvedList } from "../rank/resolved-group.ts";

export class ScoreBoard {
  /** Score of each document; only those of `seen` are not zero. */
  readonly scores: Float64Array;
  /** Documents of the last group, in no order. */
  readonly touched: Uint32Array;
  touchedCount = 0;
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
   * @param factor - weight times idf; 0 collects `touched` without scoring
   */
  addGroup(lists: readonly ResolvedList[], factor: number, lengthBytes: Uint8Array, lengthFactors: Float64Array): void {
    this.touchedCount = 0;
    for (const { docs, freqs, from, to, base, weight } of lists) this.#addList(docs, freqs, from, to, base, weight);
    this.#saturate(factor, lengthBytes, lengthFactors);
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
