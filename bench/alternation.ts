/**
 * Two sides of Fihris, two builds or one with and without a step, measured so that a difference between them shows
 * on a busy machine: a pair of fresh processes lives at the same time, and one pass of the one is followed by one of
 * the other, in the order a b b a. What disturbs the machine for longer than a pass disturbs both.
 * @module
 */
import { type ChildProcess, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PassAnswer, PassName, PassRequest } from "./peers/fihris/pass-server.ts";
import type { PeerTask, QueryClass } from "./peers/protocol.ts";

export interface Side {
  /** Tells the sides apart in file names. */
  readonly slot: string;
  readonly dist: string;
  /** Folder of the index. */
  readonly index: string;
  readonly without?: readonly string[];
}

export interface AlternationPlan {
  readonly documents: string;
  readonly classes: readonly QueryClass[];
  /** What is asked, in this order. */
  readonly names: readonly PassName[];
  /** Whether each process makes its index anew, timed; otherwise the folders hold one. */
  readonly builds: boolean;
  /** Timed passes of each side, at least. */
  readonly passes: number;
  /** Further passes until a side has been timed for so long. */
  readonly leastMs: number;
  readonly warmUpMs: number;
  readonly limit: number;
  readonly timeoutMs: number;
  readonly work: string;
}

/** What one side needed in one pair of processes. */
export interface SideTimes {
  /** Pass by pass, query by query. */
  readonly wall_ms: readonly (readonly number[])[];
  /** CPU time of the process, pass by pass. */
  readonly cpu_ms: readonly number[];
}

/** `build` is one pass of one query. */
export interface AlternatedClass {
  readonly name: PassName | "build";
  readonly first: SideTimes;
  readonly second: SideTimes;
}

const mostPasses = 40;

/** One pair of fresh processes. `reversed` lets the second side begin. Rejects where a process fails or is too slow. */
export async function alternate(
  sides: readonly [Side, Side],
  plan: AlternationPlan,
  reversed: boolean,
): Promise<AlternatedClass[]> {
  const pair = sides.map((side) => new PassProcess(side, plan));
  const found: AlternatedClass[] = [];
  /** One pass of each; its times by side. */
  const both = async (request: PassRequest, turn: number): Promise<PassAnswer[]> => {
    const answers: PassAnswer[] = [];
    const order = (turn % 2 === 0) === reversed ? [1, 0] : [0, 1];
    for (const side of order) answers[side] = await pair[side]!.ask(request);
    return answers;
  };
  try {
    if (plan.builds) found.push(collected("build", [await both({ kind: "build" }, 0)]));
    for (const name of plan.names) {
      const request: PassRequest = { kind: "pass", name };
      let warmMs = 0;
      for (let turn = 0; warmMs < plan.warmUpMs; turn++) warmMs += wallOf((await both(request, turn))[0]!);
      const passes: PassAnswer[][] = [];
      let timedMs = 0;
      while (passes.length < plan.passes || (timedMs < plan.leastMs && passes.length < mostPasses)) {
        const answers = await both(request, passes.length);
        passes.push(answers);
        timedMs += wallOf(answers[0]!);
      }
      found.push(collected(name, passes));
    }
  } finally {
    for (const process of pair) process.stop();
  }
  return found;
}

function wallOf({ wall_ms }: PassAnswer): number {
  return wall_ms.reduce((sum, ms) => sum + ms, 0);
}

function collected(name: AlternatedClass["name"], passes: readonly (readonly PassAnswer[])[]): AlternatedClass {
  const of = (side: 0 | 1): SideTimes => ({
    wall_ms: passes.map((answers) => answers[side]!.wall_ms),
    cpu_ms: passes.map((answers) => answers[side]!.cpu_ms),
  });
  return { name, first: of(0), second: of(1) };
}

class PassProcess {
  readonly #child: ChildProcess;
  readonly #timeoutMs: number;
  readonly #slot: string;
  readonly #stop: () => void;
  #errors = "";

  constructor({ slot, dist, index, without }: Side, plan: AlternationPlan) {
    const task: PeerTask = {
      configuration: "arabic",
      documents: plan.documents,
      index,
      limit: plan.limit,
      warm_up_ms: 0,
      timed_turns: 1,
      turn_ms: 0,
      budget_ms: 0,
      classes: plan.classes,
      dist,
      ...(without === undefined ? {} : { without }),
    };
    const file = join(plan.work, `${slot}.task.json`);
    writeFileSync(file, JSON.stringify(task));
    this.#slot = slot;
    this.#timeoutMs = plan.timeoutMs;
    this.#child = fork(join(import.meta.dirname, "peers", "fihris", "pass-server.js"), [file], {
      execArgv: ["--expose-gc"],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#child.stderr!.on("data", (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString()).slice(-2000);
    });
    this.#stop = () => void this.#child.kill("SIGKILL");
    // An interrupted run takes the processes along.
    process.once("exit", this.#stop);
  }

  ask(request: PassRequest): Promise<PassAnswer> {
    return new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        clearTimeout(timer);
        this.#child.off("message", answered);
        this.#child.off("exit", ended);
        work();
      };
      const answered = (answer: unknown): void => settle(() => resolve(answer as PassAnswer));
      const ended = (code: number | null): void =>
        settle(() => reject(new Error(`${this.#slot} ended with ${code}: ${this.#errors.trim().split("\n")[0]}`)));
      const timer = setTimeout(
        () => settle(() => reject(new Error(`${this.#slot}: gave up after ${this.#timeoutMs / 1000} s`))),
        this.#timeoutMs,
      );
      this.#child.on("message", answered);
      this.#child.on("exit", ended);
      this.#child.send(request);
    });
  }

  stop(): void {
    process.off("exit", this.#stop);
    this.#stop();
  }
}
