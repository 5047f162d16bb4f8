/**
 * How often documents hold the words of a phrase in order: their words are read in the forward index.
 * @module
 */
import { type ForwardField, mostPlaces, WordFilter, WordSequence } from "../../inverted-index/index.ts";

export interface PhrasePostings {
  /** Ascending. */
  readonly docs: Uint32Array;
  /** More than 255 count as 255. */
  readonly freqs: Uint8Array;
}

/** Where it does not matter how often a document holds the words, the first time is enough. */
export const once = 1;
/** Frequencies are stored in one byte. */
export const mostCounted = 255;
/** Documents whose rows are asked for at once. */
const fetchedDocs = 32;

/**
 * Documents that hold words in order with at most `slop` others between them in all.
 * @param places - for each place the keys of the words that may stand there, ascending
 * @param candidates - ascending; documents that are not among them are not read
 * @param most - how often they are counted in a document; no more than `mostCounted`
 */
export function countInOrder(
  forward: ForwardField,
  places: readonly Uint32Array[],
  slop: number,
  candidates: Uint32Array,
  most: number,
): PhrasePostings {
  const docs = new Uint32Array(candidates.length);
  const freqs = new Uint8Array(candidates.length);
  let found = 0;
  const counter =
    slop === 0 && places.length <= mostPlaces ? new SideBySide(places, most) : new WithSlop(places, slop, most);
  try {
    for (let i = 0; i < candidates.length; i++) {
      if (i % fetchedDocs === 0) forward.touch(candidates, i, Math.min(i + fetchedDocs, candidates.length));
      const doc = candidates[i]!;
      const row = forward.rowOf(doc);
      const count = row < 0 ? 0 : counter.count(forward, row);
      if (count === 0) continue;
      docs[found] = doc;
      freqs[found++] = count;
    }
  } finally {
    // What one phrase leaves behind in the tables, the next would look for.
    counter.end();
  }
  return { docs: docs.subarray(0, found), freqs: freqs.subarray(0, found) };
}

/** Both empty between two phrases. */
const sequence = new WordSequence();
const filter = new WordFilter();

class SideBySide {
  readonly #most: number;

  constructor(places: readonly Uint32Array[], most: number) {
    this.#most = most;
    for (const keys of places) sequence.add(keys);
  }

  count(forward: ForwardField, row: number): number {
    return forward.countSequence(row, sequence, this.#most);
  }

  end(): void {
    sequence.clear();
  }
}

class WithSlop {
  readonly #slop: number;
  readonly #most: number;
  readonly #termsOfKey = new Map<number, number[]>();
  readonly #positions: number[][];

  constructor(places: readonly Uint32Array[], slop: number, most: number) {
    this.#slop = slop;
    this.#most = most;
    this.#positions = places.map(() => []);
    places.forEach((keys, term) => {
      for (const key of keys) {
        filter.add(key);
        const known = this.#termsOfKey.get(key);
        if (known === undefined) this.#termsOfKey.set(key, [term]);
        else known.push(term);
      }
    });
  }

  count(forward: ForwardField, row: number): number {
    const found = forward.find(row, filter);
    const { keys, positions } = forward;
    for (const places of this.#positions) places.length = 0;
    for (let i = 0; i < found; i++) {
      for (const term of this.#termsOfKey.get(keys[i]!) ?? []) this.#positions[term]!.push(positions[i]!);
    }
    let count = 0;
    for (const start of this.#positions[0]!)
      if (endOfPhrase(this.#positions, start, this.#slop) !== undefined && ++count === this.#most) break;
    return count;
  }

  end(): void {
    filter.clear();
  }
}

/**
 * Whether positions can be chosen in order with at most `slop` words between them in all.
 * @param positions - of each term, ascending
 */
export function followEachOther(positions: readonly (readonly number[])[], slop: number): boolean {
  return positions[0]!.some((start) => endOfPhrase(positions, start, slop) !== undefined);
}

/** Last position of the phrase that begins at `start`, undefined where it does not go on. */
export function endOfPhrase(
  positions: readonly (readonly number[])[],
  start: number,
  slop: number,
): number | undefined {
  let last = start;
  for (let term = 1; term < positions.length; term++) {
    // The nearest next position leaves the most room for those after it.
    const next = positions[term]!.find((position) => position > last);
    if (next === undefined || next - start - term > slop) return undefined;
    last = next;
  }
  return last;
}
