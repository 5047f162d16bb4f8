/**
 * Segments made on worker threads. Few documents are cheaper to write than to send: a thread gets a segment once it
 * is large. Threads are started when there is work for them and end when there was none for a while. What is made of the
 * words of a single thread's full segments is made by one more, while it goes on to the next.
 *
 * Memory: what is collected of a segment of `segmentBytes` is about three times as large with all that is made of it, so
 * `segmentBytes` is a third of an N-th of the buffer.
 * @module
 */
import type { AnalysisStep } from "../../analysis/index.ts";
import { FihrisError, type IndexSettings } from "../../contract/index.ts";
import type { Directory } from "../directory/directory.ts";
import type { HandoverFile } from "../directory/handover-files.ts";
import type { FieldScalar, PreparedDocument } from "../segment/prepare-document.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import { DocumentPacker } from "../store/document-packer.ts";
import { type LocalSegment, LocalSegments } from "./local-segments.ts";
import { RequestThread } from "./request-thread.ts";
import type { MadeSegment, MergeSource, SegmentFactory, SegmentInProgress } from "./segment-factory.ts";
import type { DocumentBatch, SegmentThreadData, ThreadRequest, ThreadResult } from "./thread-messages.ts";

/** Stored bytes up to which a segment is written here: some ten milliseconds of work. */
const smallBytes = 128 * 1024;
/** Documents travel in batches of so many bytes. */
const batchBytes = 128 * 1024;
/** What waits of a document is as large as so many times what is stored of it: two bytes for each, and it packed. */
const waitingShare = 3;
/** With so much waiting a thread is behind, and the caller packs what it sends. */
const busyBytes = 4 * batchBytes;
/**
 * Beyond it the caller waits: a longer queue makes nothing faster, and its memory is touched for the first time. A caller
 * that answers searches is seldom there to fill a short one, and a load beside them took twice as long with it.
 */
const mostWaitingBytes = 64 * batchBytes;
/** So long after a search the caller has others to answer: it does not pack, and gets what is made as it opens it. */
const searchedMs = 1000;
/**
 * Several threads take turns of so much at first, so that all have work while their documents arrive, and of twice as
 * much in each round: what is written in few segments need not be merged.
 */
const turnBytes = 8 * 1024 * 1024;
/** A small merge ends here before a thread has started. */
const smallMergeDocs = 2000;
/** Where files of that size in all are loaded, a search would notice. */
const smallLoadBytes = 8 * 1024 * 1024;
const idleMs = 5000;

type SegmentThread = RequestThread<ThreadRequest, ThreadResult>;

/** A place for a thread, which is there while it has something to do. */
class Slot {
  readonly #threadData: SegmentThreadData;
  #thread: SegmentThread | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** Bytes of documents that were sent and are not taken yet. */
  waitingBytes = 0;
  /** Segments that it makes or loads. */
  tasks = 0;
  #taken: (() => void)[] = [];

  constructor(threadData: SegmentThreadData) {
    this.#threadData = threadData;
  }

