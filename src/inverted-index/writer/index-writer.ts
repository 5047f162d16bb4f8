/**
 * The one writer of an index folder: buffers changes, and makes them durable and visible at once. Between two
 * commits nothing that a reader sees changes; a commit's cost grows with what changed, not with the index.
 *
 * Order of a commit: files of new segments and live documents, synchronised one by one; the folder; the manifest
 * beside its name; its publication, which fails where another process published the generation; the folder.
 * Only then are files that no generation names any more removed.
 * @module
 */
import { type CommitResult, FihrisError } from "../../contract/index.ts";
import { Bitmap } from "../columns/bitmap.ts";
import { WordTable } from "../dictionary/word-table.ts";
import type { Directory, DirectoryLock } from "../directory/directory.ts";
import { findCompaction, findMerge, type MergeCandidate } from "../merge/merge-policy.ts";
import { mergeSegments } from "../merge/merge-segments.ts";
import type { PreparedDocument } from "../segment/prepare-document.ts";
import { SegmentBuilder, type SegmentInfo } from "../segment/segment-builder.ts";
import { manifestFile, segmentName, segmentNumber } from "../segment/segment-files.ts";
import { SegmentReader } from "../segment/segment-reader.ts";
import { writeLiveDocs } from "../snapshot/live-docs.ts";
import { encodeManifest, type Manifest, type ManifestSegment, newestGeneration } from "../snapshot/manifest.ts";
import { openSnapshot, Snapshot } from "../snapshot/snapshot.ts";
import { garbageOf } from "./garbage.ts";

export interface IndexWriterOptions {
  /** The buffer is written out as a segment, not yet visible, when it holds so much. Default 128 MiB. */
  readonly bufferBytes?: number;
}

export interface CommitOptions {
  /** False leaves merging to a later commit: for the commits within a long load. Default true. */
  readonly merge?: boolean;
}

/** Words known from buffers before are not analysed again; beyond so many they cost more memory than they save time. */
const maxKnownWords = 1_500_000;

interface WriterSegment {
  readonly info: SegmentInfo;
  readonly reader: SegmentReader;
  /** Generation of the live file on disk. */
  liveGeneration: number;
  live: Bitmap | undefined;
  changed: boolean;
}

export class IndexWriter {
  readonly #directory: Directory;
  readonly #lock: DirectoryLock;
  readonly #bufferBytes: number;
  #snapshot: Snapshot;
  #segments: WriterSegment[];
  #nextSegment: number;
  #words = new WordTable();
  #builder = new SegmentBuilder(this.#words);
  /** Document of the buffer by id; those replaced within the buffer are in `#bufferDeleted`. */
  #buffered = new Map<string, number>();
  #bufferDeleted: number[] = [];
  #counts = { added: 0, replaced: 0, deleted: 0 };
  #failure: FihrisError | undefined;
  /** Readers that no snapshot shown to anyone has held so far: ours to close. */
  #fresh: SegmentReader[] = [];

