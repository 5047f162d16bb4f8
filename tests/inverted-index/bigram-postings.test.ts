/**
 * Bigrams of frequent stems, against the plainest count of neighbours.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ForwardBuffer, finishForward } from "../../src/inverted-index/forward/forward-field.ts";
import { noStem } from "../../src/inverted-index/index.ts";
import {
  type BigramColumns,
  BigramPostings,
  bigramSections,
  invertBigrams,
} from "../../src/inverted-index/postings/bigram-postings.ts";
import { invert } from "../../src/inverted-index/postings/invert.ts";
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
  return finishForward(buffer, Uint32Array.of(0, 1, 2, 3, 4, 5));
}

async function opened(columns: BigramColumns, docCount: number): Promise<BigramPostings> {
  return new BigramPostings(await sectionFileOf("postings", bigramSections(0, columns)), 0, docCount);
}

function holders(documents: Documents, stem: number, next: number): number[] {
  return documents.flatMap((values, doc) => {
    const holds = values.some((words) =>
      words.some((word, i) => i > 0 && stemsOf(words[i - 1]!).includes(stem) && stemsOf(word).includes(next)),
    );
    return holds ? [2 * doc] : [];
  });
}

function docFreq(documents: Documents, stem: number): number {
  return documents.filter((values) => values.flat().some((word) => stemsOf(word).includes(stem))).length;
}

describe("bigrams", () => {
  const documents = fc.array(fc.array(fc.array(fc.nat(5), { maxLength: 8 }), { minLength: 1, maxLength: 3 }), {
    maxLength: 12,
  });

  it("name the documents that hold two frequent stems side by side, within a value", async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 40 }),
        async (docs, least, rangeSize) => {
          const rows = rowsOf(docs);
          const columns = invertBigrams(rows, stems, invert(rows, stems).stems, least, rangeSize);
          const all = Array.from({ length: stemCount }, (_, stem) => stem);
          const frequent = all.filter((stem) => docFreq(docs, stem) >= least);
          if (frequent.length === 0) {
            expect(columns).toBeUndefined();
            return;
          }
          const bigrams = await opened(columns!, 2 * docs.length);
          for (const stem of all) expect(bigrams.has(stem)).toBe(frequent.includes(stem));
          for (const stem of frequent) {
            for (const next of frequent) {
              const expected = holders(docs, stem, next);
              expect(bigrams.docFreq(stem, next)).toBe(expected.length);
              expect(Array.from(bigrams.docs(stem, next))).toEqual(expected);
            }
          }
        },
      ),
    );
  });

  it("are of the most frequent stems where many are frequent enough", () => {
    const words = 1500;
    const numbers = Uint32Array.from({ length: words }, (_, i) => i);
    const many = { wordOrder: numbers, first: numbers, second: numbers.map(() => noStem), stemCount: words };
    const buffer = new ForwardBuffer();
    // Word w stands in w + 1 documents.
    for (let doc = 0; doc < words; doc++) {
      buffer.startValue(doc);
      for (let word = doc; word < words; word++) buffer.push(word);
    }
    const rows = finishForward(buffer, numbers);
    const columns = invertBigrams(rows, many, invert(rows, many).stems, 1)!;
    expect(Array.from(columns.stems)).toEqual(Array.from(numbers.subarray(words - 512)));
  });
});
