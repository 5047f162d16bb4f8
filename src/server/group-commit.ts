/**
 * Writes of many requests, in order of arrival, one commit for all that arrive within a window.
 * Invariant: a write's promise settles after the commit that holds it, so that a later search sees it;
 * one write that fails takes nobody with it.
 * @module
 */
import type { CommitResult, DocumentInput, Engine, StoredDocument } from "../contract/index.ts";

/** Called with the batch's engine view; what it returns is called once the batch is committed. */
type Write<Result> = (batch: WriteBatch) => Promise<(commit: BatchCommit) => Result | Promise<Result>>;

interface BatchCommit {
  readonly generation: number;
  /** Counts of the engine's commit; of use only where the batch held one write. */
  readonly counts: Omit<CommitResult, "generation">;
}

/** The engine as seen from within a batch, where earlier writes are buffered but not visible yet. */
export class WriteBatch {
  readonly #engine: Engine;
  /** Whether an id exists once the buffered writes are committed, for the ids they touch. */
  readonly #pending = new Map<string, boolean>();
  #committed: CommitResult | undefined;
  /** No other request shares this batch. */
  readonly isAlone: boolean;

  constructor(engine: Engine, isAlone: boolean) {
    this.#engine = engine;
    this.isAlone = isAlone;
  }

  async add(id: string, document: DocumentInput): Promise<void> {
    await this.#engine.add(document);
    this.#pending.set(id, true);
  }

  /** False where there is no such document. */
  async delete(id: string): Promise<boolean> {
    if (!(await this.exists(id))) return false;
    await this.#engine.delete(id);
    this.#pending.set(id, false);
    return true;
  }

  async exists(id: string): Promise<boolean> {
    return this.#pending.get(id) ?? (await this.#engine.get(id)) !== undefined;
  }

  /** The document as the writes before this one leave it; commits them where they touch it. */
  async current(id: string): Promise<StoredDocument | undefined> {
    if (this.#pending.has(id)) await this.commit();
    return this.#engine.get(id);
  }

  /** Makes the writes so far visible; undefined where none ever came. */
  async commit(): Promise<CommitResult | undefined> {
    if (this.#pending.size > 0) {
      this.#committed = await this.#engine.commit();
      this.#pending.clear();
    }
    return this.#committed;
  }
}

interface Waiting {
  /** Buffers the write; answers with what settles its promise after the commit. */
  readonly begin: (batch: WriteBatch) => Promise<(commit: BatchCommit) => Promise<void>>;
  readonly reject: (error: unknown) => void;
}

export class GroupCommit {
  readonly #engine: Engine;
  readonly #windowMs: number;
  #waiting: Waiting[] = [];
  /** Ends when the batch before has been committed: batches never overlap. */
  #last: Promise<void> = Promise.resolve();

  /** @param windowMs how long the first write of a batch waits for company */
  constructor(engine: Engine, windowMs: number) {
    this.#engine = engine;
    this.#windowMs = windowMs;
  }

  run<Result>(write: Write<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.#waiting.length === 0) setTimeout(() => this.#flush(), this.#windowMs);
      this.#waiting.push({
        begin: async (batch) => {
          const finish = await write(batch);
          return async (commit) => resolve(await finish(commit));
        },
        reject,
      });
    });
  }

  #flush(): void {
    this.#last = this.#last.then(() => {
      const writes = this.#waiting;
      this.#waiting = [];
      return this.#commit(writes);
    });
  }

  async #commit(writes: readonly Waiting[]): Promise<void> {
    const batch = new WriteBatch(this.#engine, writes.length === 1);
    const begun: { readonly waiting: Waiting; readonly finish: (commit: BatchCommit) => Promise<void> }[] = [];
    for (const waiting of writes) {
      try {
        begun.push({ waiting, finish: await waiting.begin(batch) });
      } catch (error) {
        waiting.reject(error);
      }
    }
    try {
      const { generation, ...counts } = (await batch.commit()) ?? {
        generation: (await this.#engine.stats()).generation,
        added: 0,
        replaced: 0,
        deleted: 0,
      };
      for (const { waiting, finish } of begun) finish({ generation, counts }).catch(waiting.reject);
    } catch (error) {
      for (const { waiting } of begun) waiting.reject(error);
    }
  }
}
