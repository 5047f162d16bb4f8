/**
 * An index in a folder of this machine, as programs use it.
 * @module
 */
import {
  type CommitResult,
  type DocumentInput,
  type Engine,
  FihrisError,
  type IndexStats,
  type SearchRequest,
  type SearchResponse,
  type StoredDocument,
  type SuggestResponse,
} from "../contract/index.ts";
import {
  type CommitOptions,
  checkId,
  type Directory,
  eraseIndex,
  FsDirectory,
  IndexWriter,
  newestGeneration,
  openSnapshot,
  prepareDocument,
  type Snapshot,
  type VerifyResult,
  verifyIndex,
} from "../inverted-index/index.ts";
import { Searcher, Suggester } from "../search/index.ts";
import { snapshotStats } from "./snapshot-stats.ts";

export interface IndexOptions {
  /** Refuses every write, takes no lock and makes no folder: throws `index_not_found` where there is none. Default false. */
  readonly readOnly?: boolean;
  /** Documents are written out, not yet visible, when the buffer holds so many bytes. Default 128 MiB. */
  readonly bufferBytes?: number;
  /**
   * The write lock is taken by the first change. It is held until `close` (default), or given back by every commit,
   * so that other processes can write in between: what a server does.
   */
  readonly holdLock?: "until-close" | "until-commit";
  /**
   * Where suggestions come from: `memory` (default) builds a table at the first call, in the background, and knows
   * titles; `dictionary` needs no building, for programs that live for one call.
   */
  readonly suggestions?: "memory" | "dictionary";
}

/** Not part of the contract of all engines: what only an index of this machine can do. */
export interface LocalEngine extends Engine {
  readonly path: string;
  /** `merge: false` leaves the merging of segments to a later commit: for the commits within a long load. */
  commit(options?: CommitOptions): Promise<CommitResult>;
  /** Version of the document with this id, buffered changes included; undefined where there is none. */
  versionOf(id: string | number): Promise<string | undefined>;
  /** Ids of all live documents, buffered changes included. */
  ids(): Promise<string[]>;
  /** Merges segments and drops deleted documents. */
  compact(): Promise<CommitResult>;
}

/**
 * A full-text index in a folder. One writer, any number of readers, also from other processes.
 *
 *     const index = await Index.open("my-index");
 *     await index.add({ id: "1", title: "مدرسة", text: "ذهب الأطفال إلى مدارسهم" });
 *     await index.commit();
 *     const { hits } = await index.search("مدارس");
 *     await index.close();
 */
export class Index implements LocalEngine {
  readonly path: string;
  readonly #directory: Directory;
  readonly #options: IndexOptions;
  #snapshot: Snapshot;
  #searcher: Searcher;
  #writer: IndexWriter | undefined;
  #suggester: Suggester | undefined;
  #closed = false;
  /** Writes follow one another: a commit ends before the next change begins. */
  #writes: Promise<unknown> = Promise.resolve();

  private constructor(directory: Directory, snapshot: Snapshot, options: IndexOptions) {
    this.path = directory.path;
    this.#directory = directory;
    this.#snapshot = snapshot;
    this.#searcher = new Searcher(snapshot);
    this.#options = options;
  }

  /**
   * Opens the newest commit in a folder, or an empty index where there is none; files appear at the first commit.
   * Throws `index_corrupt` with the damaged file's name, `index_version`, or `index_not_found` for read-only opening.
   */
  static async open(path: string, options: IndexOptions = {}): Promise<Index> {
    if (typeof path !== "string" || path === "") {
      throw new FihrisError(
        "invalid_parameter",
        `expected the path of a folder, got ${JSON.stringify(path) ?? "nothing"}`,
        {
          remedy: 'pass the index folder, for example Index.open("my-index")',
        },
      );
    }
    return Index.openDirectory(new FsDirectory(path), options);
  }

  /** `open` over another Directory, as tests of faults use it. */
  static async openDirectory(directory: Directory, options: IndexOptions = {}): Promise<Index> {
    if (options.readOnly && newestGeneration(directory) === 0) {
      throw new FihrisError("index_not_found", `there is no index in ${directory.path}`, {
        remedy: `make one with: fihris index <path...> --index ${directory.path}`,
      });
    }
    return new Index(directory, openSnapshot(directory), options);
  }

  /** Reads every byte of an index against its checksums; throws `index_corrupt` with the file's name. */
  static async verify(path: string): Promise<VerifyResult> {
    const directory = new FsDirectory(path);
    if (newestGeneration(directory) === 0) {
      throw new FihrisError("index_not_found", `there is no index in ${path}`, {
        remedy: "name the folder of an index",
      });
    }
    return verifyIndex(directory);
  }

  /**
   * Removes the index from a folder, also one that this version cannot open; files that are not the index's stay, and
   * so does the folder. Does nothing where there is none. Throws `index_locked` where a process writes, `io_error`.
   */
  static async erase(path: string): Promise<void> {
    await eraseIndex(new FsDirectory(path));
  }

