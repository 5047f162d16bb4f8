/**
 * The command line as a user runs it: compiled once for a state of the sources, then run as a child process.
 * @module
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

const project = fileURLToPath(new URL("../../", import.meta.url));
const cache = join(project, "node_modules", ".cache", "fihris-command-line");

/** Files of src/ with size and time of change: another state is another build. */
async function stateOfSources(): Promise<string> {
  const hash = createHash("sha256");
  const names = await readdir(join(project, "src"), { recursive: true });
  for (const name of names.sort()) {
    const { size, mtimeMs } = await stat(join(project, "src", name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Path of the entry. Test files run at once may build at once; the first one done gives its build to all. */
export async function buildCommandLine(): Promise<string> {
  const build = join(cache, await stateOfSources());
  const entry = join(build, "dist", "cli", "main.js");
  if (existsSync(entry)) return entry;
  await mkdir(cache, { recursive: true });
  await removeOldBuilds();
  const unfinished = await mkdtemp(join(cache, "building-"));
  await symlink(join(project, "src"), join(unfinished, "src"));
  await cp(join(project, "package.json"), join(unfinished, "package.json"));
  const compiler = join(project, "node_modules", "typescript", "bin", "tsc");
  const out = ["--outDir", join(unfinished, "dist"), "--incremental", "false", "--tsBuildInfoFile", "null"];
  await promisify(execFile)(process.execPath, [compiler, "-p", join(project, "tsconfig.build.json"), ...out]).catch(
    ({ stdout }: { stdout: string }) => {
      throw new Error(`src/ does not compile:\n${stdout}`);
    },
  );
  const completion = join(project, "scripts", "complete-build.js");
  await promisify(execFile)(process.execPath, [completion], { cwd: unfinished });
  try {
    await rename(unfinished, build);
  } catch {
    await rm(unfinished, { recursive: true });
  }
  return entry;
}

/** Builds of earlier states; a young one may be in use by another run. */
async function removeOldBuilds(): Promise<void> {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of await readdir(cache)) {
    const { mtimeMs } = await stat(join(cache, name));
    if (mtimeMs < anHourAgo) await rm(join(cache, name), { recursive: true, force: true });
  }
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command to its end. The terminal's wishes are those of a pipe unless the environment says otherwise. */
export async function run(
  entry: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const child = start(entry, args, environment);
  let [stdout, stderr] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stdout, stderr };
}

/** Begins a command that goes on; it is ended with the test. */
export function start(
  entry: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const { PATH = "", TMPDIR = tmpdir() } = process.env;
  const child = spawn(process.execPath, [entry, ...args], { env: { PATH, TMPDIR, ...environment } });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

/** The object on the last line, which is all that `--json` prints on standard output. */
export function lastObject(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Record<string, unknown>;
}

/** A folder with these files, gone after the test. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fihris-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}
