/**
 * The guard before a change to a hot path: two builds of Fihris in alternating rounds of fresh processes,
 * and a verdict for each class. A round gives one ratio, later over earlier: the median over the queries of
 * each query's own ratio, by its fastest pass. The verdict looks at the mean of the rounds' log ratios:
 *
 *     slower   when it exceeds 5 percent and three standard errors of that mean
 *     faster   the same below
 *     same     otherwise
 *
 * Quality is worse or better when nDCG@10 differs with p < 0.05 over the paired queries.
 *
 * Fewer than three rounds give no usable standard error, hence never a verdict but `same`.
 * @module
 */
import { pairedSignificance } from "../src/eval/index.ts";
import type { ClassRound, EngineQuality, EngineResult } from "./result.ts";
import { median } from "./result.ts";

export type Verdict = "slower" | "faster" | "same" | "worse" | "better";

export interface Comparison {
  readonly what: string;
  /** Later over earlier; 1.2 is 20 percent slower (or larger). */
  readonly ratio: number;
  /** Smallest ratio that would have been called a change. */
  readonly threshold: number;
  readonly verdict: Verdict;
}

const smallest = Math.log(1.05);
const standardErrors = 3;

/** `before` and `after` hold the same classes, queries and number of rounds, measured alternately. */
export function compareBuilds(before: EngineResult, after: EngineResult): Comparison[] {
  const comparisons: Comparison[] = [];
  for (const later of after.classes) {
    const earlier = before.classes.find(({ name }) => name === later.name);
    if (earlier === undefined) continue;
    const ratios = later.rounds.map((round, i) => logRatio(earlier.rounds[i]!, round));
    comparisons.push(judge(`${later.name}, typical query`, ratios));
    const slow = later.rounds.map((round, i) => Math.log(slowest(round) / slowest(earlier.rounds[i]!)));
    comparisons.push(judge(`${later.name}, slowest tenth`, slow));
  }
  return comparisons;
}

/** nDCG@10 of the same judged queries in the same order. */
export function compareQuality(set: string, before: EngineQuality, after: EngineQuality): Comparison[] {
  const { difference, p } = pairedSignificance(after.per_query, before.per_query);
  const verdict = p >= 0.05 ? "same" : difference < 0 ? "worse" : "better";
  return [
    {
      what: `${set} nDCG@10 (p = ${p.toFixed(4)})`,
      ratio: after["ndcg@10"] / before["ndcg@10"],
      threshold: 1,
      verdict,
    },
  ];
}

/** From the log ratios of the rounds. */
export function judge(what: string, logRatios: readonly number[]): Comparison {
  const count = logRatios.length;
  const mean = logRatios.reduce((sum, one) => sum + one, 0) / count;
  const variance = logRatios.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1);
  const noise = count < 3 ? Number.POSITIVE_INFINITY : standardErrors * Math.sqrt(variance / count);
  const threshold = Math.max(smallest, noise);
  const verdict = mean > threshold ? "slower" : mean < -threshold ? "faster" : "same";
  return { what, ratio: Math.exp(mean), threshold: Math.exp(threshold), verdict };
}

function logRatio(earlier: ClassRound, later: ClassRound): number {
  const base = fastestTimes(earlier);
  return median(fastestTimes(later).flatMap((ms, i) => (ms > 0 && base[i]! > 0 ? [Math.log(ms / base[i]!)] : [])));
}

/** A query's fastest pass: a pause of the machine only ever adds, and a slower loop slows the fastest pass too. */
function fastestTimes({ wall_ms }: ClassRound): number[] {
  return wall_ms[0]!.map((_, query) => Math.min(...wall_ms.map((pass) => pass[query]!)));
}

/** Mean of the slowest tenth of the queries: a percentile alone would jump between two queries. */
function slowest(round: ClassRound): number {
  const times = fastestTimes(round).sort((a, b) => b - a);
  const tenth = times.slice(0, Math.max(1, Math.ceil(times.length / 10)));
  return tenth.reduce((sum, ms) => sum + ms, 0) / tenth.length;
}
