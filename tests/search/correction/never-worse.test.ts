/**
 * Whatever is typed: a correction never changes what a query finds by itself, and has hits where it stands in for it.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenize } from "../../../src/analysis/index.ts";
import { indexOf } from "../small-index.ts";
import { samples } from "./news-samples.ts";

const words = samples.flatMap(({ text }) => tokenize(String(text)).map(({ raw }) => raw));
const letter = fc.constantFrom("ا", "ب", "ت", "ل", "م", "و", "ي", "a", "7", "]", ";", "-", '"');

/** A word of a text with something done to it, or nothing. */
const slip = fc
  .record({
    word: fc.constantFrom(...words),
    at: fc.nat(8),
    put: letter,
    how: fc.constantFrom("keep", "put", "drop", "replace"),
  })
  .map(({ word, at, put, how }) => {
    const place = Math.min(at, word.length);
    if (how === "keep") return word;
    return word.slice(0, place) + (how === "drop" ? "" : put) + word.slice(how === "put" ? place : place + 1);
  });
const query = fc.array(slip, { minLength: 1, maxLength: 3 }).map((list) => list.join(" "));

test("corrections answer only for queries that find nothing", async () => {
  const index = await indexOf(samples);
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom("or" as const, "and" as const), async (q, operator) => {
      const plain = await index.search({ q, operator, strict: true, correct: "off" });
      expect(plain.correction).toBeUndefined();
      const { total, hits, correction } = await index.search({ q, operator, strict: true });
      if (correction?.applied) {
        expect(plain.total).toBe(0);
        expect(total).toBeGreaterThan(0);
        expect(correction.original).toBe(q);
      } else expect({ total, hits }).toEqual({ total: plain.total, hits: plain.hits });
      if (correction === undefined) return;
      const corrected = await index.search({ q: correction.searched, operator, strict: true, correct: "off" });
      expect(corrected.total).toBeGreaterThan(0);
      const suggested = await index.search({ q, operator, strict: true, correct: "suggest" });
      expect(suggested.correction).toEqual({ ...correction, applied: false });
      expect(suggested.hits).toEqual(plain.hits);
    }),
    { numRuns: 150 },
  );
});
