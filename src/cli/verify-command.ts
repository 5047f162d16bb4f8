/**
 * `fihris verify`: every byte of an index against its checksums.
 * @module
 */
import type { Command } from "commander";
import { indexFolder } from "./index-location.ts";
import { indexOption } from "./option-parsers.ts";
import { counted, formatBytes, print, printJson } from "./output.ts";

export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .summary("check an index for damage")
    .description("Reads every byte of an index against its checksums; ends with 1 and the damaged file's name.")
    .addOption(indexOption())
    .option("--json", "print one JSON object")
    .action(runVerify);
}

async function runVerify(flags: { index: string; json?: true }): Promise<void> {
  const { Index } = await import("../engine/index.ts");
  const result = await Index.verify(indexFolder(flags.index));
  if (flags.json) return printJson(result);
  print(`${flags.index} is sound: ${counted(result.files, "file")}, ${formatBytes(result.bytes)}.`);
}
