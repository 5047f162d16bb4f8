/**
 * The guard's verdicts on made-up measurements: what is a change, what is noise.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { AlternatedClass } from "../../../bench/alternation.ts";
import { compareBuilds, compareQuality, intervalCut, judge } from "../../../bench/guard.ts";
import { seededRandom } from "../../../bench/seeded-random.ts";

const log = Math.log;

describe("verdict of the pairs", () => {
  const nine = (around: number, spread: number): number[] =>
    Array.from({ length: 9 }, (_, i) => around * (1 + (spread * (i - 4)) / 4));

  it.each([
    { ratios: nine(1.2, 0.02), verdict: "slower", reason: "20 percent in every pair" },
    { ratios: nine(0.8, 0.02), verdict: "faster", reason: "the same downwards" },
    { ratios: nine(1.08, 0.05), verdict: "slower", reason: "8 percent, in every pair more than nothing" },
    { ratios: nine(1, 0.02), verdict: "same", reason: "no change" },
    { ratios: nine(1.02, 0.01), verdict: "same", reason: "certain, but under 3 percent" },
    { ratios: nine(1.2, 0.5), verdict: "same", reason: "20 percent in the middle, drowned in noise" },
    { ratios: [...nine(1.2, 0.02).slice(1), 0.2], verdict: "slower", reason: "one pair gone wrong decides nothing" },
    { ratios: [...nine(1, 0.02).slice(1), 9], verdict: "same", reason: "nor does it make a change" },
    { ratios: [2, 2, 2], verdict: "same", reason: "three pairs are no evidence" },
    { ratios: [2], verdict: "same", reason: "nor is one" },
  ])("$reason: $verdict", ({ ratios, verdict }) => {
    expect(judge("class", ratios.map(log), 0.95).verdict).toBe(verdict);
  });

  it.each([
    { count: 5, confidence: 0.95, cut: undefined, reason: "1 - 2/32 is less than 0.95" },
    { count: 6, confidence: 0.95, cut: 0, reason: "1 - 2/64" },
    { count: 9, confidence: 0.95, cut: 1, reason: "1 - 2 * 10/512" },
    { count: 9, confidence: 0.99, cut: 0, reason: "1 - 2/512" },
    { count: 18, confidence: 0.99, cut: 3, reason: "1 - 2 * 988/262144" },
  ])("$count values, $confidence: $cut cut off, since $reason", ({ count, confidence, cut }) => {
    expect(intervalCut(count, confidence)).toBe(cut);
  });
});

/**
 * Pairs of 40 queries whose own times differ a hundredfold, with noise of some percent, luck of a process of some
 * percent, and a drift from pair to pair.
 */
function pairs(factor: number, seed: string, count = 9): AlternatedClass[][] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, pair): AlternatedClass[] => {
    const side = (change: number) => {
      const luck = change * (1 + pair / 3) * (1 + 0.03 * random());
      const pass = () => Array.from({ length: 40 }, (_, query) => 0.01 * 1.12 ** query * luck * (1 + 0.06 * random()));
      return { wall_ms: [pass(), pass(), pass()], cpu_ms: [1, 2, 3].map(() => luck * (1 + 0.02 * random())) };
    };
    return [{ name: "question", first: side(1), second: side(factor) }];
  });
}

describe("two builds, with a drift that would hide the change in plain averages", () => {
  it.each([
    { factor: 1.2, verdict: "slower", reason: "a hot loop slower by 20 percent" },
    { factor: 1.1, verdict: "slower", reason: "a loop that is half of the time, slower by 20 percent" },
    { factor: 1, verdict: "same", reason: "no change" },
    { factor: 0.8, verdict: "faster", reason: "a faster loop" },
  ])("$reason: $verdict", ({ factor, verdict }) => {
    for (const isFirstLook of [true, false]) {
      const comparisons = compareBuilds(pairs(factor, "two builds"), isFirstLook);
      expect(comparisons.map((one) => one.verdict)).toEqual([verdict, verdict, verdict]);
    }
  });

  it("calls no change in a hundred runs of the same build", () => {
    const verdicts = Array.from({ length: 100 }, (_, run) => compareBuilds(pairs(1, `run ${run}`, 18), false)).flat();
    expect(verdicts.filter(({ verdict }) => verdict !== "same")).toEqual([]);
  });

  it("compares the times of building without a slowest tenth", () => {
    const built = pairs(1.3, "build").map(([one]) => [{ ...one!, name: "build" as const }]);
    expect(compareBuilds(built, false).map(({ what }) => what)).toEqual(["build, wall", "build, CPU"]);
  });
});

describe("quality", () => {
  const quality = (values: readonly number[]) => ({
    engine: "fihris",
    configuration: "arabic" as const,
    "ndcg@10": values.reduce((sum, one) => sum + one, 0) / values.length,
    "mrr@10": 0,
    "recall@10": 0,
    "recall@100": 0,
    per_query: values,
  });
  const before = Array.from({ length: 30 }, (_, i) => 0.5 + (i % 5) / 10);
  it.each([
    { after: before.map((value) => value - 0.1), verdict: "worse", reason: "every query lost" },
    { after: before.map((value) => value + 0.1), verdict: "better", reason: "every query gained" },
    { after: before, verdict: "same", reason: "nothing moved" },
    {
      after: before.map((value, i) => (i === 3 ? value - 0.4 : value)),
      verdict: "same",
      reason: "one query of thirty",
    },
  ])("$reason: $verdict", ({ after, verdict }) => {
    expect(compareQuality("set", quality(before), quality(after)).verdict).toBe(verdict);
  });
});
