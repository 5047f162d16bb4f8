/**
 * The thread that answers searches, started by `SearchPool`: a snapshot or a request in, nothing or a response out.
 * @module
 */
import { workerData } from "node:worker_threads";
import type { SearchRequest, SearchResponse } from "../contract/index.ts";
import { answerRequests, type SharedSnapshot, type Snapshot, takeSnapshot } from "../inverted-index/index.ts";
import { Searcher, type Step } from "../search/index.ts";

export interface SearchThreadData {
  readonly without: readonly Step[];
}

/** A snapshot to answer from, from now on; or a search. */
export type SearchThreadRequest = { readonly show: SharedSnapshot } | { readonly search: SearchRequest };

const { without } = (workerData ?? { without: [] }) as SearchThreadData;
let snapshot: Snapshot | undefined;
let searcher: Searcher | undefined;

answerRequests<SearchThreadRequest, SearchResponse | undefined>((request) => {
  if ("search" in request) return searcher!.search(request.search);
  const next = takeSnapshot(request.show, snapshot);
  snapshot?.closeFor(next);
  snapshot = next;
  searcher = new Searcher(next, { without });
  return undefined;
});
