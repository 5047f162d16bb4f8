/**
 * Worker threads that answer searches from one copy of the index in shared memory. A single search is not faster for
 * it, since it travels: the pool is for many at once, and for a calling thread that has other things to do.
 * @module
 */
import { FihrisError, type SearchRequest, type SearchResponse } from "../contract/index.ts";
import { handOverSnapshot, RequestThread, type Snapshot } from "../inverted-index/index.ts";
import type { Step } from "../search/index.ts";
import type { SearchThreadData, SearchThreadRequest } from "./search-thread.ts";

/** A thread has one search at hand while it answers another. */
const searchesAtHand = 2;
/** More searches than that for each thread are refused: they would wait for longer than people do. */
const waitingPerThread = 100;

type SearchThread = RequestThread<SearchThreadRequest, SearchResponse | undefined>;

interface Waiting {
  readonly request: SearchRequest;
  readonly resolve: (response: SearchResponse) => void;
  readonly reject: (error: unknown) => void;
}

export class SearchPool {
  readonly #data: SearchThreadData;
  readonly #threads: SearchThread[];
  readonly #waiting: Waiting[] = [];
  #snapshot: Snapshot | undefined;

  /** @param threads - at least 1 */
  constructor(threads: number, without: readonly Step[] = []) {
    this.#data = { without };
    this.#threads = Array.from({ length: threads }, () => this.#start());
  }

  /**
   * Resolves when every thread answers from `snapshot` and has let go of the one before. All are made ready before any
   * of them does, so that answers never go back to an older snapshot.
   */
  async show(snapshot: Snapshot): Promise<void> {
    const prepare = handOverSnapshot(snapshot, this.#snapshot);
    await Promise.all(
      this.#threads.map(async (thread, i) => {
        // Another takes the place of one that has ended, and knows nothing.
        if (thread.isAlive) return thread.request({ prepare });
        this.#threads[i] = this.#start();
        return this.#threads[i]!.request({ prepare: handOverSnapshot(snapshot, undefined) });
      }),
    );
    this.#snapshot = snapshot;
    await Promise.all(this.#threads.map((thread) => thread.request({ show: "prepared" })));
  }

  /** What `Searcher.search` answers or throws; `overloaded` where too many wait. */
  search(request: SearchRequest): Promise<SearchResponse> {
    if (this.#waiting.length >= this.#threads.length * waitingPerThread) {
      return Promise.reject(
        new FihrisError("overloaded", `${this.#waiting.length} searches are waiting already`, {
          remedy: "ask again in a moment",
        }),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#dispatch();
    });
  }

  /** Searches under way are given up. */
  async close(): Promise<void> {
    const closed = new FihrisError("index_closed", "the index was closed", { remedy: "open it again" });
    for (const { reject } of this.#waiting.splice(0)) reject(closed);
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#threads.reduce((best, each) => (each.pending < best.pending ? each : best));
      if (thread.pending >= searchesAtHand) return;
      const { request, resolve, reject } = this.#waiting.shift()!;
      thread
        .request({ search: request })
        .then((response) => resolve(response!), reject)
        .finally(() => this.#dispatch());
    }
  }

  #start(): SearchThread {
    return new RequestThread(new URL("./search-thread.js", import.meta.url), this.#data);
  }
}
