/**
 * Which segments to merge: always neighbours, so that the order of documents stays the order of insertion.
 * Segments fall into levels by size, each level `mergeFactor` times the one below; a level that is full is merged
 * into one segment of the next (Lucene's LogMergePolicy).
 * @module
 */

export interface MergeCandidate {
  readonly docCount: number;
  readonly deleted: number;
  /** Of its largest file. */
  readonly bytes: number;
}

export const mergeFactor = 8;
/** Below this size all segments are of the lowest level. */
const floorDocs = 1000;
/** A segment's largest file stays well under 1 GiB. */
const maxMergedBytes = 2 ** 30;
const maxDeletedShare = 0.5;

function level(candidate: MergeCandidate): number {
  const live = candidate.docCount - candidate.deleted;
  return Math.floor(Math.log(Math.max(live, floorDocs) / floorDocs) / Math.log(mergeFactor));
}

/** The next range `[from, to)` to merge into one segment, undefined where all is well. */
export function findMerge(segments: readonly MergeCandidate[]): [number, number] | undefined {
  for (let i = 0; i < segments.length; i++) {
    if (segments[i]!.deleted > segments[i]!.docCount * maxDeletedShare) return [i, i + 1];
  }
  // A run of one level may hold smaller segments between: merging it keeps the order and leaves none behind.
  for (let from = 0; from + mergeFactor <= segments.length; from++) {
    const top = level(segments[from]!);
    let to = from;
    let bytes = 0;
    while (to < segments.length && to < from + mergeFactor && level(segments[to]!) <= top)
      bytes += segments[to++]!.bytes;
    if (to === from + mergeFactor && bytes <= maxMergedBytes) return [from, to];
  }
  return undefined;
}

/** For `compact`: the longest ranges that fit into one segment each, leaving single clean segments alone. */
export function findCompaction(segments: readonly MergeCandidate[]): [number, number] | undefined {
  for (let from = 0; from < segments.length; from++) {
    let to = from + 1;
    let bytes = segments[from]!.bytes;
    while (to < segments.length && bytes + segments[to]!.bytes <= maxMergedBytes) bytes += segments[to++]!.bytes;
    if (to > from + 1 || segments[from]!.deleted > 0) return [from, to];
  }
  return undefined;
}
