/**
 * The guard's verdicts: what became slower or worse between two builds, and what is noise.
 *
 * A pair of processes gives one ratio, later over earlier, for each thing that is compared:
 *
 *     typical query   median over the queries of each query's own ratio, by its fastest pass
 *     slowest tenth   of the sums of the slowest tenth of the queries, by their fastest passes
 *     CPU             median over the passes of the ratio of the process's CPU times
 *
 * A pair's processes differ by luck (addresses, when the compiler stepped in), so the verdict looks at the ratios of
 * many pairs, by their order alone: no distribution is assumed, and one pair gone wrong decides nothing.
 *
 *     slower   the median exceeds 3 percent, and the sign test's confidence interval of the median lies above 1
 *     faster   the same below
 *     same     otherwise
 *
 * The interval from the k-th smallest to the k-th largest of n ratios holds the true median with the probability
 * 1 - 2 P(Binomial(n, 1/2) < k) (David & Nagaraja, Order Statistics, 2003, 7.1).
 *
 * Quality is worse or better when nDCG@10 differs with p < 0.05 over the paired queries.
 * @module
 */
import { pairedSignificance } from "../src/eval/index.ts";
import type { AlternatedClass, SideTimes } from "./alternation.ts";
import type { EngineQuality } from "./result.ts";
import { median, middle } from "./result.ts";

export type Verdict = "slower" | "faster" | "same" | "worse" | "better";

export interface Comparison {
  readonly what: string;
  /** Later over earlier; 1.2 is 20 percent slower. */
  readonly ratio: number;
  /** Confidence interval of the ratio; the ratio itself where there are too few pairs for one, and for quality. */
  readonly from: number;
  readonly to: number;
  readonly verdict: Verdict;
}

const smallest = Math.log(1.03);
/** For a first look: what it calls a change is measured once more. */
const suspicion = 0.95;
const certainty = 0.99;

/** From the pairs of processes measured so far; `isFirstLook` is less strict, so that little is missed. */
export function compareBuilds(pairs: readonly (readonly AlternatedClass[])[], isFirstLook: boolean): Comparison[] {
  const [first = []] = pairs;
  return first.flatMap(({ name }) => {
    const measured = pairs.map((classes) => classes.find((one) => one.name === name)!);
    const verdict = (what: string, of: (one: AlternatedClass) => number): Comparison =>
      judge(`${name}, ${what}`, measured.map(of), isFirstLook ? suspicion : certainty);
    if (name === "build") return [verdict("wall", typicalRatio), verdict("CPU", cpuRatio)];
    return [verdict("typical query", typicalRatio), verdict("slowest tenth", slowestRatio), verdict("CPU", cpuRatio)];
  });
}

/** From the log ratios of the pairs. */
export function judge(what: string, logRatios: readonly number[], confidence: number): Comparison {
  const sorted = [...logRatios].sort((a, b) => a - b);
  const typical = middle(sorted);
  const cut = intervalCut(sorted.length, confidence);
  const [from, to] = cut === undefined ? [typical, typical] : [sorted[cut]!, sorted.at(-1 - cut)!];
  const isCertain = cut !== undefined && (from > 0 || to < 0);
  const verdict = !isCertain || Math.abs(typical) < smallest ? "same" : typical > 0 ? "slower" : "faster";
  return { what, ratio: Math.exp(typical), from: Math.exp(from), to: Math.exp(to), verdict };
}

/** How many values are cut off at either end of `count` sorted ones; undefined where they are too few. */
export function intervalCut(count: number, confidence: number): number | undefined {
  let tail = 0;
  let combinations = 1;
  let cut: number | undefined;
  for (let below = 0; below < count / 2; below++) {
    tail += combinations / 2 ** count;
    if (1 - 2 * tail < confidence) break;
    cut = below;
    combinations = (combinations * (count - below)) / (below + 1);
  }
  return cut;
}

/** nDCG@10 of the same judged queries in the same order. */
export function compareQuality(set: string, before: EngineQuality, after: EngineQuality): Comparison {
  const { difference, p } = pairedSignificance(after.per_query, before.per_query);
  const verdict = p >= 0.05 ? "same" : difference < 0 ? "worse" : "better";
  const ratio = after["ndcg@10"] / before["ndcg@10"];
  return { what: `${set} nDCG@10 (p = ${p.toFixed(4)})`, ratio, from: ratio, to: ratio, verdict };
}

/** Median over the queries of log(second / first). */
export function typicalRatio({ first, second }: AlternatedClass): number {
  const base = fastestTimes(first);
  return median(fastestTimes(second).flatMap((ms, i) => (ms > 0 && base[i]! > 0 ? [Math.log(ms / base[i]!)] : [])));
}

function cpuRatio({ first, second }: AlternatedClass): number {
  return median(
    second.cpu_ms.flatMap((ms, i) => (ms > 0 && first.cpu_ms[i]! > 0 ? [Math.log(ms / first.cpu_ms[i]!)] : [])),
  );
}

function slowestRatio({ first, second }: AlternatedClass): number {
  return Math.log(slowestTenth(second) / slowestTenth(first));
}

/** A query's fastest pass: a pause of the machine only ever adds, and a slower loop slows the fastest pass too. */
function fastestTimes({ wall_ms }: SideTimes): number[] {
  return wall_ms[0]!.map((_, query) => Math.min(...wall_ms.map((pass) => pass[query]!)));
}

/** Their sum: a percentile alone would jump between two queries. */
function slowestTenth(side: SideTimes): number {
  const times = fastestTimes(side).sort((a, b) => b - a);
  return times.slice(0, Math.max(1, Math.ceil(times.length / 10))).reduce((sum, ms) => sum + ms, 0);
}
