/**
 * Bytes written one after another into an array that grows.
 * @module
 */

/** LEB128 of a number below 2^32 takes at most so many bytes. */
const maxVarintBytes = 5;

export class ByteWriter {
  length = 0;
  #data: Uint8Array;

  constructor(capacity = 1024) {
    this.#data = new Uint8Array(Math.max(capacity, maxVarintBytes));
  }

  byte(value: number): void {
    if (this.length === this.#data.length) this.#grow(1);
    this.#data[this.length++] = value;
  }

  /** LEB128 of a number below 2^32: seven bits a byte, least significant first, the high bit set on all but the last. */
  varint(value: number): void {
    if (this.length + maxVarintBytes > this.#data.length) this.#grow(maxVarintBytes);
    const data = this.#data;
    let rest = value >>> 0;
    let at = this.length;
    while (rest >= 0x80) {
      data[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    data[at++] = rest;
    this.length = at;
  }

  /** LEB128 of what every `step`th of `values[from, to)` has more than the one before it, the first more than 0. */
  gaps(values: Uint32Array, from: number, to: number, step: number): void {
    const data = this.room((to - from) * maxVarintBytes);
    let at = this.length;
    let previous = 0;
    for (let i = from; i < to; i += step) {
      const value = values[i]!;
      let rest = (value - previous) >>> 0;
      previous = value;
      while (rest >= 0x80) {
        data[at++] = (rest & 0x7f) | 0x80;
        rest >>>= 7;
      }
      data[at++] = rest;
    }
    this.length = at;
  }

  /** `value` in `width` bytes, the lowest first. */
  fixed(value: number, width: number): void {
    for (let byte = 0, rest = value; byte < width; byte++, rest >>>= 8) this.byte(rest & 0xff);
  }

  bytes(source: Uint8Array): void {
    if (this.length + source.length > this.#data.length) this.#grow(source.length);
    this.#data.set(source, this.length);
    this.length += source.length;
  }

  /** Where `bytes` more may be written from `length` on by the caller, who then moves `length` behind them. */
  room(bytes: number): Uint8Array {
    if (this.length + bytes > this.#data.length) this.#grow(bytes);
    return this.#data;
  }

  clear(): void {
    this.length = 0;
  }

  /** The bytes so far; valid until the next is written. */
  view(): Uint8Array {
    return this.#data.subarray(0, this.length);
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.length + more, Math.ceil(this.#data.length * 1.5)));
    larger.set(this.#data);
    this.#data = larger;
  }
}
