/**
 * Near-duplicates of a ranking to their best copies. Comes in: ranked documents, best first. Goes out: which of them
 * stay, and for how many others each of them stands.
 *
 * A document goes where one that stays is better ranked and a near-duplicate of it; being alike is not handed on from
 * copy to copy, so that a chain of small changes never joins two different texts. Candidates are found by bands of the
 * signatures (Broder, 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4): who agrees in nearly
 * half of the bytes agrees in some band, and nobody is compared with all. Texts whose numbers differ are no copies,
 * however much else they share.
 * @module
 */
import { type Snapshot, signatureBytes } from "../../inverted-index/index.ts";
import { BodyNumbers } from "./body-numbers.ts";

/** Of 64 bytes: documents that share 45% of their runs of words. */
const leastEqualBytes = 29;
const bandBytes = 3;
const bands = Math.floor(signatureBytes / bandBytes);
const none = -1;
/** Slots of the table of bands: 64 MiB, for more than 800,000 documents. */
const slotsMax = 2 ** 24;

export interface Collapsed {
  /** Places in the ranking of the documents that stay, ascending. */
  readonly kept: readonly number[];
  /** Other documents that a kept one stands for, by document; those that stand for themselves alone are left out. */
  readonly duplicates: ReadonlyMap<number, number>;
}

/**
 * @param docs - best first, each once
 * @param most - the end, as soon as so many stay: copies behind it are not counted; default all
 */
export function collapseNearDuplicates(
  snapshot: Snapshot,
  docs: ArrayLike<number>,
  most: number = docs.length,
): Collapsed {
  const kept: number[] = [];
  const duplicates = new Map<number, number>();
  const best = new BestCopies(docs.length);
  const numbers = new BodyNumbers(snapshot);
  for (let place = 0; place < docs.length && kept.length < most; place++) {
    const doc = docs[place]!;
    const { reader, base } = snapshot.segmentOf(doc);
    const signature = new Signature(reader.signatures, (doc - base) * signatureBytes);
    const copyOf = signature.isEmpty()
      ? none
      : best.find(signature, (number) => !numbers.differ(docs[kept[number]!]!, doc));
    if (copyOf !== none) {
      const original = docs[kept[copyOf]!]!;
      duplicates.set(original, (duplicates.get(original) ?? 0) + 1);
    } else {
      best.add(signature);
      kept.push(place);
    }
  }
  return { kept, duplicates };
}

class Signature {
  readonly bytes: Uint8Array;
  readonly start: number;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.start = start;
  }

  isEmpty(): boolean {
    for (let i = 0; i < signatureBytes; i++) if (this.bytes[this.start + i] !== 0) return false;
    return true;
  }

  isLike(other: Signature): boolean {
    let equal = 0;
    for (let i = 0; i < signatureBytes; i++) {
      if (this.bytes[this.start + i] === other.bytes[other.start + i]) equal++;
    }
    return equal >= leastEqualBytes;
  }

  /** Number of the band and its bytes in one hash. */
  band(band: number): number {
    const at = this.start + band * bandBytes;
    const key = (this.bytes[at]! << 16) | (this.bytes[at + 1]! << 8) | this.bytes[at + 2]!;
    const hash = Math.imul(key ^ (band << 24), 0x9e3779b1);
    return (hash ^ (hash >>> 15)) >>> 0;
  }
}

/** The documents that stay, numbered from the best, found by the bands of their signatures. */
class BestCopies {
  readonly #signatures: Signature[] = [];
  /** By hash of a band the entry added last, entry `number * bands + band`; `#before` has the one added before it. */
  readonly #last: Int32Array;
  readonly #before: Int32Array;
  /** By number the search that looked at it last. */
  readonly #seenBy: Int32Array;
  #searches = 0;

  /** @param most - how many may be added */
  constructor(most: number) {
    this.#last = new Int32Array(Math.min(slotsMax, 2 ** Math.ceil(Math.log2(most * bands + 1)))).fill(none);
    this.#before = new Int32Array(most * bands);
    this.#seenBy = new Int32Array(most);
  }

  add(signature: Signature): void {
    const number = this.#signatures.push(signature) - 1;
    if (signature.isEmpty()) return;
    for (let band = 0; band < bands; band++) {
      const slot = signature.band(band) & (this.#last.length - 1);
      this.#before[number * bands + band] = this.#last[slot]!;
      this.#last[slot] = number * bands + band;
    }
  }

  /** Number of the best that is like this one and may be its copy, or `none`. */
  find(signature: Signature, mayBeCopy: (number: number) => boolean): number {
    const search = ++this.#searches;
    let found = none;
    for (let band = 0; band < bands; band++) {
      const slot = signature.band(band) & (this.#last.length - 1);
      for (let entry = this.#last[slot]!; entry !== none; entry = this.#before[entry]!) {
        const number = Math.floor(entry / bands);
        if (this.#seenBy[number] === search) continue;
        this.#seenBy[number] = search;
        const isBetter = found === none || number < found;
        if (isBetter && signature.isLike(this.#signatures[number]!) && mayBeCopy(number)) found = number;
      }
    }
    return found;
  }
}
