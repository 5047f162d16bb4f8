/**
 * A map that forgets everything when it is full: for results that are cheap to make again, where the words that
 * people type most come back at once.
 * @module
 */

export class BoundedCache<T, K extends string | number = string> {
  readonly #entries = new Map<K, T>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: K, make: () => T): T {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    if (this.#entries.size >= this.#capacity) this.#entries.clear();
    const made = make();
    this.#entries.set(key, made);
    return made;
  }
}
