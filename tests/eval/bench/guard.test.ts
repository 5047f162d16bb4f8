/**
 * The guard's verdicts on made-up measurements: what is a change, what is noise.
 * @module
 */
import { describe, expect, it } from "vitest";
import { compareBuilds, compareQuality, judge } from "../../../bench/guard.ts";
import type { ClassRound, EngineResult } from "../../../bench/result.ts";
import { seededRandom } from "../../../bench/seeded-random.ts";

const log = Math.log;

describe("verdict of the rounds", () => {
  it.each([
    { ratios: [1.2, 1.21, 1.19, 1.2], verdict: "slower", reason: "20 percent in every round" },
    { ratios: [0.8, 0.81, 0.79, 0.8], verdict: "faster", reason: "the same downwards" },
    { ratios: [1.01, 1.0, 0.99, 1.0], verdict: "same", reason: "no change" },
    { ratios: [1.03, 1.03, 1.03, 1.03], verdict: "same", reason: "certain, but under 5 percent" },
    { ratios: [1.6, 0.8, 1.5, 0.9], verdict: "same", reason: "20 percent on average, drowned in noise" },
    { ratios: [2, 2], verdict: "same", reason: "two rounds say nothing about noise" },
    { ratios: [2], verdict: "same", reason: "nor does one" },
  ])("$reason: $verdict", ({ ratios, verdict }) => {
    expect(judge("class", ratios.map(log)).verdict).toBe(verdict);
  });
});

/** Rounds of 40 queries whose own times differ a hundredfold, with noise of some percent and a drift by round. */
function engine(factor: number, seed: string): EngineResult {
  const random = seededRandom(seed);
  const rounds = Array.from({ length: 7 }, (_, round): ClassRound => {
    const pass = (): number[] =>
      Array.from({ length: 40 }, (_, query) => 0.01 * 1.12 ** query * (1 + round / 3) * factor * (1 + 0.06 * random()));
    return { wall_ms: [pass(), pass(), pass()], cpu_ms: 1 };
  });
  return {
    engine: "fihris",
    configuration: "arabic",
    version: "0",
    runtime: "",
    persistent: true,
    builds: [],
    search_rss_mb: [],
    absent: [],
    classes: [
      {
        name: "question",
        queries: 40,
        returned: 10,
        empty: 0,
        p50_ms: 1,
        p95_ms: 1,
        p99_ms: 1,
        qps: 1,
        cpu_ms: 1,
        rounds,
      },
    ],
  };
}

describe("two builds, with a drift that would hide the change in plain averages", () => {
  it.each([
    { factor: 1.2, verdict: "slower", reason: "a hot loop slower by 20 percent" },
    { factor: 1, verdict: "same", reason: "no change" },
    { factor: 0.8, verdict: "faster", reason: "a faster loop" },
  ])("$reason: $verdict", ({ factor, verdict }) => {
    const comparisons = compareBuilds(engine(1, "before"), engine(factor, "after"));
    expect(comparisons.map((one) => one.verdict)).toEqual([verdict, verdict]);
  });

  it("passes over a class that only one build has", () => {
    expect(compareBuilds({ ...engine(1, "before"), classes: [] }, engine(1, "after"))).toEqual([]);
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
    expect(compareQuality("set", quality(before), quality(after))[0]!.verdict).toBe(verdict);
  });
});
