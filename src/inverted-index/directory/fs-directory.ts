/**
 * A Directory over a folder of the local file system.
 * @module
 */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { link, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { FihrisError } from "../../contract/index.ts";
import type { Directory, DirectoryLock, RandomAccessFile } from "./directory.ts";
import { ioError } from "./io-error.ts";
import { obtainFileLock } from "./write-lock.ts";

class FsFile implements RandomAccessFile {
  readonly name: string;
  readonly sizeBytes: number;
  #descriptor: number;

  constructor(path: string, name: string) {
    this.name = name;
    this.#descriptor = openSync(path, "r");
    this.sizeBytes = fstatSync(this.#descriptor).size;
  }

  read(target: Uint8Array, offset: number): void {
    let done = 0;
    while (done < target.length) {
      const count = readSync(this.#descriptor, target, done, target.length - done, offset + done);
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

  close(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor);
    this.#descriptor = -1;
  }
}

export class FsDirectory implements Directory {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async ensure(): Promise<void> {
    await this.#attempt(`create the folder ${this.path}`, () => mkdir(this.path, { recursive: true }));
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
    return statSync(join(this.path, name)).size;
  }

  async create(name: string, chunks: Iterable<Uint8Array>): Promise<void> {
    await this.#attempt(`write ${name}`, async () => {
      const file = await open(join(this.path, name), "wx");
      try {
        for (const chunk of chunks) await file.writeFile(chunk);
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
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw ioError(`publish ${to}`, cause);
      throw new FihrisError("index_locked", `${to} exists already: another process committed to ${this.path}`, {
        remedy: "close this index, open it again and repeat the changes",
        cause,
      });
    }
    await this.remove(from);
  }

  async sync(): Promise<void> {
    await this.#attempt(`synchronise the folder ${this.path}`, async () => {
      const folder = await open(this.path, "r");
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    });
  }

  async remove(name: string): Promise<void> {
    await this.#attempt(`remove ${name}`, () => rm(join(this.path, name), { force: true }));
  }

  open(name: string): RandomAccessFile {
    try {
      return new FsFile(join(this.path, name), name);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw ioError(`open ${name}`, cause);
      throw new FihrisError("index_corrupt", `${name} is missing from ${this.path}`, {
        file: name,
        remedy: "restore the index from a copy or index the documents again",
        cause,
      });
    }
  }

  async lock(): Promise<DirectoryLock> {
    await this.ensure();
    return obtainFileLock(join(this.path, "write.lock"), this.path);
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw ioError(what, cause);
    }
  }
}
