/**
 * An index in a folder of this machine, as programs use it.
 * @module
 */
import { setTimeout as delay } from "node:timers/promises";
import {
  type CommitResult,
  type DocumentInput,
  type Engine,
  FihrisError,
  type IndexSettings,
  type IndexStats,
  type SearchRequest,
  type SearchResponse,
  type SettingsChange,
  type StoredDocument,
  type SuggestResponse,
} from "../contract/index.ts";
import {
  checkId,
  type Directory,
  eraseIndex,
  FsDirectory,
  freshSegments,
  hasThreads,
  type IndexWriter,
  LocalSegments,
  newestGeneration,
  openSnapshot,
  type PreparedDocument,
  prepareDocument,
  type SegmentFactory,
  type Snapshot,
  type VerifyResult,
  verifyIndex,
} from "../inverted-index/index.ts";
import { analysisStepsIn, changeSettings, checkSteps, Searcher, Suggester } from "../search/index.ts";
import { type CloseOptions, type CommitOptions, IndexChanges } from "./index-changes.ts";
import { changesOptions, checkAnalysis, type IndexOptions, segmentFactory } from "./index-options.ts";
import { SearchPool } from "./search-pool.ts";
import { snapshotStats } from "./snapshot-stats.ts";
import { TimeSlice } from "./time-slice.ts";
import { warmSnapshot } from "./warm-snapshot.ts";

/** The call that has a table of suggestions made waits for a small one; nobody waits for a large one. */
const firstSuggestionMs = 50;

/** Not part of the contract of all engines: what only an index of this machine can do. */
export interface LocalEngine extends Engine {
  readonly path: string;
  /** `merge: false` leaves the merging of segments to a later commit: for the commits within a long load. */
  commit(options?: CommitOptions): Promise<CommitResult>;
  /** Version of the document with this id, buffered changes included; undefined where there is none. */
  versionOf(id: string | number): Promise<string | undefined>;
  /** Ids of all live documents, buffered changes included. */
  ids(): Promise<string[]>;
  /**
   * A commit that waits for nothing: it may leave what was added last to the next one, but what it makes visible is
   * all that happened up to some moment. Merges that are due begin beside it. For the commits within a long load.
   */
  checkpoint(): Promise<CommitResult>;
  /** Merges segments and drops deleted documents. */
  compact(): Promise<CommitResult>;
  /** Resolves when no merge is under way. */
  merged(): Promise<void>;
  close(options?: CloseOptions): Promise<void>;
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
  readonly #factory: SegmentFactory;
  readonly #changes: IndexChanges;
  readonly #pool: SearchPool | undefined;
  readonly #suggester = new Suggester();
  /** Whether somebody searches on this thread, who would notice what a new segment costs at first. */
  #isSearched = false;
  #closed = false;

