/**
 * Latency of one engine over a list of queries, as `fihris bench` reports it: one thread, one warm-up pass,
 * then `rounds` passes; a query's time is the median of its rounds, which sheds pauses of the machine and
 * keeps what is slow about the query.
 * @module
 */
import type { Engine, SearchRequest } from "../contract/index.ts";
import { percentile } from "./percentile.ts";

/** As many as a thread has at hand while it is busy. */
const askersPerThread = 8;
const warmUpPerThread = 2;

export interface BenchmarkOptions {
  /** Hits asked for; 0 to 1,000. */
  readonly limit: number;
  /** Timed passes, at least 1. */
  readonly rounds: number;
  /** Default `or`. */
  readonly operator?: "or" | "and";
  /** Default `plain`. */
  readonly syntax?: "full" | "plain";
  /**
   * Worker threads that the engine answers with. Eight times as many searches are under way at once, a query's time is
   * that from asking to answer, `qps` is queries over elapsed time, and there are two warm-up passes for each thread,
   * since any of them may be asked. Default: one search at a time.
   */
  readonly threads?: number;
}

export interface BenchmarkReport {
  readonly queries: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  /** Queries a second: of one thread, queries over the sum of their times. */
  readonly qps: number;
  /** Mean CPU time of one search, user and system, all threads of the process. */
  readonly cpu_ms: number;
  /** Peak resident memory of the process so far, in 10^6 bytes. */
  readonly rss_mb: number;
  readonly index_bytes: number;
}

/** One search call a query, without snippets, each awaited before the next. NaN times for no queries. */
export async function benchmarkQueries(
  engine: Pick<Engine, "search" | "stats">,
  queries: readonly string[],
  options: BenchmarkOptions,
): Promise<BenchmarkReport> {
  const requests = queries.map(
    (q): SearchRequest => ({
      q,
      limit: options.limit,
      operator: options.operator ?? "or",
      syntax: options.syntax ?? "plain",
      snippet: false,
    }),
  );
  const { threads } = options;
  const askers = threads === undefined ? 1 : askersPerThread * threads;
  let times: number[][] = requests.map(() => []);
  const pass = async (): Promise<void> => {
    const rest = requests.entries();
    const askInTurn = async (): Promise<void> => {
      for (const [i, request] of rest) {
        const start = performance.now();
        await engine.search(request);
        times[i]!.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: askers }, askInTurn));
  };
  for (let i = 0; i < (threads === undefined ? 1 : warmUpPerThread * threads); i++) await pass();

  times = requests.map(() => []);
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  for (let round = 0; round < options.rounds; round++) await pass();
  const elapsedMs = performance.now() - began;
  const cpu = process.cpuUsage(cpuBefore);

  const medians = times.map((rounds) => percentile(rounds, 50));
  const busyMs = threads === undefined ? medians.reduce((sum, ms) => sum + ms, 0) : elapsedMs / options.rounds;
  const seconds = busyMs / 1000;
  return {
    queries: queries.length,
    p50_ms: percentile(medians, 50),
    p95_ms: percentile(medians, 95),
    p99_ms: percentile(medians, 99),
    qps: queries.length === 0 ? 0 : queries.length / seconds,
    cpu_ms: queries.length === 0 ? 0 : (cpu.user + cpu.system) / 1000 / (queries.length * options.rounds),
    rss_mb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    index_bytes: (await engine.stats()).bytes,
  };
}
