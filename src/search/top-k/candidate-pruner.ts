/**
 * When can most documents no longer reach the page? Groups are scored in descending order of their factor. Once
 * what the remaining groups can add is less than what the page's last document has already, documents that no
 * scored group holds are out, and of the others only those are left that could still reach it: the remaining,
 * common words are then looked up for these candidates alone (MaxScore, Turtle & Flood 1995, term at a time).
 * Exact: the page and its scores are those of scoring everything.
 * @module
 */
import { type Bitmap, GrowableUint32 } from "../../inverted-index/index.ts";
import { k1 } from "../rank/bm25.ts";

/** Buckets of the histogram that finds the page's last score without sorting. */
const bucketCount = 1024;
/** Sums in another order differ by rounding: what is within this share of the threshold stays a candidate. */
const slack = 1e-9;

/** Most that a group can add to a document. */
export function upperBound(factor: number): number {
  return factor * (k1 + 1);
}

/**
 * Documents that can still be among the best `window`, ascending; undefined where a document that no group has
 * touched so far could be, too.
 * @param allowed - documents that the filters leave
 * @param matches - documents that match already
 * @param reached - most that the groups scored so far can have given
 * @param remaining - most that the groups to come can add
 */
export function candidatesFor(
  allowed: Bitmap,
  matches: Bitmap,
  scores: Float64Array,
  window: number,
  reached: number,
  remaining: number,
): Uint32Array | undefined {
  const scale = bucketCount / reached;
  const buckets = new Uint32Array(bucketCount + 1);
  for (let doc = 0; doc < scores.length; doc++) {
    const score = scores[doc]!;
    if (score > 0 && matches.has(doc) && allowed.has(doc)) buckets[(score * scale) | 0]!++;
  }
  let bucket = bucketCount;
  let better = buckets[bucket]!;
  while (better < window && bucket > 0) better += buckets[--bucket]!;
  const threshold = better < window ? 0 : (bucket / scale) * (1 - slack);
  if (remaining >= threshold) return undefined;
  const least = threshold - remaining;
  const candidates = new GrowableUint32();
  for (let doc = 0; doc < scores.length; doc++) {
    if (scores[doc]! >= least && allowed.has(doc)) candidates.push(doc);
  }
  return candidates.view();
}

/** Documents of a list of pairs, for the estimate whether pruning pays. */
export function postingsOf(lists: readonly { readonly from: number; readonly to: number }[]): number {
  return lists.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** What a search allows the pruner: only the best `window` of the allowed documents are asked for. */
export interface PruneOptions {
  readonly allowed: Bitmap;
  readonly window: number;
}
