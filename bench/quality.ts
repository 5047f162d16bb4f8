/**
 * Quality of engines on judged sets: each indexes the set's corpus in a fresh process and returns ranked ids
 * for every judged query; our evaluator turns them into measures, so no engine is judged by its own.
 * @module
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { judgeRankings, pairedSignificance, readJudgedSet } from "../src/eval/index.ts";
import { prepareCorpus } from "./corpus.ts";
import type { Contestant } from "./latency.ts";
import { runPeerProcess } from "./peer-process.ts";
import type { EngineQuality, MissingEngine, QualityResult } from "./result.ts";
import { engineLabel } from "./result.ts";

const depth = 100;

export interface QualityPlan {
  /** Label of the engine that the others are compared with. */
  readonly baseline: string;
  readonly timeoutMs: number;
  readonly work: string;
  readonly log: (line: string) => void;
}

export async function measureQuality(
  folder: string,
  contestants: readonly Contestant[],
  plan: QualityPlan,
): Promise<QualityResult> {
  const set = await readJudgedSet(folder);
  const corpus = await prepareCorpus(set.corpusFile, join(plan.work, "judged.jsonl"));
  const judged = set.queries.filter(({ id }) => set.qrels.has(id));
  const found: (Omit<EngineQuality, "against_baseline"> & { label: string })[] = [];
  const missing: MissingEngine[] = [];
  for (const { engine, configuration, command, slot, dist } of contestants) {
    const label = engineLabel({ engine, configuration });
    const task = {
      configuration,
      documents: corpus.file,
      index: join(plan.work, `${slot}.judged-index`),
      build: { threads: 1 },
      limit: depth,
      warm_up_ms: 0,
      timed_turns: 1,
      turn_ms: 0,
      budget_ms: 0,
      classes: [],
      rankings: { depth, queries: judged },
      ...(dist === undefined ? {} : { dist }),
    };
    try {
      const run = await runPeerProcess(command, task, join(plan.work, `${slot}.task.json`), plan.timeoutMs);
      const { mean, perQuery } = judgeRankings(set, run.rankings);
      found.push({
        label,
        engine,
        configuration,
        ...mean,
        per_query: judged.map(({ id }) => perQuery.get(id)!["ndcg@10"]),
      });
      plan.log(`${set.name}: ${label} nDCG@10 ${mean["ndcg@10"].toFixed(4)}, R@100 ${mean["recall@100"].toFixed(3)}`);
    } catch (error) {
      missing.push({ engine, configuration, reason: (error as Error).message });
      plan.log(`${set.name}: ${label}: ${(error as Error).message}`);
    }
    rmSync(task.index, { recursive: true, force: true });
  }

  const baseline = found.find(({ label }) => label === plan.baseline) ?? found[0];
  return {
    set: set.name,
    documents: corpus.documents,
    queries: judged.length,
    query_ids: judged.map(({ id }) => id),
    baseline: baseline?.label ?? plan.baseline,
    engines: found.map(({ label, ...one }) =>
      label === baseline!.label
        ? one
        : { ...one, against_baseline: pairedSignificance(one.per_query, baseline!.per_query) },
    ),
    missing,
  };
}

/** Per query: nDCG@10 of the baseline and of each engine, the queries that engines disagree on most first. */
export function differenceTable(result: QualityResult, texts: ReadonlyMap<string, string>): string {
  const labels = result.engines.map(engineLabel);
  const base = result.engines.find((one) => engineLabel(one) === result.baseline);
  const rows = result.query_ids.map((id, i) => {
    const values = result.engines.map(({ per_query }) => per_query[i]!);
    const lost = (base?.per_query[i] ?? 0) - Math.max(...values);
    return { id, values, lost };
  });
  rows.sort((a, b) => a.lost - b.lost);
  const lines = rows.map(({ id, values, lost }) =>
    [result.set, id, lost.toFixed(4), ...values.map((value) => value.toFixed(4)), oneLine(texts.get(id) ?? "")].join(
      "\t",
    ),
  );
  return [["set", "query", `${result.baseline} minus best`, ...labels, "text"].join("\t"), ...lines, ""].join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ");
}
