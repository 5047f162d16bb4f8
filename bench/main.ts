/**
 * npm run bench: measures what the command line asks for, writes the result, the page and the tables.
 * @module
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { analysisSteps } from "../src/analysis/index.ts";
import { steps } from "../src/engine/index.ts";
import { readJudgedSet } from "../src/eval/index.ts";
import { measureAblation, variantsOf } from "./ablation.ts";
import type { Options } from "./command-line.ts";
import { parseCommandLine, usage } from "./command-line.ts";
import { gather } from "./contestants.ts";
import type { Corpus } from "./corpus.ts";
import { prepareCorpus } from "./corpus.ts";
import { buildCommit, commitOf, keptBuild } from "./earlier-build.ts";
import { measureGrowth } from "./growth.ts";
import type { Comparison } from "./guard.ts";
import { compareQuality } from "./guard.ts";
import { guardBuilds } from "./guard-run.ts";
import type { LatencyPlan } from "./latency.ts";
import { measureLatency } from "./latency.ts";
import { commandLine, commit, machine } from "./machine.ts";
import type { QueryClass } from "./peers/protocol.ts";
import { classNames } from "./peers/protocol.ts";
import { differenceTable, measureQuality } from "./quality.ts";
import { readQueries } from "./queries.ts";
import { ratioTable } from "./ratios.ts";
import { htmlReport } from "./report/html-report.ts";
import { markdownTables, replaceBetweenMarkers } from "./report/markdown-tables.ts";
import type { BenchResult, QualityResult } from "./result.ts";
import { findToolchains } from "./toolchains.ts";
import { queryClasses } from "./workload.ts";

const root = resolve(import.meta.dirname, "../../..");
/** Ratios are taken to the engine that sets the standard for Arabic. */
const ratioReference = "lucene arabic";
const log = (line: string): void => void process.stderr.write(`${line}\n`);

interface Workload {
  readonly corpusPath: string;
  readonly corpus: Corpus;
  readonly origin: string;
  readonly plan: LatencyPlan;
}

