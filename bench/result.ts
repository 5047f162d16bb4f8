/**
 * The result file: every raw value, what it was measured on, and the summaries that reports are made from.
 * @module
 */
import type { RankingMeasures, Significance } from "../src/eval/index.ts";
import { percentile } from "../src/eval/index.ts";
import type { ClassName } from "./peers/protocol.ts";
import type { Configuration } from "./peers/registry.ts";
import type { RatioTable } from "./ratios.ts";

export interface Latency {
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  /** Queries a second of one thread. */
  readonly qps: number;
  /** CPU time of the process, mean of a query. */
  readonly cpu_ms: number;
}

export interface ClassRound {
  /** Pass by pass, query by query. */
  readonly wall_ms: readonly (readonly number[])[];
  readonly cpu_ms: number;
}

export interface ClassResult extends Latency {
  readonly name: ClassName;
  readonly queries: number;
  readonly returned: number;
  readonly empty: number;
  readonly rounds: readonly ClassRound[];
  /** The reference engine's, taken in turn with these, where that is not so for the reference's own rounds. */
  readonly reference_rounds?: readonly ClassRound[];
}

export interface BuildResult {
  readonly threads: number;
  readonly seconds: number;
  readonly documents: number;
  readonly index_bytes: number;
  readonly text_bytes?: number;
  readonly peak_rss_mb: number;
}

export interface EngineResult {
  readonly engine: string;
  readonly configuration: Configuration;
  readonly version: string;
  readonly runtime: string;
  /** False: the index is the heap of the process, and `index_bytes` counts that. */
  readonly persistent: boolean;
  readonly builds: readonly BuildResult[];
  /** Of an engine in memory: builds of the reference, one before each of its own. */
  readonly reference_builds?: readonly BuildResult[];
  /** Peak of the processes that searched, round by round. */
  readonly search_rss_mb: readonly number[];
  readonly classes: readonly ClassResult[];
  readonly absent: readonly { readonly name: ClassName; readonly reason: string }[];
}

export interface MissingEngine {
  readonly engine: string;
  readonly configuration: Configuration;
  readonly reason: string;
}

export interface EngineQuality extends RankingMeasures {
  readonly engine: string;
  readonly configuration: Configuration;
  /** nDCG@10 against the baseline, paired by query; absent for the baseline itself. */
  readonly against_baseline?: Significance;
  /** nDCG@10 of every judged query, in the order of `query_ids`. */
  readonly per_query: readonly number[];
}

export interface QualityResult {
  readonly set: string;
  readonly documents: number;
  readonly queries: number;
  readonly query_ids: readonly string[];
  readonly baseline: string;
  readonly engines: readonly EngineQuality[];
  readonly missing: readonly MissingEngine[];
}

export interface GrowthPoint {
  readonly documents: number;
  /** Absent, as is its size, where another configuration made the index. */
  readonly build_seconds?: number;
  readonly peak_rss_mb: number;
  readonly index_bytes?: number;
  readonly p50_ms: Partial<Record<ClassName, number>>;
  readonly p95_ms: Partial<Record<ClassName, number>>;
}

export interface GrowthResult {
  readonly engine: string;
  readonly configuration: Configuration;
  readonly points: readonly GrowthPoint[];
  /** Slope of ln(value) over ln(documents), by least squares; absent with fewer than two points. */
  readonly exponents: { readonly [value: string]: number };
  /** Why a size was not reached. */
  readonly stopped?: string;
}

/** Quality and time of one side of an ablation. */
export interface AblationSide {
  readonly "ndcg@10": number;
  readonly "recall@100": number;
  /** Whole questions. */
  readonly p50_ms: number;
}

export interface AblationRow extends AblationSide {
  readonly without: readonly string[];
  /** Whether it needed an index of its own. */
  readonly own_index: boolean;
  /** Without minus with everything, paired by query. */
  readonly ndcg: Significance;
  readonly recall: Significance;
  /** Time without over time with everything: median over the queries of their own ratio. */
  readonly p50_ratio: number;
}

export interface AblationResult {
  readonly set: string;
  readonly documents: number;
  readonly queries: number;
  readonly everything: AblationSide;
  readonly rows: readonly AblationRow[];
}

export interface BenchResult {
  readonly format: 1;
  readonly command: string;
  readonly started: string;
  readonly minutes: number;
  readonly commit: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memory_gb: number;
    readonly system: string;
    readonly node: string;
    readonly load_before: number;
    readonly load_after: number;
  };
  readonly corpus: { readonly name: string; readonly documents: number; readonly text_bytes: number };
  readonly settings: {
    readonly rounds: number;
    readonly passes: number;
    readonly limit: number;
    readonly warm_up_ms: number;
    readonly queries: string;
  };
  readonly engines: readonly EngineResult[];
  readonly missing: readonly MissingEngine[];
  readonly quality: readonly QualityResult[];
  readonly growth: readonly GrowthResult[];
  /** To Lucene with its Arabic analyzer; absent where that was not measured. */
  readonly ratios?: RatioTable;
  readonly ablation?: readonly AblationResult[];
}

export function engineLabel({ engine, configuration }: { engine: string; configuration: string }): string {
  if (engine !== "fihris") return `${engine} ${configuration}`;
  return configuration === "first-pass" ? "fihris first pass" : engine;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The middle value, or the mean of the two; `median` instead is always one of the values. */
export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** A query's time in a round: the median of its passes. */
export function roundTimes({ wall_ms }: ClassRound): number[] {
  const [first = []] = wall_ms;
  return first.map((_, query) => median(wall_ms.map((pass) => pass[query]!)));
}

/** Each figure by round, then the median of the rounds. */
export function summarize(rounds: readonly ClassRound[]): Latency {
  const times = rounds.map(roundTimes);
  const of = (figure: (one: number[]) => number): number => median(times.map(figure));
  return {
    p50_ms: of((one) => percentile(one, 50)),
    p95_ms: of((one) => percentile(one, 95)),
    p99_ms: of((one) => percentile(one, 99)),
    qps: of((one) => (1000 * one.length) / one.reduce((sum, ms) => sum + ms, 0)),
    cpu_ms: median(rounds.map((round) => round.cpu_ms)),
  };
}
