/**
 * Who takes part in a run: the engines that the command line asks for, and those whose toolchain is missing.
 * @module
 */
import type { Options } from "./command-line.ts";
import type { Contestant } from "./latency.ts";
import { declaresOption } from "./peers/fihris/library.ts";
import { engines } from "./peers/registry.ts";
import type { MissingEngine } from "./result.ts";
import { engineLabel } from "./result.ts";
import type { Toolchains } from "./toolchains.ts";

/** @param dist - build of Fihris */
export function gather(
  options: Pick<Options, "peers" | "configurations">,
  tools: Toolchains,
  dist: string,
  log: (line: string) => void,
): { contestants: Contestant[]; missing: MissingEngine[] } {
  const unknown = (options.peers ?? []).filter((name) => !engines.some((engine) => engine.name === name));
  if (unknown.length > 0) throw new RangeError(`--peers: unknown engine ${unknown.join(", ")}`);
  const contestants: Contestant[] = [];
  const missing: MissingEngine[] = [];
  for (const entry of engines.filter(({ name }) => options.peers?.includes(name) ?? true)) {
    const { name: engine, persistent } = entry;
    const own = engine === "fihris";
    const command = entry.command(tools);
    for (const configuration of entry.configurations) {
      // The choice is among the peers' configurations.
      if (!own && !options.configurations.includes(configuration)) continue;
      if ("missing" in command) {
        missing.push({ engine, configuration, reason: command.missing });
        log(`${engineLabel({ engine, configuration })}: missing: ${command.missing}`);
        continue;
      }
      const buildThreads = entry.buildThreads.filter(
        (threads) => threads === 1 || !own || declaresOption(dist, "threads"),
      );
      const common = { engine, configuration, persistent, command, slot: `${engine}-${configuration}` };
      const shared =
        configuration === "first-pass" ? { sharedIndex: `${engine}-arabic`, buildThreads: [] } : { buildThreads };
      contestants.push({ ...common, ...shared, ...(own ? { dist } : {}) });
    }
  }
  return { contestants, missing };
}
