/**
 * Which words of a table that outlives segments one segment has: their ordinals, each once.
 * @module
 */
import { GrowableUint32 } from "../codec/growable.ts";

export class UsedWords {
  readonly #ordinals = new GrowableUint32();
  #isUsed = new Uint8Array(1 << 12);

  get count(): number {
    return this.#ordinals.length;
  }

  add(word: number): void {
    if (word >= this.#isUsed.length) this.#grow(word + 1);
    if (this.#isUsed[word] === 1) return;
    this.#isUsed[word] = 1;
    this.#ordinals.push(word);
  }

  /** In the order of their first use; valid until the next `add`. */
  view(): Uint32Array {
    return this.#ordinals.view();
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, this.#isUsed.length * 2));
    larger.set(this.#isUsed);
    this.#isUsed = larger;
  }
}
