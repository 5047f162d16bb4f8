/**
 * Typed arrays that grow: what a segment is collected in before its size is known.
 * @module
 */

/** Values beyond which memory is reserved in advance: what is not touched yet is no memory, and what is copied is twice. */
const manyValues = 1 << 18;

function grown(length: number): number {
  return (length < manyValues ? 2 : 4) * length + 1;
}

export class GrowableUint32 {
  length = 0;
  readonly #isShared: boolean;
  #data: Uint32Array;

  /** @param isShared - whether other threads may see the values */
  constructor(capacity = 1024, isShared = false) {
    this.#isShared = isShared;
    this.#data = this.#room(capacity);
  }

  /** Makes room for so many values in all, where their number is known. */
  reserve(capacity: number): void {
    if (capacity > this.#data.length) this.#resize(capacity);
  }

  push(value: number): void {
    if (this.length === this.#data.length) this.#resize(grown(this.length));
    this.#data[this.length++] = value;
  }

  append(values: Uint32Array): void {
    if (this.length + values.length > this.#data.length) this.#resize(grown(this.length) + values.length);
    this.#data.set(values, this.length);
    this.length += values.length;
  }

  clear(): void {
    this.length = 0;
  }

  at(index: number): number {
    return this.#data[index]!;
  }

  /** The values so far; valid until the next push. */
  view(): Uint32Array {
    return this.#data.subarray(0, this.length);
  }

  #resize(capacity: number): void {
    const larger = this.#room(capacity);
    larger.set(this.#data);
    this.#data = larger;
  }

  #room(capacity: number): Uint32Array {
    return this.#isShared ? new Uint32Array(new SharedArrayBuffer(capacity * 4)) : new Uint32Array(capacity);
  }
}

export class GrowableFloat64 {
  length = 0;
  #data = new Float64Array(256);

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Float64Array(Math.ceil(this.#data.length * 1.5));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }

  view(): Float64Array {
    return this.#data.subarray(0, this.length);
  }
}
