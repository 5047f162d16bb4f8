/**
 * Writes of many requests, in order of arrival, one commit for all that arrive within a window.
 * Invariant: a write's promise settles after the commit that holds it, so that a later search sees it, unless it asks
 * not to wait; one write that fails takes nobody with it.
 * @module
 */
import type { CommitResult, DocumentInput, Engine, StoredDocument } from "../contract/index.ts";

/** Called with the batch's engine view; of what it returns one is called. */
type Write<Result> = (batch: WriteBatch) => Promise<{
  /** Once the batch is committed. */
  readonly committed: (commit: BatchCommit) => Result | Promise<Result>;
  /** At once, for a write that does not wait, with the generation that will hold it; absent where all wait. */
  readonly buffered?: (generation: number) => Result;
}>;

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
  /** Ids that the request at hand has written. */
  readonly #own = new Set<string>();
  readonly #settle: () => Promise<void>;
  #committed: CommitResult | undefined;
  /** No other request shares this batch. */
  readonly isAlone: boolean;

  /** @param settle - commits and answers the requests before the one at hand */
  constructor(engine: Engine, isAlone: boolean, settle: () => Promise<void>) {
    this.#engine = engine;
    this.isAlone = isAlone;
    this.#settle = settle;
  }

  /** Another request's writes begin: what the ones before have written is theirs. */
  beginRequest(): void {
    this.#own.clear();
  }

  async add(id: string, document: DocumentInput): Promise<void> {
    await this.#settleOthers(id);
    await this.#engine.add(document);
    this.#note(id, true);
  }

  /** False where there is no such document. */
  async delete(id: string): Promise<boolean> {
    if (!(await this.exists(id))) return false;
    await this.#settleOthers(id);
    await this.#engine.delete(id);
    this.#note(id, false);
    return true;
  }

  /** Requests that wrote this document are answered before it changes again: each is told of its own version. */
  async #settleOthers(id: string): Promise<void> {
    if (this.#pending.has(id) && !this.#own.has(id)) await this.#settle();
  }

  #note(id: string, exists: boolean): void {
    this.#pending.set(id, exists);
    this.#own.add(id);
  }

  async exists(id: string): Promise<boolean> {
    return this.#pending.get(id) ?? (await this.#engine.get(id)) !== undefined;
  }

  /** The document as the writes before this one leave it; commits them where they touch it. */
  async current(id: string): Promise<StoredDocument | undefined> {
    await this.#settleOthers(id);
    if (this.#pending.has(id)) await this.commit();
    return this.#engine.get(id);
  }

  /** Commits and answers the requests before this one. */
  answerOthers(): Promise<void> {
    return this.#settle();
  }

  /** The generation that holds the writes so far once they are committed, or a later one. */
  async generation(): Promise<number> {
    const { generation } = await this.#engine.stats();
    return this.#pending.size > 0 ? generation + 1 : generation;
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

/** A write that is buffered and not answered yet. */
interface Begun {
  readonly waiting: Waiting;
  readonly finish: (commit: BatchCommit) => Promise<void>;
}

export class GroupCommit {
  readonly #engine: Engine;
  readonly #windowMs: number;
  readonly #onError: (error: unknown) => void;
  /** Least generation that was promised to writes which did not wait and are not committed yet. */
  #promised = Number.POSITIVE_INFINITY;
  #waiting: Waiting[] = [];
  /** Ends when the batch before has been committed: batches never overlap. */
  #last: Promise<void> = Promise.resolve();

  /**
   * @param windowMs how long the first write of a batch waits for company
   * @param onError hears of a commit that failed after its writes had been answered
   */
  constructor(engine: Engine, windowMs: number, onError: (error: unknown) => void) {
    this.#engine = engine;
    this.#windowMs = windowMs;
    this.#onError = onError;
  }

  /** @param waits whether the promise settles after the commit, or as soon as the write is buffered */
  run<Result>(write: Write<Result>, waits = true): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.#waiting.length === 0) setTimeout(() => this.#flush(), this.#windowMs);
      let fail = reject;
      this.#waiting.push({
        begin: async (batch) => {
          const { committed, buffered } = await write(batch);
          if (waits || buffered === undefined) return async (commit) => resolve(await committed(commit));
          const generation = await batch.generation();
          this.#promised = Math.min(this.#promised, generation);
          fail = this.#onError;
          resolve(buffered(generation));
          return async () => undefined;
        },
        reject: (error) => fail(error),
      });
    });
  }

  /** Whether every write that was promised for this generation is committed, or has failed. */
  isSettled(generation: number): boolean {
    return generation < this.#promised;
  }

  #flush(): void {
    this.#last = this.#last.then(() => {
      const writes = this.#waiting;
      this.#waiting = [];
      return this.#commit(writes);
    });
  }

  async #commit(writes: readonly Waiting[]): Promise<void> {
    let begun: Begun[] = [];
    const settle = async (): Promise<void> => {
      const settled = begun;
      begun = [];
      await this.#settle(batch, settled);
    };
    const batch = new WriteBatch(this.#engine, writes.length === 1, settle);
    for (const waiting of writes) {
      batch.beginRequest();
      try {
        const finish = await waiting.begin(batch);
        begun.push({ waiting, finish });
      } catch (error) {
        waiting.reject(error);
      }
    }
    await settle();
    this.#promised = Number.POSITIVE_INFINITY;
  }

  /** Commits the batch so far and answers its requests. */
  async #settle(batch: WriteBatch, begun: readonly Begun[]): Promise<void> {
    try {
      const { generation, ...counts } = (await batch.commit()) ?? {
        generation: (await this.#engine.stats()).generation,
        added: 0,
        replaced: 0,
        deleted: 0,
      };
      await Promise.all(begun.map(({ waiting, finish }) => finish({ generation, counts }).catch(waiting.reject)));
    } catch (error) {
      for (const { waiting } of begun) waiting.reject(error);
    }
  }
}
