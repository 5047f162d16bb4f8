/**
 * Distinct tokens of the texts being indexed, looked up by their code units in place: no string is cut from the
 * text for a token that is known. Open addressing with linear probing; units are compared, so no two tokens are
 * ever taken for one.
 * @module
 */

const initialSlots = 1 << 14;
const noSlot = 0;

export class TokenTable {
  /** Token number plus one, or `noSlot`. */
  #slots = new Uint32Array(initialSlots);
  #hashes = new Uint32Array(initialSlots >>> 1);
  #starts = new Uint32Array((initialSlots >>> 1) + 1);
  #values = new Uint32Array(initialSlots >>> 1);
  #units = new Uint16Array(initialSlots * 4);
  #size = 0;

  /** The value of the token `text[start, end)`; a new one gets what `make` answers. */
  get(text: string, start: number, end: number, make: (raw: string) => number): number {
    const hash = hashOf(text, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const token = this.#slots[slot]! - 1;
      if (token < 0) break;
      if (this.#hashes[token] === hash && this.#equals(token, text, start, end)) return this.#values[token]!;
      slot = (slot + 1) & mask;
    }
    const value = make(text.slice(start, end));
    this.#insert(hash, text, start, end, value);
    return value;
  }

  #equals(token: number, text: string, start: number, end: number): boolean {
    const from = this.#starts[token]!;
    if (this.#starts[token + 1]! - from !== end - start) return false;
    for (let i = start, at = from; i < end; i++, at++) if (this.#units[at] !== text.charCodeAt(i)) return false;
    return true;
  }

  #insert(hash: number, text: string, start: number, end: number, value: number): void {
    const token = this.#size++;
    if (token === this.#hashes.length) this.#grow();
    const from = this.#starts[token]!;
    const to = from + end - start;
    if (to > this.#units.length) this.#units = larger(this.#units, new Uint16Array(to * 2));
    for (let i = start, at = from; i < end; i++, at++) this.#units[at] = text.charCodeAt(i);
    this.#starts[token + 1] = to;
    this.#hashes[token] = hash;
    this.#values[token] = value;
    this.#place(token);
  }

  #grow(): void {
    const capacity = this.#hashes.length * 2;
    this.#hashes = larger(this.#hashes, new Uint32Array(capacity));
    this.#starts = larger(this.#starts, new Uint32Array(capacity + 1));
    this.#values = larger(this.#values, new Uint32Array(capacity));
    this.#slots = new Uint32Array(capacity * 2);
    for (let token = 0; token < this.#size - 1; token++) this.#place(token); // the last is still to be filled in
  }

  #place(token: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[token]! & mask;
    while (this.#slots[slot] !== noSlot) slot = (slot + 1) & mask;
    this.#slots[slot] = token + 1;
  }
}

function hashOf(text: string, start: number, end: number): number {
  let hash = end - start;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x9e3779b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function larger<T extends Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
