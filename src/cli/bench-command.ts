/**
 * `fihris bench`: how fast is an index on a list of queries?
 * @module
 */
import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { type Engine, FihrisError } from "../contract/index.ts";
import type { Index } from "../engine/index.ts";
import type { BenchmarkReport } from "../eval/index.ts";
import { withIndex } from "./index-location.ts";
import { indexOption, positiveNumber, wholeNumber } from "./option-parsers.ts";
import { counted, formatBytes, formatCount, formatMs, print, printJson, table } from "./output.ts";

interface Flags {
  index: string;
  queries: string;
  limit: number;
  rounds: number;
  operator: "or" | "and";
  syntax: "full" | "plain";
  firstPass?: true;
  exhaustive?: true;
  threads?: number;
  json?: true;
}

const help = `
One thread, one pass to warm up, then the median of the rounds for each query. One search call without snippets,
analysis of the query included. With --threads worker threads answer, eight times as many searches are under way at
once, and the throughput is what tells: a search's time holds its waiting. Give it many rounds: every thread compiles
what is searched with, for some seconds.

Example:
  $ fihris bench --index ./my-index --queries queries.txt --json
`;

export function addBenchCommand(program: Command): void {
  program
    .command("bench")
    .summary("measure the latency of queries")
    .description("Latency of the queries of a file, one at a time.")
    .addOption(indexOption())
    .requiredOption("--queries <file>", "one query a line, or id<TAB>query")
    .option("--limit <n>", "hits asked for, 0 to 1000", wholeNumber, 10)
    .option("--rounds <n>", "timed passes", positiveNumber, 3)
    .option("--first-pass", "plain BM25 over stems, without alternatives and rescoring")
    .addOption(new Option("--operator <operator>", "words that must match").choices(["or", "and"]).default("or"))
    .addOption(new Option("--syntax <syntax>", "plain turns operators off").choices(["full", "plain"]).default("plain"))
    .option("--exhaustive", "score every document, without pruning")
    .option("--threads <n>", "worker threads that answer; tells queries a second instead of latency", positiveNumber)
    .option("--json", "print one JSON object")
    .addHelpText("after", help)
    .action(runBench);
}

async function runBench(flags: Flags): Promise<void> {
  const queries = await readQueries(flags.queries);
  const { benchmarkQueries } = await import("../eval/index.ts");
  const { threads } = flags;
  const measure = (index: Index): Promise<BenchmarkReport> => {
    const measured = { ...(flags.firstPass && { firstPass: true }), ...(flags.exhaustive && { exhaustive: true }) };
    const { limit, rounds, operator, syntax } = flags;
    const engine: Pick<Engine, "search" | "stats"> = {
      search: (query, options) => index.search(query, { ...options, ...measured }),
      stats: () => index.stats(),
    };
    const several = threads === undefined ? {} : { threads };
    return benchmarkQueries(engine, queries, { limit, rounds, operator, syntax, ...several });
  };
  const report = await withIndex(flags.index, measure, threads === undefined ? {} : { searchThreads: threads });
  if (flags.json) printJson(report);
  else print(describe(report, threads ?? 1));
}

async function readQueries(file: string): Promise<string[]> {
  let content: string;
  try {
    content = await readFile(file, "utf8");
  } catch (cause) {
    throw new FihrisError("input_unreadable", `expected a file of queries, got ${JSON.stringify(file)}: ${cause}`, {
      remedy: "check the spelling of the path and the right to read it",
      file,
      cause,
    });
  }
  const queries = content
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => line.slice(line.indexOf("\t") + 1));
  if (queries.length > 0) return queries;
  throw new FihrisError("input_unreadable", `${file} holds no query`, {
    remedy: "write one query a line, or id<TAB>query",
    file,
  });
}

function describe(report: BenchmarkReport, threads: number): string {
  return table([
    ["queries", formatCount(report.queries)],
    ["latency", `p50 ${formatMs(report.p50_ms)}, p95 ${formatMs(report.p95_ms)}, p99 ${formatMs(report.p99_ms)}`],
    ["throughput", `${formatCount(Math.round(report.qps))} queries a second on ${counted(threads, "thread")}`],
    ["CPU", `${formatMs(report.cpu_ms)} a query`],
    ["memory", `${formatCount(Math.round(report.rss_mb))} MB at most`],
    ["index", formatBytes(report.index_bytes)],
  ]);
}
