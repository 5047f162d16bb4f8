/**
 * One consistent view of an index: the segments of one generation with their live documents. Documents are
 * numbered through all segments; a number is the document's age among those of the snapshot.
 * @module
 */
import { defaultSettings, FihrisError, type IndexSettings } from "../../contract/index.ts";
import { Bitmap } from "../columns/bitmap.ts";
import type { Directory, FileSource } from "../directory/directory.ts";
import { type HandoverFile, HandoverFiles } from "../directory/handover-files.ts";
import { DerivedValues } from "../segment/derived-values.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import { liveFile, partFile, segmentParts } from "../segment/segment-files.ts";
import { SegmentReader, verifySegment } from "../segment/segment-reader.ts";
import { readLiveDocs } from "./live-docs.ts";
import { emptyManifest, type Manifest, newestGeneration, readManifest } from "./manifest.ts";

export interface SnapshotSegment {
  readonly reader: SegmentReader;
  /** Number of its first document. */
  readonly base: number;
  /** Absent where all are live. */
  readonly live: Bitmap | undefined;
}

export class Snapshot {
  readonly manifest: Manifest;
  readonly segments: readonly SnapshotSegment[];
  /** Documents, deleted ones included. */
  readonly maxDoc: number;
  readonly liveCount: number;
  /** What readers of this snapshot derive from it once, such as norms. */
  readonly derived: DerivedValues = new DerivedValues();
  #live: Bitmap | undefined;

  constructor(manifest: Manifest, segments: readonly { reader: SegmentReader; live: Bitmap | undefined }[]) {
    this.manifest = manifest;
    let base = 0;
    this.segments = segments.map(({ reader, live }) => {
      const placed = { reader, live, base };
      base += reader.docCount;
      return placed;
    });
    this.maxDoc = base;
    this.liveCount = base - manifest.segments.reduce((sum, segment) => sum + segment.deleted, 0);
  }

  get generation(): number {
    return this.manifest.generation;
  }

  get settings(): IndexSettings {
    return this.manifest.settings ?? defaultSettings;
  }

  /** The segment that holds document `doc`. */
  segmentOf(doc: number): SnapshotSegment {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.segments[middle]!.base <= doc) low = middle;
      else high = middle - 1;
    }
    return this.segments[low]!;
  }

  /** Number of the live document with this id, or -1. */
  find(id: string): number {
    for (let i = this.segments.length - 1; i >= 0; i--) {
      const { reader, live, base } = this.segments[i]!;
      const doc = reader.ids.find(id, (candidate) => live === undefined || live.has(candidate));
      if (doc >= 0) return base + doc;
    }
    return -1;
  }

  /** All live documents; shared, not to be changed. */
  get live(): Bitmap {
    if (this.#live === undefined) {
      this.#live = new Bitmap(this.maxDoc);
      for (const { reader, live, base } of this.segments)
        this.#live.addShifted(live ?? Bitmap.full(reader.docCount), base);
    }
    return this.#live;
  }

  /** Names of the fields that documents have as text. */
  get textFields(): ReadonlySet<string> {
    return this.derived.get(
      "text fields",
      () => new Set(this.segments.flatMap(({ reader }) => [...reader.text.keys()])),
    );
  }

  /** Whether some document had the stem when its segment was made, in any field. */
  hasStem(stem: string): boolean {
    return this.segments.some(({ reader }) => reader.dictionary.stems.find(stem) >= 0);
  }

  /** Closes the readers that `next` does not share. */
  closeFor(next: Snapshot | undefined): void {
    const kept = new Set(next?.segments.map(({ reader }) => reader));
    for (const { reader } of this.segments) if (!kept.has(reader)) reader.close();
  }
}

/** A folder that a writer changes meanwhile may lose the manifest just listed: try its successor this often. */
const openAttempts = 5;

/**
 * Opens the newest generation, sharing the segments that `previous` has open. An empty folder gives an empty
 * snapshot. Throws `index_corrupt` with the damaged file's name.
 * @param files - those that are in memory already
 */
export function openSnapshot(
  directory: Directory,
  previous?: Snapshot,
  files: ReadonlyMap<string, HandoverFile> = new Map(),
): Snapshot {
  const source = new HandoverFiles(files, directory);
  for (let attempt = 1; ; attempt++) {
    const generation = newestGeneration(directory);
    try {
      const manifest = generation === 0 ? emptyManifest : readManifest(directory, generation);
      return load(directory, source, manifest, previous);
    } catch (cause) {
      const vanished =
        cause instanceof FihrisError && (cause.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
      if (!vanished || attempt === openAttempts || newestGeneration(directory) === generation) throw cause;
    }
  }
}

/** Segments of the newest generation that `previous` does not have open. */
export function freshSegments(directory: Directory, previous: Snapshot): SegmentInfo[] {
  const generation = newestGeneration(directory);
  if (generation === 0) return [];
  const open = new Set(previous.segments.map(({ reader }) => reader.info.name));
  return readManifest(directory, generation).segments.filter(({ name }) => !open.has(name));
}

function load(directory: Directory, source: FileSource, manifest: Manifest, previous: Snapshot | undefined): Snapshot {
  const open = new Map(previous?.segments.map((segment) => [segment.reader.info.name, segment]));
  const fresh: SegmentReader[] = [];
  try {
    const segments = manifest.segments.map((entry, i) => {
      const known = open.get(entry.name);
      const reader = known?.reader ?? new SegmentReader(source, entry);
      if (known === undefined) fresh.push(reader);
      const sameLive =
        known !== undefined && previous?.manifest.segments.find(({ name }) => name === entry.name)?.live === entry.live;
      const live =
        entry.live === 0
          ? undefined
          : sameLive
            ? known.live
            : readLiveDocs(directory, entry.name, entry.live, entry.docCount);
      checkDeleted(manifest, i, live);
      return { reader, live };
    });
    return new Snapshot(manifest, segments);
  } catch (cause) {
    for (const reader of fresh) reader.close();
    throw cause;
  }
}

function checkDeleted(manifest: Manifest, index: number, live: Bitmap | undefined): void {
  const entry = manifest.segments[index]!;
  const deleted = live === undefined ? 0 : entry.docCount - live.count();
  if (deleted === entry.deleted) return;
  const file = liveFile(entry.name, entry.live);
  throw new FihrisError(
    "index_corrupt",
    `${file} marks ${deleted} documents deleted, the manifest says ${entry.deleted}`,
    {
      file,
      remedy: "restore the index from a copy or index the documents again",
    },
  );
}

export interface VerifyResult {
  readonly generation: number;
  readonly files: number;
  readonly bytes: number;
}

/** Reads every byte of the newest generation against its checksums; throws `index_corrupt` for the first damage. */
export function verifyIndex(directory: Directory): VerifyResult {
  const snapshot = openSnapshot(directory);
  try {
    let files = 1;
    let bytes = 0;
    for (const entry of snapshot.manifest.segments) {
      verifySegment(directory, entry);
      for (const part of segmentParts) bytes += directory.sizeBytes(partFile(entry.name, part));
      files += segmentParts.length + (entry.live === 0 ? 0 : 1);
    }
    return { generation: snapshot.generation, files, bytes };
  } finally {
    snapshot.closeFor(undefined);
  }
}
