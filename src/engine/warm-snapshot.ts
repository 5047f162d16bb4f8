/**
 * Makes ready what the first searches of a new snapshot would have to make, while searches of the one before go on.
 * @module
 */
import type { Snapshot } from "../inverted-index/index.ts";
import { warmSegment } from "../search/index.ts";
import { TimeSlice } from "./time-slice.ts";

/** @param known - the snapshot before, whose segments are ready */
export async function warmSnapshot({ segments, settings }: Snapshot, known: Snapshot): Promise<void> {
  const ready = new Set(known.segments.map(({ reader }) => reader));
  const slice = new TimeSlice();
  try {
    for (const { reader } of segments) {
      if (ready.has(reader)) continue;
      for (const _ of warmSegment(reader, settings)) await slice.yieldIfDue();
    }
  } catch {
    // What cannot be read is told of by the search that needs it; what was committed is committed.
  }
}
