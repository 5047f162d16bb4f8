/**
 * What Fihris loses without a step, and what time it wins.
 * @module
 */
import type { AblationResult } from "../result.ts";
import { probability, signed, table } from "./table.ts";
import { milliseconds } from "./wording.ts";

export function ablationTables({ set, documents, queries, everything, rows }: AblationResult): string {
  const header = ["without", "nDCG@10", "change", "p", "Recall@100", "change", "p", "time", "p50 ms"];
  const first = [
    "(nothing left out)",
    everything["ndcg@10"].toFixed(4),
    "",
    "",
    everything["recall@100"].toFixed(4),
    "",
    "",
    "",
    milliseconds(everything.p50_ms),
  ];
  const others = rows.map((row) => [
    row.without.join(", ") + (row.own_index ? " *" : ""),
    row["ndcg@10"].toFixed(4),
    signed(row.ndcg.difference),
    probability(row.ndcg.p),
    row["recall@100"].toFixed(4),
    signed(row.recall.difference),
    probability(row.recall.p),
    `${signed(100 * (row.p50_ratio - 1), 1)}%`,
    milliseconds(row.p50_ms),
  ]);
  const note = rows.some(({ own_index }) => own_index)
    ? "\n\nSteps marked * had an index of their own, made without them."
    : "";
  return (
    `Ablation on ${set} (${documents.toLocaleString("en")} documents, ${queries.toLocaleString("en")} queries): what a ` +
    "step brings is what is lost without it. Quality is paired by query, p by a randomisation test; time is the change " +
    "of a whole question, both sides alternating in processes side by side. " +
    `Of so many comparisons one in twenty has p < 0.05 by chance.\n\n${table(header, [first, ...others])}${note}`
  );
}
