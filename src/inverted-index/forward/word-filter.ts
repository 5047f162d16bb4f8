/**
 * Keys of words in rows of a forward index, and sets of them that are looked for.
 * @module
 */

/** Keys below are codes; those from here on stand for words without a code of their own. */
export const firstRareKey = 0x10000;
/** Bits of a word filter: one for each code, and as many that words without one share. */
const filterBits = 2 * firstRareKey;

/**
 * Words that are looked for in rows, by their keys, small enough for the nearest cache: most words of a row are not
 * among them. Words without a code of their own may share a bit.
 */
export class WordFilter {
  readonly bits: Uint32Array = new Uint32Array(filterBits / 32);

  /** @param key - of `ForwardField.keyOf` */
  add(key: number): void {
    const bit = filterBit(key);
    this.bits[bit >>> 5]! |= 1 << (bit & 31);
  }

  clear(): void {
    this.bits.fill(0);
  }
}

/** Which of a filter's bits stands for a key. */
export function filterBit(key: number): number {
  return key < firstRareKey ? key : firstRareKey | (key & 0xffff);
}