  async add(documents: DocumentInput | readonly DocumentInput[]): Promise<void> {
    const list = Array.isArray(documents) ? (documents as readonly DocumentInput[]) : [documents as DocumentInput];
    // All are checked before any is taken: a list goes in whole or not at all.
    const prepared = list.map(prepareDocument);
    await this.#write(async (writer) => {
      for (const document of prepared) await writer.add(document);
    });
  }

  async update(document: DocumentInput): Promise<void> {
    const prepared = prepareDocument(document);
    await this.#write(async (writer) => {
      if (writer.versionOf(prepared.id) === undefined) {
        throw new FihrisError("document_not_found", `there is no document ${JSON.stringify(prepared.id)} to update`, {
          remedy: "use add, which replaces or inserts",
        });
      }
      await writer.add(prepared);
    });
  }

  async delete(id: string | number): Promise<boolean> {
    const checked = checkId(id);
    return this.#write(async (writer) => writer.delete(checked));
  }

  async commit(options: CommitOptions = {}): Promise<CommitResult> {
    return this.#commit((writer) => writer.commit(options));
  }

  async compact(): Promise<CommitResult> {
    return this.#commit((writer) => writer.compact());
  }

  async search(query: string | SearchRequest, options: SearchRequest = {}): Promise<SearchResponse> {
    this.#checkOpen();
    return this.#searcher.search(typeof query === "string" ? { ...options, q: query } : { ...query, ...options });
  }

  async suggest(prefix: string, options: { readonly limit?: number } = {}): Promise<SuggestResponse> {
    this.#checkOpen();
    const limit = options.limit ?? 10;
    if (!Number.isInteger(limit) || limit < 0 || limit > 100) {
      throw new FihrisError("invalid_parameter", `limit: expected a whole number from 0 to 100, got ${limit}`);
    }
    const started = performance.now();
    const suggestions = this.#currentSuggester().suggest(prefix, limit);
    return { prefix, suggestions, took_ms: Math.round((performance.now() - started) * 1000) / 1000 };
  }

  async get(id: string | number): Promise<StoredDocument | undefined> {
    this.#checkOpen();
    const checked = checkId(id);
    const doc = this.#snapshot.find(checked);
    if (doc < 0) return undefined;
    const { reader, base } = this.#snapshot.segmentOf(doc);
    return { id: checked, version: reader.ids.version(doc - base), fields: reader.stored(doc - base) };
  }

  async versionOf(id: string | number): Promise<string | undefined> {
    const checked = checkId(id);
    if (this.#writer !== undefined) return this.#writer.versionOf(checked);
    return (await this.get(checked))?.version;
  }

  async ids(): Promise<string[]> {
    this.#checkOpen();
    if (this.#writer !== undefined) return [...this.#writer.ids()];
    const { segments, live } = this.#snapshot;
    return segments.flatMap(({ reader, base }) => {
      const found: string[] = [];
      for (let doc = 0; doc < reader.docCount; doc++) if (live.has(base + doc)) found.push(reader.ids.get(doc));
      return found;
    });
  }

  async stats(): Promise<IndexStats> {
    this.#checkOpen();
    return snapshotStats(this.#snapshot);
  }

  async refresh(): Promise<boolean> {
    this.#checkOpen();
    // While this index writes nobody else does, and its own commits are visible at once.
    if (this.#writer !== undefined || newestGeneration(this.#directory) === this.#snapshot.generation) return false;
    this.#show(openSnapshot(this.#directory, this.#snapshot));
    return true;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writes;
    await this.#releaseWriter();
    this.#snapshot.closeFor(undefined);
  }

  async #commit(work: (writer: IndexWriter) => Promise<CommitResult>): Promise<CommitResult> {
    return this.#write(async (writer) => {
      let release = this.#options.holdLock === "until-commit";
      try {
        return await work(writer);
      } catch (cause) {
        release = false;
        throw cause;
      } finally {
        this.#show(writer.snapshot);
        // After a failure without a certain outcome the next change begins anew, from what is on the disk.
        if (release || writer.hasFailed) await this.#releaseWriter();
      }
    });
  }

  async #write<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    this.#checkOpen();
    if (this.#options.readOnly) {
      throw new FihrisError("index_read_only", `${this.path} was opened for reading only`, {
        remedy: "open it without readOnly",
      });
    }
    const turn = this.#writes.then(async () => {
      if (this.#writer === undefined) {
        this.#writer = await IndexWriter.open(
          this.#directory,
          this.#snapshot,
          this.#options.bufferBytes === undefined ? {} : { bufferBytes: this.#options.bufferBytes },
        );
        this.#show(this.#writer.snapshot);
      }
      return work(this.#writer);
    });
    this.#writes = turn.catch(() => {});
    return turn;
  }

  #show(snapshot: Snapshot): void {
    if (snapshot === this.#snapshot) return;
    const previous = this.#snapshot;
    this.#snapshot = snapshot;
    this.#searcher = new Searcher(snapshot);
    this.#suggester = undefined;
    previous.closeFor(snapshot);
  }

  async #releaseWriter(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.close();
  }

  #currentSuggester(): Suggester {
    if (this.#suggester === undefined) {
      const suggester = new Suggester(this.#snapshot);
      this.#suggester = suggester;
      if (this.#options.suggestions !== "dictionary")
        void suggester.build(() => this.#suggester !== suggester || this.#closed);
    }
    return this.#suggester;
  }

  #checkOpen(): void {
    if (this.#closed)
      throw new FihrisError("index_closed", `the index ${this.path} is closed`, {
        remedy: "open it again with Index.open",
      });
  }
}
