/**
 * A result as Markdown tables, and their place in docs/benchmarks.md.
 * @module
 */
import { classNames } from "../peers/protocol.ts";
import type { BenchResult, EngineResult, GrowthResult, QualityResult } from "../result.ts";
import { engineLabel, median } from "../result.ts";
import { ablationTables } from "./ablation-table.ts";
import { ratioTables } from "./ratio-table.ts";
import { probability, signed, table } from "./table.ts";
import { classTitles, megabytes, milliseconds } from "./wording.ts";

const begin = "<!-- bench:begin -->";
const end = "<!-- bench:end -->";

/** Throws where the page lost its markers. */
export function replaceBetweenMarkers(page: string, tables: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md: expected ${begin} before ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${tables}\n${page.slice(to)}`;
}

export function markdownTables(result: BenchResult): string {
  const { machine, corpus, settings } = result;
  const origin =
    `Made by \`${result.command}\` on ${result.started.slice(0, 10)}, commit ${result.commit}, in ${result.minutes.toFixed(1)} minutes: ` +
    `${corpus.documents.toLocaleString("en")} documents of ${corpus.name}, queries from ${settings.queries}, ` +
    `${settings.rounds} rounds of ${settings.passes} passes, top ${settings.limit}. ` +
    `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}, ` +
    `load ${machine.load_before.toFixed(1)} before and ${machine.load_after.toFixed(1)} after.`;
  const parts = [origin, ...summaryTables(result), ...detailTables(result)];
  const missing = result.missing.map((one) => `- ${engineLabel(one)}: ${one.reason}`);
  if (missing.length > 0) parts.push(["Missing in this run:", "", ...missing].join("\n"));
  return `${parts.join("\n\n")}\n`;
}

/** What most readers want to know. */
export function summaryTables(result: BenchResult): string[] {
  return [
    ...(result.engines.length > 1 ? [overviewTable(result)] : []),
    ...(result.ratios === undefined ? [] : [ratioTables(result.ratios)]),
    ...(result.ablation ?? []).map(ablationTables),
  ];
}

/** All figures. */
export function detailTables({ engines, quality, growth }: BenchResult): string[] {
  return [
    ...(engines.length > 0 ? [latencyTable(engines), latencyDetails(engines), buildTable(engines)] : []),
    ...quality.map(qualityTable),
    ...(growth.length > 0 ? [growthTable(growth)] : []),
  ];
}

/** Engines by quality, or by speed where no set is judged. */
function overviewTable({ engines, quality }: BenchResult): string {
  const question = (engine: EngineResult): number =>
    engine.classes.find(({ name }) => name === "question")?.p50_ms ?? Number.POSITIVE_INFINITY;
  const ndcg = (engine: EngineResult, set: QualityResult): number | undefined =>
    set.engines.find((one) => engineLabel(one) === engineLabel(engine))?.["ndcg@10"];
  const sum = (engine: EngineResult): number => quality.reduce((all, set) => all + (ndcg(engine, set) ?? 0), 0);
  const rows = [...engines]
    .sort((a, b) => sum(b) - sum(a) || question(a) - question(b))
    .map((engine) => [
      engineLabel(engine),
      ...quality.map((set) => ndcg(engine, set)?.toFixed(3) ?? "-"),
      milliseconds(engine.classes.find(({ name }) => name === "question")?.p50_ms),
      milliseconds(engine.classes.find(({ name }) => name === "question")?.p99_ms),
    ]);
  const header = ["engine", ...quality.map(({ set }) => `${set} nDCG@10`), "whole question p50 ms", "p99 ms"];
  return `In short:\n\n${table(header, rows)}`;
}

function latencyTable(engines: readonly EngineResult[]): string {
  const names = classNames.filter((name) => engines.some(({ classes }) => classes.some((one) => one.name === name)));
  const rows = engines.map((engine) => [
    engineLabel(engine),
    ...names.map((name) => {
      const found = engine.classes.find((one) => one.name === name);
      return found === undefined ? "absent" : milliseconds(found.p50_ms);
    }),
  ]);
  return `Median latency, milliseconds (p50):\n\n${table(["engine", ...names.map((name) => classTitles[name])], rows)}`;
}

