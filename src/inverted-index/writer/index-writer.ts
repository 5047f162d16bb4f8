/**
 * The one writer of an index folder: takes changes, and makes them durable and visible at once. Between two commits
 * nothing that a reader sees changes; a commit's cost grows with what changed, not with the index.
 *
 * Changes collect in pending segments, which are written by a `SegmentFactory`, here or on other threads, and join
 * the index's segments in order. Merges run beside: `startMerge` and, when it has ended, `finishMerge`. All other
 * calls follow one another: each ends before the next begins.
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import type { AnalysisStep } from "../../analysis/index.ts";
import { type CommitResult, FihrisError, type IndexSettings } from "../../contract/index.ts";
import type { MadeSegment, SegmentFactory } from "../building/segment-factory.ts";
import type { Directory, DirectoryLock } from "../directory/directory.ts";
import { HandoverFiles } from "../directory/handover-files.ts";
import { findMerge, type MergeCandidate } from "../merge/merge-policy.ts";
import type { PreparedDocument } from "../segment/prepare-document.ts";
import { SegmentReader } from "../segment/segment-reader.ts";
import { openSnapshot, type Snapshot } from "../snapshot/snapshot.ts";
import { GenerationPublisher } from "./generation-publisher.ts";
import { type ChangeCounts, PendingSegment } from "./pending-segment.ts";
import { committedLive, liveWithChanges, type RunningMerge, replaceSources } from "./running-merge.ts";
import {
  candidateOf,
  findDocument,
  newSegment,
  removeDocument,
  segmentsOf,
  type WriterSegment,
} from "./writer-segment.ts";

/** Which neighbouring segments to merge next, `[from, to)`. */
export type FindRange = (segments: readonly MergeCandidate[]) => [number, number] | undefined;

export interface IndexWriterOptions {
  /** What documents that are not written yet may take, in bytes, over all threads. Default 256 MiB. */
  readonly bufferBytes?: number;
  /** Steps of the analysis that a new index is made without. Default none. */
  readonly without?: readonly AnalysisStep[];
}

const noCounts = (): ChangeCounts => ({ added: 0, replaced: 0, deleted: 0 });

export class IndexWriter {
  readonly #directory: Directory;
  readonly #lock: DirectoryLock;
  readonly #factory: SegmentFactory;
  readonly #bufferBytes: number;
  readonly #publisher: GenerationPublisher;
  #segments: WriterSegment[];
  /** In order; the last is open for changes unless it was sealed. */
  #pending: PendingSegment[] = [];
  #open: PendingSegment | undefined;
  /** Changes of segments that have joined since the last commit. */
  #joined = noCounts();
  readonly #merging = new Set<Promise<unknown>>();
  #settings: IndexSettings;

  private constructor(
    directory: Directory,
    lock: DirectoryLock,
    snapshot: Snapshot,
    factory: SegmentFactory,
    options: IndexWriterOptions,
  ) {
    this.#directory = directory;
    this.#lock = lock;
    this.#factory = factory;
    this.#bufferBytes = options.bufferBytes ?? 256 * 1024 * 1024;
    this.#publisher = new GenerationPublisher(directory, lock, snapshot, options.without ?? []);
    this.#settings = snapshot.settings;
    this.#segments = segmentsOf(snapshot);
  }

  /**
   * Obtains the lock and continues from the newest generation. Throws `index_locked` where another process writes.
   * @param current - the caller's open snapshot, whose segments are shared
   */
  static async open(
    directory: Directory,
    current: Snapshot | undefined,
    factory: SegmentFactory,
    options: IndexWriterOptions = {},
  ): Promise<IndexWriter> {
    const lock = await directory.lock();
    let snapshot: Snapshot | undefined;
    try {
      snapshot = openSnapshot(directory, current);
      const writer = new IndexWriter(directory, lock, snapshot, factory, options);
      await writer.#publisher.collectGarbage();
      return writer;
    } catch (cause) {
      snapshot?.closeFor(current);
      await lock.release();
      throw cause;
    }
  }

  /** The last committed state. */
  get snapshot(): Snapshot {
    return this.#publisher.snapshot;
  }

  /** After a commit without a certain outcome, or without the lock: a new writer continues from what is on the disk. */
  get hasFailed(): boolean {
    return this.#publisher.failure !== undefined;
  }

  /** Whether there is something that a commit would make visible. */
  get hasChanges(): boolean {
    return this.#hasJoined || this.#pending.some(({ isEmpty }) => !isEmpty);
  }

  /** Settings as the next commit makes them. */
  get settings(): IndexSettings {
    return this.#settings;
  }

  /** They hold for documents that come after, and for searches from the next commit on. */
  setSettings(settings: IndexSettings): void {
    this.#checkUsable();
    this.#seal();
    this.#settings = settings;
  }

