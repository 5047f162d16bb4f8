/**
 * Worker threads that answer searches from one copy of the index in shared memory. A single search is not faster for
 * it, since it travels: the pool is for many at once, and for a calling thread that has other things to do.
 * @module
 */
import { FihrisError, type SearchRequest, type SearchResponse } from "../contract/index.ts";
import { type Asked, handOverSnapshot, RequestThread, type Snapshot } from "../inverted-index/index.ts";
import type { Step } from "../search/index.ts";
import type { SearchThreadData, SearchThreadRequest, SearchThreadResult } from "./search-thread.ts";

/** Searches of one message, where so many wait: the first of them is told when the last is found. */
const searchesInMessage = 4;
/** A thread with so many searches still takes a message, so that it has one at hand while it answers another. */
const mostToTakeMore: number = searchesInMessage;

type SearchThread = RequestThread<SearchThreadRequest, SearchThreadResult>;

export class SearchPool {
  readonly #data: SearchThreadData;
  readonly #threads: SearchThread[];
  readonly #mostWaiting: number;
  #waiting: Asked<SearchThreadRequest, SearchThreadResult>[] = [];
  #snapshot: Snapshot | undefined;
  #willDispatch = false;

  /**
   * @param threads - at least 1
   * @param mostWaiting - searches beyond those that threads have at hand
   */
  constructor(threads: number, mostWaiting: number, without: readonly Step[] = []) {
    this.#data = { without };
    this.#mostWaiting = mostWaiting;
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
        return this.#threads[i].request({ prepare: handOverSnapshot(snapshot, undefined) });
      }),
    );
    this.#snapshot = snapshot;
    await Promise.all(this.#threads.map((thread) => thread.request({ show: "prepared" })));
  }

  /** What `Searcher.search` answers or throws; `overloaded` where too many wait. */
  search(request: SearchRequest): Promise<SearchResponse> {
    return this.#ask({ search: request }) as Promise<SearchResponse>;
  }

  /** The same as JSON in UTF-8. */
  searchJson(request: SearchRequest): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask({ searchJson: request }) as Promise<Uint8Array<ArrayBuffer>>;
  }

  #ask(request: SearchThreadRequest): Promise<SearchThreadResult> {
    if (this.#waiting.length >= this.#mostWaiting) {
      return Promise.reject(
        new FihrisError("overloaded", `${this.#waiting.length} searches are waiting already`, {
          remedy: "ask again in a moment",
        }),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        request,
        resolve: (result) => {
          resolve(result);
          this.#dispatchSoon();
        },
        reject: (error) => {
          reject(error);
          this.#dispatchSoon();
        },
      });
      this.#dispatchSoon();
    });
  }

  /** Searches under way are given up. */
  async close(): Promise<void> {
    const closed = new FihrisError("index_closed", "the index was closed", { remedy: "open it again" });
    for (const { reject } of this.#waiting.splice(0)) reject(closed);
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  /** Answers of one message come together, and so do the searches that their callers ask next: they travel together. */
  #dispatchSoon(): void {
    if (this.#willDispatch) return;
    this.#willDispatch = true;
    queueMicrotask(() => {
      this.#willDispatch = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      // A thread that has ended answers at once that it has: others come first, until it is replaced.
      const alive = this.#threads.filter(({ isAlive }) => isAlive);
      const free = (alive.length > 0 ? alive : this.#threads).filter(({ pending }) => pending <= mostToTakeMore);
      if (free.length === 0) return;
      const thread = free.reduce((best, each) => (each.pending < best.pending ? each : best));
      // Shared out, so that no thread rests while another has several.
      const share = Math.ceil(this.#waiting.length / free.length);
      thread.send(this.#waiting.splice(0, Math.min(share, searchesInMessage)));
    }
  }

  #start(): SearchThread {
    return new RequestThread(new URL("./search-thread.js", import.meta.url), this.#data);
  }
}
