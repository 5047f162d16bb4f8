/**
 * F1: whatever a power loss leaves on the disk, an index opens by itself with everything it promised. `POWER_LOSS_STATES`
 * sets how many disks are made (default 5,000).
 */
import { beforeAll, describe, expect, it } from "vitest";
import { Index } from "../../../src/engine/index.ts";
import { BackgroundSegments } from "../../engine/background-segments.ts";
import { MemoryDirectory, type Operation } from "./memory-directory.ts";
import { diskAfter, type Moment, momentsOf } from "./power-loss.ts";
import { random } from "./random.ts";
import { RecoveryCheck } from "./recovery-check.ts";
import { type Run, runWorkload } from "./workload.ts";

const wantedStates = Number(process.env["POWER_LOSS_STATES"] ?? 5000);

let log: readonly Operation[];
let run: Run;

beforeAll(async () => {
  const directory = new MemoryDirectory();
  run = await runWorkload(directory, (kind, commit) => directory.log.push({ kind, commit }));
  log = directory.log;
});

interface Outcome {
  readonly states: number;
  readonly disks: number;
  readonly recovered: ReadonlySet<number>;
  readonly violations: readonly string[];
}

/** Makes `perMoment` disks for every moment of the log, the two extremes among them, and opens each. */
async function replay(
  operations: readonly Operation[],
  perMoment: number,
  stopAt = 1,
  promised: Run = run,
): Promise<Outcome> {
  const draw = random(1);
  const check = new RecoveryCheck(promised);
  const recovered = new Set<number>();
  const violations: string[] = [];
  let states = 0;
  for (const moment of momentsOf(operations)) {
    for (let i = 0; i < perMoment; i++) {
      const choice = i === 0 ? "oldest" : i === 1 ? "newest" : "any";
      const disk = diskAfter(moment, choice, draw);
      states++;
      try {
        recovered.add(await check.check(disk, moment));
      } catch (cause) {
        violations.push(`operation ${moment.operation}, ${choice} (${i}): ${cause}`);
        if (violations.length >= stopAt) return { states, disks: check.disks, recovered, violations };
      }
    }
  }
  return { states, disks: check.disks, recovered, violations };
}

describe("power loss", () => {
  it("loses nothing acknowledged, shows nothing half done, in any state of the disk", async () => {
    const moments = [...momentsOf(log)].length;
    const { states, disks, recovered, violations } = await replay(log, Math.ceil(wantedStates / moments));
    expect(violations).toEqual([]);
    expect(states).toBeGreaterThanOrEqual(wantedStates);
    expect(disks).toBeGreaterThan(states / 2);
    // Every commit was the newest on some disk: the states cover the run.
    expect([...recovered].sort((a, b) => a - b)).toEqual(run.promised.map((_, i) => i));
  }, 600_000);

  it("loses nothing while merges go on beside the commits", async () => {
    const directory = new MemoryDirectory();
    const factory = new BackgroundSegments(directory, false, 2);
    const beside = await runWorkload(directory, (kind, commit) => directory.log.push({ kind, commit }), factory);
    expect(factory.merges).toBeGreaterThan(1);
    const moments = [...momentsOf(directory.log)].length;
    const { states, violations } = await replay(directory.log, Math.ceil(wantedStates / 4 / moments), 1, beside);
    expect(violations).toEqual([]);
    expect(states).toBeGreaterThanOrEqual(wantedStates / 4);
  }, 600_000);

  it("holds when the power goes again during recovery", async () => {
    const draw = random(2);
    const check = new RecoveryCheck(run);
    const violations: string[] = [];
    const moments = [...momentsOf(log)].filter((_, i) => i % 29 === 0);
    for (const first of moments) {
      const directory = new MemoryDirectory(diskAfter(first, "any", draw));
      const files = new Map(directory.files);
      await check.check(files, first);
      // The log of the recovery begins with what the first loss left, on stable storage.
      const start: Operation[] = [...files].map(([name, content]) => ({ kind: "create", name, content, synced: true }));
      const index = await Index.openDirectory(directory);
      await index.delete("no such document");
      await index.close();
      const recovery = [...start, { kind: "sync" } as const, ...directory.log];
      for (const second of momentsOf(recovery)) {
        if (second.operation <= start.length) continue;
        try {
          await check.check(diskAfter(second, "any", draw), { ...second, ...ends(first) });
        } catch (cause) {
          violations.push(`first loss at ${first.operation}, second at ${second.operation}: ${cause}`);
        }
      }
    }
    expect(violations).toEqual([]);
  });

  const isSegment = (operation: Operation) => operation.kind === "create" && /^s\d+\./.test(operation.name);
  const isManifest = (operation: Operation) => operation.kind === "publish";
  const mutants: [string, (operations: readonly Operation[]) => Operation[]][] = [
    ["content is not synchronised", (all) => all.map((op) => (op.kind === "create" ? { ...op, synced: false } : op))],
    ["the folder is not synchronised", (all) => all.filter(({ kind }) => kind !== "sync")],
    ["a commit is acknowledged before its manifest is published", (all) => moveEach(all, "acknowledged", isManifest)],
    ["a manifest is published before its segments", (all) => moveEach(all, "publish", isSegment)],
    ["garbage is removed before the manifest is durable", (all) => moveEach(all, "remove", isManifest, 1)],
    [
      "only the last synchronisation of the folder is left out",
      (all) => all.filter(({ kind }, i) => !(kind === "sync" && all[i - 1]?.kind === "publish")),
    ],
  ];
  it.each(mutants)("would notice that %s", async (_, mutate) => {
    const { violations } = await replay(mutate(log), 12);
    expect(violations).toHaveLength(1);
  });
});

function ends({ acknowledged, begun }: Moment): Pick<Moment, "acknowledged" | "begun"> {
  return { acknowledged, begun };
}

/**
 * The log with the operations of one kind moved to just before (or `after` 1: behind) the nearest operation before
 * them of the same commit that `anchor` accepts.
 */
function moveEach(
  operations: readonly Operation[],
  kind: Operation["kind"],
  anchor: (operation: Operation) => boolean,
  after = 0,
): Operation[] {
  const result: Operation[] = [];
  for (const operation of operations) {
    let to = result.length;
    if (operation.kind === kind) {
      const begins = result.findLastIndex(({ kind: each }) => each === "acknowledged") + 1;
      const found =
        after === 1 ? result.findLastIndex(anchor) : result.findIndex((each, i) => i >= begins && anchor(each));
      if (found >= begins) to = found + after;
    }
    result.splice(to, 0, operation);
  }
  return result;
}
