/**
 * One fresh process of a peer: task file in, events out.
 * @module
 */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type {
  AbsentEvent,
  BuiltEvent,
  ClassEvent,
  EndEvent,
  EngineEvent,
  PeerEvent,
  PeerTask,
  ReadyEvent,
} from "./peers/protocol.ts";

export interface PeerRun {
  readonly engine: EngineEvent;
  readonly built?: BuiltEvent;
  readonly classes: readonly ClassEvent[];
  readonly absent: readonly AbsentEvent[];
  readonly rankings: ReadonlyMap<string, readonly string[]>;
  readonly end: EndEvent;
}

/** What a peer does before each pass: it says which one, and waits. */
export type WaitForTurn = (ready: ReadyEvent) => Promise<void>;

/** Rejects with the last words on standard error where the peer ends badly or takes longer than `timeoutMs`. */
export async function runPeerProcess(
  command: readonly string[],
  task: PeerTask,
  taskFile: string,
  timeoutMs: number,
  waitForTurn?: WaitForTurn,
): Promise<PeerRun> {
  writeFileSync(taskFile, JSON.stringify(waitForTurn === undefined ? task : { ...task, turns: true }));
  const [program, ...parameters] = command;
  const child = spawn(program!, [...parameters, taskFile], { stdio: ["pipe", "pipe", "pipe"] });
  // A peer that ends badly reads no more; how it ended is told below.
  child.stdin.on("error", () => undefined);
  // An interrupted run takes the peer along.
  const stop = (): void => void child.kill("SIGTERM");
  process.once("exit", stop);
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    // First the chance to stop what the peer itself has started.
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), 2000).unref();
  }, timeoutMs);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });

  const events: PeerEvent[] = [];
  const reading = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as PeerEvent;
      if (event.event !== "ready") events.push(event);
      else void waitForTurn?.(event).then(() => child.stdin.write("\n"));
    }
  })();
  const code = await ended;
  clearTimeout(timer);
  process.off("exit", stop);
  await reading;
  if (late) throw new Error(`gave up after ${Math.round(timeoutMs / 1000)} s`);
  const of = <Name extends PeerEvent["event"]>(name: Name) =>
    events.filter((event): event is Extract<PeerEvent, { event: Name }> => event.event === name);
  const [engine] = of("engine");
  const [built] = of("built");
  const [end] = of("end");
  if (code !== 0 || engine === undefined || end === undefined) {
    const lines = errors.split("\n");
    const said =
      lines.find((one) => /^(?:\w*Error|Exception in|thread .*panicked)/u.test(one)) ??
      errors.trim().split("\n").at(-1);
    throw new Error(`ended with ${code}: ${said ?? "no message"}`);
  }
  return {
    engine,
    ...(built === undefined ? {} : { built }),
    classes: of("class"),
    absent: of("absent"),
    rankings: new Map(of("ranking").map(({ id, ids }) => [id, ids])),
    end,
  };
}
