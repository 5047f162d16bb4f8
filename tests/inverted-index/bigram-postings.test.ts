/**
 * Bigrams of frequent stems, against the plainest count of neighbours.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ForwardBuffer, finishForward } from "../../src/inverted-index/forward/forward-field.ts";
import { noStem } from "../../src/inverted-index/index.ts";
import {
  type BigramColumns,
  bigramSections,
  invertBigrams,
} from "../../src/inverted-index/postings/bigram-inversion.ts";
import { BigramPostings } from "../../src/inverted-index/postings/bigram-postings.ts";
import { invert } from "../../src/inverted-index/postings/invert.ts";
import { docFreqsOf } from "../../src/inverted-index/postings/lists.ts";
import { sectionFileOf } from "./section-file-of.ts";

/** Stems of the six words: the second reading of words 1 and 4. */
const first = Uint32Array.of(0, 1, 2, 0, 3, 2);
const second = Uint32Array.of(noStem, 2, noStem, noStem, 0, noStem);
const stemCount = 4;
const stems = { wordOrder: Uint32Array.of(0, 1, 2, 3, 4, 5), first, second, stemCount };
const stemsOf = (word: number) => [first[word]!, second[word]!].filter((stem) => stem !== noStem);

/** Documents as values of words. */
type Documents = readonly (readonly (readonly number[])[])[];

function rowsOf(documents: Documents) {
  const buffer = new ForwardBuffer();
  documents.forEach((values, doc) => {
    for (const words of values) {
      buffer.startValue(2 * doc);
      for (const word of words) buffer.push(word);
    }
  });
  return finishForward(buffer);
}

async function opened(columns: BigramColumns, docCount: number): Promise<BigramPostings> {
  return new BigramPostings(await sectionFileOf("positions", bigramSections(0, columns)), 0, docCount);
}

function occurrences(values: Documents[number], stem: number, next: number): number {
  return values.flatMap((words) =>
    words.filter((word, i) => i > 0 && stemsOf(words[i - 1]!).includes(stem) && stemsOf(word).includes(next)),
  ).length;
}

function holders(documents: Documents, stem: number, next: number): number[] {
  return documents.flatMap((values, doc) => (occurrences(values, stem, next) > 0 ? [2 * doc] : []));
}

function docFreq(documents: Documents, stem: number): number {
  return documents.filter((values) => values.flat().some((word) => stemsOf(word).includes(stem))).length;
}

describe("bigrams", () => {
  const documents = fc.array(fc.array(fc.array(fc.nat(5), { maxLength: 8 }), { minLength: 1, maxLength: 3 }), {
    maxLength: 12,
  });

  it("name the documents that hold two stems side by side, within a value, of pairs that are known", async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        fc.constantFrom(4, 16, Number.POSITIVE_INFINITY),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (docs, asked, words, most, rangeSize) => {
          const rows = rowsOf(docs);
          const limits = { documents: asked, words, stems: most };
          const columns = invertBigrams(
            rows,
            stems,
            docFreqsOf(invert(rows, stems).stems, stemCount),
            limits,
            rangeSize,
          );
          // Long documents are fewer.
          const expected = Math.min(asked, (words * rows.docs.length) / Math.max(1, docs.flat(2).length));
          const all = Array.from({ length: stemCount }, (_, stem) => stem);
          const freqs = all.map((stem) => docFreq(docs, stem));
          // No pair of a stem beyond the most frequent ones is known.
          const descending = freqs.toSorted((a, b) => b - a).filter((freq) => freq > 0);
          const beyond = most < descending.length ? descending[0]! * descending[most]! : 0;
          const isKnown = (stem: number, next: number) => {
            const product = freqs[stem]! * freqs[next]!;
            return product >= expected * rows.docs.length && product > beyond;
          };
          const known = all.flatMap((stem) => all.filter((next) => isKnown(stem, next)).map((next) => [stem, next]));
          if (columns === undefined) {
            expect(docs.length === 0 || known.length === 0).toBe(true);
            return;
          }
          const bigrams = await opened(columns, 2 * docs.length);
          for (const stem of all) {
            for (const next of all) expect(bigrams.knows(freqs[stem]!, freqs[next]!)).toBe(isKnown(stem, next));
          }
          for (const [stem, next] of known as [number, number][]) {
            const wanted = holders(docs, stem, next);
            expect(bigrams.docFreq(stem, next)).toBe(wanted.length);
            expect(Array.from(bigrams.get(stem, next)?.docs ?? [])).toEqual(wanted);
            expect(Array.from(bigrams.get(stem, next)?.freqs ?? [])).toEqual(
              wanted.map((doc) => occurrences(docs[doc / 2]!, stem, next)),
            );
          }
        },
      ),
    );
  });
});