  /** The thread stays until as many `end` have followed. */
  begin(): SegmentThread {
    this.tasks++;
    clearTimeout(this.#idle);
    if (this.#thread === undefined || !this.#thread.isAlive)
      this.#thread = new RequestThread(new URL("./segment-thread.js", import.meta.url), this.#threadData);
    return this.#thread;
  }

  end(): void {
    this.tasks--;
    if (this.tasks === 0) this.#idle = setTimeout(() => void this.close(), idleMs).unref();
  }

  async run(request: ThreadRequest): Promise<ThreadResult> {
    const thread = this.begin();
    try {
      return await thread.request(request);
    } finally {
      this.end();
    }
  }

  sent(bytes: number): void {
    this.waitingBytes += bytes;
  }

  taken(bytes: number): void {
    this.waitingBytes -= bytes;
    const taken = this.#taken;
    this.#taken = [];
    for (const resolve of taken) resolve();
  }

  /** Resolves when at most `bytes` wait to be taken. */
  async below(bytes: number): Promise<void> {
    while (this.waitingBytes > bytes) await new Promise<void>((resolve) => this.#taken.push(resolve));
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.close();
  }
}

/** A segment's thread: were that to die, no other could take its place. */
interface Place {
  readonly slot: Slot;
  readonly thread: SegmentThread;
  readonly number: number;
}

export class ThreadedSegments implements SegmentFactory {
  readonly inBackground = true;
  readonly mergesAtOnce: number;
  readonly writesAtOnce: number;
  readonly #local: LocalSegments;
  readonly #builders: readonly Slot[];
  /** Merges have threads of their own: a commit never waits for one. */
  readonly #mergers: readonly Slot[];
  readonly #packer = new DocumentPacker();
  #segments = 0;
  /** Segments begun since nothing was under way. */
  #turns = 0;
  #searchedUntil = 0;

  /** @param threads - at least 1 */
  constructor(directory: Directory, threads: number, without: readonly AnalysisStep[] = []) {
    // Several are never all idle: one that waited for its lists would only take up memory.
    const data = { path: directory.path, without, hasWordThread: threads === 1 };
    const slots = () => Array.from({ length: threads }, () => new Slot(data));
    this.#local = new LocalSegments(directory, without);
    this.#builders = slots();
    this.#mergers = slots();
    this.mergesAtOnce = threads;
    this.writesAtOnce = threads + 1;
  }

  begin(bufferBytes: number, settings: IndexSettings): SegmentInProgress {
    const threads = this.#builders.length;
    const share = Math.ceil(bufferBytes / (3 * threads));
    if (this.#builders.every(({ tasks }) => tasks === 0)) this.#turns = 0;
    const round = Math.floor(this.#turns++ / threads);
    return new ThreadedSegment(threads === 1 ? share : Math.min(share, turnBytes * 2 ** round), settings, {
      beginHere: () => this.#local.begin(bufferBytes, settings),
      findPlace: () => {
        const slot = leastBusy(this.#builders);
        return { slot, thread: slot.begin(), number: this.#segments++ };
      },
      isSearched: () => performance.now() < this.#searchedUntil,
      packer: this.#packer,
    });
  }

  async merge(name: string, sources: readonly MergeSource[]): Promise<MadeSegment | undefined> {
    const docs = sources.reduce((sum, { reader }) => sum + reader.docCount, 0);
    if (docs <= smallMergeDocs) return this.#local.merge(name, sources);
    const { info, files = new Map() } = await leastBusy(this.#mergers).run({
      kind: "merge",
      name,
      sources: sources.map(({ reader, live }) => ({ info: reader.info, live: live?.words })),
      load: sources.some(({ reader }) => reader.hasPostings),
    });
    return info === undefined ? undefined : { info, files };
  }

  async load(segments: readonly SegmentInfo[]): Promise<ReadonlyMap<string, HandoverFile>> {
    const bytes = segments.flatMap(({ files }) => Object.values(files)).reduce((sum, file) => sum + file.bytes, 0);
    if (bytes <= smallLoadBytes) return new Map();
    return (await leastBusy(this.#mergers).run({ kind: "load", segments })).files!;
  }

  async abandonMerges(): Promise<void> {
    await Promise.all(this.#mergers.map((each) => each.close()));
  }

  noteSearch(): void {
    this.#searchedUntil = performance.now() + searchedMs;
  }

  async close(): Promise<void> {
    await Promise.all([this.#local, ...this.#builders, ...this.#mergers].map((each) => each.close()));
  }
}

function leastBusy(slots: readonly Slot[]): Slot {
  return slots.reduce((best, slot) =>
    slot.tasks < best.tasks || (slot.tasks === best.tasks && slot.waitingBytes < best.waitingBytes) ? slot : best,
  );
}

/** What a segment needs of the factory it comes from. */
interface SegmentOwner {
  beginHere(): LocalSegment;
  findPlace(): Place;
  isSearched(): boolean;
  readonly packer: DocumentPacker;
}

class ThreadedSegment implements SegmentInProgress {
  readonly #segmentBytes: number;
  readonly #settings: IndexSettings;
  readonly #owner: SegmentOwner;
  /** What no thread has got yet. */
  #documents: PreparedDocument[] = [];
  #documentsBytes = 0;
  #bytes = 0;
  #place: Place | undefined;
  #here: LocalSegment | undefined;
  #failure: unknown;
  /** Written or dropped: the thread has nothing of it any more. */
  #hasEnded = false;

  constructor(segmentBytes: number, settings: IndexSettings, owner: SegmentOwner) {
    this.#segmentBytes = segmentBytes;
    this.#settings = settings;
    this.#owner = owner;
  }

  get isFull(): boolean {
    return this.#bytes >= this.#segmentBytes;
  }

  get isSmall(): boolean {
    return this.#place === undefined;
  }

  add(document: PreparedDocument): Promise<void> | undefined {
    this.#documents.push(document);
    this.#documentsBytes += document.stored.length;
    this.#bytes += document.stored.length;
    if (this.#documentsBytes < (this.isSmall ? smallBytes : batchBytes)) return undefined;
    this.#place ??= this.#owner.findPlace();
    this.#send();
    const { slot } = this.#place;
    const most = 2 * this.#segmentBytes;
    const limit = this.#owner.isSearched() ? most : Math.min(mostWaitingBytes, most);
    return slot.waitingBytes > limit ? slot.below(limit) : undefined;
  }

  async write(name: string): Promise<MadeSegment> {
    if (this.#place === undefined) {
      if (this.#here === undefined) {
        this.#here = this.#owner.beginHere();
        for (const document of this.#documents) this.#here.add(document);
      }
      return this.#here.write(name);
    }
    if (this.#hasEnded) throw new FihrisError("index_closed", "the documents were let go of");
    this.#send();
    const { thread, number } = this.#place;
    this.#checkTaken();
    const load = this.#owner.isSearched();
    // One that is not full is written since it is waited for.
    const request: ThreadRequest = { kind: "write", segment: number, name, isLast: !this.isFull, load };
    const { info, files = new Map() } = await thread.request(request);
    this.#checkTaken();
    this.#end();
    return { info: info!, files };
  }

  drop(): void {
    if (this.#place === undefined) return;
    const { thread, number } = this.#place;
    // A thread that has ended has nothing to let go of.
    thread.request({ kind: "drop", segment: number }).catch(() => {});
    this.#end();
  }

  #end(): void {
    if (!this.#hasEnded) this.#place!.slot.end();
    this.#hasEnded = true;
  }

  /** A segment without some of its documents is never written: the writer is let go of, with what was not committed. */
  #checkTaken(): void {
    const cause = this.#failure;
    if (cause === undefined) return;
    if (cause instanceof FihrisError) throw cause;
    throw new FihrisError("internal", `documents could not be indexed: ${String(cause)}`, {
      remedy: "close this index and open it again; repeat what was not committed",
      cause,
    });
  }

  #send(): void {
    if (this.#documents.length === 0) return;
    const { slot, thread, number } = this.#place!;
    const isPackedHere = slot.waitingBytes >= busyBytes && !this.#owner.isSearched();
    const batch = batchOf(this.#documents, isPackedHere ? this.#owner.packer : undefined);
    const waiting = waitingShare * this.#documentsBytes;
    this.#documents = [];
    this.#documentsBytes = 0;
    slot.sent(waiting);
    thread
      .request({ kind: "add", segment: number, batch, settings: this.#settings })
      .catch((error) => {
        this.#failure ??= error;
      })
      .finally(() => slot.taken(waiting));
  }
}

/** @param packer - of the calling thread, where it has the time */
function batchOf(documents: readonly PreparedDocument[], packer: DocumentPacker | undefined): DocumentBatch {
  const names = new Map<string, number>();
  const values: FieldScalar[] = [];
  const namesOfValues: number[] = [];
  const valueEnds: number[] = [];
  for (const { fields } of documents) {
    for (const [name, ofField] of fields) {
      let place = names.get(name);
      if (place === undefined) {
        place = names.size;
        names.set(name, place);
      }
      for (const value of ofField) {
        values.push(value);
        namesOfValues.push(place);
      }
    }
    valueEnds.push(values.length);
  }
  const stored = documents.map((document) => document.stored);
  return {
    ids: documents.map(({ id }) => id),
    versions: documents.map(({ version }) => version),
    values,
    // Arrays of numbers travel faster than lists of them.
    namesOfValues: Uint32Array.from(namesOfValues),
    names: [...names.keys()],
    valueEnds: Uint32Array.from(valueEnds),
    stored: packer?.pack(stored) ?? stored,
  };
}
