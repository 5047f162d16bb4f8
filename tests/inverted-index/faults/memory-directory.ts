/**
 * A Directory in memory that keeps a log of what a disk would be asked to do, so that every state that a power loss
 * can leave behind can be made from it (see power-loss.ts), and that counts the files that are open.
 * @module
 */
import { FihrisError } from "../../../src/contract/index.ts";
import type { Directory, DirectoryLock, RandomAccessFile } from "../../../src/inverted-index/index.ts";

export type Operation =
  /** `synced`: its content is on stable storage when the operation ends. */
  | { readonly kind: "create"; readonly name: string; readonly content: Uint8Array; readonly synced: boolean }
  | { readonly kind: "publish"; readonly from: string; readonly to: string }
  | { readonly kind: "sync" }
  | { readonly kind: "remove"; readonly name: string }
  /** Not a disk's: what the world outside the process was told. */
  | { readonly kind: "begun" | "acknowledged"; readonly commit: number };

export type Files = Map<string, Uint8Array>;

export class MemoryDirectory implements Directory {
  readonly path = "memory";
  readonly files: Files;
  readonly log: Operation[] = [];
  openFiles = 0;
  #holder = 0;
  #obtained = 0;

  constructor(files: Files = new Map()) {
    this.files = files;
  }

  async ensure(): Promise<void> {}

  exists(): boolean {
    return true;
  }

  list(): string[] {
    return [...this.files.keys()].sort();
  }

  sizeBytes(name: string): number {
    return this.#content(name).length;
  }

  async create(name: string, chunks: Iterable<Uint8Array>): Promise<void> {
    if (this.files.has(name)) throw new FihrisError("index_locked", `${name} exists already`, { file: name });
    const content = new Uint8Array(Buffer.concat([...chunks]));
    this.log.push({ kind: "create", name, content, synced: true });
    this.files.set(name, content);
  }

  async publish(from: string, to: string): Promise<void> {
    if (this.files.has(to)) throw new FihrisError("index_locked", `${to} exists already`, { file: to });
    const content = this.#content(from);
    this.log.push({ kind: "publish", from, to });
    this.files.set(to, content);
    this.files.delete(from);
  }

  async sync(): Promise<void> {
    this.log.push({ kind: "sync" });
  }

  async remove(name: string): Promise<void> {
    if (!this.files.delete(name)) return;
    this.log.push({ kind: "remove", name });
  }

  open(name: string): RandomAccessFile {
    const content = this.#content(name);
    this.openFiles++;
    let isOpen = true;
    return {
      name,
      sizeBytes: content.length,
      read: (target, offset) => {
        if (!isOpen) throw new Error(`${name} is read after it was closed`);
        if (offset + target.length > content.length)
          throw new FihrisError("index_corrupt", `${name} ends early`, { file: name });
        target.set(content.subarray(offset, offset + target.length));
      },
      close: () => {
        if (isOpen) this.openFiles--;
        isOpen = false;
      },
    };
  }

  async lock(): Promise<DirectoryLock> {
    if (this.#holder !== 0) throw new FihrisError("index_locked", "memory is being written", { file: "write.lock" });
    this.#obtained++;
    const own = this.#obtained;
    this.#holder = own;
    return {
      check: async () => {
        if (this.#holder !== own)
          throw new FihrisError("index_locked", "memory was taken over", { file: "write.lock" });
      },
      release: async () => {
        if (this.#holder === own) this.#holder = 0;
      },
    };
  }

  get isLocked(): boolean {
    return this.#holder !== 0;
  }

  /** As a person who removes the lock file by hand. */
  breakLock(): void {
    this.#holder = 0;
  }

  #content(name: string): Uint8Array {
    const content = this.files.get(name);
    if (content !== undefined) return content;
    const cause = Object.assign(new Error(`no ${name}`), { code: "ENOENT" });
    throw new FihrisError("index_corrupt", `${name} is missing from ${this.path}`, { file: name, cause });
  }
}
