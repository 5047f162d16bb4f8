/**
 * The other build of the guard: a folder that someone kept, or the commit of an earlier result, built again in a
 * temporary folder. The commit's files come from `git archive`, so that neither the work tree nor the repository's
 * list of work trees is touched.
 * @module
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import type { BenchResult } from "./result.ts";

/** The `dist` folder in a checkout, or the folder itself. */
export function keptBuild(folder: string): string {
  const found = [resolve(folder), resolve(folder, "dist")].find((one) => existsSync(join(one, "engine", "index.js")));
  if (found === undefined) {
    throw new RangeError(
      `--against: expected a dist folder with engine/index.js, or a checkout with one, got ${folder}`,
    );
  }
  return found;
}

/** Throws RangeError for a result that no build can be made from, or of another corpus. */
export function commitOf(file: string, corpus: { readonly name: string; readonly documents: number }): string {
  const result = readResult(file);
  const { name, documents } = result.corpus;
  if (name !== corpus.name || documents !== corpus.documents) {
    throw new RangeError(
      `--compare: expected a result over ${corpus.name} (${corpus.documents} documents), got one over ${name} ` +
        `(${documents}): give the same --corpus or --judged`,
    );
  }
  if (/^[0-9a-f]{7,40}$/u.test(result.commit)) return result.commit;
  throw new RangeError(
    `--compare: the result was measured on "${result.commit}", which cannot be built again: ` +
      "keep the dist folder of such a build and name it by --against",
  );
}

function readResult(file: string): BenchResult {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new RangeError(`--compare: expected a result of npm run bench, got ${file}: ${(error as Error).message}`);
  }
  const result = content as Partial<BenchResult>;
  if (result.format === 1 && typeof result.commit === "string" && result.corpus !== undefined)
    return content as BenchResult;
  throw new RangeError(`--compare: expected a result of npm run bench, got another kind of JSON: ${file}`);
}

/** Builds a commit with the packages that are installed here; returns its `dist`. */
export function buildCommit(root: string, commit: string, work: string): string {
  const folder = join(work, "earlier");
  mkdirSync(folder);
  const archive = join(work, "earlier.tar");
  run("git", ["archive", "--output", archive, commit], root, `--compare: commit ${commit} is not in this repository`);
  run("tar", ["-xf", archive, "-C", folder], root, "tar could not unpack the commit");
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  run(
    "npm",
    ["run", "--silent", "build"],
    folder,
    `commit ${commit} could not be built with the packages installed here`,
  );
  return join(folder, "dist");
}

function run(command: string, parameters: readonly string[], cwd: string, otherwise: string): void {
  const { status, stderr, stdout } = spawnSync(command, parameters, { cwd, encoding: "utf8" });
  if (status !== 0) throw new RangeError(`${otherwise}: ${(stderr || stdout || "").trim().split("\n")[0]}`);
}