  async add(document: PreparedDocument): Promise<void> {
    this.#checkUsable();
    const pending = this.#opened();
    if (this.#remove(pending, document.id)) pending.counts.replaced++;
    else pending.counts.added++;
    const room = pending.add(document);
    if (room !== undefined) await room;
    if (!pending.documents.isFull) return;
    this.#seal();
    const written = this.#write(pending);
    if (!this.#factory.inBackground) return written;
    written.catch(() => {}); // tried again when it is to join
    await this.#roomToWrite();
  }

  /** Version of the live document with this id, changes that are not committed included. */
  versionOf(id: string): string | undefined {
    const place = this.#find(id);
    if (place instanceof PendingSegment) return place.version(id);
    return place?.segment.reader.ids.version(place.doc);
  }

  /** False where there is no such document. */
  delete(id: string): boolean {
    this.#checkUsable();
    const pending = this.#opened();
    const removed = this.#remove(pending, id);
    if (removed) pending.counts.deleted++;
    return removed;
  }

  /** Ids of all live documents, changes that are not committed included. */
  *ids(): Generator<string> {
    const isRemoved = (id: string, from: number) =>
      this.#pending.some(({ removed }, i) => i >= from && removed.has(id));
    for (const { reader, live } of this.#segments) {
      for (let doc = 0; doc < reader.docCount; doc++) {
        if (live !== undefined && !live.has(doc)) continue;
        const id = reader.ids.get(doc);
        if (!isRemoved(id, 0)) yield id;
      }
    }
    for (const [i, { docs }] of this.#pending.entries())
      for (const id of docs.keys()) if (!isRemoved(id, i + 1)) yield id;
  }

  /** Makes all changes durable and visible; an index that did not exist is created even without documents. */
  async commit(): Promise<CommitResult> {
    this.#seal();
    return this.#commit(this.#pending.length);
  }

  /**
   * A commit of those changes that need no waiting, always a prefix of all: what was not yet on its way into a segment
   * at the checkpoint before may be left to the next. Without threads it is a commit.
   */
  async checkpoint(): Promise<CommitResult> {
    const sealed = this.#pending.length - (this.#open === undefined ? 0 : 1);
    const isSmall = this.#open?.documents.isSmall ?? true;
    this.#seal();
    for (const pending of this.#pending) this.#write(pending).catch(() => {}); // tried again when it is to join
    return this.#commit(isSmall ? this.#pending.length : sealed);
  }

  /**
   * Begins the merge that `find` asks for, undefined where there is none; nothing is visible of it before
   * `finishMerge`. Neighbours only, and no segment in two merges.
   */
  async startMerge(find: FindRange = findMerge): Promise<RunningMerge | undefined> {
    this.#checkUsable();
    const isShown = this.#isShown();
    const isFree = (segment: WriterSegment) => !segment.isMerging && isShown(segment);
    for (let from = 0; from < this.#segments.length; from++) {
      if (!isFree(this.#segments[from]!)) continue;
      let to = from;
      while (to < this.#segments.length && isFree(this.#segments[to]!)) to++;
      const range = find(this.#segments.slice(from, to).map(candidateOf));
      if (range !== undefined) return this.#beginMerge(this.#segments.slice(from + range[0], from + range[1]));
      from = to;
    }
    return undefined;
  }

  /** Publishes a merge that has ended, with what was deleted meanwhile; throws what made it fail. */
  async finishMerge(merge: RunningMerge): Promise<void> {
    let made: WriterSegment | undefined;
    try {
      const written = await merge.merged;
      this.#checkUsable();
      made = written && this.#openMade(written);
      const merged = made === undefined ? [] : [made];
      const shown = replaceSources(this.#segments.filter(this.#isShown()), merge, merged);
      const carried = committedLive(merge);
      await this.#publisher.publish(
        shown.map((segment) => ({ segment, live: segment === made ? carried : segment.committed.live })),
        this.snapshot.settings,
      );
      if (made !== undefined) made.live = liveWithChanges(merge, carried);
      this.#segments = replaceSources(this.#segments, merge, merged);
      if (made === undefined) await this.#publisher.giveUp(merge.name);
    } catch (cause) {
      for (const source of merge.sources) source.isMerging = false;
      made?.reader.close();
      await this.#publisher.giveUp(merge.name);
      throw cause;
    }
  }

  /** Drops what was not committed and releases the lock. */
  async close(): Promise<void> {
    const isShown = this.#isShown();
    for (const segment of this.#segments) if (!isShown(segment)) segment.reader.close();
    this.#segments = [];
    // The next writer must find no file that is still to be named.
    const unwritten = [...this.#merging, ...this.#pending.map(({ writing }) => writing?.catch(() => {}))];
    for (const { documents } of this.#pending) documents.drop();
    this.#pending = [];
    this.#open = undefined;
    await Promise.all(unwritten);
    await this.#lock.release();
  }

  async #commit(pendingCount: number): Promise<CommitResult> {
    this.#checkUsable();
    try {
      await this.#join(this.#pending.slice(0, pendingCount));
      if (this.#hasJoined || this.snapshot.generation === 0) {
        const shown = this.#segments.map((segment) => ({ segment, live: segment.live }));
        await this.#publisher.publish(shown, this.#settings);
      }
      const counts = this.#joined;
      this.#joined = noCounts();
      return { generation: this.snapshot.generation, ...counts };
    } catch (cause) {
      // Another process writes: what is buffered here builds on a state that is no more. Or a thread is gone with it.
      if (cause instanceof FihrisError && (cause.code === "index_locked" || cause.code === "internal"))
        this.#publisher.fail(cause);
      throw cause;
    }
  }

  /** Whether a segment is part of the newest generation. */
  #isShown(): (segment: WriterSegment) => boolean {
    const shown = new Set(this.snapshot.segments.map(({ reader }) => reader));
    return ({ reader }) => shown.has(reader);
  }

  get #hasJoined(): boolean {
    const { added, replaced, deleted } = this.#joined;
    return added + replaced + deleted > 0 || !isDeepStrictEqual(this.#settings, this.snapshot.settings);
  }

  #opened(): PendingSegment {
    if (this.#open === undefined) {
      this.#open = new PendingSegment(this.#factory.begin(this.#bufferBytes, this.#settings));
      this.#pending.push(this.#open);
    }
    return this.#open;
  }

  /** From here on changes go into another segment. */
  #seal(): void {
    if (this.#open?.isEmpty) this.#pending.pop()!.documents.drop();
    this.#open = undefined;
  }

  #find(id: string): PendingSegment | ReturnType<typeof findDocument> {
    for (let i = this.#pending.length - 1; i >= 0; i--) {
      const pending = this.#pending[i]!;
      if (pending.docs.has(id)) return pending;
      if (pending.removed.has(id)) return undefined;
    }
    return findDocument(this.#segments, id);
  }

  /** Notes that the document with this id goes; false where there is none. */
  #remove(open: PendingSegment, id: string): boolean {
    const place = this.#find(id);
    if (place === undefined) return false;
    if (place === open) open.removeOwn(id);
    else open.removed.add(id);
    return true;
  }

  /** Writes a segment that no manifest names yet; calls share one attempt. */
  #write(pending: PendingSegment): Promise<void> {
    pending.writing ??= this.#attempt(pending).finally(() => {
      pending.writing = undefined;
    });
    return pending.writing;
  }

  /** Resolves when no more segments are being written than may be: each holds its documents until then. */
  async #roomToWrite(): Promise<void> {
    for (;;) {
      const writing = this.#pending.flatMap(({ writing: each }) => each?.catch(() => {}) ?? []);
      if (writing.length <= this.#factory.writesAtOnce) return;
      await Promise.race(writing);
    }
  }

  async #attempt(pending: PendingSegment): Promise<void> {
    if (pending.docCount === 0 || pending.made !== undefined) return;
    const name = await this.#publisher.reserveName();
    try {
      pending.made = await pending.documents.write(name);
    } catch (cause) {
      await this.#publisher.giveUp(name);
      throw cause;
    }
  }

  /** Makes the first pending segments part of the index, in order. */
  async #join(segments: readonly PendingSegment[]): Promise<void> {
    const written = segments.map((pending) => this.#write(pending));
    // One that fails is told of when its turn has come.
    for (const each of written) each.catch(() => {});
    for (const [i, pending] of segments.entries()) {
      await written[i];
      const joining = pending.made && this.#openMade(pending.made);
      for (const id of pending.removed) {
        const { segment, doc } = findDocument(this.#segments, id)!;
        removeDocument(segment, doc);
      }
      if (joining !== undefined) {
        joining.live = pending.live();
        this.#segments.push(joining);
      }
      this.#pending.shift();
      this.#joined.added += pending.counts.added;
      this.#joined.replaced += pending.counts.replaced;
      this.#joined.deleted += pending.counts.deleted;
    }
  }

  #openMade({ info, files }: MadeSegment): WriterSegment {
    return newSegment(info, new SegmentReader(new HandoverFiles(files, this.#directory), info, "at-first-use"));
  }

  async #beginMerge(sources: readonly WriterSegment[]): Promise<RunningMerge> {
    const name = await this.#publisher.reserveName();
    for (const source of sources) source.isMerging = true;
    const taken = sources.map(({ committed }) => committed.live);
    const merged = this.#factory.merge(
      name,
      sources.map(({ reader }, i) => ({ reader, live: taken[i] })),
    );
    const ended: Promise<unknown> = merged
      .catch(() => {}) // told by finishMerge
      .finally(() => this.#merging.delete(ended));
    this.#merging.add(ended);
    return { sources, taken, name, merged };
  }

  #checkUsable(): void {
    const { failure } = this.#publisher;
    if (failure === undefined) return;
    throw new FihrisError(failure.code, `an earlier commit did not end well: ${failure.message}`, {
      remedy: "close this index and open it again; repeat the last changes, which is safe",
      cause: failure,
    });
  }
}
