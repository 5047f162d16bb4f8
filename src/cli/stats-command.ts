/**
 * `fihris stats`: what an index holds.
 * @module
 */
import type { Command } from "commander";
import { withIndex } from "./index-location.ts";
import { indexOption } from "./option-parsers.ts";
import { formatBytes, formatCount, print, printJson, table } from "./output.ts";
import { lineForTerminal } from "./terminal-text.ts";

export function addStatsCommand(program: Command): void {
  program
    .command("stats")
    .summary("show what an index holds")
    .description("Documents, terms, bytes and fields of an index.")
    .addOption(indexOption())
    .option("--json", "print one JSON object")
    .action(runStats);
}

async function runStats(flags: { index: string; json?: true }): Promise<void> {
  await withIndex(flags.index, async (index) => {
    const stats = await index.stats();
    if (flags.json) return printJson(stats);
    const parts = Object.entries(stats.bytes_by_part).map(([part, bytes]) => `${part} ${formatBytes(bytes)}`);
    print(
      table([
        ["documents", `${formatCount(stats.documents)} (${formatCount(stats.deleted)} deleted take room until merged)`],
        ["terms", formatCount(stats.terms)],
        ["segments", `${stats.segments}, generation ${stats.generation}, analyzer ${stats.analyzer_version}`],
        ["bytes", `${formatBytes(stats.bytes)}: ${parts.join(", ")}`],
      ]),
    );
    const fields = Object.entries(stats.fields);
    if (fields.length === 0) return;
    print("fields");
    print(
      table(
        fields.map(([name, { kinds, docs }]) => [
          `  ${lineForTerminal(name)}`,
          `${kinds.join(", ")} in ${formatCount(docs)}`,
        ]),
      ),
    );
  });
}
