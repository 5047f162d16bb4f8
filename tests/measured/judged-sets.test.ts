/**
 * Ranking is at least as good as Lucene's Arabic analyzer with BM25 on the sets we may measure on.
 * @module
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { fihris, shared } from "./measured-sets.ts";

test.each([
  ["arcd", 0.815],
  ["qrcd", 0.325],
  ["news", 0.685],
])("%s: nDCG@10 of the text alone is at least %f", (set, floor) => {
  const report = fihris<{ "ndcg@10": number }>("eval", join(shared, "data", set), "--fields", "text");
  expect(report["ndcg@10"]).toBeGreaterThanOrEqual(floor);
});
