/**
 * A set of documents as bits: live documents, and what filters leave.
 * @module
 */

/** Ones of a word (Warren, Hacker's Delight, 5-1). */
export function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export class Bitmap {
  readonly size: number;
  readonly words: Uint32Array;

  constructor(size: number, words: Uint32Array = new Uint32Array(Math.ceil(size / 32))) {
    this.size = size;
    this.words = words;
  }

  static full(size: number): Bitmap {
    const bitmap = new Bitmap(size);
    bitmap.words.fill(0xffffffff);
    bitmap.#trim();
    return bitmap;
  }

  has(doc: number): boolean {
    return ((this.words[doc >>> 5]! >>> (doc & 31)) & 1) === 1;
  }

  add(doc: number): void {
    this.words[doc >>> 5]! |= 1 << (doc & 31);
  }

  /** Adds `base + docs[i]` for i in `[from, to)`. */
  addRange(docs: Uint32Array, from: number, to: number, base: number): void {
    const { words } = this;
    for (let i = from; i < to; i++) {
      const doc = docs[i]! + base;
      words[doc >>> 5]! |= 1 << (doc & 31);
    }
  }

  /** Adds `base + doc` for every document of another set. */
  addShifted(other: Bitmap, base: number): void {
    const first = base >>> 5;
    const shift = base & 31;
    for (let i = 0; i < other.words.length; i++) {
      const bits = other.words[i]!;
      this.words[first + i]! |= bits << shift;
      // Beyond the last word there is nothing to add: a write there is no write.
      if (shift !== 0) this.words[first + i + 1]! |= bits >>> (32 - shift);
    }
  }

  remove(doc: number): void {
    this.words[doc >>> 5]! &= ~(1 << (doc & 31));
  }

  clone(): Bitmap {
    return new Bitmap(this.size, this.words.slice());
  }

  /** The three change this set in place and return it. */
  and(other: Bitmap): this {
    for (let i = 0; i < this.words.length; i++) this.words[i]! &= other.words[i]!;
    return this;
  }

  or(other: Bitmap): this {
    for (let i = 0; i < this.words.length; i++) this.words[i]! |= other.words[i]!;
    return this;
  }

  not(): this {
    for (let i = 0; i < this.words.length; i++) this.words[i] = ~this.words[i]!;
    this.#trim();
    return this;
  }

  count(): number {
    let total = 0;
    for (let i = 0; i < this.words.length; i++) total += countBits(this.words[i]!);
    return total;
  }

  /** The set's documents, ascending. */
  docs(): Uint32Array {
    const { words } = this;
    const docs = new Uint32Array(this.count());
    let at = 0;
    for (let i = 0; i < words.length; i++) {
      let bits = words[i]!;
      while (bits !== 0) {
        docs[at++] = i * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
      }
    }
    return docs;
  }

  /** The last `most` documents, descending; all where they are fewer. */
  lastDocs(most: number): Uint32Array {
    const { words } = this;
    const docs = new Uint32Array(Math.min(most, this.count()));
    let at = 0;
    for (let i = words.length - 1; i >= 0 && at < docs.length; i--) {
      for (let bits = words[i]!; bits !== 0 && at < docs.length; ) {
        const highest = 31 - Math.clz32(bits);
        docs[at++] = i * 32 + highest;
        bits &= ~(1 << highest);
      }
    }
    return docs;
  }

  #trim(): void {
    const rest = this.size & 31;
    if (rest !== 0) this.words[this.words.length - 1]! &= 2 ** rest - 1;
  }
}
