/**
 * Documents of a segment's field that may hold a phrase: by two of its words side by side, where the index knows them,
 * else by holding all of its words.
 * @module
 */
import type { BigramPostings, TextField } from "../../inverted-index/index.ts";
import { heldByBoth, heldByEither } from "./document-lists.ts";
import type { PhraseTermInField } from "./phrase-terms.ts";

export interface PhraseCandidates {
  /** Ascending; all documents that hold the phrase are among them. */
  readonly docs: Uint32Array;
  /** Whether they are the documents of the phrase. */
  readonly isPhrase: boolean;
  /** How often each holds the phrase, where that is known. */
  readonly freqs?: Uint8Array;
}

/** Documents, ascending, that hold all of the phrase's words of these numbers, and perhaps others. */
export type Holders = (terms: readonly number[]) => Uint32Array;

/** @param slop - bigrams are of words without others between them */
export function phraseCandidates(
  { bigrams }: TextField,
  terms: readonly PhraseTermInField[],
  slop: number,
  holders: Holders,
): PhraseCandidates {
  if (bigrams === undefined || slop > 0 || terms.length < 2)
    return { docs: holders([...terms.keys()]), isPhrase: false };
  const pairs = terms.slice(1).map((next, i) => new TermPair(bigrams, terms, i, next));
  const best = pairs.reduce((few, pair) => (pair.most < few.most ? pair : few));
  // A rare word beside the pair has fewer documents than it.
  if (terms.some(({ docFreq }) => docFreq <= best.most)) return { docs: holders([...terms.keys()]), isPhrase: false };
  const isPhrase = terms.length === 2 && best.isKnown;
  const single = isPhrase ? best.single : undefined;
  if (single !== undefined) return { docs: single.docs, freqs: single.freqs, isPhrase };
  let docs = best.docs(holders);
  for (const pair of pairs) if (pair !== best && pair.isKnown) docs = heldByBoth(docs, pair.docs(holders));
  return { docs, isPhrase };
}

/** Two neighbouring words of a phrase, each with its stems. */
class TermPair {
  /** At most so many documents are found. */
  readonly most: number;
  /** Whether the index knows all of its documents. */
  readonly isKnown: boolean;
  readonly #bigrams: BigramPostings;
  readonly #first: PhraseTermInField;
  readonly #second: PhraseTermInField;
  readonly #place: number;

  /** @param place - of the first word in the phrase */
  constructor(bigrams: BigramPostings, terms: readonly PhraseTermInField[], place: number, second: PhraseTermInField) {
    this.#bigrams = bigrams;
    this.#first = terms[place]!;
    this.#second = second;
    this.#place = place;
    let most = 0;
    let isKnown = true;
    this.#forEach((stem, next, isPairKnown, leastDocFreq) => {
      most += isPairKnown ? bigrams.docFreq(stem, next) : leastDocFreq;
      isKnown &&= isPairKnown;
    });
    this.most = most;
    this.isKnown = isKnown;
  }

  /** Documents and frequencies, where both words have one stem. */
  get single(): { readonly docs: Uint32Array; readonly freqs: Uint8Array } | undefined {
    const [stem, second] = this.#first.stems;
    const [next, secondNext] = this.#second.stems;
    if (second !== undefined || secondNext !== undefined) return undefined;
    return this.#bigrams.get(stem!, next!) ?? nowhere;
  }

  /** Documents that hold the two side by side; where that is not known, that hold both. */
  docs(holders: Holders): Uint32Array {
    let all: Uint32Array = nowhere.docs;
    this.#forEach((stem, next, isKnown) => {
      const docs = isKnown ? this.#bigrams.get(stem, next)?.docs : holders([this.#place, this.#place + 1]);
      if (docs !== undefined) all = heldByEither(all, docs);
    });
    return all;
  }

  #forEach(visit: (stem: number, next: number, isKnown: boolean, leastDocFreq: number) => void): void {
    for (const stem of this.#first.stems) {
      const docFreq = this.#first.docFreqOf(stem);
      for (const next of this.#second.stems) {
        const nextDocFreq = this.#second.docFreqOf(next);
        visit(stem, next, this.#bigrams.knows(docFreq, nextDocFreq), Math.min(docFreq, nextDocFreq));
      }
    }
  }
}

const nowhere = { docs: new Uint32Array(0), freqs: new Uint8Array(0) };
