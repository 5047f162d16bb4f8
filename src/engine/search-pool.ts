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
  /** Asked for in this order; those before `#next` are sent. */
  readonly #asked: Asked<SearchThreadRequest, SearchThreadResult>[] = [];
  #next = 0;
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
    return this.#ask({ search: asItIs(request) }) as Promise<SearchResponse>;
  }

  /** The same as JSON in UTF-8. */
  searchJson(request: SearchRequest): Promise<Uint8Array> {
    return this.#ask({ searchJson: asItIs(request) }) as Promise<Uint8Array>;
  }

  get #waiting(): number {
    return this.#asked.length - this.#next;
  }

  #ask(request: SearchThreadRequest): Promise<SearchThreadResult> {
    return new Promise((resolve, reject) => {
      this.#asked.push({
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
      if (this.#waiting <= this.#mostWaiting) return this.#dispatchSoon();
      this.#dispatch();
      if (this.#waiting > this.#mostWaiting) {
        this.#asked.pop();
        const others = `${this.#waiting} searches are waiting already`;
        reject(new FihrisError("overloaded", others, { remedy: "ask again in a moment" }));
      }
    });
  }

  /** Searches that wait or are under way are given up. */
  async close(): Promise<void> {
    const closed = new FihrisError("index_closed", "the index was closed", { remedy: "open it again" });
    const waiting = this.#asked.splice(0).slice(this.#next);
    this.#next = 0;
    for (const { reject } of waiting) reject(closed);
    await Promise.all(this.#threads.map((thread) => thread.close(closed)));
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
    while (this.#waiting > 0) {
      // A thread that has ended answers at once that it has: others come first, until it is replaced.
      const alive = this.#threads.filter(({ isAlive }) => isAlive);
      const free = (alive.length > 0 ? alive : this.#threads).filter(({ pending }) => pending <= mostToTakeMore);
      if (free.length === 0) return;
      const thread = free.reduce((best, each) => (each.pending < best.pending ? each : best));
      // Shared out, so that no thread rests while another has several.
      const share = Math.min(Math.ceil(this.#waiting / free.length), searchesInMessage);
      const sent = this.#asked.slice(this.#next, this.#next + share);
      this.#next += sent.length;
      // Not at each message: what is behind moves.
      if (this.#next * 2 > this.#asked.length) this.#next -= this.#asked.splice(0, this.#next).length;
      thread.send(sent);
    }
  }

  #start(): SearchThread {
    return new RequestThread(new URL("./search-thread.js", import.meta.url), this.#data);
  }
}

/** It is sent a moment later, when its owner may have changed it. What is no object the search refuses. */
function asItIs(request: SearchRequest): SearchRequest {
  return typeof request === "object" && request !== null ? { ...request } : request;
}
