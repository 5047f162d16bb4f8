/**
 * Which words of a table that outlives segments one segment has, each once, in the order of their first use: their
 * places there are what a segment's documents are collected in. Frequent words come early in a text, so that what is
 * kept by place for most tokens stands close together.
 * @module
 */
import { GrowableUint32 } from "../codec/growable.ts";

const unused = 0;

export class UsedWords {
  readonly #ordinals = new GrowableUint32();
  /** By ordinal of the table the place plus one. */
  #places = new Uint32Array(1 << 12);

  get count(): number {
    return this.#ordinals.length;
  }

  /** The word's place. */
  add(ordinal: number): number {
    if (ordinal >= this.#places.length) this.#grow(ordinal + 1);
    const place = this.#places[ordinal]!;
    if (place !== unused) return place - 1;
    this.#ordinals.push(ordinal);
    this.#places[ordinal] = this.#ordinals.length;
    return this.#ordinals.length - 1;
  }

  /** Puts places where the ordinals stand. */
  addAll(words: Uint32Array): void {
    let places = this.#places;
    for (let i = 0; i < words.length; i++) {
      const ordinal = words[i]!;
      // Beyond the array it is undefined, which is no place either.
      const known = places[ordinal];
      if (known === undefined || known === unused) {
        words[i] = this.add(ordinal);
        places = this.#places;
      } else words[i] = known - 1;
    }
  }

  /** All ordinals in the order of their places; valid until the next `add`. */
  view(): Uint32Array {
    return this.#ordinals.view();
  }

  #grow(least: number): void {
    const larger = new Uint32Array(Math.max(least, this.#places.length * 2));
    larger.set(this.#places);
    this.#places = larger;
  }
}
