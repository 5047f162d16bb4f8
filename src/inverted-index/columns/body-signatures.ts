/**
 * A signature for each document's body, by which near-duplicates are recognised: two signatures agree in about as
 * many of their 64 bytes as the two bodies share of their runs of five words. Bodies are compared by folded words, so
 * that marks and seats of hamza do not matter. A body of fewer than 20 words is one run: it only equals itself.
 *
 * One-permutation minhash (Li, Owen and Zhang, 2012) with the densification of Shrivastava (2017) and one byte of each
 * minimum (Li and König, 2010). docs/decisions/0009-near-duplicates.md says why these lengths.
 * @module
 */
import { fold } from "../../analysis/index.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { type ForwardRows, valueBoundary } from "../forward/forward-field.ts";

/** Bytes of a signature; all of them 0 for a document without a body. */
export const signatureBytes = 64;

const runWords = 5;
const leastWords = 20;
/** Runs with a number count so often: articles of one template differ by their numbers. */
const numberWeight = 4;

const base = 0x2c1b3c6d;
/** base ** runWords modulo 2 ** 32: takes the word that leaves the run out of its hash. */
const leaving = Array.from({ length: runWords }).reduce<number>((power) => Math.imul(power, base), 1);
const unset = 0xffffffff;
const binShift = 32 - Math.log2(signatureBytes);

/** The fields that a body is read from, best first. */
const bodyFields: readonly string[] = ["text", "title"];

export class BodySignatures {
  readonly #signatures: Uint8Array;
  /** By document: place in `bodyFields` of the field it was read from, plus one. */
  readonly #source: Uint8Array;
  readonly #hashes: Uint32Array;
  readonly #minima = new Uint32Array(signatureBytes);
  /** Hashes of the words of one run. */
  readonly #run = new Uint32Array(runWords);

  /** @param wordRank - place in the dictionary, by ordinal of `words`, of those that are `used` */
  constructor(words: readonly string[], used: Uint32Array, wordRank: Uint32Array, docCount: number) {
    this.#signatures = new Uint8Array(docCount * signatureBytes);
    this.#source = new Uint8Array(docCount);
    this.#hashes = new Uint32Array(used.length);
    for (const word of used) this.#hashes[wordRank[word]!] = hashOf(fold(words[word]!));
  }

  /** Reads a field in the dictionary's ordinals; fields may come in any order, and those that are no body too. */
  addField(name: string, { docs, starts, tokens }: ForwardRows): void {
    const source = bodyFields.indexOf(name) + 1;
    if (source === 0) return;
    for (let row = 0; row < docs.length; row++) {
      const doc = docs[row]!;
      if (this.#source[doc] !== 0 && this.#source[doc]! < source) continue;
      if (this.#collect(tokens, starts[row]!, starts[row + 1]!)) {
        this.#source[doc] = source;
        this.#write(doc * signatureBytes);
      }
    }
  }

  sections(): [string, SectionContent][] {
    return [["signatures", this.#signatures]];
  }

  /** Minima of the runs of `tokens[from, to)`; false where there is no word. */
  #collect(tokens: Uint32Array, from: number, to: number): boolean {
    const run = this.#run.fill(0);
    this.#minima.fill(unset);
    let hash = 0;
    let words = 0;
    let numbers = 0;
    for (let i = from; i < to; i++) {
      const token = tokens[i]!;
      if (token === valueBoundary) continue;
      const word = this.#hashes[token]!;
      const slot = words++ % runWords;
      const left = run[slot]!;
      run[slot] = word;
      hash = (Math.imul(hash, base) + word - Math.imul(left, leaving)) | 0;
      numbers += (word & 1) - (left & 1);
      if (words < runWords) continue;
      this.#see(mix(hash));
      if (numbers === 0) continue;
      for (let copy = 1; copy < numberWeight; copy++) this.#see(mix(hash + copy));
    }
    if (words >= leastWords) return true;
    if (words === 0) return false;
    this.#minima.fill(unset);
    this.#see(this.#wholeHash(tokens, from, to));
    return true;
  }

  #wholeHash(tokens: Uint32Array, from: number, to: number): number {
    let hash = 0;
    for (let i = from; i < to; i++) {
      if (tokens[i] !== valueBoundary) hash = mix(Math.imul(hash, base) + this.#hashes[tokens[i]!]!);
    }
    return hash;
  }

  /** The upper bits of a run's hash choose its bin, the whole competes there. */
  #see(hash: number): void {
    const bin = hash >>> binShift;
    if (hash < this.#minima[bin]!) this.#minima[bin] = hash;
  }

  /** One byte of each minimum; a bin that saw nothing takes over from one that did, always looking in the same order. */
  #write(at: number): void {
    for (let bin = 0; bin < signatureBytes; bin++) {
      let minimum = this.#minima[bin]!;
      for (let probe = 1; minimum === unset; probe++) {
        minimum = this.#minima[mix(bin * signatureBytes + probe) >>> binShift]!;
      }
      this.#signatures[at + bin] = mix(minimum + bin);
    }
  }
}

/** Signatures of a segment's documents, `signatureBytes` for each. */
export function readSignatures(file: SectionFile): Uint8Array {
  return file.bytes("signatures");
}

/** Odd for numbers. */
function hashOf(folded: string): number {
  let hash = folded.length;
  for (let i = 0; i < folded.length; i++) hash = Math.imul(hash ^ folded.charCodeAt(i), 0x9e3779b1);
  const first = folded.charCodeAt(0);
  const isNumber = first >= 0x30 && first <= 0x39 ? 1 : 0;
  return ((mix(hash) & ~1) | isNumber) >>> 0;
}

/** Finalizer of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
