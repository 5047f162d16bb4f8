/**
 * A segment as its writer knows it: what of it the newest generation shows, and what changed since.
 * @module
 */
import { Bitmap } from "../columns/bitmap.ts";
import type { MergeCandidate } from "../merge/merge-policy.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import type { SegmentReader } from "../segment/segment-reader.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/** Live documents as a generation shows them; absent where all are live. */
export interface CommittedLive {
  readonly live: Bitmap | undefined;
  /** Generation of the file that holds them, 0 for none. */
  readonly generation: number;
}

export interface WriterSegment {
  readonly info: SegmentInfo;
  readonly reader: SegmentReader;
  committed: CommittedLive;
  /** With the changes since: another bitmap than the committed one where there are any. */
  live: Bitmap | undefined;
  /** A merge under way reads it: no other may. */
  isMerging: boolean;
}

const allLive: CommittedLive = { live: undefined, generation: 0 };

export function newSegment(info: SegmentInfo, reader: SegmentReader): WriterSegment {
  return { info, reader, committed: allLive, live: undefined, isMerging: false };
}

export function segmentsOf(snapshot: Snapshot): WriterSegment[] {
  return snapshot.segments.map(({ reader, live }, i) => {
    const { live: generation, deleted: _deleted, ...info } = snapshot.manifest.segments[i]!;
    return { info, reader, committed: { live, generation }, live, isMerging: false };
  });
}

export function removeDocument(segment: WriterSegment, doc: number): void {
  // The committed bitmap belongs to the snapshots that readers use: change a copy.
  if (segment.live === segment.committed.live)
    segment.live = segment.live?.clone() ?? Bitmap.full(segment.info.docCount);
  segment.live!.remove(doc);
}

/** The last live document with this id. */
export function findDocument(
  segments: readonly WriterSegment[],
  id: string,
): { readonly segment: WriterSegment; readonly doc: number } | undefined {
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i]!;
    const { reader, live } = segment;
    const doc = reader.ids.find(id, (candidate) => live === undefined || live.has(candidate));
    if (doc >= 0) return { segment, doc };
  }
  return undefined;
}

export function candidateOf({ info, live }: WriterSegment): MergeCandidate {
  return {
    docCount: info.docCount,
    deleted: live === undefined ? 0 : info.docCount - live.count(),
    bytes: Math.max(...Object.values(info.files).map(({ bytes }) => bytes)),
  };
}