async function prepare(options: Options): Promise<Workload> {
  const work = mkdtempSync(join(tmpdir(), "fihris-bench-"));
  process.once("exit", () => rmSync(work, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
  const corpusPath = resolve(options.corpus ?? options.judged[0] ?? join(root, "corpus"));
  const corpus = await prepareCorpus(corpusPath, join(work, "documents.jsonl"));
  const questions = await readQueries(options.queries, corpusPath, corpus);
  const classes = wanted(queryClasses(questions.texts, corpus.sample, options.maxQueries), options);
  log(`${corpus.documents} documents of ${corpus.name}, ${questions.texts.length} queries from ${questions.origin}`);
  return {
    corpusPath,
    corpus,
    origin: questions.origin,
    plan: { ...options, documents: corpus.file, classes, work, log, rebuilds: true, reference: ratioReference },
  };
}

function wanted(classes: readonly QueryClass[], options: Options): QueryClass[] {
  const unknown = (options.classes ?? []).filter(
    (name) => name !== "build" && !classNames.some((known) => known === name),
  );
  if (unknown.length > 0) throw new RangeError(`--classes: unknown class ${unknown.join(", ")}`);
  return classes.filter(({ name }) => options.classes?.includes(name) ?? true);
}

/** Engines beside each other: latency and quality, growth, or the ablation of Fihris. */
async function bench(options: Options): Promise<void> {
  const started = new Date();
  const loadBefore = loadavg()[0]!;
  const variants = variantsOf(options.without, steps);
  const tools = findToolchains(join(root, "bench", "peers"), log);
  const ablating = variants.length > 0;
  const dist = ownBuild(options);
  const { contestants, missing } = gather(ablating ? { ...options, peers: ["fihris"] } : options, tools, dist, log);
  const { corpusPath, corpus, origin, plan } = await prepare(options);
  const growing = options.growth !== undefined;
  const measured = growing || ablating ? { engines: [], missing: [] } : await measureLatency(contestants, plan);
  const growth = growing ? await measureGrowth(corpusPath, options.growth!, contestants, plan.classes, plan) : [];
  const quality: QualityResult[] = [];
  const differences: string[] = [];
  for (const folder of ablating ? [] : options.judged) {
    const one = await measureQuality(folder, contestants, { ...options, work: plan.work, log });
    const { queries } = await readJudgedSet(folder);
    quality.push(one);
    differences.push(differenceTable(one, new Map(queries.map(({ id, text }) => [id, text]))));
  }
  const ablation = [];
  for (const folder of ablating ? options.judged : []) {
    const { command } = contestants[0]!;
    ablation.push(
      await measureAblation(folder, variants, {
        ...plan,
        dist,
        command,
        maxQueries: options.maxQueries,
        ofTheIndex: analysisSteps,
      }),
    );
  }
  const ratios = ratioTable(measured.engines, ratioReference);
  const result: BenchResult = {
    format: 1,
    command: commandLine(),
    started: started.toISOString(),
    minutes: (Date.now() - started.getTime()) / 60_000,
    commit: commit(root),
    machine: machine(loadBefore),
    corpus: { name: corpus.name, documents: corpus.documents, text_bytes: corpus.textBytes },
    settings: {
      rounds: options.rounds,
      passes: options.passes,
      limit: options.limit,
      warm_up_ms: options.warmUpMs,
      queries: origin,
    },
    engines: measured.engines,
    missing: [...missing, ...measured.missing],
    quality,
    growth,
    ...(ratios === undefined ? {} : { ratios }),
    ...(ablating ? { ablation } : {}),
  };
  report(result, differences, options);
}

function ownBuild(options: Options): string {
  return resolve(options.dist ?? join(root, "dist"));
}

function report(result: BenchResult, differences: readonly string[], options: Options): void {
  const out = resolve(options.out ?? join(root, "bench", "results", "latest.json"));
  mkdirSync(dirname(out), { recursive: true });
  const stem = out.replace(/\.json$/u, "");
  writeFileSync(out, `${JSON.stringify(result)}\n`);
  writeFileSync(`${stem}.html`, htmlReport(result));
  if (differences.length > 0) writeFileSync(`${stem}.differences.tsv`, differences.join("\n"));
  const tables = markdownTables(result);
  process.stdout.write(`${tables}\n`);
  if (options.writeDocs) {
    const page = join(root, "docs", "benchmarks.md");
    writeFileSync(page, replaceBetweenMarkers(readFileSync(page, "utf8"), tables));
  }
  log(`result: ${out}\npage: ${stem}.html`);
}

/** Two builds against each other; 1 where something became slower or worse. */
async function guard(options: Options): Promise<number> {
  const { corpus, plan } = await prepare(options);
  const after = ownBuild(options);
  const before =
    options.against === undefined
      ? buildCommit(root, commitOf(options.compare!, corpus), plan.work)
      : keptBuild(options.against);
  const builds = options.classes?.includes("build") ?? true;
  const { comparisons: ofTime, pairs } = await guardBuilds(before, after, { ...plan, builds });
  const comparisons = [...ofTime];
  for (const folder of options.judged) comparisons.push(await guardQuality(folder, before, after, options, plan));
  const out = resolve(options.out ?? join(root, "bench", "results", "latest.guard.json"));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ command: commandLine(), commit: commit(root), comparisons, pairs })}\n`);
  for (const { what, ratio, from, to, verdict } of comparisons) {
    const range = from === to ? "" : ` (${from.toFixed(3)} to ${to.toFixed(3)})`;
    process.stdout.write(`${verdict.padEnd(6)} ${what}: ${ratio.toFixed(3)} of before${range}\n`);
  }
  const blind = comparisons.filter(({ verdict, to }) => verdict === "same" && to > 1.2);
  if (blind.length > 0) {
    log(`too noisy to rule out 20 percent in ${blind.length} of them: a quieter machine or more --rounds would`);
  }
  return comparisons.some(({ verdict }) => verdict === "slower" || verdict === "worse") ? 1 : 0;
}

async function guardQuality(
  folder: string,
  before: string,
  after: string,
  options: Options,
  { work }: LatencyPlan,
): Promise<Comparison> {
  const [fihris] = gather({ ...options, peers: ["fihris"] }, findToolchains(root, log), after, log).contestants;
  const sides = [
    { ...fihris!, slot: "before", dist: before },
    { ...fihris!, slot: "after" },
  ];
  const { set, engines, missing } = await measureQuality(folder, sides, { ...options, work, log });
  const [was, is] = engines;
  if (was === undefined || is === undefined) throw new Error(`${set}: ${missing[0]?.reason}`);
  return compareQuality(set, was, is);
}

try {
  const options = parseCommandLine(process.argv.slice(2));
  const guarding = options.against !== undefined || options.compare !== undefined;
  if (options.help) process.stdout.write(usage);
  else if (guarding) process.exitCode = await guard(options);
  else await bench(options);
} catch (error) {
  log(`${(error as Error).message}\n`);
  if (error instanceof RangeError || error instanceof TypeError) log(usage);
  process.exitCode = 2;
}
