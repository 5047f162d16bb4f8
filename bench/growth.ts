/**
 * How build and search grow with the corpus: the same measurement over the first 10,000, 50,000, ...
 * documents, and the exponent of the power law that fits best.
 * @module
 */
import { join } from "node:path";
import { prepareCorpus } from "./corpus.ts";
import type { Contestant, LatencyPlan } from "./latency.ts";
import { measureLatency } from "./latency.ts";
import type { ClassName, QueryClass } from "./peers/protocol.ts";
import type { ClassResult, GrowthPoint, GrowthResult } from "./result.ts";
import { engineLabel, median } from "./result.ts";

/** Classes whose growth is followed; the others cost time and tell the same. */
const growthClasses: readonly ClassName[] = ["question", "two-or", "two-and"];

/** Sizes beyond the corpus are left out; an engine that fails at a size is not tried at a larger one. */
export async function measureGrowth(
  corpusPath: string,
  sizes: readonly number[],
  given: readonly Contestant[],
  classes: readonly QueryClass[],
  plan: LatencyPlan,
): Promise<GrowthResult[]> {
  // A second build with more threads tells nothing about growth.
  const contestants = given.map((one) => ({
    ...one,
    buildThreads: one.buildThreads.filter((threads) => threads === 1),
  }));
  const points = new Map<Contestant, GrowthPoint[]>(contestants.map((one) => [one, []]));
  const stopped = new Map<Contestant, string>();
  const followed = classes.filter(({ name }) => growthClasses.includes(name));
  for (const size of [...sizes].sort((a, b) => a - b)) {
    const corpus = await prepareCorpus(corpusPath, join(plan.work, "growth.jsonl"), size);
    if (corpus.documents < size) {
      plan.log(`growth: the corpus ends at ${corpus.documents} documents`);
      break;
    }
    plan.log(`growth: ${size} documents`);
    const left = contestants.filter((one) => !stopped.has(one));
    const one = await measureLatency(left, { ...plan, documents: corpus.file, classes: followed, rebuilds: false });
    for (const contestant of left) {
      const same = (other: { engine: string; configuration: string }): boolean =>
        other.engine === contestant.engine && other.configuration === contestant.configuration;
      const failed = one.missing.find(same);
      if (failed !== undefined) stopped.set(contestant, `${size} documents: ${failed.reason}`);
      const result = one.engines.find(same);
      if (result === undefined) continue;
      const builds = result.builds.filter(({ threads }) => threads === 1);
      const figures = (of: (found: ClassResult) => number): Partial<Record<ClassName, number>> =>
        Object.fromEntries(result.classes.map((found) => [found.name, of(found)]));
      points.get(contestant)!.push({
        documents: size,
        peak_rss_mb: Math.max(...builds.map(({ peak_rss_mb }) => peak_rss_mb), ...result.search_rss_mb),
        ...(builds.length === 0
          ? {}
          : {
              build_seconds: median(builds.map(({ seconds }) => seconds)),
              index_bytes: median(builds.map(({ index_bytes }) => index_bytes)),
            }),
        p50_ms: figures(({ p50_ms }) => p50_ms),
        p95_ms: figures(({ p95_ms }) => p95_ms),
      });
    }
  }
  return contestants.map((one) => {
    const reason = stopped.get(one);
    const found = points.get(one)!;
    plan.log(`growth: ${engineLabel(one)}: ${found.length} size(s)`);
    return {
      engine: one.engine,
      configuration: one.configuration,
      points: found,
      exponents: exponentsOf(found),
      ...(reason === undefined ? {} : { stopped: reason }),
    };
  });
}

function exponentsOf(points: readonly GrowthPoint[]): { [value: string]: number } {
  const exponents: { [value: string]: number } = {};
  const fitExponent = (name: string, value: (point: GrowthPoint) => number | undefined): void => {
    const pairs = points.flatMap((point): [number, number][] => {
      const y = value(point);
      return y === undefined || y <= 0 ? [] : [[point.documents, y]];
    });
    const exponent = powerLawExponent(pairs);
    if (exponent !== undefined) exponents[name] = exponent;
  };
  fitExponent("build_seconds", (point) => point.build_seconds);
  fitExponent("index_bytes", (point) => point.index_bytes);
  fitExponent("peak_rss_mb", (point) => point.peak_rss_mb);
  for (const name of growthClasses) {
    fitExponent(`${name} p50_ms`, (point) => point.p50_ms[name]);
    fitExponent(`${name} p95_ms`, (point) => point.p95_ms[name]);
  }
  return exponents;
}

/** Slope of ln y over ln x by least squares; undefined with fewer than two different x. */
export function powerLawExponent(pairs: readonly (readonly [x: number, y: number])[]): number | undefined {
  const logs = pairs.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (at: 0 | 1): number => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const spread = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (logs.length < 2 || spread === 0) return undefined;
  return logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}
