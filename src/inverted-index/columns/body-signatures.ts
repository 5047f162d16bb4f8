/**
 * A signature for each document's body, by which near-duplicates are recognised: two signatures agree in about as
 * many of their 64 bytes as the two bodies share of their runs of five words. Bodies are compared by folded words, so
 * that marks and seats of hamza do not matter. A body of fewer than 20 words is one run: it only equals itself.
 *
 * One-permutation minhash (Li, Owen and Zhang, 2012) with the densification of Shrivastava (2017) and one byte of each
 * minimum (Li and König, 2010). docs/decisions/0009-near-duplicates.md says why these lengths.
 * @module
 */

import { mixBits } from "../codec/hashes.ts";
import type { SectionFile } from "../codec/section-file.ts";
import { type ForwardRows, valueBoundary } from "../forward/forward-field.ts";

/** Bytes of a signature; all of them 0 for a document without a body. */
export const signatureBytes = 64;
/** Of the columns file. */
export const signaturesSection = "signatures";

const runWords = 5;
const leastWords = 20;
/** Runs with a number count so often: articles of one template differ by their numbers. */
const numberWeight = 4;

const base = 0x2c1b3c6d;
/** base ** runWords modulo 2 ** 32: takes the word that leaves the run out of its hash. */
const leaving = Array.from({ length: runWords }).reduce<number>((power) => Math.imul(power, base), 1);
/** Stands where a bin saw no run. Hashes are signed here: V8 keeps an unsigned one of 32 bits as a floating number. */
const unset = 0x7fffffff;
const binShift = 32 - Math.log2(signatureBytes);

/** The fields that a body is read from: the first that has a word. */
export const bodyFields: readonly string[] = ["text", "title"];

/**
 * Signatures of a segment's documents, `signatureBytes` for each.
 * @param bodies - rows of the body fields that it has, in their order
 * @param hashes - of the folded forms of its words, by the place that stands for a word in the rows
 */
export function signDocuments(docCount: number, bodies: readonly ForwardRows[], hashes: Int32Array): Uint8Array {
  const signatures = new Uint8Array(docCount * signatureBytes);
  const minima = new Int32Array(signatureBytes);
  const next = bodies.map(() => 0);
  let words = new Int32Array(1024);
  for (let doc = 0; doc < docCount; doc++) {
    let count = 0;
    for (let body = bodies.length - 1; body >= 0; body--) {
      const rows = bodies[body]!;
      const row = next[body]!;
      if (rows.docs[row] !== doc) continue;
      next[body] = row + 1;
      if (rows.lengths[row] === 0) continue;
      const tokens = rows.tokens.subarray(rows.starts[row], rows.starts[row + 1]);
      if (tokens.length > words.length) words = new Int32Array(2 * tokens.length);
      count = hashesOf(tokens, hashes, words);
    }
    if (count === 0) continue;
    collect(words, count, minima.fill(unset));
    write(minima, signatures, doc * signatureBytes);
  }
  return signatures;
}

/** Returns how many `words` it was. */
function hashesOf(tokens: Uint32Array, hashes: Int32Array, words: Int32Array): number {
  let count = 0;
  for (let i = 0; i < tokens.length; i++) if (tokens[i] !== valueBoundary) words[count++] = hashes[tokens[i]!]!;
  return count;
}

/** @param words - hashes, `count` of them */
function collect(words: Int32Array, count: number, minima: Int32Array): void {
  let hash = 0;
  if (count < leastWords) {
    for (let i = 0; i < count; i++) hash = mixBits((Math.imul(hash, base) + words[i]!) | 0);
    lower(minima, hash);
    return;
  }
  let numbers = 0;
  for (let i = 0; i < count; i++) {
    const word = words[i]!;
    const left = i < runWords ? 0 : words[i - runWords]!;
    hash = (Math.imul(hash, base) + word - Math.imul(left, leaving)) | 0;
    numbers += (word & 1) - (left & 1);
    if (i < runWords - 1) continue;
    lower(minima, mixBits(hash));
    if (numbers === 0) continue;
    for (let copy = 1; copy < numberWeight; copy++) lower(minima, mixBits((hash + copy) | 0));
  }
}

/** One byte of each minimum; a bin that saw nothing takes over from one that did, always looking in the same order. */
function write(minima: Int32Array, signatures: Uint8Array, at: number): void {
  for (let bin = 0; bin < signatureBytes; bin++) {
    let minimum = minima[bin]!;
    for (let probe = 1; minimum === unset; probe++) {
      minimum = minima[mixBits(bin * signatureBytes + probe) >>> binShift]!;
    }
    signatures[at + bin] = mixBits((minimum + bin) | 0);
  }
}

/** The upper bits of a run's hash choose its bin, the whole competes there. */
function lower(minima: Int32Array, hash: number): void {
  const bin = hash >>> binShift;
  if (hash < minima[bin]!) minima[bin] = hash;
}

/** Whether a section of the columns stays on disk until it is asked for: most searches ask for no signature. */
export function holdsSignatures(name: string): boolean {
  return name === signaturesSection;
}

/** Signatures of a segment's documents, `signatureBytes` for each. */
export function readSignatures(file: SectionFile): Uint8Array {
  const signatures = new Uint8Array(file.sizeOf(signaturesSection));
  file.read(signaturesSection, 0, signatures);
  return signatures;
}