  private constructor(directory: Directory, lock: DirectoryLock, snapshot: Snapshot, options: IndexWriterOptions) {
    this.#directory = directory;
    this.#lock = lock;
    this.#bufferBytes = options.bufferBytes ?? 128 * 1024 * 1024;
    this.#snapshot = snapshot;
    this.#segments = adopt(snapshot);
    // Above what a crashed writer left too: a name is used once, whether its file can be removed or not.
    this.#nextSegment = Math.max(
      snapshot.manifest.nextSegment,
      1 + Math.max(0, ...directory.list().map(segmentNumber)),
    );
  }

  /**
   * Obtains the lock and continues from the newest generation. Throws `index_locked` where another process writes.
   * @param current - the caller's open snapshot, whose segments are shared
   */
  static async open(
    directory: Directory,
    current: Snapshot | undefined,
    options: IndexWriterOptions = {},
  ): Promise<IndexWriter> {
    const lock = await directory.lock();
    let snapshot: Snapshot | undefined;
    try {
      snapshot = openSnapshot(directory, current);
      const writer = new IndexWriter(directory, lock, snapshot, options);
      await writer.#collectGarbage();
      return writer;
    } catch (cause) {
      snapshot?.closeFor(current);
      await lock.release();
      throw cause;
    }
  }

  /** The last committed state. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** After a commit without a certain outcome, or without the lock: a new writer continues from what is on the disk. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  get hasChanges(): boolean {
    const { added, replaced, deleted } = this.#counts;
    return added + replaced + deleted > 0;
  }

  async add(document: PreparedDocument): Promise<void> {
    this.#checkUsable();
    if (this.#remove(document.id)) this.#counts.replaced++;
    else this.#counts.added++;
    this.#buffered.set(document.id, this.#builder.add(document));
    if (this.#builder.sizeBytes >= this.#bufferBytes) await this.#flush();
  }

  /** Version of the live document with this id, buffered changes included. */
  versionOf(id: string): string | undefined {
    const buffered = this.#buffered.get(id);
    if (buffered !== undefined) return this.#builder.version(buffered);
    const place = this.#find(id);
    return place?.segment.reader.ids.version(place.doc);
  }

  /** False where there is no such document. */
  delete(id: string): boolean {
    this.#checkUsable();
    const removed = this.#remove(id);
    if (removed) this.#counts.deleted++;
    return removed;
  }

  /** Ids of all live documents, buffered changes included. */
  *ids(): Generator<string> {
    for (const { reader, live } of this.#segments) {
      for (let doc = 0; doc < reader.docCount; doc++)
        if (live === undefined || live.has(doc)) yield reader.ids.get(doc);
    }
    yield* this.#buffered.keys();
  }

  /** Makes what was buffered durable; an index that did not exist is created even without documents. */
  async commit({ merge = true }: CommitOptions = {}): Promise<CommitResult> {
    return this.#commit(async () => {
      if (merge) await this.#mergeWherePossible();
    });
  }

  /** Merges into as few segments as their size allows, and drops deleted documents. */
  async compact(): Promise<CommitResult> {
    return this.#commit(() => this.#merge(findCompaction));
  }

  /** Drops what was not committed and releases the lock. */
  async close(): Promise<void> {
    const shared = new Set(this.#snapshot.segments.map(({ reader }) => reader));
    for (const { reader } of this.#segments) if (!shared.has(reader)) reader.close();
    this.#segments = [];
    await this.#lock.release();
  }

  async #commit(merge: () => Promise<void>): Promise<CommitResult> {
    this.#checkUsable();
    const counts = this.#counts;
    try {
      await this.#flush();
      if (this.hasChanges || this.#snapshot.generation === 0) await this.#publish(this.#segments);
      this.#counts = { added: 0, replaced: 0, deleted: 0 };
      await merge();
    } catch (cause) {
      // Another process writes: what is buffered here builds on a state that is no more.
      if (cause instanceof FihrisError && cause.code === "index_locked") this.#failure ??= cause;
      throw cause;
    } finally {
      this.#closeUnseen();
    }
    return { generation: this.#snapshot.generation, ...counts };
  }

  #find(id: string): { segment: WriterSegment; doc: number } | undefined {
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i]!;
      const doc = segment.reader.ids.find(id, (candidate) => segment.live === undefined || segment.live.has(candidate));
      if (doc >= 0) return { segment, doc };
    }
    return undefined;
  }

  #remove(id: string): boolean {
    const buffered = this.#buffered.get(id);
    if (buffered !== undefined) {
      this.#bufferDeleted.push(buffered);
      this.#buffered.delete(id);
      return true;
    }
    const place = this.#find(id);
    if (place === undefined) return false;
    const { segment, doc } = place;
    // The bitmap may belong to the snapshot that readers use: change a copy.
    if (!segment.changed) segment.live = segment.live?.clone() ?? Bitmap.full(segment.info.docCount);
    segment.changed = true;
    segment.live!.remove(doc);
    return true;
  }

  /** Writes the buffer as a segment that no manifest names yet. */
  async #flush(): Promise<void> {
    if (this.#builder.docCount === 0) return;
    const segment = await this.#write(this.#builder);
    if (this.#bufferDeleted.length > 0) {
      segment.live = Bitmap.full(segment.info.docCount);
      for (const doc of this.#bufferDeleted) segment.live.remove(doc);
      segment.changed = true;
    }
    this.#segments.push(segment);
    if (this.#words.words.length > maxKnownWords) this.#words = new WordTable();
    this.#builder = new SegmentBuilder(this.#words);
    this.#buffered = new Map();
    this.#bufferDeleted = [];
  }

  async #write(builder: SegmentBuilder): Promise<WriterSegment> {
    await this.#lock.check();
    try {
      const info = await builder.write(this.#directory, segmentName(this.#nextSegment++));
      const reader = new SegmentReader(this.#directory, info, "at-first-use");
      this.#fresh.push(reader);
      return { info, reader, liveGeneration: 0, live: undefined, changed: false };
    } catch (cause) {
      await this.#collectGarbage();
      throw cause;
    }
  }

  /** Makes `segments` the index's content; until it returns they are not. */
  async #publish(segments: WriterSegment[]): Promise<void> {
    await this.#lock.check();
    // Names of this generation that an attempt before left behind.
    await this.#collectGarbage(segments);
    const generation = this.#snapshot.generation + 1;
    const temporary = `${manifestFile(generation)}.tmp`;
    const entries = segments.map((segment): ManifestSegment => {
      const live = segment.changed ? generation : segment.liveGeneration;
      return { ...segment.info, live, deleted: deletedCount(segment) };
    });
    const manifest: Manifest = {
      ...this.#snapshot.manifest,
      generation,
      nextSegment: this.#nextSegment,
      segments: entries,
    };
    const changed = segments.filter((segment) => segment.changed);
    try {
      for (const { info, live } of changed) await writeLiveDocs(this.#directory, info.name, generation, live!);
      await this.#directory.create(temporary, [encodeManifest(manifest)]);
      await this.#directory.sync();
    } catch (cause) {
      // Nothing is visible yet: clear the way, so that the same commit can be tried again.
      await this.#collectGarbage();
      throw cause;
    }
    try {
      await this.#directory.publish(temporary, manifestFile(generation));
      this.#checkNewest(generation);
      await this.#directory.sync();
    } catch (cause) {
      this.#failure = cause as FihrisError;
      throw cause;
    }
    for (const segment of segments) {
      if (segment.changed) segment.liveGeneration = generation;
      segment.changed = false;
    }
    this.#segments = segments;
    this.#snapshot = new Snapshot(manifest, segments);
    await this.#collectGarbage();
  }

  async #merge(find: (segments: readonly MergeCandidate[]) => [number, number] | undefined): Promise<void> {
    for (;;) {
      const range = find(this.#segments.map(candidateOf));
      if (range === undefined) return;
      const [from, to] = range;
      // The buffer is empty, and a merge needs the most memory of all: what is kept for speed alone gives way.
      this.#words = new WordTable();
      this.#builder = new SegmentBuilder(this.#words);
      const builder = mergeSegments(this.#segments.slice(from, to));
      const merged = builder.docCount === 0 ? [] : [await this.#write(builder)];
      await this.#publish(this.#segments.toSpliced(from, to - from, ...merged));
    }
  }

  /** What was committed is durable without it: a merge that the disk refuses is tried again after the next commit. */
  async #mergeWherePossible(): Promise<void> {
    try {
      await this.#merge(findMerge);
    } catch (cause) {
      if (!(cause instanceof FihrisError && cause.code === "io_error")) throw cause;
    }
  }

  /** Closes readers that came and went between two commits: no reader's snapshot will do it. */
  #closeUnseen(): void {
    const used = new Set([...this.#segments, ...this.#snapshot.segments].map(({ reader }) => reader));
    const seen = new Set(this.#snapshot.segments.map(({ reader }) => reader));
    for (const reader of this.#fresh) if (!used.has(reader)) reader.close();
    this.#fresh = this.#fresh.filter((reader) => used.has(reader) && !seen.has(reader));
  }

  /**
   * Removes our own files that the newest generation does not name; leaves every other file alone. What cannot be
   * removed now is garbage that the next writer removes. Without the lock they may be another writer's files.
   */
  async #collectGarbage(pending: readonly WriterSegment[] = this.#segments): Promise<void> {
    try {
      await this.#lock.check();
      const names = pending.map(({ info }) => info.name);
      for (const name of garbageOf(this.#directory.list(), this.#snapshot.manifest, names))
        await this.#removeQuietly(name);
    } catch (cause) {
      if (!(cause instanceof FihrisError)) throw cause;
    }
  }

  async #removeQuietly(name: string): Promise<void> {
    try {
      await this.#directory.remove(name);
    } catch (cause) {
      if (!(cause instanceof FihrisError)) throw cause;
    }
  }

  /** A generation that another process published and removed again can be published twice: later ones betray it. */
  #checkNewest(generation: number): void {
    const newest = newestGeneration(this.#directory);
    if (newest === generation) return;
    throw new FihrisError("index_locked", `another process has committed generation ${newest} meanwhile`, {
      file: manifestFile(newest),
      remedy: "close this index, open it again and repeat the changes",
    });
  }

  #checkUsable(): void {
    if (this.#failure === undefined) return;
    throw new FihrisError(this.#failure.code, `an earlier commit did not end well: ${this.#failure.message}`, {
      remedy: "close this index and open it again; repeat the last changes, which is safe",
      cause: this.#failure,
    });
  }
}

function adopt(snapshot: Snapshot): WriterSegment[] {
  return snapshot.segments.map(({ reader, live }, i) => {
    const { live: liveGeneration, deleted: _deleted, ...info } = snapshot.manifest.segments[i]!;
    return { info, reader, live, liveGeneration, changed: false };
  });
}

function deletedCount({ info, live }: WriterSegment): number {
  return live === undefined ? 0 : info.docCount - live.count();
}

function candidateOf(segment: WriterSegment): MergeCandidate {
  const { info } = segment;
  return {
    docCount: info.docCount,
    deleted: deletedCount(segment),
    bytes: Math.max(...Object.values(info.files).map(({ bytes }) => bytes)),
  };
}
