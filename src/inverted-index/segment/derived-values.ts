/**
 * What searches derive once from something that never changes, such as norms from a snapshot: each value by a name of
 * its own, made when it is first asked for, gone with its owner.
 * @module
 */

export class DerivedValues {
  readonly #values = new Map<string, unknown>();

  /** @param name - always of the same type of value */
  get<T>(name: string, derive: () => T): T {
    if (!this.#values.has(name)) this.#values.set(name, derive());
    return this.#values.get(name) as T;
  }
}
