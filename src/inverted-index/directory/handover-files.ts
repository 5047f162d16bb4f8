/**
 * Files that another thread opened, by name: what is kept in memory is shared, the rest is read by descriptor.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";
import type { FileSource, RandomAccessFile } from "./directory.ts";
import { borrowFile } from "./fs-directory.ts";

/** As messages carry it. */
export interface HandoverFile {
  /** As long as the file, of which it holds what is kept in memory, verified. Absent where nothing is. */
  readonly memory?: SharedArrayBuffer | undefined;
  /** Whether the memory holds all of the file. */
  readonly isWhole: boolean;
  /** Of the file where it is open; without one who needs the file opens it by its name. */
  readonly descriptor?: number | undefined;
  /** What the giver has made of sections, see `SectionFile.decoded`. */
  readonly decoded?: ReadonlyMap<string, unknown>;
}

/** Files that were handed over; others are opened by `rest`, and are missing without it. */
export class HandoverFiles implements FileSource {
  readonly #files: ReadonlyMap<string, HandoverFile>;
  readonly #rest: FileSource | undefined;

  constructor(files: ReadonlyMap<string, HandoverFile>, rest?: FileSource) {
    this.#files = files;
    this.#rest = rest;
  }

  open(name: string): RandomAccessFile {
    const handed = this.#files.get(name);
    if (handed === undefined) return this.#openRest(name);
    const { memory, isWhole, descriptor } = handed;
    if (memory !== undefined && isWhole) return withShared(memoryFile(name, memory), handed);
    return withShared(descriptor === undefined ? this.#openRest(name) : borrowFile(name, descriptor), handed);
  }

  #openRest(name: string): RandomAccessFile {
    if (this.#rest !== undefined) return this.#rest.open(name);
    throw new FihrisError("index_corrupt", `${name} was not handed over`, { file: name });
  }
}

function withShared(file: RandomAccessFile, { memory, decoded }: HandoverFile): RandomAccessFile {
  const { name, sizeBytes, descriptor } = file;
  return {
    name,
    sizeBytes,
    ...(memory !== undefined && { memory }),
    ...(decoded !== undefined && { decoded }),
    ...(descriptor !== undefined && { descriptor }),
    read: (target, offset) => file.read(target, offset),
    close: () => file.close(),
  };
}

function memoryFile(name: string, memory: SharedArrayBuffer): RandomAccessFile {
  const bytes = new Uint8Array(memory);
  return {
    name,
    sizeBytes: bytes.length,
    read: (target, offset) => {
      if (offset + target.length > bytes.length)
        throw new FihrisError("index_corrupt", `${name} ends at byte ${bytes.length}`, { file: name });
      target.set(bytes.subarray(offset, offset + target.length));
    },
    close: () => {},
  };
}
