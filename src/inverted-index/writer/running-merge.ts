/**
 * A merge under way: which segments it reads, and what becomes of documents that are deleted meanwhile.
 * @module
 */
import type { MadeSegment } from "../building/segment-factory.ts";
import type { Bitmap } from "../columns/bitmap.ts";
import { carryDeletes } from "../merge/carried-deletes.ts";
import type { WriterSegment } from "./writer-segment.ts";

export interface RunningMerge {
  /** Neighbours. */
  readonly sources: readonly WriterSegment[];
  /** Live documents of the sources when it began. */
  readonly taken: readonly (Bitmap | undefined)[];
  /** Of the segment that it makes. */
  readonly name: string;
  /** Undefined where no document was live. */
  readonly merged: Promise<MadeSegment | undefined>;
}

/** `segments` with the sources replaced. */
export function replaceSources(
  segments: readonly WriterSegment[],
  { sources }: RunningMerge,
  merged: readonly WriterSegment[],
): WriterSegment[] {
  return segments.toSpliced(segments.indexOf(sources[0]!), sources.length, ...merged);
}

/** Live documents of the merged segment in what is committed. */
export function committedLive(merge: RunningMerge): Bitmap | undefined {
  return carried(merge, ({ committed }) => committed.live);
}

/** The same with changes that are not committed; `committed` itself where there are none. */
export function liveWithChanges(merge: RunningMerge, committed: Bitmap | undefined): Bitmap | undefined {
  const isChanged = merge.sources.some((source) => source.live !== source.committed.live);
  return isChanged ? carried(merge, ({ live }) => live) : committed;
}

function carried({ sources, taken }: RunningMerge, liveOf: (segment: WriterSegment) => Bitmap | undefined) {
  return carryDeletes(
    sources.map((source, i) => ({ docCount: source.info.docCount, taken: taken[i], live: liveOf(source) })),
  );
}
