/**
 * A signature for each document's body, by which near-duplicates are recognised: two signatures agree in about as
 * many of their 64 bytes as the two bodies share of their runs of five words. Bodies are compared by folded words, so
 * that marks and seats of hamza do not matter. A body of fewer than 20 words is one run: it only equals itself.
 *
 * One-permutation minhash (Li, Owen and Zhang, 2012) with the densification of Shrivastava (2017) and one byte of each
 * minimum (Li and König, 2010). docs/decisions/0009-near-duplicates.md says why these lengths.
 * @module
 */
import { GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { mixBits } from "../dictionary/folded-hashes.ts";

/** Bytes of a signature; all of them 0 for a document without a body. */
export const signatureBytes = 64;
const section = "signatures";

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

/** Collects the signatures of one segment; each document once, in order. */
export class SignatureBuffer {
  readonly #minima = new Int32Array(signatureBytes);
  #signatures = new Uint8Array(256 * signatureBytes);
  #count = 0;
  /** Of each of the body fields of one document the bits of its words' hashes. */
  readonly #bodies: readonly GrowableUint32[] = bodyFields.map(() => new GrowableUint32());

  /** Takes in words of a field of the document that is signed next. @param hashes - of their folded forms */
  see(field: string, hashes: Uint32Array): void {
    this.#bodies[bodyFields.indexOf(field)]?.append(hashes);
  }

  /** Signs the document whose words it has seen. */
  sign(): void {
    const at = this.#next();
    const body = this.#bodies.find(({ length }) => length > 0)?.view();
    if (body === undefined) return;
    this.#collect(new Int32Array(body.buffer, body.byteOffset, body.length));
    this.#write(at);
    for (const each of this.#bodies) each.clear();
  }

  /** The signature that `doc` has in another segment. */
  copy(signatures: Uint8Array, doc: number): void {
    const from = doc * signatureBytes;
    const at = this.#next();
    this.#signatures.set(signatures.subarray(from, from + signatureBytes), at);
  }

  sections(): [string, SectionContent][] {
    return [[section, this.#signatures.subarray(0, this.#count * signatureBytes)]];
  }

  #next(): number {
    const at = this.#count++ * signatureBytes;
    if (at === this.#signatures.length) {
      const larger = new Uint8Array(at * 2);
      larger.set(this.#signatures);
      this.#signatures = larger;
    }
    return at;
  }

  #collect(words: Int32Array): void {
    const minima = this.#minima.fill(unset);
    let hash = 0;
    if (words.length < leastWords) {
      for (const word of words) hash = mixBits((Math.imul(hash, base) + word) | 0);
      lower(minima, hash);
      return;
    }
    let numbers = 0;
    for (let i = 0; i < words.length; i++) {
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
  #write(at: number): void {
    for (let bin = 0; bin < signatureBytes; bin++) {
      let minimum = this.#minima[bin]!;
      for (let probe = 1; minimum === unset; probe++) {
        minimum = this.#minima[mixBits(bin * signatureBytes + probe) >>> binShift]!;
      }
      this.#signatures[at + bin] = mixBits((minimum + bin) | 0);
    }
  }
}

/** The upper bits of a run's hash choose its bin, the whole competes there. */
function lower(minima: Int32Array, hash: number): void {
  const bin = hash >>> binShift;
  if (hash < minima[bin]!) minima[bin] = hash;
}

/** Whether a section of the columns stays on disk until it is asked for: most searches ask for no signature. */
export function holdsSignatures(name: string): boolean {
  return name === section;
}

/** Signatures of a segment's documents, `signatureBytes` for each. */
export function readSignatures(file: SectionFile): Uint8Array {
  const signatures = new Uint8Array(file.sizeOf(section));
  file.read(section, 0, signatures);
  return signatures;
}
