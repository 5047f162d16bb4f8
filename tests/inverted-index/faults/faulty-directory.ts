/**
 * A Directory whose n-th operation fails, once or from then on, as a file system would fail. What a failed
 * operation did before it failed is as bad as it may be: half a file, a name published all the same.
 * @module
 */

import { ioError } from "../../../src/inverted-index/directory/io-error.ts";
import type { Directory, DirectoryLock, RandomAccessFile } from "../../../src/inverted-index/index.ts";
import type { MemoryDirectory } from "./memory-directory.ts";

export interface Fault {
  /** Operations before the one that fails. */
  readonly after: number;
  readonly code: string;
  readonly forever: boolean;
}

export class FaultyDirectory implements Directory {
  readonly path = "faulty";
  readonly #inner: MemoryDirectory;
  #fault: Fault | undefined;
  #operations = 0;
  failures = 0;

  constructor(inner: MemoryDirectory, fault: Fault) {
    this.#inner = inner;
    this.#fault = fault;
  }

  /** Counts from now on. */
  breakAfter(fault: Fault): void {
    this.#operations = 0;
    this.#fault = fault;
  }

  /** From now on everything works. */
  mend(): void {
    this.#fault = undefined;
  }

  async ensure(): Promise<void> {
    this.#step("ensure");
  }

  exists(): boolean {
    return true;
  }

  list(): string[] {
    this.#step("list");
    return this.#inner.list();
  }

  sizeBytes(name: string): number {
    this.#step("size");
    return this.#inner.sizeBytes(name);
  }

  async create(name: string, chunks: Iterable<Uint8Array>): Promise<void> {
    const content = Buffer.concat([...chunks]);
    const error = this.#failure("create");
    await this.#inner.create(name, [error === undefined ? content : content.subarray(0, content.length / 2)]);
    if (error !== undefined) throw error;
  }

  async publish(from: string, to: string): Promise<void> {
    const error = this.#failure("publish");
    // Every other time the name is there although the call failed.
    if (error === undefined || this.#operations % 2 === 0) await this.#inner.publish(from, to);
    if (error !== undefined) throw error;
  }

  async sync(): Promise<void> {
    this.#step("sync");
    await this.#inner.sync();
  }

  async remove(name: string): Promise<void> {
    this.#step("remove");
    await this.#inner.remove(name);
  }

  open(name: string): RandomAccessFile {
    this.#step("open");
    const file = this.#inner.open(name);
    return {
      name,
      sizeBytes: file.sizeBytes,
      read: (target, offset) => {
        this.#step("read");
        file.read(target, offset);
      },
      close: () => file.close(),
    };
  }

  async lock(): Promise<DirectoryLock> {
    this.#step("lock");
    const lock = await this.#inner.lock();
    return {
      check: async () => {
        this.#step("check");
        await lock.check();
      },
      release: () => lock.release(),
    };
  }

  #step(what: string): void {
    const error = this.#failure(what);
    if (error !== undefined) throw error;
  }

  #failure(what: string): Error | undefined {
    const fault = this.#fault;
    const number = this.#operations++;
    if (fault === undefined || number < fault.after || (number > fault.after && !fault.forever)) return undefined;
    this.failures++;
    return ioError(what, Object.assign(new Error(fault.code), { code: fault.code }));
  }
}
