/**
 * Which words of a table that outlives segments one segment has, each once, in the order of their first use: their
 * places there are what a segment's documents are collected in. Frequent words come early in a text, so that what is
 * kept by place for most tokens stands close together.
 * @module
 */
import { GrowableUint32 } from "../codec/growable.ts";
import type { FoldedHashes } from "./folded-hashes.ts";

const unused = 0;
const notYet = 0;

export class UsedWords {
  readonly #ordinals = new GrowableUint32();
  /**
   * By ordinal of the table the place plus one, and behind it the hash, where it has been asked for: whoever reads a
   * text wants both, and finds them with one miss of the cache.
   */
  #records = new Int32Array(1 << 13);

  get count(): number {
    return this.#ordinals.length;
  }

  /** The word's place. */
  add(ordinal: number): number {
    if (2 * ordinal >= this.#records.length) this.#grow(ordinal + 1);
    const place = this.#records[2 * ordinal]!;
    if (place !== unused) return place - 1;
    this.#ordinals.push(ordinal);
    this.#records[2 * ordinal] = this.#ordinals.length;
    return this.#ordinals.length - 1;
  }

  /** Puts places where the ordinals stand, and the bits of the words' hashes into `found`, for which there is room. */
  addAll(words: Uint32Array, hashes: FoldedHashes, found: Uint32Array): void {
    let records = this.#records;
    for (let i = 0; i < words.length; i++) {
      const ordinal = words[i]!;
      // Beyond the array it is undefined, which is no place either.
      const known = records[2 * ordinal];
      let place: number;
      if (known === undefined || known === unused) {
        place = this.add(ordinal);
        records = this.#records;
      } else place = known - 1;
      let hash = records[2 * ordinal + 1]!;
      if (hash === notYet) {
        hash = hashes.of(ordinal);
        records[2 * ordinal + 1] = hash;
      }
      words[i] = place;
      found[i] = hash;
    }
  }

  /** All ordinals in the order of their places; valid until the next `add`. */
  view(): Uint32Array {
    return this.#ordinals.view();
  }

  #grow(least: number): void {
    const larger = new Int32Array(Math.max(2 * least, this.#records.length * 2));
    larger.set(this.#records);
    this.#records = larger;
  }
}
