/**
 * Latency of engines over the same documents and queries. Every round starts each engine in a fresh process and builds
 * its index anew. Those with an index on disk live at the same time and make their passes in turn, see `turns.ts`; those
 * that hold it in memory come one after the other, each in turn with the engine that ratios are taken to. The order turns
 * round from one round to the next.
 * @module
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { PeerRun, WaitForTurn } from "./peer-process.ts";
import { runPeerProcess } from "./peer-process.ts";
import type { ClassName, PeerTask, QueryClass } from "./peers/protocol.ts";
import type { Configuration } from "./peers/registry.ts";
import type { BuildResult, ClassRound, EngineResult, MissingEngine } from "./result.ts";
import { engineLabel, summarize } from "./result.ts";
import { Turns } from "./turns.ts";

/** One engine in one configuration, ready to be started. */
export interface Contestant {
  readonly engine: string;
  readonly configuration: Configuration;
  readonly persistent: boolean;
  readonly buildThreads: readonly number[];
  readonly command: readonly string[];
  /** Build of Fihris, for the guard; the checkout's own by default. */
  readonly dist?: string;
  /** Tells contestants apart in file names. */
  readonly slot: string;
  /** Slot of the contestant whose index this one searches; its own by default. */
  readonly sharedIndex?: string;
}

export interface LatencyPlan {
  readonly documents: string;
  readonly classes: readonly QueryClass[];
  readonly rounds: number;
  /** Timed turns of a class in one process. */
  readonly passes: number;
  /** How long a turn lasts, at least; one pass where undefined. */
  readonly turnMs?: number;
  readonly limit: number;
  readonly warmUpMs: number;
  /** Wall time that one class may take in one process before no further pass is begun. */
  readonly budgetMs: number;
  readonly timeoutMs: number;
  /** Whether what is on disk is built anew, with one thread, in every round. */
  readonly rebuilds: boolean;
  /** Label of the engine that ratios are taken to. */
  readonly reference: string;
  /** Scratch folder for indexes and task files. */
  readonly work: string;
  readonly log: (line: string) => void;
}

interface Collected {
  engine?: PeerRun["engine"];
  readonly builds: BuildResult[];
  readonly searchRss: number[];
  readonly rounds: Map<ClassName, ClassRound[]>;
  /** The reference's, in turn with them. */
  readonly referenceRounds: Map<ClassName, ClassRound[]>;
  readonly referenceBuilds: BuildResult[];
  last?: PeerRun;
  failure?: string;
}

export async function measureLatency(
  contestants: readonly Contestant[],
  plan: LatencyPlan,
): Promise<{ engines: EngineResult[]; missing: MissingEngine[] }> {
  const collected = new Map<Contestant, Collected>(contestants.map((one) => [one, collection()]));
  for (const one of contestants.filter(({ persistent }) => persistent)) {
    if (one.sharedIndex === undefined) await buildOnce(one, collected.get(one)!, plan);
  }
  for (const one of contestants) {
    const owner = contestants.find(({ slot }) => slot === one.sharedIndex);
    const failure = owner && collected.get(owner)!.failure;
    if (failure !== undefined) collected.get(one)!.failure = failure;
  }
  for (let round = 0; round < plan.rounds; round++) {
    const order = (round % 2 === 0 ? [...contestants] : [...contestants].reverse()).filter(
      (one) => collected.get(one)!.failure === undefined,
    );
    const which = `round ${round + 1} of ${plan.rounds}`;
    const onDisk = order.filter(({ persistent }) => persistent);
    if (round > 0 && plan.rebuilds) await buildAgain(onDisk, collected, plan);
    await searchInTurn(
      onDisk.map((one) => ({ one, into: collected.get(one)! })),
      plan,
      which,
    );
    for (const one of order.filter(({ persistent }) => !persistent))
      await searchBesideReference(one, onDisk, collected.get(one)!, planInMemory(plan), which);
  }

  const engines: EngineResult[] = [];
  const missing: MissingEngine[] = [];
  for (const [one, found] of collected) {
    const { engine, builds, searchRss, rounds, referenceRounds, referenceBuilds, last, failure } = found;
    const { configuration, persistent } = one;
    if (failure !== undefined || engine === undefined || last === undefined) {
      missing.push({ engine: one.engine, configuration, reason: failure ?? "no round was run" });
      continue;
    }
    engines.push({
      engine: one.engine,
      configuration,
      version: engine.version,
      runtime: engine.runtime,
      persistent,
      builds,
      ...(persistent ? {} : { reference_builds: referenceBuilds }),
      search_rss_mb: searchRss,
      classes: last.classes.map(({ name, returned, empty, wall_ms }) => {
        const raw = rounds.get(name)!;
        const beside = referenceRounds.get(name);
        const result = { name, queries: wall_ms[0]!.length, returned, empty, ...summarize(raw), rounds: raw };
        return beside === undefined ? result : { ...result, reference_rounds: beside };
      }),
      absent: last.absent.map(({ name, reason }) => ({ name, reason })),
    });
  }
  for (const one of contestants) rmSync(indexFolder(one, plan), { recursive: true, force: true });
  return { engines, missing };
}

function collection(): Collected {
  return { builds: [], searchRss: [], rounds: new Map(), referenceRounds: new Map(), referenceBuilds: [] };
}

