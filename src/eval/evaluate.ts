/**
 * Runs the judged queries of a set over an engine that holds its corpus: measures of the ranking, and the
 * latency of each search. Queries run one after another, once, without a warm-up.
 * @module
 */
import type { Engine } from "../contract/index.ts";
import type { JudgedSet } from "./judged-set.ts";
import { percentile } from "./percentile.ts";
import type { RankingMeasures } from "./ranking-measures.ts";
import { judgeRankings } from "./ranking-measures.ts";

export interface EvaluateOptions {
  /** Fields that are searched; the engine's own choice by default. */
  readonly fields?: readonly string[];
  /** Called after every judged query, for progress. */
  readonly onQuery?: (done: number, total: number) => void;
}

/** What `fihris eval --json` prints; means over the judged queries, milliseconds of one search call. */
export interface EvaluationReport extends RankingMeasures {
  /** Live documents of the engine, distractors included. */
  readonly documents: number;
  /** Queries with a judgement. */
  readonly queries: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
}

export interface QueryEvaluation extends RankingMeasures {
  readonly id: string;
  readonly text: string;
  readonly elapsedMs: number;
  /** Document ids, best first, at most 100. */
  readonly ranking: readonly string[];
}

export interface Evaluation {
  readonly report: EvaluationReport;
  /** Judged queries in the order of the set. */
  readonly perQuery: readonly QueryEvaluation[];
}

const depth = 100;

/** Plain syntax, default ranking, the best 100, no snippets. Queries without a judgement are left out. */
export async function evaluate(engine: Engine, set: JudgedSet, options: EvaluateOptions = {}): Promise<Evaluation> {
  const judged = set.queries.filter((query) => set.qrels.has(query.id));
  const rankings = new Map<string, readonly string[]>();
  const elapsed: number[] = [];
  for (const query of judged) {
    const start = performance.now();
    const response = await engine.search({
      q: query.text,
      limit: depth,
      syntax: "plain",
      snippet: false,
      ...(options.fields === undefined ? {} : { fields: options.fields }),
    });
    elapsed.push(performance.now() - start);
    rankings.set(
      query.id,
      response.hits.map((hit) => hit.id),
    );
    options.onQuery?.(elapsed.length, judged.length);
  }
  const measures = judgeRankings(set, rankings);
  const report: EvaluationReport = {
    documents: (await engine.stats()).documents,
    queries: judged.length,
    ...measures.mean,
    p50_ms: percentile(elapsed, 50),
    p95_ms: percentile(elapsed, 95),
    p99_ms: percentile(elapsed, 99),
  };
  const perQuery = judged.map((query, i) => ({
    id: query.id,
    text: query.text,
    ...measures.perQuery.get(query.id)!,
    elapsedMs: elapsed[i]!,
    ranking: rankings.get(query.id)!,
  }));
  return { report, perQuery };
}
