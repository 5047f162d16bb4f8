/**
 * LEB128 numbers and bytes read one after another. Reading beyond the end gives zeros and is told by `isWhole`, so
 * that loops need to ask only once.
 * @module
 */

export class ByteReader {
  at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** Whether every byte was read, and none beyond. */
  get isWhole(): boolean {
    return this.at === this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.at++] ?? 0;
  }

  /** A number below 2^32. */
  varint(): number {
    let byte = this.byte();
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 35; shift += 7) {
      byte = this.byte();
      value |= (byte & 0x7f) << shift;
    }
    return value >>> 0;
  }
}
