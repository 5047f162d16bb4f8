/**
 * eval: how good, and how fast, is a ranking? Judged sets in BEIR layout, the measures of trec_eval,
 * significance of a difference, and latency over a list of queries.
 * @module
 */

export type { BenchmarkOptions, BenchmarkReport } from "./benchmark-queries.ts";
export { benchmarkQueries } from "./benchmark-queries.ts";
export type { EvaluateOptions, Evaluation, EvaluationReport, QueryEvaluation } from "./evaluate.ts";
export { evaluate } from "./evaluate.ts";
export type { JudgedQuery, JudgedSet, Judgments } from "./judged-set.ts";
export { readJudgedSet } from "./judged-set.ts";
export { percentile } from "./percentile.ts";
export type { RankingMeasures } from "./ranking-measures.ts";
export { judgeRankings, ndcgAt, recallAt, reciprocalRankAt } from "./ranking-measures.ts";
export type { Significance } from "./significance.ts";
export { pairedSignificance } from "./significance.ts";
