/**
 * Makes ready what the first searches of a new snapshot would have to make, while searches of the one before go on.
 * @module
 */
import type { Snapshot } from "../inverted-index/index.ts";
import { type Searcher, warmSearches, warmSegment } from "../search/index.ts";
import { TimeSlice } from "./time-slice.ts";

/** New segments with a smaller share of the documents, or with fewer of them, are searched like those before. */
const largeShare = 1 / 4;
const largeDocs = 1000;

/**
 * @param searcher - of the snapshot
 * @param known - the snapshot before, whose segments are ready
 */
export async function warmSnapshot(snapshot: Snapshot, searcher: Searcher, known: Snapshot): Promise<void> {
  const ready = new Set(known.segments.map(({ reader }) => reader));
  const fresh = snapshot.segments.map(({ reader }) => reader).filter((reader) => !ready.has(reader));
  const slice = new TimeSlice();
  try {
    for (const reader of fresh) {
      for (const _ of warmSegment(reader, snapshot.settings)) await slice.yieldIfDue();
    }
    const docs = fresh.reduce((sum, { docCount }) => sum + docCount, 0);
    if (docs < Math.max(largeDocs, largeShare * snapshot.maxDoc)) return;
    const large = fresh.filter(({ docCount }) => docCount >= largeDocs);
    for (const _ of warmSearches(searcher, large)) await slice.yieldIfDue();
  } catch {
    // What cannot be read is told of by the search that needs it; what was committed is committed.
  }
}
