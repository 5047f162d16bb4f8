/**
 * Ranking measures as trec_eval 9 defines them. A ranking is a list of distinct document ids, best first;
 * judgments map a document id to its grade. A document is relevant from grade 1 on; one that was not
 * judged is not relevant; a negative grade gains nothing. A query without a relevant document scores 0.
 *
 * trec_eval reads scores instead of an order and breaks ties by descending document id; here the order of
 * the ranking stands, so engines are compared on what a person would see.
 * @module
 */
import type { JudgedSet, Judgments } from "./judged-set.ts";

const relevantFrom = 1;

/** Normalised discounted cumulative gain (Järvelin & Kekäläinen 2002), linear gain, discount log2(rank + 1). */
export function ndcgAt(k: number, ranking: readonly string[], judgments: Judgments): number {
  const ideal = discountedGain(
    k,
    [...judgments.values()].sort((a, b) => b - a),
  );
  if (ideal === 0) return 0;
  const gains = ranking.slice(0, k).map((id) => judgments.get(id) ?? 0);
  return discountedGain(k, gains) / ideal;
}

/** 1 / rank of the first relevant document among the best `k`, 0 without one. */
export function reciprocalRankAt(k: number, ranking: readonly string[], judgments: Judgments): number {
  const index = ranking.slice(0, k).findIndex((id) => (judgments.get(id) ?? 0) >= relevantFrom);
  return index < 0 ? 0 : 1 / (index + 1);
}

/** Share of all relevant documents that stand among the best `k`. */
export function recallAt(k: number, ranking: readonly string[], judgments: Judgments): number {
  let relevant = 0;
  for (const grade of judgments.values()) if (grade >= relevantFrom) relevant += 1;
  if (relevant === 0) return 0;
  const found = ranking.slice(0, k).filter((id) => (judgments.get(id) ?? 0) >= relevantFrom).length;
  return found / relevant;
}

function discountedGain(k: number, gains: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < Math.min(k, gains.length); i++) sum += Math.max(gains[i]!, 0) / Math.log2(i + 2);
  return sum;
}

export interface RankingMeasures {
  readonly "ndcg@10": number;
  readonly "mrr@10": number;
  readonly "recall@10": number;
  readonly "recall@100": number;
}

/**
 * Measures of one ranking a query, and their means over every judged query of the set. Queries without a
 * judgement are left out; a judged query that has no ranking counts 0 (trec_eval's `-c`).
 */
export function judgeRankings(
  set: Pick<JudgedSet, "queries" | "qrels">,
  rankings: ReadonlyMap<string, readonly string[]>,
): { mean: RankingMeasures; perQuery: ReadonlyMap<string, RankingMeasures> } {
  const perQuery = new Map<string, RankingMeasures>();
  for (const { id } of set.queries) {
    const judgments = set.qrels.get(id);
    if (judgments !== undefined) perQuery.set(id, measure(rankings.get(id) ?? [], judgments));
  }
  const all = [...perQuery.values()];
  const mean = (name: keyof RankingMeasures): number =>
    all.length === 0 ? 0 : all.reduce((sum, one) => sum + one[name], 0) / all.length;
  return {
    mean: {
      "ndcg@10": mean("ndcg@10"),
      "mrr@10": mean("mrr@10"),
      "recall@10": mean("recall@10"),
      "recall@100": mean("recall@100"),
    },
    perQuery,
  };
}

function measure(ranking: readonly string[], judgments: Judgments): RankingMeasures {
  return {
    "ndcg@10": ndcgAt(10, ranking, judgments),
    "mrr@10": reciprocalRankAt(10, ranking, judgments),
    "recall@10": recallAt(10, ranking, judgments),
    "recall@100": recallAt(100, ranking, judgments),
  };
}
