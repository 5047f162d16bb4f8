/**
 * `fihris compact`: fewer segments, and no room for deleted documents.
 * @module
 */
import type { Command } from "commander";
import { openIndex, withIndex } from "./index-location.ts";
import { indexOption } from "./option-parsers.ts";
import { counted, formatBytes, print, printJson } from "./output.ts";

export function addCompactCommand(program: Command): void {
  program
    .command("compact")
    .summary("merge segments and drop deleted documents")
    .description("Merges the segments of an index and drops deleted documents from the disk.")
    .addOption(indexOption())
    .option("--json", "print one JSON object, the statistics afterwards")
    .action(runCompact);
}

async function runCompact(flags: { index: string; json?: true }): Promise<void> {
  // Opening for reading refuses a folder without an index, where opening for writing would make one.
  const before = await withIndex(flags.index, (index) => index.stats());
  const index = await openIndex(flags.index, {});
  try {
    await index.compact();
    const stats = await index.stats();
    if (flags.json) return printJson(stats);
    const dropped = counted(before.deleted - stats.deleted, "deleted document");
    const sizes = `${formatBytes(before.bytes)} before, ${formatBytes(stats.bytes)} now`;
    print(`${flags.index} has ${counted(stats.segments, "segment")}; ${dropped} dropped, ${sizes}.`);
  } finally {
    await index.close();
  }
}
