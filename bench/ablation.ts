/**
 * Ablation: what does each step of Fihris bring? The same judged set is ranked with everything and without a step;
 * the difference in quality is paired by query. A step of the analysis gets an index of its own, made without it; all
 * others are left out while searching the same index. Time is that of whole questions, both sides alternating.
 * @module
 */
import { join } from "node:path";
import type { RankingMeasures } from "../src/eval/index.ts";
import { judgeRankings, pairedSignificance, readJudgedSet } from "../src/eval/index.ts";
import { type AlternationPlan, alternate, type Side } from "./alternation.ts";
import { prepareCorpus } from "./corpus.ts";
import { typicalRatio } from "./guard.ts";
import { runPeerProcess } from "./peer-process.ts";
import type { PeerTask } from "./peers/protocol.ts";
import type { AblationResult, AblationRow, AblationSide } from "./result.ts";
import { median } from "./result.ts";
import { queryClasses } from "./workload.ts";

/** Steps that are left out together. */
export type Variant = readonly string[];

/** Step by step, in the order of `known`. */
const oneByOne = "all-one-by-one";

/**
 * What `--without` asks for: each `given` is a list with commas, left out together, or `all-one-by-one`. Throws
 * RangeError that lists the steps for a name that is none.
 */
export function variantsOf(given: readonly string[], known: readonly string[]): Variant[] {
  return given.flatMap((list): Variant[] => {
    if (list.trim() === oneByOne) return known.map((step) => [step]);
    const steps = list.split(",").map((one) => one.trim());
    const unknown = steps.find((step) => !known.includes(step));
    if (unknown === undefined) return [steps];
    throw new RangeError(
      `--without: expected ${oneByOne} or steps, got "${unknown}"; the steps are ${known.join(", ")}`,
    );
  });
}

export interface AblationPlan extends Omit<AlternationPlan, "documents" | "classes" | "names" | "builds" | "leastMs"> {
  readonly dist: string;
  /** Command of the Fihris peer. */
  readonly command: readonly string[];
  /** Pairs of processes a variant. */
  readonly rounds: number;
  readonly maxQueries: number;
  /** Steps that need an index of their own. */
  readonly ofTheIndex: readonly string[];
  readonly log: (line: string) => void;
}

const depth = 100;

interface Ranked {
  readonly mean: RankingMeasures;
  readonly ndcg: readonly number[];
  readonly recall: readonly number[];
  readonly side: Side;
}

export async function measureAblation(
  folder: string,
  variants: readonly Variant[],
  plan: AblationPlan,
): Promise<AblationResult> {
  const set = await readJudgedSet(folder);
  const corpus = await prepareCorpus(set.corpusFile, join(plan.work, "ablation.jsonl"));
  const judged = set.queries.filter(({ id }) => set.qrels.has(id));
  const texts = judged.map(({ text }) => text);
  const classes = queryClasses(texts, corpus.sample, plan.maxQueries).filter(({ name }) => name === "question");

  const rank = async (without: Variant, index: string, builds: boolean): Promise<Ranked> => {
    const side: Side = { slot: "variant", dist: plan.dist, index, ...(without.length === 0 ? {} : { without }) };
    const task: PeerTask = {
      configuration: "arabic",
      documents: corpus.file,
      ...side,
      ...(builds ? { build: { threads: 1 } } : {}),
      limit: depth,
      warm_up_ms: 0,
      timed_turns: 1,
      turn_ms: 0,
      budget_ms: 0,
      classes: [],
      rankings: { depth, queries: judged },
    };
    const file = join(plan.work, "ablation.task.json");
    const { rankings } = await runPeerProcess(plan.command, task, file, plan.timeoutMs);
    const { mean, perQuery } = judgeRankings(set, rankings);
    const each = judged.map(({ id }) => perQuery.get(id)!);
    return { mean, ndcg: each.map((one) => one["ndcg@10"]), recall: each.map((one) => one["recall@100"]), side };
  };

  const full = await rank([], join(plan.work, "ablation.index"), true);
  plan.log(`${set.name}: everything: nDCG@10 ${full.mean["ndcg@10"].toFixed(4)}`);
  const fullSide: Side = { ...full.side, slot: "everything" };
  const fullTimes: number[] = [];
  const rows: AblationRow[] = [];
  for (const without of variants) {
    const own = without.some((step) => plan.ofTheIndex.includes(step));
    const variant = await rank(without, own ? join(plan.work, "ablation.own-index") : full.side.index, own);
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < plan.rounds; round++) {
      const timing: AlternationPlan = {
        ...plan,
        documents: corpus.file,
        classes,
        names: ["question"],
        builds: false,
        leastMs: 0,
      };
      const [question] = await alternate([fullSide, variant.side], timing, round % 2 === 1);
      ratios.push(Math.exp(typicalRatio(question!)));
      times.push(typicalMs(question!.second.wall_ms));
      fullTimes.push(typicalMs(question!.first.wall_ms));
    }
    const row: AblationRow = {
      without,
      own_index: own,
      ...sideOf(variant.mean, median(times)),
      ndcg: pairedSignificance(variant.ndcg, full.ndcg),
      recall: pairedSignificance(variant.recall, full.recall),
      p50_ratio: median(ratios),
    };
    rows.push(row);
    const change = row.ndcg.difference.toFixed(4);
    plan.log(`${set.name}: without ${without.join(", ")}: nDCG@10 ${change}, time x ${row.p50_ratio.toFixed(3)}`);
  }
  return {
    set: set.name,
    documents: corpus.documents,
    queries: judged.length,
    everything: sideOf(full.mean, median(fullTimes)),
    rows,
  };
}

function sideOf(mean: RankingMeasures, p50_ms: number): AblationSide {
  return { "ndcg@10": mean["ndcg@10"], "recall@100": mean["recall@100"], p50_ms };
}

/** Median over the queries of their medians over the passes. */
function typicalMs(passes: readonly (readonly number[])[]): number {
  return median(passes[0]!.map((_, query) => median(passes.map((pass) => pass[query]!))));
}
