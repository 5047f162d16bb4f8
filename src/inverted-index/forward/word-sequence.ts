/**
 * Words that are looked for side by side in rows of a forward index.
 * @module
 */
import { placeOf } from "../codec/binary-search.ts";
import { filterBit, firstRareKey } from "./word-filter.ts";

/** Bits of a byte. */
export const mostPlaces = 8;

/** Which places of a sequence a word may take, as bits: a table small enough for the near caches. */
export class WordSequence {
  /** By the bit of a key in a word filter; words without a code of their own share theirs. */
  readonly places: Uint8Array = new Uint8Array(2 * firstRareKey);
  /** By place. */
  #keys: Uint32Array[] = [];

  /** @param keys - of `ForwardField.keyOf`, ascending: words that may stand at the next place */
  add(keys: Uint32Array): void {
    const { places } = this;
    const bit = 1 << (this.#keys.push(keys) - 1);
    for (let i = 0; i < keys.length; i++) places[filterBit(keys[i]!)]! |= bit;
  }

  /** How many places it has. */
  get length(): number {
    return this.#keys.length;
  }

  /** Of a word without a code of its own. */
  placesOfRare(key: number): number {
    let places = 0;
    this.#keys.forEach((keys, place) => {
      if (placeOf(keys, key) >= 0) places |= 1 << place;
    });
    return places;
  }

  clear(): void {
    const { places } = this;
    for (const keys of this.#keys) for (let i = 0; i < keys.length; i++) places[filterBit(keys[i]!)] = 0;
    this.#keys = [];
  }
}
