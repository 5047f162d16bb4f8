/**
 * A snapshot as one thread hands it to another: memory is shared, files that stay on disk go by their descriptor. The
 * giver keeps its own snapshot open until the taker has let go of it.
 * @module
 */
import { Bitmap } from "../columns/bitmap.ts";
import { type SharedFile, SharedFiles } from "../directory/shared-files.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import { SegmentReader } from "../segment/segment-reader.ts";
import type { Manifest } from "./manifest.ts";
import { Snapshot } from "./snapshot.ts";

interface SharedSegment {
  readonly info: SegmentInfo;
  /** Absent where the taker has the segment. */
  readonly files: ReadonlyMap<string, SharedFile> | undefined;
  /** Words of the bitmap; absent where all documents are live. */
  readonly live: Uint32Array | undefined;
}

/** Can be a message. */
export interface SharedSnapshot {
  readonly manifest: Manifest;
  readonly segments: readonly SharedSegment[];
}

/** @param known - the snapshot that the taker has already */
export function shareSnapshot(snapshot: Snapshot, known: Snapshot | undefined): SharedSnapshot {
  const had = new Set(known?.segments.map(({ reader }) => reader));
  return {
    manifest: snapshot.manifest,
    segments: snapshot.segments.map(({ reader, live }) => ({
      info: reader.info,
      files: had.has(reader) ? undefined : reader.share(),
      live: live?.words,
    })),
  };
}

/** @param previous - what was taken before, whose segments are used on */
export function takeSnapshot({ manifest, segments }: SharedSnapshot, previous: Snapshot | undefined): Snapshot {
  const open = new Map(previous?.segments.map(({ reader }) => [reader.info.name, reader]));
  return new Snapshot(
    manifest,
    segments.map(({ info, files, live }) => ({
      reader: files === undefined ? open.get(info.name)! : new SegmentReader(new SharedFiles(files), info),
      live: live === undefined ? undefined : new Bitmap(info.docCount, live),
    })),
  );
}
