/**
 * The command line of `npm run bench --`.
 * @module
 */
import { parseArgs } from "node:util";

export const usage = `npm run bench -- [options]

Without options: the sample corpus, queries drawn from its own titles, every engine.

what is measured
  --corpus PATH        JSONL(.gz), a BEIR folder or a folder of texts; default: the first --judged, else corpus/
  --queries FILE       one a line, or id<TAB>query, or JSONL with text; default: those of the corpus's folder, else titles
  --judged DIR         judged set in BEIR layout, repeatable: adds ranking quality
  --peers a,b          fihris flexsearch minisearch orama lunr sqlite lucene tantivy; default: all
  --configurations a   default,arabic; default: both
  --classes a,b        query classes; default: all
  --growth [SIZES]     10000,50000,100000,200000 documents of the corpus instead of all of it
how
  --rounds N           fresh processes of each engine (3; 2 on the sample corpus, 7 with --against)
  --passes N           timed passes in each (3; 5 with --against)
  --max-queries N      queries a class (500)
  --limit N            hits asked for (10)
  --warm-up MS         wall time of warm-up passes a class (1000; 50 on the sample corpus)
  --timeout S          for one process (1200)
  --baseline LABEL     engine that others are compared with, for example "lucene arabic" (fihris)
  --dist DIR           compiled Fihris to measure (dist)
guard
  --against DIR        dist folder of another checkout: alternates the two builds, names what became slower
  --compare FILE       result of an earlier run: names what became slower or worse than its figures
output
  --out FILE           result as JSON (bench/results/latest.json); .html and .differences.tsv beside it
  --write-docs         puts the tables into docs/benchmarks.md
`;

export interface Options {
  readonly corpus: string | undefined;
  readonly queries: string | undefined;
  readonly judged: readonly string[];
  readonly peers: readonly string[] | undefined;
  readonly configurations: readonly string[];
  readonly classes: readonly string[] | undefined;
  readonly growth: readonly number[] | undefined;
  readonly rounds: number;
  readonly passes: number;
  readonly maxQueries: number;
  readonly limit: number;
  readonly warmUpMs: number;
  /** Wall time of timed passes of a class in one process before no further pass is begun. */
  readonly budgetMs: number;
  readonly timeoutMs: number;
  readonly baseline: string;
  readonly dist: string | undefined;
  readonly against: string | undefined;
  readonly compare: string | undefined;
  readonly out: string | undefined;
  readonly writeDocs: boolean;
  readonly help: boolean;
}

const growthSizes = "10000,50000,100000,200000";

/** Throws TypeError (unknown option) or RangeError (bad number) with a sentence for the person. */
export function parseCommandLine(given: readonly string[]): Options {
  // `--growth` alone means the usual sizes; parseArgs has no optional values.
  const args = given.flatMap((one, i) => {
    const alone = one === "--growth" && !/^\d/u.test(given[i + 1] ?? "");
    return alone ? [one, growthSizes] : [one];
  });
  const { values } = parseArgs({
    args,
    options: {
      corpus: { type: "string" },
      queries: { type: "string" },
      judged: { type: "string", multiple: true },
      peers: { type: "string" },
      configurations: { type: "string" },
      classes: { type: "string" },
      growth: { type: "string" },
      rounds: { type: "string" },
      passes: { type: "string" },
      "max-queries": { type: "string" },
      limit: { type: "string" },
      "warm-up": { type: "string" },
      timeout: { type: "string" },
      baseline: { type: "string" },
      dist: { type: "string" },
      against: { type: "string" },
      compare: { type: "string" },
      out: { type: "string" },
      "write-docs": { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  const sample = values.corpus === undefined && values.judged === undefined;
  const guarding = values.against !== undefined;
  return {
    corpus: values.corpus,
    queries: values.queries,
    judged: values.judged ?? [],
    peers: list(values.peers),
    configurations: list(values.configurations) ?? ["default", "arabic"],
    classes: list(values.classes),
    growth: list(values.growth)?.map((one) => whole("growth", one, 0)),
    rounds: whole("rounds", values.rounds, guarding ? 7 : sample ? 2 : 3),
    passes: whole("passes", values.passes, guarding ? 5 : 3),
    maxQueries: whole("max-queries", values["max-queries"], 500),
    limit: whole("limit", values.limit, 10),
    warmUpMs: whole("warm-up", values["warm-up"], sample ? 50 : 1000),
    budgetMs: sample ? 500 : 5000,
    timeoutMs: 1000 * whole("timeout", values.timeout, 1200),
    baseline: values.baseline ?? "fihris",
    dist: values.dist,
    against: values.against,
    compare: values.compare,
    out: values.out,
    writeDocs: values["write-docs"] ?? false,
    help: values.help ?? false,
  };
}

function list(value: string | undefined): string[] | undefined {
  return value?.split(",").map((one) => one.trim());
}

function whole(name: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`--${name}: expected 1 or more, got ${value}`);
  return number;
}