  private constructor(directory: Directory, snapshot: Snapshot, options: IndexOptions, factory: SegmentFactory) {
    this.path = directory.path;
    this.#directory = directory;
    this.#snapshot = snapshot;
    this.#searcher = new Searcher(snapshot, options);
    this.#options = options;
    this.#factory = factory;
    const index = this;
    this.#changes = new IndexChanges(directory, factory, changesOptions(options), {
      get snapshot() {
        return index.#snapshot;
      },
      show: (shown) => this.#show(shown),
    });
    const { searchThreads = 0, searchQueue = Infinity, without = [] } = options;
    this.#pool = searchThreads > 0 && hasThreads ? new SearchPool(searchThreads, searchQueue, without) : undefined;
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
    const directory = new FsDirectory(path);
    return Index.openDirectory(directory, options, segmentFactory(directory, options));
  }

  /** `open` over another Directory and another way to make segments, as tests of faults use it. */
  static async openDirectory(
    directory: Directory,
    options: IndexOptions = {},
    factory: SegmentFactory = new LocalSegments(directory, analysisStepsIn(options.without ?? [])),
  ): Promise<Index> {
    if (options.readOnly && newestGeneration(directory) === 0) {
      throw new FihrisError("index_not_found", `there is no index in ${directory.path}`, {
        remedy: `make one with: fihris index <path...> --index ${directory.path}`,
      });
    }
    checkSteps(options.without ?? []);
    const snapshot = openSnapshot(directory);
    checkAnalysis(snapshot, options);
    const index = new Index(directory, snapshot, options, factory);
    await index.#pool?.show(snapshot);
    return index;
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
    // One document is taken as it is now; a list is read when its turn comes.
    const [only] = list.length === 1 ? list.map(prepareDocument) : [];
    await this.#write(async (writer) => {
      if (only !== undefined) return writer.add(only);
      // All are checked before any is taken: a list goes in whole or not at all.
      const slice = new TimeSlice();
      const prepared: PreparedDocument[] = [];
      for (const document of list) {
        prepared.push(prepareDocument(document));
        await slice.yieldIfDue();
      }
      for (const document of prepared) {
        await writer.add(document);
        await slice.yieldIfDue();
      }
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
    this.#checkWritable();
    return this.#changes.commit(options);
  }

  async checkpoint(): Promise<CommitResult> {
    this.#checkWritable();
    return this.#changes.checkpoint();
  }

  async compact(): Promise<CommitResult> {
    this.#checkWritable();
    return this.#changes.compact();
  }

  async merged(): Promise<void> {
    await this.#changes.merged();
  }

  async search(query: string | SearchRequest, options?: SearchRequest): Promise<SearchResponse> {
    this.#checkOpen();
    const asked = typeof query === "string" ? { q: query } : query;
    const request = options === undefined ? asked : Object.assign({}, asked, options);
    this.#factory.noteSearch();
    if (this.#pool !== undefined) return this.#pool.search(request);
    this.#isSearched = true;
    return this.#searcher.search(request);
  }

  async searchJson(request: SearchRequest): Promise<Uint8Array> {
    if (this.#pool === undefined) return new TextEncoder().encode(JSON.stringify(await this.search(request)));
    this.#checkOpen();
    this.#factory.noteSearch();
    return this.#pool.searchJson(request);
  }

  async suggest(prefix: string, options: { readonly limit?: number } = {}): Promise<SuggestResponse> {
    this.#checkOpen();
    if (typeof prefix !== "string") throw new FihrisError("invalid_parameter", `prefix: expected text, got ${prefix}`);
    const limit = options.limit ?? 10;
    if (!Number.isInteger(limit) || limit < 0 || limit > 100) {
      throw new FihrisError("invalid_parameter", `limit: expected a whole number from 0 to 100, got ${limit}`);
    }
    const started = performance.now();
    if (this.#options.suggestions !== "dictionary" && this.#suggester.isDue(this.#snapshot))
      await Promise.race([this.#refreshSuggestions(), delay(firstSuggestionMs, undefined, { ref: false })]);
    const suggestions = this.#suggester.suggest(this.#snapshot, prefix, limit);
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
    const { writer } = this.#changes;
    if (writer !== undefined) return writer.versionOf(checked);
    return (await this.get(checked))?.version;
  }

  async ids(): Promise<string[]> {
    this.#checkOpen();
    const { writer } = this.#changes;
    if (writer !== undefined) return [...writer.ids()];
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

  async settings(): Promise<IndexSettings> {
    this.#checkOpen();
    return this.#snapshot.settings;
  }

  async updateSettings(change: SettingsChange): Promise<IndexSettings> {
    this.#checkWritable();
    await this.#changes.commit({}, (writer) => {
      const textFields = writer.hasChanges ? [] : [...writer.snapshot.textFields];
      writer.setSettings(changeSettings(writer.settings, change, textFields));
    });
    return this.#snapshot.settings;
  }

  async refresh(): Promise<boolean> {
    this.#checkOpen();
    const isCurrent = () =>
      // While this index writes nobody else does, and its own commits are visible at once.
      this.#changes.writer !== undefined || newestGeneration(this.#directory) === this.#snapshot.generation;
    if (isCurrent()) return false;
    return this.#changes.beside(async () => {
      if (isCurrent()) return false;
      const files = await this.#factory.load(freshSegments(this.#directory, this.#snapshot));
      await this.#show(openSnapshot(this.#directory, this.#snapshot, files));
      return true;
    });
  }

  async close(options: CloseOptions = {}): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#changes.close(options);
    await this.#pool?.close();
    this.#snapshot.closeFor(undefined);
  }

  async #write<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    this.#checkWritable();
    return this.#changes.change(work);
  }

  #checkWritable(): void {
    this.#checkOpen();
    if (this.#options.readOnly) {
      throw new FihrisError("index_read_only", `${this.path} was opened for reading only`, {
        remedy: "open it without readOnly",
      });
    }
  }

  async #show(snapshot: Snapshot): Promise<void> {
    if (snapshot === this.#snapshot) return;
    const searcher = new Searcher(snapshot, this.#options);
    if (this.#isSearched) await warmSnapshot(snapshot, searcher, this.#snapshot);
    const previous = this.#snapshot;
    this.#snapshot = snapshot;
    this.#searcher = searcher;
    await this.#pool?.show(snapshot);
    previous.closeFor(snapshot);
  }

  #refreshSuggestions(): Promise<void> {
    const slice = new TimeSlice();
    return this.#suggester.refresh({
      snapshot: () => this.#snapshot,
      pause: () => slice.yieldIfDue(),
      isStopped: () => this.#closed,
    });
  }

  #checkOpen(): void {
    if (this.#closed)
      throw new FihrisError("index_closed", `the index ${this.path} is closed`, {
        remedy: "open it again with Index.open",
      });
  }
}
