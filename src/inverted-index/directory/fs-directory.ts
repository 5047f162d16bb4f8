/**
 * A Directory over a folder of the local file system.
 * @module
 */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { type FileHandle, link, mkdir, open, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { FihrisError } from "../../contract/index.ts";
import type { Directory, DirectoryLock, RandomAccessFile } from "./directory.ts";
import { ioError } from "./io-error.ts";
import { obtainFileLock } from "./write-lock.ts";

/** Smaller pieces are written together: a call costs more than to copy them. */
const writtenBytes = 1024 * 1024;

class FsFile implements RandomAccessFile {
  readonly name: string;
  readonly sizeBytes: number;
  #descriptor: number;
  readonly #isOwner: boolean;

  /** @param isOwner - false for a descriptor that another thread opened and will close */
  constructor(name: string, descriptor: number, isOwner: boolean) {
    this.name = name;
    this.#descriptor = descriptor;
    this.#isOwner = isOwner;
    this.sizeBytes = fstatSync(descriptor).size;
  }

  get descriptor(): number {
    return this.#descriptor;
  }

  read(target: Uint8Array, offset: number): void {
    let done = 0;
    while (done < target.length) {
      const count = this.#readSome(target, done, offset);
      if (count === 0) {
        throw new FihrisError(
          "index_corrupt",
          `${this.name} ends at byte ${offset + done}, expected ${target.length - done} bytes more`,
          { file: this.name, remedy: "restore the index from a copy or index the documents again" },
        );
      }
      done += count;
    }
  }

  #readSome(target: Uint8Array, done: number, offset: number): number {
    try {
      return readSync(this.#descriptor, target, done, target.length - done, offset + done);
    } catch (cause) {
      throw ioError(`read ${this.name}`, cause);
    }
  }

  close(): void {
    if (this.#isOwner && this.#descriptor >= 0) closeSync(this.#descriptor);
    this.#descriptor = -1;
  }
}

/** A file that another thread of this process has open, and keeps open until this thread has let go of it. */
export function borrowFile(name: string, descriptor: number): RandomAccessFile {
  return new FsFile(name, descriptor, false);
}

export class FsDirectory implements Directory {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async ensure(): Promise<void> {
    await this.#attempt(`create the folder ${this.path}`, async () => {
      const path = resolve(this.path);
      const first = await mkdir(path, { recursive: true });
      // A new folder is on stable storage once the folder that names it is.
      for (let made = path; first !== undefined && made.length >= first.length; made = dirname(made)) {
        await syncFolder(dirname(made));
      }
    });
  }

  exists(): boolean {
    return existsSync(this.path);
  }

  list(): string[] {
    try {
      return readdirSync(this.path).sort();
    } catch (cause) {
      throw ioError(`list the folder ${this.path}`, cause);
    }
  }

  sizeBytes(name: string): number {
    try {
      return statSync(join(this.path, name)).size;
    } catch (cause) {
      throw openError(name, this.path, cause);
    }
  }

  async create(name: string, chunks: Iterable<Uint8Array>): Promise<void> {
    await this.#attempt(`write ${name}`, async () => {
      const file = await this.#openNew(name);
      try {
        for (const chunk of gathered(chunks)) await file.writeFile(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  async publish(from: string, to: string): Promise<void> {
    try {
      await link(join(this.path, from), join(this.path, to));
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === "EEXIST"
        ? taken(to, this.path, cause)
        : ioError(`publish ${to}`, cause);
    }
    await this.remove(from);
  }

  async sync(): Promise<void> {
    await this.#attempt(`synchronise the folder ${this.path}`, () => syncFolder(this.path));
  }

  async remove(name: string): Promise<void> {
    await this.#attempt(`remove ${name}`, () => rm(join(this.path, name), { force: true }));
  }

  open(name: string): RandomAccessFile {
    try {
      return new FsFile(name, openSync(join(this.path, name), "r"), true);
    } catch (cause) {
      throw openError(name, this.path, cause);
    }
  }

  async lock(): Promise<DirectoryLock> {
    await this.ensure();
    return obtainFileLock(join(this.path, "write.lock"), this.path);
  }

  async #openNew(name: string): Promise<FileHandle> {
    try {
      return await open(join(this.path, name), "wx");
    } catch (cause) {
      throw (cause as NodeJS.ErrnoException).code === "EEXIST" ? taken(name, this.path, cause) : cause;
    }
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw ioError(what, cause);
    }
  }
}

function* gathered(chunks: Iterable<Uint8Array>): Iterable<Uint8Array> {
  let small: Uint8Array[] = [];
  let smallBytes = 0;
  for (const chunk of chunks) {
    if (smallBytes > 0 && smallBytes + chunk.length > writtenBytes) {
      yield Buffer.concat(small);
      small = [];
      smallBytes = 0;
    }
    if (chunk.length >= writtenBytes) {
      yield chunk;
    } else {
      small.push(chunk);
      smallBytes += chunk.length;
    }
  }
  if (smallBytes > 0) yield Buffer.concat(small);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function openError(name: string, folder: string, cause: unknown): FihrisError {
  if ((cause as NodeJS.ErrnoException).code !== "ENOENT") return ioError(`open ${name}`, cause);
  return new FihrisError("index_corrupt", `${name} is missing from ${folder}`, {
    file: name,
    remedy: "restore the index from a copy or index the documents again",
    cause,
  });
}

function taken(name: string, folder: string, cause: unknown): FihrisError {
  return new FihrisError("index_locked", `${name} exists already: another process wrote to ${folder}`, {
    file: name,
    remedy: "close this index, open it again and repeat the changes",
    cause,
  });
}
