/**
 * The writing side of an index: changes one after another, through a writer that is opened by the first of them, and
 * merges beside them.
 * @module
 */
import type { CommitResult } from "../contract/index.ts";
import {
  type Directory,
  IndexWriter,
  type IndexWriterOptions,
  type SegmentFactory,
  type Snapshot,
} from "../inverted-index/index.ts";
import { BackgroundMerges } from "./background-merges.ts";
import { TimeSlice } from "./time-slice.ts";

export interface CommitOptions {
  /** False leaves merging to a later commit: for the commits within a long load. Default true. */
  readonly merge?: boolean;
}

export interface CloseOptions {
  /**
   * What becomes of merges under way: `finish` (default) waits for them, which takes seconds for a large index;
   * `abandon` gives them up, and the next commit begins them anew.
   */
  readonly merges?: "finish" | "abandon";
}

export interface IndexChangesOptions extends IndexWriterOptions {
  readonly holdLock?: "until-close" | "until-commit";
}

export interface SnapshotHolder {
  readonly snapshot: Snapshot;
  /** Makes a snapshot the one that searches see. */
  show(snapshot: Snapshot): Promise<void>;
}

export class IndexChanges {
  readonly #directory: Directory;
  readonly #factory: SegmentFactory;
  readonly #options: IndexChangesOptions;
  readonly #holder: SnapshotHolder;
  readonly #merges: BackgroundMerges;
  readonly #slice = new TimeSlice();
  #writer: IndexWriter | undefined;
  /** Ends when the change before has ended. */
  #turns: Promise<unknown> = Promise.resolve();

  constructor(directory: Directory, factory: SegmentFactory, options: IndexChangesOptions, holder: SnapshotHolder) {
    this.#directory = directory;
    this.#factory = factory;
    this.#options = options;
    this.#holder = holder;
    this.#merges = new BackgroundMerges({
      inBackground: factory.inBackground,
      mergesAtOnce: factory.mergesAtOnce,
      between: (writer, work) =>
        this.#turn(async () => {
          if (this.#writer !== writer) return;
          try {
            await work();
          } finally {
            if (writer.hasFailed) await this.#release();
          }
        }),
      show: (writer) => this.#holder.show(writer.snapshot),
      ended: () => this.#turn(() => this.#releaseIfUnused()),
    });
  }

  /** Undefined before the first change, and where the lock was given back. */
  get writer(): IndexWriter | undefined {
    return this.#writer;
  }

  /** Runs `work` when the changes before have ended. Throws `index_locked` where another process writes. */
  change<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    return this.#turn(async () => {
      await this.#slice.yieldIfDue();
      if (this.#writer === undefined) {
        this.#writer = await IndexWriter.open(this.#directory, this.#holder.snapshot, this.#factory, this.#options);
        await this.#holder.show(this.#writer.snapshot);
      }
      return work(this.#writer);
    });
  }

  /** Runs `work` between two changes, without a writer. */
  beside<T>(work: () => Promise<T>): Promise<T> {
    return this.#turn(work);
  }

  /** @param work - changes that belong into this commit, such as new settings */
  commit({ merge = true }: CommitOptions = {}, work?: (writer: IndexWriter) => void): Promise<CommitResult> {
    return this.#publish(async (writer) => {
      work?.(writer);
      const result = await writer.commit();
      await this.#holder.show(writer.snapshot);
      if (merge) await this.#merges.begin(writer);
      return { ...result, generation: writer.snapshot.generation };
    });
  }

  checkpoint(): Promise<CommitResult> {
    return this.#publish(async (writer) => {
      const result = await writer.checkpoint();
      // A long load makes many segments, and whoever searches meanwhile goes through all of them.
      if (this.#factory.inBackground) await this.#merges.begin(writer);
      return result;
    });
  }

  async compact(): Promise<CommitResult> {
    const result = await this.commit({ merge: false });
    const writer = await this.change(async (current) => current);
    await this.#merges.compact(writer, (step) => this.#publish(step));
    await this.#turn(() => this.#releaseIfUnused());
    return { ...result, generation: this.#holder.snapshot.generation };
  }

  /** Resolves when no merge is under way. */
  merged(): Promise<void> {
    return this.#merges.finished();
  }

  async close({ merges = "finish" }: CloseOptions = {}): Promise<void> {
    this.#merges.stop();
    await this.#turns;
    if (merges === "abandon") await this.#factory.abandonMerges();
    await this.#merges.finished();
    await this.#turns;
    await this.#release();
    await this.#factory.close();
  }

  async #publish<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    return this.change(async (writer) => {
      let isDone = false;
      try {
        const result = await work(writer);
        isDone = true;
        return result;
      } finally {
        await this.#holder.show(writer.snapshot);
        // After a failure without a certain outcome the next change begins anew, from what is on the disk.
        if (writer.hasFailed) await this.#release();
        else if (isDone) await this.#releaseIfUnused();
      }
    });
  }

  #turn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.then(work);
    this.#turns = turn.catch(() => {});
    return turn;
  }

  async #releaseIfUnused(): Promise<void> {
    if (this.#options.holdLock !== "until-commit" || this.#merges.isActive || this.#writer?.hasChanges) return;
    await this.#release();
  }

  async #release(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.close();
  }
}