/** The most threads first, so that the index that stays was built by one. */
async function buildOnce(one: Contestant, into: Collected, plan: LatencyPlan): Promise<void> {
  for (const threads of [...one.buildThreads].sort((a, b) => b - a)) {
    const run = await attempt(one, into, plan, { build: { threads }, classes: [] });
    if (run === undefined) return;
    plan.log(`${engineLabel(one)}: built in ${run.built!.seconds.toFixed(2)} s, ${threads} thread(s)`);
  }
}

/** With one thread: a ratio of two builds is as noisy as the machine, the middle of several is less so. */
async function buildAgain(
  onDisk: readonly Contestant[],
  collected: ReadonlyMap<Contestant, Collected>,
  plan: LatencyPlan,
): Promise<void> {
  for (const one of onDisk.filter(({ sharedIndex }) => sharedIndex === undefined))
    await attempt(one, collected.get(one)!, plan, { build: { threads: 1 }, classes: [] });
}

interface Member {
  readonly one: Contestant;
  /** Where what it measures goes. */
  readonly into: Collected;
}

async function searchInTurn(members: readonly Member[], plan: LatencyPlan, which: string): Promise<void> {
  const turns = new Turns(members.length);
  const names = plan.classes.map(({ name }) => name);
  await Promise.all(
    members.map(async ({ one, into }, member) => {
      const wait: WaitForTurn = ({ name, timed }) => turns.wait(member, 2 * names.indexOf(name) + (timed ? 1 : 0));
      await searchOnce(one, into, plan, which, wait);
      turns.leave(member);
    }),
  );
}

/** Of each class, for engines that hold their index in memory; of fewer the middle one stands too far from its neighbours. */
const queriesInMemory = 40;

/**
 * Engines in memory may need a second where the reference needs a millisecond: both are asked few queries in few turns,
 * in which the fast one repeats its passes, so that each has several passes beside several of the other.
 */
function planInMemory(plan: LatencyPlan): LatencyPlan {
  const timedTurns = 7;
  return {
    ...plan,
    classes: plan.classes.map((one) => ({ ...one, queries: one.queries.slice(0, queriesInMemory) })),
    passes: timedTurns,
    turnMs: Math.round(plan.budgetMs / timedTurns),
    budgetMs: 10 * plan.budgetMs,
  };
}

/** An engine in memory, in turn with a process of the reference of its own. */
async function searchBesideReference(
  one: Contestant,
  onDisk: readonly Contestant[],
  into: Collected,
  plan: LatencyPlan,
  which: string,
): Promise<void> {
  const reference = onDisk.find((other) => engineLabel(other) === plan.reference);
  if (reference === undefined) return searchOnce(one, into, plan, which);
  const beside = collection();
  // Alone on the machine, as they build: first the one, then the other.
  await attempt(reference, beside, plan, { build: { threads: 1 }, classes: [] });
  const companion = { ...reference, slot: `${reference.slot}-beside`, sharedIndex: reference.slot };
  await searchInTurn(
    [
      { one, into },
      { one: companion, into: beside },
    ],
    plan,
    which,
  );
  for (const [name, rounds] of beside.rounds)
    into.referenceRounds.set(name, [...(into.referenceRounds.get(name) ?? []), ...rounds]);
  into.referenceBuilds.push(...beside.builds);
}

async function searchOnce(
  one: Contestant,
  into: Collected,
  plan: LatencyPlan,
  which: string,
  waitForTurn?: WaitForTurn,
): Promise<void> {
  const build = one.persistent ? {} : { build: { threads: 1 } };
  const run = await attempt(one, into, plan, { ...build, classes: plan.classes }, waitForTurn);
  if (run === undefined) return;
  into.last = run;
  into.searchRss.push(run.end.peak_rss_mb);
  for (const { name, wall_ms, cpu_ms } of run.classes) {
    into.rounds.set(name, [...(into.rounds.get(name) ?? []), { wall_ms, cpu_ms }]);
  }
  const question = into.rounds.get("question")?.at(-1);
  const shown = question === undefined ? "" : `, whole question p50 ${summarize([question]).p50_ms.toFixed(3)} ms`;
  plan.log(`${engineLabel(one)}: ${which}${shown}`);
}

async function attempt(
  one: Contestant,
  into: Collected,
  plan: LatencyPlan,
  part: Pick<PeerTask, "classes" | "build">,
  waitForTurn?: WaitForTurn,
): Promise<PeerRun | undefined> {
  const task: PeerTask = {
    configuration: one.configuration,
    documents: plan.documents,
    index: indexFolder(one, plan),
    limit: plan.limit,
    warm_up_ms: plan.warmUpMs,
    timed_turns: plan.passes,
    turn_ms: plan.turnMs ?? 0,
    budget_ms: plan.budgetMs,
    ...(one.dist === undefined ? {} : { dist: one.dist }),
    ...part,
  };
  try {
    const file = join(plan.work, `${one.slot}.task.json`);
    const run = await runPeerProcess(one.command, task, file, plan.timeoutMs, waitForTurn);
    into.engine = run.engine;
    if (run.built !== undefined) {
      const { event: _, ...built } = run.built;
      into.builds.push({ ...built, peak_rss_mb: run.end.peak_rss_mb });
    }
    return run;
  } catch (error) {
    into.failure = (error as Error).message;
    plan.log(`${engineLabel(one)}: ${into.failure}`);
    return undefined;
  }
}

function indexFolder(one: Contestant, plan: LatencyPlan): string {
  return join(plan.work, `${one.sharedIndex ?? one.slot}.index`);
}
