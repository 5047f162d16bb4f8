/**
 * Worker threads that answer searches from one copy of the index in shared memory. A single search is not faster for
 * it, since it travels: the pool is for many at once, and for a calling thread that has other things to do.
 * @module
 */
import { FihrisError, type SearchRequest, type SearchResponse } from "../contract/index.ts";
import { handOverSnapshot, RequestThread, type Snapshot } from "../inverted-index/index.ts";
import type { Step } from "../search/index.ts";
import type { SearchThreadData, SearchThreadRequest } from "./search-thread.ts";

/** A thread has one message at hand while it answers another. */
const messagesAtHand = 2;
/** Searches of one message, where so many wait: the first of them is told when the last is found. */
const searchesInMessage = 4;
/** More searches than that for each thread are refused: they would wait for longer than people do. */
const waitingPerThread = 100;

type SearchThread = RequestThread<SearchThreadRequest, SearchResponse | undefined>;

interface Slot {
  thread: SearchThread;
  /** Under way. */
  messages: number;
}

interface Waiting {
  readonly request: SearchRequest;
  readonly resolve: (response: SearchResponse) => void;
  readonly reject: (error: unknown) => void;
}

export class SearchPool {
  readonly #data: SearchThreadData;
  readonly #slots: readonly Slot[];
  readonly #waiting: Waiting[] = [];
  #snapshot: Snapshot | undefined;

  /** @param threads - at least 1 */
  constructor(threads: number, without: readonly Step[] = []) {
    this.#data = { without };
    this.#slots = Array.from({ length: threads }, () => ({ thread: this.#start(), messages: 0 }));
  }

  /**
   * Resolves when every thread answers from `snapshot` and has let go of the one before. All are made ready before any
   * of them does, so that answers never go back to an older snapshot.
   */
  async show(snapshot: Snapshot): Promise<void> {
    const prepare = handOverSnapshot(snapshot, this.#snapshot);
    await Promise.all(
      this.#slots.map(async (slot) => {
        // Another takes the place of one that has ended, and knows nothing.
        if (slot.thread.isAlive) return slot.thread.request({ prepare });
        slot.thread = this.#start();
        return slot.thread.request({ prepare: handOverSnapshot(snapshot, undefined) });
      }),
    );
    this.#snapshot = snapshot;
    await Promise.all(this.#slots.map(({ thread }) => thread.request({ show: "prepared" })));
  }

  /** What `Searcher.search` answers or throws; `overloaded` where too many wait. */
  search(request: SearchRequest): Promise<SearchResponse> {
    if (this.#waiting.length >= this.#slots.length * waitingPerThread) {
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
    await Promise.all(this.#slots.map(({ thread }) => thread.close()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      // A thread that has ended answers at once that it has: others come first, until it is replaced.
      const alive = this.#slots.filter(({ thread }) => thread.isAlive);
      const able = alive.length > 0 ? alive : this.#slots;
      const slot = able.reduce((best, each) => (each.messages < best.messages ? each : best));
      if (slot.messages >= messagesAtHand) return;
      // Where few wait each goes by itself, so that no thread rests while another has several.
      const share = Math.ceil(this.#waiting.length / (this.#slots.length * messagesAtHand));
      this.#send(slot, this.#waiting.splice(0, Math.min(share, searchesInMessage)));
    }
  }

  #send(slot: Slot, searches: readonly Waiting[]): void {
    slot.messages++;
    const responses = slot.thread.requestAll(searches.map(({ request }) => ({ search: request })));
    for (let i = 0; i < searches.length; i++) {
      const { resolve, reject } = searches[i]!;
      responses[i]!.then((response) => resolve(response!), reject);
    }
    // They are told together.
    const isDone = (): void => {
      slot.messages--;
      this.#dispatch();
    };
    responses[responses.length - 1]!.then(isDone, isDone);
  }

  #start(): SearchThread {
    return new RequestThread(new URL("./search-thread.js", import.meta.url), this.#data);
  }
}
