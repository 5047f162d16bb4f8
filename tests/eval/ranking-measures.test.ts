import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeRankings, ndcgAt, recallAt, reciprocalRankAt } from "../../src/eval/index.ts";

const log2 = Math.log2;

describe("measures of one ranking", () => {
  const graded = { a: 3, b: 1, c: 0 };
  it.each([
    { ranking: ["a", "b"], grades: graded, ndcg: 1, rr: 1, recall: 1, reason: "the ideal order" },
    {
      ranking: ["b", "a"],
      grades: graded,
      ndcg: (1 + 3 / log2(3)) / (3 + 1 / log2(3)),
      rr: 1,
      recall: 1,
      reason: "linear gain: a grade of 3 counts three times, not 2^3 - 1",
    },
    { ranking: ["c", "x", "b"], grades: graded, ndcg: 0.5 / (3 + 1 / log2(3)), rr: 1 / 3, recall: 0.5, reason: "late" },
    { ranking: [], grades: graded, ndcg: 0, rr: 0, recall: 0, reason: "no hits" },
    { ranking: ["c"], grades: { c: 0 }, ndcg: 0, rr: 0, recall: 0, reason: "nothing relevant was judged" },
    { ranking: ["n", "a"], grades: { n: -1, a: 1 }, ndcg: 1 / log2(3), rr: 0.5, recall: 1, reason: "negative is 0" },
    { ranking: ["x", "y", "z", "a"], grades: { a: 1 }, ndcg: 0, rr: 0, recall: 0, reason: "beyond the cutoff of 3" },
  ])("$ranking: $reason", ({ ranking, grades, ndcg, rr, recall }) => {
    const judgments = new Map<string, number>(Object.entries(grades));
    expect(ndcgAt(3, ranking, judgments)).toBeCloseTo(ndcg, 12);
    expect(reciprocalRankAt(3, ranking, judgments)).toBeCloseTo(rr, 12);
    expect(recallAt(3, ranking, judgments)).toBeCloseTo(recall, 12);
  });

  const judged = fc.uniqueArray(fc.tuple(fc.constantFrom(..."abcdefghij"), fc.integer({ min: 0, max: 3 })), {
    selector: ([id]) => id,
    maxLength: 10,
  });
  const ranked = fc.uniqueArray(fc.constantFrom(..."abcdefghijklm"), { maxLength: 13 });

  it("stays between 0 and 1, and no order beats the order by grade", () => {
    fc.assert(
      fc.property(judged, ranked, fc.integer({ min: 1, max: 12 }), (pairs, ranking, k) => {
        const judgments = new Map(pairs);
        const ideal = [...pairs].sort((a, b) => b[1] - a[1]).map(([id]) => id);
        for (const measure of [ndcgAt, reciprocalRankAt, recallAt]) {
          const value = measure(k, ranking, judgments);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(measure(k, ideal, judgments) + 1e-12);
        }
        expect(ndcgAt(k, ideal, judgments)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describe("means over a set", () => {
  it("leaves a query without a judgement out and counts a judged one without hits 0", () => {
    const set = {
      queries: ["good", "silent", "unjudged"].map((id) => ({ id, text: id })),
      qrels: new Map([
        ["good", new Map([["a", 1]])],
        ["silent", new Map([["a", 1]])],
      ]),
    };
    const rankings = new Map([
      ["good", ["a"]],
      ["unjudged", ["b"]],
    ]);
    const { mean, perQuery } = judgeRankings(set, rankings);
    expect(mean).toEqual({ "ndcg@10": 0.5, "mrr@10": 0.5, "recall@10": 0.5, "recall@100": 0.5 });
    expect([...perQuery.keys()]).toEqual(["good", "silent"]);
  });
});
