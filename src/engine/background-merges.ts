/**
 * Keeps an index in few segments: merges that the policy asks for begin after a commit, go on beside changes and
 * searches, and are published between two changes. Where segments are made on the calling thread they are part of
 * the commit instead.
 * @module
 */
import { FihrisError } from "../contract/index.ts";
import { findCompaction, type IndexWriter, type RunningMerge } from "../inverted-index/index.ts";

export interface MergeHost {
  readonly inBackground: boolean;
  readonly mergesAtOnce: number;
  /** Runs `work` between two changes; not at all where the writer that began the merge is gone. */
  between(writer: IndexWriter, work: () => Promise<void>): Promise<void>;
  /** A merge was published. */
  show(writer: IndexWriter): Promise<void>;
  /** The last of the merges under way has ended. */
  ended(): Promise<void>;
}

export class BackgroundMerges {
  readonly #host: MergeHost;
  readonly #running = new Set<Promise<void>>();
  #isCompacting = false;
  #isStopped = false;
  #failure: unknown;

  constructor(host: MergeHost) {
    this.#host = host;
  }

  /** Whether the writer is still needed. */
  get isActive(): boolean {
    return this.#running.size > 0 || this.#isCompacting;
  }

  /**
   * Begins what is due, within a commit. Throws what made an earlier merge fail, unless the disk did: what was
   * committed is durable without merging, which is tried again after the next commit.
   */
  async begin(writer: IndexWriter): Promise<void> {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    try {
      if (!this.#host.inBackground) return await this.#mergeHere(writer);
      while (this.#running.size < this.#host.mergesAtOnce) {
        const merge = await this.#next(writer);
        if (merge === undefined) return;
        const running = this.#follow(writer, merge).finally(() => {
          this.#running.delete(running);
          if (this.#running.size === 0) void this.#host.ended();
        });
        this.#running.add(running);
      }
    } catch (cause) {
      if (!isDiskError(cause)) throw cause;
    }
  }

  /** Merges into as few segments as their size allows; `turn` runs a step between two changes. */
  async compact(
    writer: IndexWriter,
    turn: (step: () => Promise<RunningMerge | undefined>) => Promise<RunningMerge | undefined>,
  ): Promise<void> {
    this.#isCompacting = true;
    try {
      await this.finished();
      for (;;) {
        const merge = await turn(() => writer.startMerge(findCompaction));
        if (merge === undefined) return;
        await merge.merged.catch(() => {}); // told by finishMerge
        await turn(async () => {
          await writer.finishMerge(merge);
          return undefined;
        });
      }
    } finally {
      this.#isCompacting = false;
    }
  }

  /** Resolves when no merge is under way. */
  async finished(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** From here on no merge begins. */
  stop(): void {
    this.#isStopped = true;
  }

  async #next(writer: IndexWriter): Promise<RunningMerge | undefined> {
    return this.#isCompacting || this.#isStopped ? undefined : writer.startMerge();
  }

  async #mergeHere(writer: IndexWriter): Promise<void> {
    for (let merge = await this.#next(writer); merge !== undefined; merge = await this.#next(writer)) {
      await writer.finishMerge(merge);
      await this.#host.show(writer);
    }
  }

  /** Publishes a merge when it has ended, and then those that it makes due. */
  async #follow(writer: IndexWriter, first: RunningMerge): Promise<void> {
    try {
      for (let merge: RunningMerge | undefined = first; merge !== undefined; ) {
        const ended: RunningMerge = merge;
        merge = undefined;
        await ended.merged.catch(() => {}); // told by finishMerge
        await this.#host.between(writer, async () => {
          await writer.finishMerge(ended);
          await this.#host.show(writer);
          merge = await this.#next(writer);
        });
      }
    } catch (cause) {
      if (!isDiskError(cause) && !this.#isStopped) this.#failure ??= cause;
    }
  }
}

function isDiskError(cause: unknown): boolean {
  return cause instanceof FihrisError && cause.code === "io_error";
}
