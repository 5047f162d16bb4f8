/**
 * Hashes of words by their folded forms, for what compares texts without regard to spelling. A word's hash is made
 * when it is first asked for and lives as long as the table of the words.
 * @module
 */
import { fold } from "../../analysis/index.ts";
import { mixBits } from "../codec/hashes.ts";

const notYet = 0;

export class FoldedHashes {
  readonly #words: readonly string[];
  #hashes = new Int32Array(1 << 12);

  /** @param words - by ordinal; may grow */
  constructor(words: readonly string[]) {
    this.#words = words;
  }

  /** Of each word 32 bits, odd for numbers and even for all else. */
  of(words: Uint32Array): Int32Array {
    const hashes = new Int32Array(words.length);
    for (let i = 0; i < words.length; i++) hashes[i] = this.#of(words[i]!);
    return hashes;
  }

  #of(word: number): number {
    if (word >= this.#hashes.length) this.#grow(word + 1);
    const known = this.#hashes[word]!;
    if (known !== notYet) return known;
    const hash = hashOf(fold(this.#words[word]!));
    this.#hashes[word] = hash;
    return hash;
  }

  #grow(least: number): void {
    const larger = new Int32Array(Math.max(least, this.#hashes.length * 2));
    larger.set(this.#hashes);
    this.#hashes = larger;
  }
}

function hashOf(folded: string): number {
  let hash = folded.length;
  for (let i = 0; i < folded.length; i++) hash = Math.imul(hash ^ folded.charCodeAt(i), 0x9e3779b1);
  const first = folded.charCodeAt(0);
  const isNumber = first >= 0x30 && first <= 0x39;
  return (mixBits(hash) & ~1) | (isNumber ? 1 : 0);
}
