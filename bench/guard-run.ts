/**
 * Runs the guard: pairs of processes of two builds, a first look, and where that finds a change, as many pairs again.
 * All pairs together then decide.
 * @module
 */
import { join } from "node:path";
import { type AlternatedClass, type AlternationPlan, alternate, type Side } from "./alternation.ts";
import { type Comparison, compareBuilds } from "./guard.ts";
import type { PassName } from "./peers/fihris/pass-server.ts";

export interface GuardPlan extends Omit<AlternationPlan, "leastMs" | "names"> {
  /** Pairs of processes of a look. */
  readonly rounds: number;
  readonly log: (line: string) => void;
}

export interface GuardedBuilds {
  readonly comparisons: readonly Comparison[];
  /** All raw values, pair by pair. */
  readonly pairs: readonly (readonly AlternatedClass[])[];
}

/** What a class is timed for at least, in each process: short queries need many passes. */
const leastMs = 250;
/** Queries that wait for another process would measure that process; those asked once cannot be asked pass by pass. */
const unguarded: readonly string[] = ["http", "once"];

export async function guardBuilds(before: string, after: string, plan: GuardPlan): Promise<GuardedBuilds> {
  const side = (slot: string, dist: string): Side => ({ slot, dist, index: join(plan.work, `${slot}.index`) });
  const sides: readonly [Side, Side] = [side("before", before), side("after", after)];
  const names = plan.classes.flatMap(({ name }): PassName[] =>
    unguarded.includes(name) ? [] : name === "question" ? ["first-pass", name] : [name],
  );
  if (!plan.builds) await alternate(sides, { ...plan, names: [], builds: true, leastMs }, false);
  const pairs: AlternatedClass[][] = [];
  await look(pairs, sides, names, plan);
  const first = compareBuilds(pairs, true);
  const suspects = new Set(first.filter(({ verdict }) => verdict !== "same").map(({ what }) => what));
  if (suspects.size === 0) return { comparisons: first, pairs };
  plan.log(`guard: looks changed: ${[...suspects].join("; ")}; measuring as often again`);
  await look(pairs, sides, names, plan);
  return { comparisons: compareBuilds(pairs, false), pairs };
}

async function look(
  pairs: AlternatedClass[][],
  sides: readonly [Side, Side],
  names: readonly PassName[],
  plan: GuardPlan,
): Promise<void> {
  for (let round = 0; round < plan.rounds; round++) {
    const alternation = { ...plan, names, leastMs };
    pairs.push(await alternate(sides, alternation, pairs.length % 2 === 1));
    plan.log(`guard: pair ${pairs.length} of processes`);
  }
}
