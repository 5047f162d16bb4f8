/**
 * A map that forgets what was not asked for lately: for results that can be made again, where the words that people
 * type most come back at once. Two generations: what is asked for moves to the young one, and when that is full the old
 * one is forgotten.
 * @module
 */

export class BoundedCache<T, K extends string | number = string> {
  #young = new Map<K, T>();
  #old = new Map<K, T>();
  readonly #capacity: number;

  /** @param capacity - entries of both generations together */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: K, make: () => T): T {
    const known = this.#young.get(key);
    if (known !== undefined) return known;
    const value = this.#old.get(key) ?? make();
    if (this.#young.size >= this.#capacity / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }
}
