/**
 * Engines as ratios to one of them. Absolute times belong to a machine and its load; within a round the engines take
 * turns, so the ratio is taken round by round, and the median of the rounds is shown with its range.
 * @module
 */
import { percentile } from "../src/eval/index.ts";
import type { ClassName } from "./peers/protocol.ts";
import { classNames } from "./peers/protocol.ts";
import type { BuildResult, EngineResult } from "./result.ts";
import { engineLabel, middle, roundTimes } from "./result.ts";

/** Below 1 is faster than the reference. */
export interface Ratio {
  readonly median: number;
  /** Over the rounds. */
  readonly least: number;
  readonly most: number;
}

export interface RatioRow {
  readonly name: ClassName;
  readonly engine: string;
  readonly p50: Ratio;
  readonly p95: Ratio;
  readonly p99: Ratio;
}

export interface RatioTable {
  /** Label of the engine that the others are divided by. */
  readonly reference: string;
  readonly rows: readonly RatioRow[];
  /** Seconds of building with one thread. */
  readonly builds: readonly { readonly engine: string; readonly ratio: number }[];
}

/** Undefined where the reference was not measured. */
export function ratioTable(engines: readonly EngineResult[], reference: string): RatioTable | undefined {
  const base = engines.find((one) => engineLabel(one) === reference);
  if (base === undefined) return undefined;
  const others = engines.filter((one) => one !== base);
  const rows = classNames.flatMap((name) => {
    const own = base.classes.find((one) => one.name === name);
    if (own === undefined) return [];
    return others.flatMap((engine): RatioRow[] => {
      const found = engine.classes.find((one) => one.name === name);
      if (found === undefined) return [];
      const times = found.rounds.map(roundTimes);
      const baseTimes = (found.reference_rounds ?? own.rounds).map(roundTimes);
      const of = (p: number): Ratio => {
        const ratios = times
          .slice(0, baseTimes.length)
          .map((theirs, round) => percentile(theirs, p) / percentile(baseTimes[round]!, p));
        return { median: middle(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
      };
      return [{ name, engine: engineLabel(engine), p50: of(50), p95: of(95), p99: of(99) }];
    });
  });
  const baseSeconds = buildSeconds(base.builds);
  const builds = others.flatMap((engine) => {
    const beside = engine.reference_builds;
    const others = beside === undefined ? baseSeconds : buildSeconds(beside);
    const ratios = buildSeconds(engine.builds)
      .slice(0, others.length)
      .map((seconds, i) => seconds / others[i]!);
    return ratios.length === 0 ? [] : [{ engine: engineLabel(engine), ratio: middle(ratios) }];
  });
  return { reference, rows, builds };
}

/** With one thread, round by round. */
function buildSeconds(builds: readonly BuildResult[]): number[] {
  return builds.filter(({ threads }) => threads === 1).map((one) => one.seconds);
}

export interface Disagreement {
  readonly what: string;
  readonly first: number;
  readonly second: number;
  /** The larger over the smaller, minus 1. */
  readonly apart: number;
}

/** Ratios that stand in both tables, those that differ most first. */
export function disagreements(first: RatioTable, second: RatioTable): Disagreement[] {
  const figures = ({ rows, builds }: RatioTable): Map<string, number> =>
    new Map([
      ...rows.flatMap(({ name, engine, ...ratios }) =>
        (["p50", "p95", "p99"] as const).map((p): [string, number] => [`${engine}, ${name}, ${p}`, ratios[p].median]),
      ),
      ...builds.map(({ engine, ratio }): [string, number] => [`${engine}, build`, ratio]),
    ]);
  const other = figures(second);
  return [...figures(first)]
    .flatMap(([what, value]): Disagreement[] => {
      const again = other.get(what);
      if (again === undefined) return [];
      return [{ what, first: value, second: again, apart: Math.max(value / again, again / value) - 1 }];
    })
    .sort((a, b) => b.apart - a.apart);
}
