/**
 * Facets against counting by hand, whatever the values and however documents are spread over segments.
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

type Value = string | number;

/** A number and a keyword that is written like it are counted as one value, and 0 is no other than -0. */
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(5, "5", 0, -0, 1.5, -2, 1e21, "أ", "ب", "10", 10),
  fc.integer({ min: -30, max: 30 }),
);
const onlyNumbers: fc.Arbitrary<Value> = fc
  .double({ min: -50, max: 50, noNaN: true })
  .map((n) => Math.round(n * 2) / 2);
/** One document at least has a value: no field is unknown. */
const documents = (of: fc.Arbitrary<Value>) =>
  fc.array(fc.array(of, { maxLength: 4 }), { maxLength: 40 }).map((lists) => [...lists, [7]]);

function countedByHand(documents: readonly (readonly Value[])[], limit: number) {
  const counts = new Map<string, number>();
  for (const values of documents)
    for (const each of new Set(values)) counts.set(String(each), (counts.get(String(each)) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    values: sorted.slice(0, limit).map(([each, count]) => ({ value: each, count })),
    other: Math.max(0, sorted.length - limit),
    missing: documents.filter((values) => values.length === 0).length,
  };
}

describe("facets", () => {
  test.each([
    ["numbers and keywords in one field: they meet as they are written", value],
    ["numbers alone: no map of them is made", onlyNumbers],
  ])("%s", async (_, of) => {
    await fc.assert(
      fc.asyncProperty(
        documents(of),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (given, limit, segments) => {
          const index = await Index.openDirectory(new MemoryDirectory());
          for (let part = 0; part < segments; part++) {
            await index.add(given.flatMap((n, i) => (i % segments === part ? [{ id: i, text: "خبر", n }] : [])));
            await index.commit();
          }
          const { facets } = await index.search({ q: "خبر", facets: ["n"], facetLimit: limit });
          await index.close();
          const { stats: __, ...counted } = facets!["n"]!;
          expect(counted).toEqual(countedByHand(given, limit));
        },
      ),
      { numRuns: 60 },
    );
  });
});
