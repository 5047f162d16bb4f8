/**
 * The thread that answers searches, started by `SearchPool`: a snapshot or a request in, nothing or a response out.
 * @module
 */
import { workerData } from "node:worker_threads";
import type { SearchRequest, SearchResponse } from "../contract/index.ts";
import { answerRequests, type Snapshot, type SnapshotHandover, takeSnapshot } from "../inverted-index/index.ts";
import { Searcher, type Step } from "../search/index.ts";
import { warmSnapshot } from "./warm-snapshot.ts";

export interface SearchThreadData {
  readonly without: readonly Step[];
}

/**
 * A snapshot to make ready; to answer from it, from now on; or a search, answered by a response or its JSON. The first
 * snapshot is answered from at once.
 */
export type SearchThreadRequest =
  | { readonly prepare: SnapshotHandover }
  | { readonly show: "prepared" }
  | { readonly search: SearchRequest }
  | { readonly searchJson: SearchRequest };

export type SearchThreadResult = SearchResponse | Uint8Array | undefined;

const { without } = (workerData ?? { without: [] }) as SearchThreadData;
let snapshot: Snapshot | undefined;
let searcher: Searcher | undefined;
let prepared: { readonly snapshot: Snapshot; readonly searcher: Searcher } | undefined;

const utf8 = new TextEncoder();

answerRequests<SearchThreadRequest, SearchThreadResult>((request) => {
  if ("search" in request) return searcher!.search(request.search);
  if ("searchJson" in request) return utf8.encode(JSON.stringify(searcher!.search(request.searchJson)));
  if ("prepare" in request) return prepare(request.prepare);
  show();
  return undefined;
});

/** Searches go on meanwhile, over the snapshot before. */
async function prepare(handover: SnapshotHandover): Promise<undefined> {
  const taken = takeSnapshot(handover, snapshot);
  prepared = { snapshot: taken, searcher: new Searcher(taken, { without }) };
  if (snapshot === undefined) show();
  else await warmSnapshot(taken, prepared.searcher, snapshot);
  return undefined;
}

function show(): void {
  if (prepared === undefined) return;
  snapshot?.closeFor(prepared.snapshot);
  ({ snapshot, searcher } = prepared);
  prepared = undefined;
}
