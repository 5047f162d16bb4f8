/**
 * The judged sets beside the project, and the built command line that measures them.
 * @module
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
export const shared: string = join(root, "..", "shared");

/** Runs a command with `--json`; its last line is one object. */
export function fihris<Answer>(...parameters: readonly string[]): Answer {
  const main = join(root, "dist", "cli", "main.js");
  const output = execFileSync(process.execPath, [main, ...parameters, "--json"], { encoding: "utf8" });
  return JSON.parse(output.trimEnd().split("\n").at(-1)!) as Answer;
}
