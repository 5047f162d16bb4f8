/**
 * npm run bench: measures what the command line asks for, writes the result, the page and the tables.
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, tmpdir, totalmem, type } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { readJudgedSet } from "../src/eval/index.ts";
import type { Options } from "./command-line.ts";
import { parseCommandLine, usage } from "./command-line.ts";
import { prepareCorpus } from "./corpus.ts";
import { measureGrowth } from "./growth.ts";
import type { Comparison } from "./guard.ts";
import { compareBuilds, compareQuality } from "./guard.ts";
import type { Contestant, LatencyPlan } from "./latency.ts";
import { measureLatency } from "./latency.ts";
import type { QueryClass } from "./peers/protocol.ts";
import { classNames } from "./peers/protocol.ts";
import { engines } from "./peers/registry.ts";
import { differenceTable, measureQuality } from "./quality.ts";
import { readQueries } from "./queries.ts";
import { htmlReport } from "./report/html-report.ts";
import { markdownTables, replaceBetweenMarkers } from "./report/markdown-tables.ts";
import type { BenchResult, MissingEngine, QualityResult } from "./result.ts";
import { engineLabel } from "./result.ts";
import { findToolchains } from "./toolchains.ts";
import { queryClasses } from "./workload.ts";

const root = resolve(import.meta.dirname, "../../..");
const log = (line: string): void => void process.stderr.write(`${line}\n`);

async function bench(options: Options): Promise<number> {
  const started = new Date();
  const loadBefore = loadavg()[0]!;
  const out = resolve(options.out ?? join(root, "bench", "results", "latest.json"));
  mkdirSync(dirname(out), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), "fihris-bench-"));
  process.once("exit", () => rmSync(work, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
  const { contestants, missing } = options.against === undefined ? gather(options) : twoBuilds(options);
  const corpusPath = resolve(options.corpus ?? options.judged[0] ?? join(root, "corpus"));
  const corpus = await prepareCorpus(corpusPath, join(work, "documents.jsonl"));
  const questions = await readQueries(options.queries, corpusPath, corpus);
  const classes = wanted(queryClasses(questions.texts, corpus.sample, options.maxQueries), options);
  log(`${corpus.documents} documents of ${corpus.name}, ${questions.texts.length} queries from ${questions.origin}`);
  const plan: LatencyPlan = {
    documents: corpus.file,
    classes,
    rounds: options.rounds,
    passes: options.passes,
    limit: options.limit,
    warmUpMs: options.warmUpMs,
    budgetMs: options.budgetMs,
    timeoutMs: options.timeoutMs,
    work,
    log,
  };
  const growing = options.growth !== undefined;
  const measured = growing ? { engines: [], missing: [] } : await measureLatency(contestants, plan);
  const growth = growing ? await measureGrowth(corpusPath, options.growth!, contestants, classes, plan) : [];
  const quality: QualityResult[] = [];
  const differences: string[] = [];
  for (const folder of options.judged) {
    const one = await measureQuality(folder, contestants, { ...options, work, log });
    const { queries } = await readJudgedSet(folder);
    quality.push(one);
    differences.push(differenceTable(one, new Map(queries.map(({ id, text }) => [id, text]))));
  }

  const result: BenchResult = {
    format: 1,
    command: commandLine(),
    started: started.toISOString(),
    minutes: (Date.now() - started.getTime()) / 60_000,
    commit: commit(),
    machine: machine(loadBefore),
    corpus: { name: corpus.name, documents: corpus.documents, text_bytes: corpus.textBytes },
    settings: {
      rounds: options.rounds,
      passes: options.passes,
      limit: options.limit,
      warm_up_ms: options.warmUpMs,
      queries: questions.origin,
    },
    engines: measured.engines,
    missing: [...missing, ...measured.missing],
    quality,
    growth,
  };
  return report(result, out, differences, options);
}

function gather(options: Options): { contestants: Contestant[]; missing: MissingEngine[] } {
  const tools = findToolchains(join(root, "bench", "peers"), log);
  const unknown = (options.peers ?? []).filter((name) => !engines.some((engine) => engine.name === name));
  if (unknown.length > 0) throw new RangeError(`--peers: unknown engine ${unknown.join(", ")}`);
  const contestants: Contestant[] = [];
  const missing: MissingEngine[] = [];
  for (const entry of engines.filter(({ name }) => options.peers?.includes(name) ?? true)) {
    const command = entry.command(tools);
    for (const configuration of entry.configurations) {
      // Fihris has one configuration, which no choice among the peers' leaves out.
      if (entry.configurations.length > 1 && !options.configurations.includes(configuration)) continue;
      const { name: engine, persistent, buildThreads } = entry;
      if ("missing" in command) {
        missing.push({ engine, configuration, reason: command.missing });
        log(`${engineLabel({ engine, configuration })}: missing: ${command.missing}`);
        continue;
      }
      const slot = `${engine}-${configuration}`;
      const dist = engine === "fihris" ? { dist: ownBuild(options) } : {};
      contestants.push({ engine, configuration, persistent, buildThreads, command, slot, ...dist });
    }
  }
  return { contestants, missing };
}

/** The earlier build, then this one. */
function twoBuilds(options: Options): { contestants: Contestant[]; missing: MissingEngine[] } {
  const [fihris] = gather({ ...options, peers: ["fihris"] }).contestants;
  const before = resolve(options.against!);
  if (!existsSync(join(before, "engine", "index.js"))) {
    throw new RangeError(`--against: expected a dist folder with engine/index.js, got ${before}`);
  }
  return {
    contestants: [
      { ...fihris!, slot: "before", dist: before },
      { ...fihris!, slot: "after" },
    ],
    missing: [],
  };
}

