/**
 * One build of Fihris as a process that waits: the driver asks for one pass over a class at a time, first of one
 * build, then of the other, so that whatever else the machine does meets both alike.
 *
 * Messages of the driver: `{ kind: "build" }`, `{ kind: "pass", name, times }`; answers in order, see `PassAnswer`.
 * @module
 */
import { readFileSync, rmSync } from "node:fs";
import type { Engine } from "../../../src/contract/index.ts";
import { readDocuments } from "../documents.ts";
import type { Ask } from "../js-peer.ts";
import type { ClassName, PeerTask } from "../protocol.ts";
import { fihrisAsks } from "./asks.ts";
import { indexDocuments, openIndex } from "./library.ts";

/** `first-pass`: whole questions without rescoring and alternatives, so that its loops are not lost among the others. */
export type PassName = ClassName | "first-pass";

export type PassRequest =
  /** Indexes the documents of the task into a fresh folder. */
  | { readonly kind: "build" }
  /** Asks every query of the class once. */
  | { readonly kind: "pass"; readonly name: PassName };

export interface PassAnswer {
  /** Query by query; the one time of a build. */
  readonly wall_ms: readonly number[];
  /** CPU time of the process, all threads. */
  readonly cpu_ms: number;
}

const task = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as PeerTask;
const options = task.without === undefined ? {} : { without: task.without };
let engine: Engine | undefined;
let asks: Partial<Record<PassName, Ask>> = {};

async function build(): Promise<PassAnswer> {
  await engine?.close();
  rmSync(task.index, { recursive: true, force: true });
  const start = performance.now();
  const cpu = process.cpuUsage();
  const fresh = await openIndex(task.dist!, task.index, options);
  await indexDocuments(fresh, readDocuments(task.documents));
  const answer = { wall_ms: [performance.now() - start], cpu_ms: cpuSince(cpu) };
  await fresh.close();
  engine = undefined;
  return answer;
}

async function pass(name: PassName): Promise<PassAnswer> {
  if (engine === undefined) {
    engine = await openIndex(task.dist!, task.index, options);
    const firstPass = fihrisAsks(engine, true).question!;
    asks = { ...fihrisAsks(engine, false), "first-pass": firstPass };
  }
  const ask = asks[name];
  const queryClass = task.classes.find((one) => one.name === (name === "first-pass" ? "question" : name));
  if (ask === undefined || queryClass === undefined) throw new Error(`class ${name} is not in the task`);
  // What an earlier pass left behind is collected before this one is timed.
  globalThis.gc?.();
  const wall_ms: number[] = [];
  const cpu = process.cpuUsage();
  for (const query of queryClass.queries) {
    const start = performance.now();
    await ask(query, task.limit);
    wall_ms.push(performance.now() - start);
  }
  return { wall_ms, cpu_ms: cpuSince(cpu) };
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

process.on("message", (request: PassRequest) => {
  const work = request.kind === "build" ? build() : pass(request.name);
  work.then(
    (answer) => process.send!(answer),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit(0));
