/**
 * Files that another thread opened, by name: whole ones in shared memory, others by their descriptor.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";
import type { FileSource, RandomAccessFile } from "./directory.ts";
import { borrowFile } from "./fs-directory.ts";

/** Memory of a file that was read and verified, or the descriptor of one that stays on disk; as messages carry it. */
export type SharedFile = SharedArrayBuffer | number;

/** Files that were handed over; others are opened by `rest`, and are missing without it. */
export class SharedFiles implements FileSource {
  readonly #files: ReadonlyMap<string, SharedFile>;
  readonly #rest: FileSource | undefined;

  constructor(files: ReadonlyMap<string, SharedFile>, rest?: FileSource) {
    this.#files = files;
    this.#rest = rest;
  }

  open(name: string): RandomAccessFile {
    const file = this.#files.get(name);
    if (typeof file === "number") return borrowFile(name, file);
    if (file !== undefined) return memoryFile(name, file);
    if (this.#rest !== undefined) return this.#rest.open(name);
    throw new FihrisError("index_corrupt", `${name} was not handed over`, { file: name });
  }
}

function memoryFile(name: string, memory: SharedArrayBuffer): RandomAccessFile {
  const bytes = new Uint8Array(memory);
  return {
    name,
    sizeBytes: bytes.length,
    memory,
    read: (target, offset) => {
      if (offset + target.length > bytes.length)
        throw new FihrisError("index_corrupt", `${name} ends at byte ${bytes.length}`, { file: name });
      target.set(bytes.subarray(offset, offset + target.length));
    },
    close: () => {},
  };
}
