/**
 * Engines as ratios to one of them. Absolute times belong to a machine and its load; within a round the engines take
 * turns, so the ratio is taken round by round, and the median of the rounds is shown with its range. The p50 of a ratio
 * is of the mean of the queries in the middle.
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
    const beside = referenceRounds(engines, base, name);
    return others.flatMap((engine): RatioRow[] => {
      const found = engine.classes.find((one) => one.name === name);
      if (found === undefined || beside.length === 0) return [];
      const times = found.rounds.map(roundTimes);
      const of = (figure: (times: readonly number[]) => number): Ratio => {
        const ratios = times
          .slice(0, beside.length)
          .map((theirs, round) => figure(theirs) / middle(beside[round]!.map(figure)));
        return { median: middle(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
      };
      return [
        {
          name,
          engine: engineLabel(engine),
          p50: of(middleMean),
          p95: of((all) => percentile(all, 95)),
          p99: of((all) => percentile(all, 99)),
        },
      ];
    });
  });
  const besideBuilds = byRound([
    buildSeconds(base.builds),
    ...engines.map((engine) => buildSeconds(engine.reference_builds ?? [])),
  ]);
  const builds = others.flatMap((engine) => {
    const ratios = buildSeconds(engine.builds)
      .slice(0, besideBuilds.length)
      .map((seconds, round) => seconds / middle(besideBuilds[round]!));
    return ratios.length === 0 ? [] : [{ engine: engineLabel(engine), ratio: middle(ratios) }];
  });
  return { reference, rows, builds };
}

/**
 * For each round the times of every process of the reference in it: of its own, and of those beside engines in memory.
 * What disturbed one of them for a while is outweighed by the others.
 */
function referenceRounds(engines: readonly EngineResult[], base: EngineResult, name: ClassName): number[][][] {
  const measured = engines.map((engine) => {
    const found = engine.classes.find((one) => one.name === name);
    return (engine === base ? found?.rounds : found?.reference_rounds) ?? [];
  });
  return byRound(measured.map((rounds) => rounds.map(roundTimes)));
}

/** Lists by round, of which some may be shorter, turned round. */
function byRound<T>(lists: readonly (readonly T[])[]): T[][] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    lists.flatMap((list) => (round < list.length ? [list[round]!] : [])),
  );
}

/** Of the queries in the middle, a fifth of all on either side: steadier than the one in the middle between clusters. */
function middleMean(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const from = Math.floor(sorted.length * 0.3);
  const inside = sorted.slice(from, Math.max(from + 1, Math.ceil(sorted.length * 0.7)));
  return inside.reduce((sum, each) => sum + each, 0) / inside.length;
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
