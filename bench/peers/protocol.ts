/**
 * What the driver and a peer say to each other. The driver writes one task file and starts the peer with its
 * path; the peer prints events as JSON lines on standard output and ends with `end`. Any language can be a
 * peer: peers/lucene (Java) and peers/tantivy (Rust) read the same file as the JavaScript peers.
 *
 * Timing is the same everywhere: a class is warmed up in passes that take `warm_up_ms` together (the first class three
 * times that, since it compiles what all of them use), then timed in at most `timed_turns` turns (no new one after
 * `budget_ms`), so that an engine that answers in microseconds is asked more often than one that needs milliseconds. A
 * turn is whole passes until `turn_ms` are over. A class whose queries are asked once is not warmed up; its only pass is
 * made in turns of `queriesAskedOnce` queries. The timed part of a query is its analysis, the search and the ids of the
 * hits.
 * @module
 */

/** What can be asked. A peer says `absent`, with a reason, for what it cannot answer. */
export const classNames = [
  "question",
  "once",
  "two-or",
  "two-and",
  "phrase",
  "prefix",
  "fuzzy",
  "filter-sort",
  "facets",
  "snippet",
  "suggest",
  "http",
] as const;
export type ClassName = (typeof classNames)[number];

/** One line of the documents file: one searched field, one keyword, one number to sort by. */
export interface BenchDocument {
  readonly id: string;
  readonly text: string;
  readonly category: string;
  readonly number: number;
}

export interface BenchQuery {
  readonly text: string;
  /** Value of the filter, in the class `filter-sort`. */
  readonly category?: string;
}

export interface QueryClass {
  readonly name: ClassName;
  readonly queries: readonly BenchQuery[];
  /** Whether each is asked a single time in a process, which has not met it before. */
  readonly once?: true;
}

/** Queries of a turn, in a class that asks each once. */
export const queriesAskedOnce = 20;

export interface PeerTask {
  /**
   * `default`: as the library comes; `arabic`: its best sensible configuration for Arabic; `first-pass`: Fihris
   * without rescoring and alternatives, plain BM25 over stems.
   */
  readonly configuration: "default" | "arabic" | "first-pass";
  /** JSONL of BenchDocument. */
  readonly documents: string;
  /** Folder of the index. */
  readonly index: string;
  /** Builds the index; absent: opens the one that an earlier process built. In-memory peers always build. */
  readonly build?: { readonly threads: number };
  /** Hits asked for in every class. */
  readonly limit: number;
  readonly warm_up_ms: number;
  readonly timed_turns: number;
  /** 0: a turn is one pass. */
  readonly turn_ms: number;
  readonly budget_ms: number;
  readonly classes: readonly QueryClass[];
  /** Whether the peer waits before every pass: it prints `ready` and reads a line. */
  readonly turns?: boolean;
  /** Whole questions whose ranked ids are wanted, untimed. */
  readonly rankings?: { readonly depth: number; readonly queries: readonly { id: string; text: string }[] };
  /** Compiled Fihris to measure (its `dist` folder); other peers ignore it. */
  readonly dist?: string;
  /** Steps that Fihris leaves out, for the ablation. */
  readonly without?: readonly string[];
}

export interface EngineEvent {
  readonly event: "engine";
  readonly version: string;
  readonly runtime: string;
}

export interface BuiltEvent {
  readonly event: "built";
  readonly threads: number;
  /** From opening the documents file to an index that can be searched and, where it has files, is durable. */
  readonly seconds: number;
  readonly documents: number;
  /** Files on disk; for an in-memory engine the growth of the heap and its buffers. */
  readonly index_bytes: number;
  /** The part of `index_bytes` that holds original text; absent where the engine does not tell. */
  readonly text_bytes?: number;
}

/** The peer is about to make a pass, and waits for its turn. */
export interface ReadyEvent {
  readonly event: "ready";
  readonly name: ClassName;
  /** False for a pass that warms up. */
  readonly timed: boolean;
}

export interface ClassEvent {
  readonly event: "class";
  readonly name: ClassName;
  /** Pass by pass, query by query. */
  readonly wall_ms: readonly (readonly number[])[];
  /** CPU time of the process in the timed passes, all threads, mean of a query. */
  readonly cpu_ms: number;
  /** Hits returned, mean of a query; at most `limit`. */
  readonly returned: number;
  /** Queries without a hit. */
  readonly empty: number;
}

export interface AbsentEvent {
  readonly event: "absent";
  readonly name: ClassName;
  readonly reason: string;
}

export interface RankingEvent {
  readonly event: "ranking";
  readonly id: string;
  readonly ids: readonly string[];
}

export interface EndEvent {
  readonly event: "end";
  /** Peak resident memory, 10^6 bytes; 0 where the system does not tell. */
  readonly peak_rss_mb: number;
}

export type PeerEvent = EngineEvent | BuiltEvent | ReadyEvent | ClassEvent | AbsentEvent | RankingEvent | EndEvent;
