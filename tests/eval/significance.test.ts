import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedSignificance, percentile } from "../../src/eval/index.ts";

const repeat = (n: number, value: number): number[] => Array<number>(n).fill(value);

describe("paired randomisation test", () => {
  it.each([
    { a: repeat(20, 0.5), b: repeat(20, 0.5), p: 1, reason: "no query differs" },
    { a: [], b: [], p: 1, reason: "no query at all" },
    { a: [1, 0], b: [0, 1], p: 1, reason: "a win and a loss: every pattern is as extreme" },
    { a: repeat(4, 1), b: repeat(4, 0), p: 2 / 16, reason: "all four signs equal: 2 of the 16 patterns" },
    { a: repeat(10, 0.3), b: repeat(10, 0.1), p: 2 / 1024, reason: "ten wins of the same size, ties in last bits" },
    { a: [3, 1, 1, 1], b: repeat(4, 0), p: 2 / 16, reason: "unequal sizes: still only the two full patterns" },
    { a: [3, 0, 0, 1], b: [0, 1, 1, 0], p: 14 / 16, reason: "differences 3 1 1 1: only 3 - 1 - 1 - 1 is less extreme" },
  ])("$reason", ({ a, b, p }) => {
    expect(pairedSignificance(a, b).p).toBeCloseTo(p, 2);
  });

  it("gives the same p every time, and the same for either order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1 }), fc.double({ min: 0, max: 1 })), { maxLength: 8 }),
        (pairs) => {
          const a = pairs.map(([one]) => one);
          const b = pairs.map(([, other]) => other);
          const there = pairedSignificance(a, b);
          expect(pairedSignificance(a, b)).toEqual(there);
          expect(pairedSignificance(b, a).p).toBe(there.p);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("refuses values that are not pairs", () => {
    expect(() => pairedSignificance([1], [1, 2])).toThrow(RangeError);
  });
});

describe("percentile by nearest rank", () => {
  it.each([
    { values: [3, 1, 2], p: 50, expected: 2, reason: "any order" },
    { values: [1, 2, 3, 4], p: 50, expected: 2, reason: "an even count takes the lower one: a measured value" },
    { values: [10, 9, 1], p: 0, expected: 1, reason: "0 is the least" },
    { values: [10, 9, 1], p: 100, expected: 10, reason: "100 is the greatest, by number and not by text" },
    { values: [7], p: 99, expected: 7, reason: "one value" },
    { values: Array.from({ length: 100 }, (_, i) => i + 1), p: 95, expected: 95, reason: "95 of 100 do not exceed it" },
    { values: [], p: 50, expected: Number.NaN, reason: "nothing was measured" },
  ])("p$p of $values.length values: $reason", ({ values, p, expected }) => {
    expect(percentile(values, p)).toBe(expected);
  });

  it("leaves its input alone", () => {
    const values = [2, 1];
    percentile(values, 50);
    expect(values).toEqual([2, 1]);
  });
});
