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
  --classes a,b        query classes; default: all; "build" is one for the guard
  --growth [SIZES]     10000,50000,100000,200000 documents of the corpus instead of all of it
  --without STEPS      ablation of Fihris on every --judged: what is lost, and what time is won, without these steps
                       (a,b leaves both out together; repeatable; all-one-by-one: each step alone)
how
  --rounds N           fresh processes of each engine (3; 2 on the sample corpus, 9 pairs for the guard, 3 for --without)
  --passes N           timed passes in each, as far as 1.5 s go (20; 6 for --without)
  --max-queries N      queries a class (200; 40 for the guard); of these 40 for engines that hold their index in memory
  --limit N            hits asked for (10)
  --warm-up MS         wall time of warm-up passes a class (1000; 50 on the sample corpus, 600 for the guard)
  --timeout S          for one process (1200)
  --baseline LABEL     engine that others are compared with, for example "lucene arabic" (fihris)
  --dist DIR           compiled Fihris to measure (dist)
guard
  --compare FILE       result of an earlier run: builds its commit, alternates that build and this one, and names what
                       became slower or worse; ends with 1 where something did
  --against DIR        the same against a kept dist folder, or a checkout that holds one
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
  /** Lists of steps as they were given; empty: no ablation. */
  readonly without: readonly string[];
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
      without: { type: "string", multiple: true },
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
  const guarding = values.against !== undefined || values.compare !== undefined;
  const ablating = values.without !== undefined;
  if (ablating && values.judged === undefined) throw new RangeError("--without: needs a judged set, give --judged DIR");
  if (Number(guarding) + Number(ablating) + Number(values.growth !== undefined) > 1)
    throw new RangeError(
      "--growth, --without and the guard (--compare, --against) are runs of their own: give one of them",
    );
  if (values.against !== undefined && values.compare !== undefined)
    throw new RangeError("--compare builds the commit of a result, --against takes a build: give one of them");
  return {
    corpus: values.corpus,
    queries: values.queries,
    judged: values.judged ?? [],
    peers: list(values.peers),
    configurations: list(values.configurations) ?? ["default", "arabic"],
    classes: list(values.classes),
    growth: list(values.growth)?.map((one) => whole("growth", one, 0)),
    without: values.without ?? [],
    rounds: whole("rounds", values.rounds, guarding ? 9 : ablating ? 3 : sample ? 2 : 3),
    passes: whole("passes", values.passes, ablating ? 6 : 20),
    maxQueries: whole("max-queries", values["max-queries"], guarding ? 40 : 200),
    limit: whole("limit", values.limit, 10),
    warmUpMs: whole("warm-up", values["warm-up"], guarding ? 600 : ablating ? 300 : sample ? 50 : 1000),
    budgetMs: sample ? 300 : 1500,
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
