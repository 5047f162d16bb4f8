/**
 * Agreement with trec_eval: figures frozen by frozen-run/make.py, to four digits, query by query.
 * @module
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { RankingMeasures } from "../../src/eval/index.ts";
import { judgeRankings, readJudgedSet } from "../../src/eval/index.ts";

const folder = fileURLToPath(new URL("./frozen-run", import.meta.url));
const figures = JSON.parse(readFileSync(`${folder}/trec-eval.json`, "utf8")) as Record<
  string,
  Record<string, RankingMeasures>
>;

/** The order that trec_eval sees: score, then document id, both descending. */
function rankingsOf(file: string): Map<string, string[]> {
  const scored = new Map<string, [id: string, score: number][]>();
  for (const line of readFileSync(`${folder}/${file}`, "utf8").trimEnd().split("\n")) {
    const [query, id, score] = line.split("\t") as [string, string, string];
    scored.set(query, [...(scored.get(query) ?? []), [id, Number(score)]]);
  }
  const descending = (a: [string, number], b: [string, number]) => b[1] - a[1] || (a[0] < b[0] ? 1 : -1);
  return new Map([...scored].map(([query, docs]) => [query, docs.sort(descending).map(([id]) => id)]));
}

describe.each([
  { run: "run", reason: "strictly decreasing scores: the order alone decides" },
  { run: "tied-run", reason: "equal scores, put in the order that trec_eval gives them" },
])("$run: $reason", ({ run }) => {
  it("agrees with trec_eval to four digits", async () => {
    const set = await readJudgedSet(folder);
    const { mean, perQuery } = judgeRankings(set, rankingsOf(`${run}.tsv`));
    const { mean: expectedMean, ...expected } = figures[run]!;
    expect([...perQuery.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const name of ["ndcg@10", "mrr@10", "recall@10", "recall@100"] as const) {
      expect(mean[name], name).toBeCloseTo(expectedMean![name], 4);
      for (const [id, measures] of perQuery) {
        expect(measures[name], `${name} of ${id}`).toBeCloseTo(expected[id]![name], 4);
      }
    }
  });
});
