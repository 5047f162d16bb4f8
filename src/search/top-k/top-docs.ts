/**
 * The best k documents: a binary heap with the worst on top. Better is the higher score; ties fall to the lower
 * document, which was inserted first.
 * @module
 */
import type { Bitmap } from "../../inverted-index/index.ts";

export class TopDocs {
  readonly #capacity: number;
  readonly #docs: Uint32Array;
  readonly #scores: Float64Array;
  #size = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#docs = new Uint32Array(capacity);
    this.#scores = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  get isFull(): boolean {
    return this.#size === this.#capacity;
  }

  /** Score of the worst document kept; there must be one. */
  get worstScore(): number {
    return this.#scores[0]!;
  }

  /** Documents may come in any order, each once. */
  collect(doc: number, score: number): void {
    if (this.#size < this.#capacity) {
      this.#docs[this.#size] = doc;
      this.#scores[this.#size] = score;
      this.#up(this.#size++);
    } else if (this.#capacity > 0 && this.#isWorse(this.#scores[0]!, this.#docs[0]!, score, doc)) {
      this.#docs[0] = doc;
      this.#scores[0] = score;
      this.#down(this.#size);
    }
  }

  /** Collects the set's documents with their scores from `scores`. */
  collectAll(set: Bitmap, scores: Float64Array): void {
    const { words } = set;
    for (let i = 0; i < words.length; i++) {
      let bits = words[i]!;
      while (bits !== 0) {
        const doc = i * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        const score = scores[doc]!;
        // Documents ascend, so that one which only equals the worst of a full heap comes after it.
        if (this.#size < this.#capacity || score > this.#scores[0]!) this.collect(doc, score);
      }
    }
  }

  /** The collected documents, best first. The heap is spent. */
  drain(): { docs: Uint32Array; scores: Float64Array } {
    const size = this.#size;
    for (let end = size - 1; end > 0; end--) {
      this.#swap(0, end);
      this.#down(end);
    }
    return { docs: this.#docs.subarray(0, size), scores: this.#scores.subarray(0, size) };
  }

  #isWorse(score: number, doc: number, otherScore: number, otherDoc: number): boolean {
    return score < otherScore || (score === otherScore && doc > otherDoc);
  }

  #worseAt(i: number, j: number): boolean {
    return this.#isWorse(this.#scores[i]!, this.#docs[i]!, this.#scores[j]!, this.#docs[j]!);
  }

  #swap(i: number, j: number): void {
    const doc = this.#docs[i]!;
    const score = this.#scores[i]!;
    this.#docs[i] = this.#docs[j]!;
    this.#scores[i] = this.#scores[j]!;
    this.#docs[j] = doc;
    this.#scores[j] = score;
  }

  #up(from: number): void {
    let child = from;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (!this.#worseAt(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #down(size: number): void {
    let parent = 0;
    for (;;) {
      let worst = 2 * parent + 1;
      if (worst >= size) return;
      if (worst + 1 < size && this.#worseAt(worst + 1, worst)) worst++;
      if (!this.#worseAt(worst, parent)) return;
      this.#swap(parent, worst);
      parent = worst;
    }
  }
}
