/**
 * The JavaScript side of the protocol: a peer is a class of a few methods, the loop around it is the same
 * for all of them.
 * @module
 */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { readDocuments } from "./documents.ts";
import type { BenchDocument, BenchQuery, ClassName, PeerEvent, PeerTask, QueryClass } from "./protocol.ts";
import { queriesAskedOnce } from "./protocol.ts";

/** Ids of the hits, best first; the words, for `suggest`. */
export type Answer = readonly string[];
export type Ask = (query: BenchQuery, limit: number) => Answer | Promise<Answer>;

export interface JsPeer {
  readonly version: string;
  /** Whether the index lives in files that a later process can open. */
  readonly persistent: boolean;
  /** Why a class has no `asks` entry, where the usual reason does not fit. */
  readonly absences?: Partial<Record<ClassName, string>>;
  build(documents: AsyncIterable<BenchDocument>, threads: number): Promise<void>;
  open(): Promise<void>;
  /** Called once there is an index; the classes that this engine can answer. */
  asks(): Promise<Partial<Record<ClassName, Ask>>>;
  /** Bytes of the files; undefined for an in-memory engine, whose heap is measured instead. */
  indexBytes(): Promise<{ index_bytes: number; text_bytes?: number } | undefined>;
  close(): Promise<void>;
}

export type PeerFactory = (task: PeerTask) => JsPeer | Promise<JsPeer>;

/** Reads the task file named on the command line, runs the peer, prints the events. */
export async function runPeer(factory: PeerFactory): Promise<void> {
  const task = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as PeerTask;
  const peer = await factory(task);
  emit({ event: "engine", version: peer.version, runtime: `Node ${process.versions.node}` });
  if (task.build !== undefined || !peer.persistent) await build(peer, task, task.build?.threads ?? 1);
  else await peer.open();

  const asks = task.classes.length > 0 || task.rankings !== undefined ? await peer.asks() : {};
  for (const queryClass of task.classes) {
    const ask = asks[queryClass.name];
    const reason = peer.absences?.[queryClass.name] ?? usualReason(queryClass.name);
    if (ask === undefined) emit({ event: "absent", name: queryClass.name, reason });
    else if (queryClass.once === true) await measureOnce(ask, queryClass, task);
    else await measure(ask, queryClass, task);
  }
  for (const query of task.rankings?.queries ?? []) {
    const ids = await asks.question!({ text: query.text }, task.rankings!.depth);
    emit({ event: "ranking", id: query.id, ids: [...ids] });
  }
  await peer.close();
  process.stdin.destroy();
  emit({ event: "end", peak_rss_mb: (process.resourceUsage().maxRSS * 1024) / 1e6 });
}

function usualReason(name: ClassName): string {
  if (name === "once") return "asked of engines that keep something of a question";
  return name === "http" ? "a library without a server" : "no such feature";
}

async function build(peer: JsPeer, task: PeerTask, threads: number): Promise<void> {
  const before = memoryBytes();
  let documents = 0;
  async function* read(): AsyncGenerator<BenchDocument> {
    for await (const document of readDocuments(task.documents)) {
      documents += 1;
      yield document;
    }
  }
  const start = performance.now();
  await peer.build(read(), threads);
  const seconds = (performance.now() - start) / 1000;
  const bytes = (await peer.indexBytes()) ?? { index_bytes: memoryBytes() - before };
  emit({ event: "built", threads, seconds, documents, ...bytes });
}

/** The first class compiles what all of them use. */
const firstClassWarmUps = 3;

async function measure(ask: Ask, { name, queries }: QueryClass, task: PeerTask): Promise<void> {
  let returned = 0;
  let empty = 0;
  const pass = async (isFirst: boolean): Promise<number[]> => {
    const times: number[] = [];
    for (const query of queries) {
      const { hits, ms } = await timed(ask, query, task.limit);
      times.push(ms);
      if (!isFirst) continue;
      returned += hits;
      if (hits === 0) empty += 1;
    }
    return times;
  };
  const warmUpMs = task.warm_up_ms * (name === task.classes[0]!.name ? firstClassWarmUps : 1);
  for (let ms = 0, isFirst = true; isFirst || ms < warmUpMs; isFirst = false) {
    await turn(name, false, task);
    const from = performance.now();
    await pass(isFirst);
    ms += performance.now() - from;
  }

  const passes: number[][] = [];
  const cpu = { user: 0, system: 0 };
  for (let turns = 0, ms = 0; turns === 0 || (turns < task.timed_turns && ms < task.budget_ms); turns++) {
    await turn(name, true, task);
    const cpuFrom = process.cpuUsage();
    const from = performance.now();
    do passes.push(await pass(false));
    while (performance.now() - from < task.turn_ms);
    const { user, system } = process.cpuUsage(cpuFrom);
    ms += performance.now() - from;
    cpu.user += user;
    cpu.system += system;
  }
  const cpu_ms = (cpu.user + cpu.system) / 1000 / (passes.length * queries.length);
  emit({ event: "class", name, wall_ms: passes, cpu_ms, returned: returned / queries.length, empty });
}

async function measureOnce(ask: Ask, { name, queries }: QueryClass, task: PeerTask): Promise<void> {
  const times: number[] = [];
  let returned = 0;
  let empty = 0;
  const cpu = { user: 0, system: 0 };
  for (let from = 0; from < queries.length; from += queriesAskedOnce) {
    await turn(name, true, task);
    const cpuFrom = process.cpuUsage();
    for (const query of queries.slice(from, from + queriesAskedOnce)) {
      const { hits, ms } = await timed(ask, query, task.limit);
      times.push(ms);
      returned += hits;
      if (hits === 0) empty += 1;
    }
    const { user, system } = process.cpuUsage(cpuFrom);
    cpu.user += user;
    cpu.system += system;
  }
  const cpu_ms = (cpu.user + cpu.system) / 1000 / queries.length;
  emit({ event: "class", name, wall_ms: [times], cpu_ms, returned: returned / queries.length, empty });
}

let turns: AsyncIterator<string> | undefined;

/** Waits for the driver's line, where the task says so. */
async function turn(name: ClassName, isTimed: boolean, task: PeerTask): Promise<void> {
  if (task.turns !== true) return;
  turns ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  emit({ event: "ready", name, timed: isTimed });
  await turns.next();
}

async function timed(ask: Ask, query: BenchQuery, limit: number): Promise<{ hits: number; ms: number }> {
  const start = performance.now();
  const answer = ask(query, limit);
  const { length } = answer instanceof Promise ? await answer : answer;
  return { hits: length, ms: Math.round((performance.now() - start) * 1e4) / 1e4 };
}

/** Live heap and buffers; the driver starts peers with --expose-gc so that garbage does not count. */
function memoryBytes(): number {
  globalThis.gc?.();
  const usage = process.memoryUsage();
  return usage.heapUsed + usage.external;
}

function emit(event: PeerEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
