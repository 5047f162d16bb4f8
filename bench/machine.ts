/**
 * What a result says about where it comes from: machine, commit, command.
 * @module
 */
import { spawnSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { basename } from "node:path";
import type { BenchResult } from "./result.ts";

/** Paths by their last name only: a result is read by people on other machines. */
export function commandLine(): string {
  const shown = process.argv.slice(2).map((one) => (one.includes("/") ? basename(one) : one));
  return ["npm run bench", ...(shown.length === 0 ? [] : ["--", ...shown])].join(" ");
}

/** Of the checkout in `root`; "..., changed" where files differ from it. */
export function commit(root: string): string {
  const git = (...parameters: string[]): string =>
    spawnSync("git", parameters, { cwd: root, encoding: "utf8" }).stdout?.trim() ?? "";
  const id = git("rev-parse", "--short=12", "--verify", "--quiet", "HEAD");
  if (id === "") return "not committed";
  return git("status", "--porcelain", "--untracked-files=no") === "" ? id : `${id}, changed`;
}

export function machine(loadBefore: number): BenchResult["machine"] {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    load_before: loadBefore,
    load_after: loadavg()[0]!,
  };
}
