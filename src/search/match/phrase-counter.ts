/**
 * How often documents hold the words of a phrase in order: their words are read in the forward index.
 * @module
 */
import { type ForwardField, WordFilter } from "../../inverted-index/index.ts";
import type { PhraseTermInField } from "./phrase-terms.ts";

export interface PhrasePostings {
  /** Ascending. */
  readonly docs: Uint32Array;
  /** More than 255 count as 255. */
  readonly freqs: Uint8Array;
}

const mostCounted = 255;
/** Documents whose rows are asked for at once. */
const fetchedDocs = 32;

/**
 * Documents that hold the terms in order with at most `slop` words between them in all.
 * @param candidates - ascending; documents that are not among them are not read
 */
export function countInOrder(
  forward: ForwardField,
  terms: readonly PhraseTermInField[],
  slop: number,
  candidates: Uint32Array,
): PhrasePostings {
  const docs = new Uint32Array(candidates.length);
  const freqs = new Uint8Array(candidates.length);
  let found = 0;
  const counter = slop === 0 && terms.length <= mostPlaces ? new SideBySide(terms) : new WithSlop(terms, slop);
  for (let i = 0; i < candidates.length; i++) {
    if (i % fetchedDocs === 0) forward.touch(candidates, i, Math.min(i + fetchedDocs, candidates.length));
    const doc = candidates[i]!;
    const row = forward.rowOf(doc);
    if (row < 0) continue;
    const count = counter.count(forward, forward.find(row, filter));
    if (count === 0) continue;
    docs[found] = doc;
    freqs[found++] = Math.min(mostCounted, count);
  }
  counter.end();
  return { docs: docs.subarray(0, found), freqs: freqs.subarray(0, found) };
}

/** Empty between two phrases. */
const filter = new WordFilter();

/** Bits of a number. */
const mostPlaces = 31;
/** Keys below are numbers of codes. */
const codes = 1 << 16;
/** By code, the places of the phrase that a word may take, as bits; all 0 between two phrases. */
const placesOfCode = new Uint32Array(codes);

/** Shift-And (Baeza-Yates & Gonnet 1992): bit i of the state says that the last words were the phrase's first i + 1. */
class SideBySide {
  readonly #terms: readonly PhraseTermInField[];
  readonly #last: number;
  /** The same of words without a code. */
  readonly #placesOfRare = new Map<number, number>();

  constructor(terms: readonly PhraseTermInField[]) {
    this.#terms = terms;
    this.#last = 1 << (terms.length - 1);
    for (let term = 0; term < terms.length; term++) {
      const { keys } = terms[term]!;
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i]!;
        filter.add(key);
        if (key < codes) placesOfCode[key]! |= 1 << term;
        else this.#placesOfRare.set(key, (this.#placesOfRare.get(key) ?? 0) | (1 << term));
      }
    }
  }

  /** @param found - how many words were found in the document */
  count({ keys, positions }: ForwardField, found: number): number {
    let state = 0;
    let count = 0;
    let next = 0;
    for (let i = 0; i < found; i++) {
      const position = positions[i]!;
      if (position !== next) state = 0;
      next = position + 1;
      const key = keys[i]!;
      const places = key < codes ? placesOfCode[key]! : (this.#placesOfRare.get(key) ?? 0);
      state = ((state << 1) | 1) & places;
      if ((state & this.#last) !== 0) count++;
    }
    return count;
  }

  end(): void {
    filter.clear();
    for (const { keys } of this.#terms) for (const key of keys) if (key < codes) placesOfCode[key] = 0;
  }
}

class WithSlop {
  readonly #slop: number;
  readonly #termsOfKey = new Map<number, number[]>();
  readonly #positions: number[][];

  constructor(terms: readonly PhraseTermInField[], slop: number) {
    this.#slop = slop;
    this.#positions = terms.map(() => []);
    terms.forEach(({ keys }, term) => {
      for (const key of keys) {
        filter.add(key);
        const known = this.#termsOfKey.get(key);
        if (known === undefined) this.#termsOfKey.set(key, [term]);
        else known.push(term);
      }
    });
  }

  count({ keys, positions }: ForwardField, found: number): number {
    for (const places of this.#positions) places.length = 0;
    for (let i = 0; i < found; i++) {
      for (const term of this.#termsOfKey.get(keys[i]!) ?? []) this.#positions[term]!.push(positions[i]!);
    }
    let count = 0;
    for (const start of this.#positions[0]!) if (endOfPhrase(this.#positions, start, this.#slop) !== undefined) count++;
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
