/**
 * What searches derive once from something that never changes, such as norms from a snapshot: each value by a name of
 * its own, made when it is first asked for, gone with its owner.
 * @module
 */

export class DerivedValues {
  readonly #values = new Map<string, unknown>();

  /** @param name - always of the same type of value */
  get<T extends object>(name: string, derive: () => T): T {
    let value = this.#values.get(name);
    if (value === undefined) {
      value = derive();
      this.#values.set(name, value);
    }
    return value as T;
  }
}
