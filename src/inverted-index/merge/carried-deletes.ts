/**
 * Deletions that came while segments were being merged: from the sources' numbers to those of the merged segment.
 * @module
 */
import { Bitmap } from "../columns/bitmap.ts";

export interface MergedDocs {
  readonly docCount: number;
  /** Documents that went into the merge; absent for all. */
  readonly taken: Bitmap | undefined;
  /** Documents that are live now, a subset of those taken; absent for all. */
  readonly live: Bitmap | undefined;
}

/**
 * Live documents of the merged segment, undefined where all are live. A merge keeps the order of documents: one that
 * was taken has as its number how many were taken before it.
 */
export function carryDeletes(sources: readonly MergedDocs[]): Bitmap | undefined {
  const gone: number[] = [];
  let next = 0;
  for (const { docCount, taken, live } of sources) {
    if (live === taken) {
      next += taken?.count() ?? docCount;
      continue;
    }
    for (let doc = 0; doc < docCount; doc++) {
      if (taken !== undefined && !taken.has(doc)) continue;
      if (live !== undefined && !live.has(doc)) gone.push(next);
      next++;
    }
  }
  if (gone.length === 0) return undefined;
  const merged = Bitmap.full(next);
  for (const doc of gone) merged.remove(doc);
  return merged;
}