function latencyDetails(engines: readonly EngineResult[]): string {
  const rows = classNames.flatMap((name) =>
    engines.flatMap((engine) => {
      const found = engine.classes.find((one) => one.name === name);
      if (found === undefined) return [];
      return [
        [
          classTitles[name],
          engineLabel(engine),
          milliseconds(found.p50_ms),
          milliseconds(found.p95_ms),
          milliseconds(found.p99_ms),
          Math.round(found.qps).toLocaleString("en"),
          milliseconds(found.cpu_ms),
          found.returned.toFixed(1),
          `${found.empty} of ${found.queries}`,
        ],
      ];
    }),
  );
  const header = ["class", "engine", "p50 ms", "p95 ms", "p99 ms", "queries/s", "CPU ms", "hits", "without a hit"];
  const absent = engines
    .filter((engine) => engine.absent.length > 0)
    .map((engine) => {
      const classes = engine.absent.map(({ name, reason }) => `${classTitles[name]} (${reason})`);
      return `- ${engineLabel(engine)}: ${classes.join("; ")}`;
    });
  const reasons = absent.length === 0 ? [] : ["", "Absent classes:", "", ...absent];
  return [
    "<details><summary>Every class and engine</summary>",
    "",
    table(header, rows),
    ...reasons,
    "",
    "</details>",
  ].join("\n");
}

function buildTable(engines: readonly EngineResult[]): string {
  // First pass and whole search share an index.
  const built = engines.filter(({ builds }) => builds.length > 0);
  const rows = built.map((engine) => {
    const by = (threads: number): string => {
      const seconds = engine.builds.filter((one) => one.threads === threads).map((one) => one.seconds);
      return seconds.length === 0 ? "absent" : median(seconds).toFixed(2);
    };
    const single = engine.builds.filter(({ threads }) => threads === 1);
    const bytes = median(single.map(({ index_bytes }) => index_bytes));
    const text = single[0]?.text_bytes;
    return [
      engineLabel(engine),
      engine.version,
      by(1),
      by(2),
      megabytes(bytes) + (engine.persistent ? "" : " (heap)"),
      text === undefined ? "-" : megabytes(bytes - text),
      Math.round(Math.max(...single.map(({ peak_rss_mb }) => peak_rss_mb))).toString(),
      Math.round(median(engine.search_rss_mb)).toString(),
    ];
  });
  const header = [
    "engine",
    "version",
    "build s",
    "2 threads s",
    "index MB",
    "without text MB",
    "build RSS MB",
    "search RSS MB",
  ];
  return `Building and size:\n\n${table(header, rows)}`;
}

function qualityTable({ set, documents, queries, baseline, engines, missing }: QualityResult): string {
  const rows = engines.map((one) => [
    engineLabel(one),
    one["ndcg@10"].toFixed(4),
    one["mrr@10"].toFixed(4),
    one["recall@10"].toFixed(3),
    one["recall@100"].toFixed(3),
    one.against_baseline === undefined ? "baseline" : signed(one.against_baseline.difference),
    one.against_baseline === undefined ? "" : probability(one.against_baseline.p),
  ]);
  const header = ["engine", "nDCG@10", "MRR@10", "Recall@10", "Recall@100", `against ${baseline}`, "p"];
  const failed = missing.map((one) => `- ${engineLabel(one)}: ${one.reason}`);
  const without = failed.length === 0 ? "" : `\n\nWithout figures on ${set}:\n\n${failed.join("\n")}`;
  return `Quality on ${set} (${documents.toLocaleString("en")} documents, ${queries.toLocaleString("en")} queries):\n\n${table(header, rows)}${without}`;
}

function growthTable(growth: readonly GrowthResult[]): string {
  const rows = growth.flatMap((one) =>
    one.points.map((point) => [
      engineLabel(one),
      point.documents.toLocaleString("en"),
      point.build_seconds?.toFixed(2) ?? "-",
      Math.round(point.peak_rss_mb).toString(),
      point.index_bytes === undefined ? "-" : megabytes(point.index_bytes),
      milliseconds(point.p50_ms.question),
      milliseconds(point.p95_ms.question),
    ]),
  );
  const exponent = (one: GrowthResult, name: string): string => one.exponents[name]?.toFixed(2) ?? "-";
  const fitted = growth.map((one) => [
    engineLabel(one),
    exponent(one, "build_seconds"),
    exponent(one, "peak_rss_mb"),
    exponent(one, "index_bytes"),
    exponent(one, "question p50_ms"),
    exponent(one, "question p95_ms"),
    one.stopped ?? "",
  ]);
  const measures = ["build", "peak RSS", "index", "question p50", "question p95"];
  return [
    `Growth:\n\n${table(["engine", "documents", "build s", "RSS MB", "index MB", "question p50 ms", "p95 ms"], rows)}`,
    `Exponents of growth (1: proportional to the documents):\n\n${table(["engine", ...measures, "stopped at"], fitted)}`,
  ].join("\n\n");
}
