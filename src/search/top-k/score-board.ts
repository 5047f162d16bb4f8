/**
 * Scores of all documents of a snapshot, list after list: for orders that need every score, and as the naive
 * counterpart of `block-max-search.ts`, whose sums it forms in the same order.
 * @module
 */
import { impactIn, isDense, rangeBits, rangeSize, rowWords, wholeImpact } from "../rank/impact-list.ts";
import type { WorthyList } from "./block-max-search.ts";

/** Score of each document, zero for those that no list holds. */
export function scoreAll(lists: readonly WorthyList[], maxDoc: number): Float64Array {
  const scores = new Float64Array(maxDoc);
  for (const { list, worth } of lists) {
    const scale = worth / wholeImpact;
    const { packed, rows, docs } = list;
    if (!isDense(list)) {
      for (let i = 0; i < docs.length; i++) scores[docs[i]!]! += scale * (packed[i]! >>> rangeBits);
      continue;
    }
    const ranges = rows.length / rowWords - 1;
    for (let range = 0; range < ranges; range++) {
      const start = rows[range * rowWords]!;
      const end = rows[(range + 1) * rowWords]!;
      for (let i = start; i < end; i++) {
        const doc = range * rangeSize + (packed[i]! & (rangeSize - 1));
        scores[doc]! += scale * (packed[i]! >>> rangeBits);
      }
    }
  }
  return scores;
}

/** Score of one document: the same sum. */
export function scoreOf(lists: readonly WorthyList[], doc: number): number {
  let score = 0;
  for (const { list, worth } of lists) {
    const impact = impactIn(list, doc);
    if (impact > 0) score += (worth / wholeImpact) * impact;
  }
  return score;
}
