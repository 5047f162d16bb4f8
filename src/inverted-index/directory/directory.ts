/**
 * The seam between the index and the file system: everything that touches an index folder goes through one
 * Directory, so that a test can replay every crash and fault (a lint in tests/architecture proves it).
 * Files are written once, never changed: `create` refuses a name that exists.
 * @module
 */

/** An open file that is read at offsets; stays readable after the file was removed by a writer. */
export interface RandomAccessFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** Verified bytes that threads share, as many as the file has: those of what is kept in memory, or all. */
  readonly memory?: SharedArrayBuffer;
  /** By which other threads of the process read the file as long as it is open. */
  readonly descriptor?: number;
  /** What another thread has made of its sections, by name: arrays in shared memory. */
  readonly decoded?: ReadonlyMap<string, unknown>;
  /** Fills `target` from `offset`; throws `index_corrupt` where the file ends before. */
  read(target: Uint8Array, offset: number): void;
  close(): void;
}

/** What can open files by name: a Directory, or files that another thread handed over. */
export interface FileSource {
  open(name: string): RandomAccessFile;
}

export interface Directory extends FileSource {
  /** Shown in messages. */
  readonly path: string;
  /** Makes the folder where it is missing. */
  ensure(): Promise<void>;
  exists(): boolean;
  /** Names of the files, sorted. */
  list(): string[];
  sizeBytes(name: string): number;
  /**
   * Creates `name` exclusively, writes the chunks, and returns when the content is on stable storage. Throws
   * `index_locked` where the name exists: names are new, so that only another writer can have made it.
   */
  create(name: string, chunks: Iterable<Uint8Array>): Promise<void>;
  /**
   * Gives the finished file `from` its final name `to`, atomically, and removes `from`; throws `index_locked`
   * where `to` exists: this fences a writer whose lock was lost.
   */
  publish(from: string, to: string): Promise<void>;
  /** Returns when creations, renames and removals of names are on stable storage. */
  sync(): Promise<void>;
  remove(name: string): Promise<void>;
  /** Obtains the write lock; throws `index_locked` with the holder's process id. */
  lock(): Promise<DirectoryLock>;
}

export interface DirectoryLock {
  /** Throws `index_locked` where the lock was removed or taken over. */
  check(): Promise<void>;
  release(): Promise<void>;
}
