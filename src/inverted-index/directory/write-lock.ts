/**
 * One writer for a folder: a lock file that names its holder. Node has no flock, so a lock whose holder is dead is
 * recognised by process id, start time and boot id, and taken over. Fencing of a holder that lost its lock is the
 * manifest's work: a generation is published once.
 * @module
 */
import { readFileSync } from "node:fs";
import { link, open, readdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { FihrisError } from "../../contract/index.ts";
import type { DirectoryLock } from "./directory.ts";
import { ioError } from "./io-error.ts";

interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly boot: string;
  readonly host: string;
  readonly token: string;
}

function readSystemFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Field 22 of /proc/PID/stat: start time since boot; "" where there is no such process or no /proc. */
function startTime(pid: number): string {
  const stat = readSystemFile(`/proc/${pid}/stat`);
  return stat === "" ? "" : (stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "");
}

function bootId(): string {
  return readSystemFile("/proc/sys/kernel/random/boot_id").trim();
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  if (holder.boot !== bootId()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const started = startTime(holder.pid);
  return started === "" || started === holder.started;
}

let counter = 0;

/** Obtains the lock file at `path`; throws `index_locked` where a live process holds it. */
export async function obtainFileLock(path: string, folder: string): Promise<DirectoryLock> {
  counter++;
  const token = `${process.pid}-${counter}-${process.hrtime.bigint()}`;
  const holder: Holder = { pid: process.pid, started: startTime(process.pid), boot: bootId(), host: hostname(), token };
  const prepared = `${path}.${token}.new`;
  try {
    // Whole before it gets its name, so that neither another process nor a power loss finds half a lock.
    await writeHolder(prepared, holder);
    // Three rounds: another process may release or take over between two of our steps.
    for (let round = 0; round < 3; round++) {
      if (await hasLinked(prepared, path)) {
        await sweep(path);
        return {
          check: async () => {
            if ((await readHolder(path))?.token !== token) throw locked(folder, undefined, "was taken over");
          },
          release: async () => {
            if ((await readHolder(path))?.token === token) await rm(path, { force: true });
          },
        };
      }
      const other = await readHolder(path);
      if (other === undefined) continue;
      if (isAlive(other)) throw locked(folder, other);
      await removeDead(path, folder, other);
    }
    throw locked(folder, undefined);
  } catch (cause) {
    throw ioError(`lock the folder ${folder}`, cause);
  } finally {
    await rm(prepared, { force: true }).catch(() => {});
  }
}

async function writeHolder(path: string, holder: Holder): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(JSON.stringify(holder));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function hasLinked(prepared: string, path: string): Promise<boolean> {
  try {
    await link(prepared, path);
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    // ENOENT: a holder swept our file away.
    if (code === "EEXIST" || code === "ENOENT") return false;
    throw cause;
  }
}

/** Undefined where there is no lock; throws `index_locked` where the file is not one that we write. */
async function readHolder(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw ioError(`read the lock ${path}`, cause);
  }
  try {
    const holder = JSON.parse(text) as Holder;
    if (typeof holder.token === "string") return holder;
  } catch {
    // Not JSON: falls through to the error below.
  }
  throw new FihrisError("index_locked", `${path} is not a lock that fihris wrote`, {
    file: basename(path),
    remedy: "remove the file if no process writes to the index",
  });
}

/**
 * Removes a dead holder's lock. Who does so holds a lock named after that holder, which lets one process at a time
 * look whether it is still there: two heirs never remove each other's lock.
 */
async function removeDead(path: string, folder: string, dead: Holder): Promise<void> {
  const right = await obtainFileLock(`${path}.${dead.token}`, folder);
  try {
    if ((await readHolder(path))?.token === dead.token) await rm(path, { force: true });
  } finally {
    await right.release();
  }
}

/** Removes what killed processes left while they tried to obtain this lock; only its holder calls it. */
async function sweep(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (name.startsWith(`${basename(path)}.`)) await rm(join(folder, name), { force: true });
  }
}

function locked(folder: string, holder: Holder | undefined, what = "is being written"): FihrisError {
  const who = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new FihrisError("index_locked", `${folder} ${what} by ${who}; one writer at a time`, {
    file: "write.lock",
    remedy: "wait until it has finished, or close it; a lock left by a dead process is taken over by itself",
  });
}
