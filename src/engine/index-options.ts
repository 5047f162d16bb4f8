/**
 * How an index is opened, and what follows from it: where segments are made, and whether the index can be read with
 * this analysis.
 * @module
 */
import { FihrisError } from "../contract/index.ts";
import {
  type Directory,
  hasThreads,
  LocalSegments,
  type SegmentFactory,
  type Snapshot,
  ThreadedSegments,
} from "../inverted-index/index.ts";
import { analysisStepsIn, type Step } from "../search/index.ts";
import type { IndexChangesOptions } from "./index-changes.ts";

const maxThreads = 64;

export interface IndexOptions {
  /** Refuses every write, takes no lock and makes no folder: throws `index_not_found` where there is none. Default false. */
  readonly readOnly?: boolean;
  /** Documents are written out, not yet visible, when the buffer holds so many bytes. Default 256 MiB. */
  readonly bufferBytes?: number;
  /**
   * Threads that analyse documents and make segments. 1: the calling thread, which cannot search meanwhile, and where
   * merging is part of a commit. From 2: so many worker threads, and as many for merges. Default: few documents on the
   * calling thread, many on one worker thread, merges on another; on the calling thread where there are no workers,
   * as in a TypeScript source that is run as it is. The words of its full segments are worked on by one more.
   */
  readonly threads?: number;
  /**
   * Worker threads that answer searches, from one copy of the index: for servers, where searches come many at once.
   * Default 0: a search is answered by the calling thread, which is faster for one at a time.
   */
  readonly searchThreads?: number;
  /**
   * Searches that may wait for a worker thread; more are refused with `overloaded`. A server needs a bound, a program that
   * asks for a thousand answers wants them all. Default: no bound.
   */
  readonly searchQueue?: number;
  /**
   * The write lock is taken by the first change. It is held until `close` (default), or given back by every commit,
   * so that other processes can write in between: what a server does.
   */
  readonly holdLock?: "until-close" | "until-commit";
  /**
   * Where suggestions come from: `memory` (default) builds a table at the first call, in the background, and knows
   * titles; `dictionary` needs no building, for programs that live for one call.
   */
  readonly suggestions?: "memory" | "dictionary";
  /**
   * For measuring what a step brings: steps of the analysis, kinds of alternatives and features of the ranking that
   * are left out (`steps` lists them). An index made without a step of the analysis must be opened without it:
   * throws `index_version` otherwise, and `invalid_parameter` for a name that is no step. Default none.
   */
  readonly without?: readonly Step[];
}

export function changesOptions({ bufferBytes, without, holdLock }: IndexOptions): IndexChangesOptions {
  return {
    ...(bufferBytes === undefined ? {} : { bufferBytes }),
    ...(holdLock === undefined ? {} : { holdLock }),
    ...(without === undefined ? {} : { without: analysisStepsIn(without) }),
  };
}

export function segmentFactory(
  directory: Directory,
  { threads, searchThreads, searchQueue, without = [] }: IndexOptions,
): SegmentFactory {
  checkThreads("searchThreads", 0, searchThreads);
  checkQueue(searchQueue);
  checkThreads("threads", 1, threads);
  const steps = analysisStepsIn(without);
  if (threads === 1 || !hasThreads) return new LocalSegments(directory, steps);
  return new ThreadedSegments(directory, threads ?? 1, steps);
}

function checkThreads(name: string, least: number, given: number | undefined): void {
  if (given === undefined || (Number.isInteger(given) && given >= least && given <= maxThreads)) return;
  throw new FihrisError(
    "invalid_parameter",
    `${name}: expected a whole number from ${least} to ${maxThreads}, got ${given}`,
    { remedy: "leave it out, or pass the number of processors" },
  );
}

function checkQueue(given: number | undefined): void {
  if (given === undefined || given >= 0) return;
  throw new FihrisError("invalid_parameter", `searchQueue: expected 0 or more, got ${given}`, {
    remedy: "leave it out, or pass how many searches may wait",
  });
}

/** Words of a query must be read as those of the index were. */
export function checkAnalysis(snapshot: Snapshot, { without = [] }: IndexOptions): void {
  const made = (snapshot.manifest.without ?? []).join(", ");
  const asked = analysisStepsIn(without).join(", ");
  if (made === asked || snapshot.generation === 0) return;
  snapshot.closeFor(undefined);
  throw new FihrisError(
    "index_version",
    `the index was made without the steps of the analysis [${made}], it was opened without [${asked}]`,
    { remedy: "open it without the same steps, or index the documents again into another folder" },
  );
}
