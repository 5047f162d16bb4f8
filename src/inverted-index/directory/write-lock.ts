/**
 * One writer for a folder: a lock file created exclusively that names its holder. Node has no flock, so a lock
 * whose holder is dead is recognised by process id, start time and boot id, and taken over. Fencing of a holder
 * that lost its lock is the manifest's work: a generation is published once.
 * @module
 */
import { readFileSync } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
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
  // Three rounds: a dead holder's file may be taken over by another process between two of our steps.
  for (let round = 0; round < 3; round++) {
    try {
      const file = await open(path, "wx");
      try {
        await file.writeFile(JSON.stringify(holder));
      } finally {
        await file.close();
      }
      return { release: () => release(path, token) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw ioError(`lock the folder ${folder}`, cause);
    }
    const other = await readHolder(path);
    if (other === undefined) continue;
    if (other === "unreadable" || isAlive(other)) throw locked(folder, other === "unreadable" ? undefined : other);
    await removeStale(path, other.token);
  }
  throw locked(folder, undefined);
}

async function readHolder(path: string): Promise<Holder | "unreadable" | undefined> {
  // A holder creates its file before it fills it: give it a moment before calling the file unreadable.
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return JSON.parse(await readFile(path, "utf8")) as Holder;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  return "unreadable";
}

/** Moves the dead holder's file aside before removing it, so that two heirs never remove each other's lock. */
async function removeStale(path: string, token: string): Promise<void> {
  const aside = `${path}.${process.pid}.${counter}.stale`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return;
    throw ioError(`take over the lock ${path}`, cause);
  }
  const moved = await readHolder(aside);
  if (moved !== undefined && moved !== "unreadable" && moved.token !== token) {
    await rename(aside, path);
    return;
  }
  await rm(aside, { force: true });
}

async function release(path: string, token: string): Promise<void> {
  const current = await readHolder(path);
  if (current !== undefined && current !== "unreadable" && current.token === token) await rm(path, { force: true });
}

function locked(folder: string, holder: Holder | undefined): FihrisError {
  const who = holder === undefined ? "another process" : `process ${holder.pid} on ${holder.host}`;
  return new FihrisError("index_locked", `${folder} is being written by ${who}; one writer at a time`, {
    file: "write.lock",
    remedy: "wait until it has finished, or close it; a lock left by a dead process is taken over by itself",
  });
}
