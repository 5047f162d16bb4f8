/**
 * Candidates of a phrase by its bigrams: documents of a segment's field that hold neighbouring words of the phrase
 * side by side, where the index knows them, so that of frequent words only few documents are read.
 * @module
 */
import type { TextField } from "../../inverted-index/index.ts";
import { heldByBoth, heldByEither } from "./document-lists.ts";

/** Ordinals of the stems that a word of the phrase may have in a segment's dictionary. */
export type TermStems = readonly number[];

export interface BigramCandidates {
  /** Ascending; all documents that hold the phrase are among them. */
  readonly docs: Uint32Array;
  /** Whether they are the documents of the phrase. */
  readonly isPhrase: boolean;
}

/** One of the stems that two neighbouring words of the phrase may have. */
type Bigram = readonly [stem: number, next: number];

/** Undefined where no bigram narrows the documents that hold all words. */
export function bigramCandidates(
  { stems, bigrams }: TextField,
  terms: readonly TermStems[],
): BigramCandidates | undefined {
  if (bigrams === undefined || terms.length < 2) return undefined;
  const ordinals = terms.map((term) => term.filter((stem) => stems.docFreq(stem) > 0));
  const areFrequent = ordinals.map((all) => all.every((stem) => bigrams.has(stem)));
  const pairs: { readonly bigrams: readonly Bigram[]; readonly docFreq: number }[] = [];
  for (let i = 0; i + 1 < terms.length; i++) {
    if (!areFrequent[i] || !areFrequent[i + 1]) continue;
    const found = ordinals[i]!.flatMap((stem) => ordinals[i + 1]!.map((next): Bigram => [stem, next]));
    const docFreq = found.reduce((sum, [stem, next]) => sum + bigrams.docFreq(stem, next), 0);
    pairs.push({ bigrams: found, docFreq });
  }
  pairs.sort((a, b) => a.docFreq - b.docFreq);
  const [rarest] = pairs;
  const leastOfTerm = Math.min(...ordinals.map((all) => all.reduce((sum, stem) => sum + stems.docFreq(stem), 0)));
  // A rare word beside the pair has fewer documents than it.
  if (rarest === undefined || leastOfTerm < rarest.docFreq) return undefined;
  const [few, ...others] = pairs.map((pair) =>
    pair.bigrams.map(([stem, next]) => bigrams.docs(stem, next)).reduce(heldByEither, new Uint32Array(0)),
  );
  return { docs: others.reduce(heldByBoth, few!), isPhrase: terms.length === 2 };
}