function ownBuild(options: Options): string {
  return resolve(options.dist ?? join(root, "dist"));
}

function wanted(classes: readonly QueryClass[], options: Options): QueryClass[] {
  const unknown = (options.classes ?? []).filter((name) => !classNames.some((known) => known === name));
  if (unknown.length > 0) throw new RangeError(`--classes: unknown class ${unknown.join(", ")}`);
  return classes.filter(({ name }) => options.classes?.includes(name) ?? true);
}

function report(result: BenchResult, out: string, differences: readonly string[], options: Options): number {
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

  const comparisons = [...guardAgainstBuild(result, options), ...guardAgainstResult(result, options)];
  for (const { what, ratio, threshold, verdict } of comparisons) {
    log(`${verdict.padEnd(6)} ${what}: ${ratio.toFixed(3)} of before (a change from ${threshold.toFixed(3)} on)`);
  }
  const blind = comparisons.filter(({ verdict, threshold }) => verdict === "same" && threshold > 1.2);
  if (blind.length > 0) {
    log(`too noisy to see a change of 20 percent in ${blind.length} of them: a quieter machine or more --rounds would`);
  }
  return comparisons.some(({ verdict }) => verdict === "slower" || verdict === "worse") ? 1 : 0;
}

function guardAgainstBuild({ engines: measured, quality }: BenchResult, options: Options): Comparison[] {
  if (options.against === undefined) return [];
  const [before, after] = measured;
  if (before === undefined || after === undefined) throw new Error("the guard needs both builds to run");
  return [
    ...compareBuilds(before, after),
    ...quality.flatMap((one) => compareQuality(one.set, one.engines[0]!, one.engines[1]!)),
  ];
}

function guardAgainstResult(result: BenchResult, options: Options): Comparison[] {
  if (options.compare === undefined) return [];
  const earlier = JSON.parse(readFileSync(options.compare, "utf8")) as BenchResult;
  if (earlier.format !== result.format || earlier.corpus.documents !== result.corpus.documents) {
    throw new RangeError(
      `--compare: expected a result over the same corpus, got ${earlier.corpus.documents} documents`,
    );
  }
  log("--compare sets figures of two times side by side; --against alternates two builds and is the surer guard");
  const of = ({ engines: all }: BenchResult) => all.find(({ engine }) => engine === "fihris");
  const [before, after] = [of(earlier), of(result)];
  const latency = before === undefined || after === undefined ? [] : compareBuilds(before, after);
  const quality = result.quality.flatMap((one) => {
    const was = earlier.quality.find(({ set }) => set === one.set)?.engines.find(({ engine }) => engine === "fihris");
    const is = one.engines.find(({ engine }) => engine === "fihris");
    return was === undefined || is === undefined ? [] : compareQuality(one.set, was, is);
  });
  return [...latency, ...quality];
}

/** Paths by their last name only: a result is read by people on other machines. */
function commandLine(): string {
  const shown = process.argv.slice(2).map((one) => (one.includes("/") ? basename(one) : one));
  return ["npm run bench", ...(shown.length === 0 ? [] : ["--", ...shown])].join(" ");
}

function commit(): string {
  const git = (...parameters: string[]): string =>
    spawnSync("git", parameters, { cwd: root, encoding: "utf8" }).stdout?.trim() ?? "";
  const id = git("rev-parse", "--short=12", "--verify", "--quiet", "HEAD");
  if (id === "") return "not committed";
  return git("status", "--porcelain", "--untracked-files=no") === "" ? id : `${id}, changed`;
}

function machine(loadBefore: number): BenchResult["machine"] {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    load_before: loadBefore,
    load_after: loadavg()[0]!,
  };
}

try {
  const options = parseCommandLine(process.argv.slice(2));
  if (options.help) process.stdout.write(usage);
  else process.exitCode = await bench(options);
} catch (error) {
  log(`${(error as Error).message}\n`);
  if (error instanceof RangeError || error instanceof TypeError) log(usage);
  process.exitCode = 2;
}
