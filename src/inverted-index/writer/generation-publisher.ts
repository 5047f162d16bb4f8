/**
 * Makes a list of segments the newest generation of a folder, and removes what no generation names any more.
 *
 * Order: files of new segments are on stable storage before; live documents' files; the folder; the manifest beside
 * its name; its publication, which fails where another process published the generation; the folder. Only then are
 * files that the generation does not name removed.
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { defaultSettings, FihrisError, type IndexSettings } from "../../contract/index.ts";
import { formatVersion } from "../codec/section-file.ts";
import type { Bitmap } from "../columns/bitmap.ts";
import type { Directory, DirectoryLock } from "../directory/directory.ts";
import { manifestFile, partFile, segmentName, segmentNumber, segmentParts } from "../segment/segment-files.ts";
import { writeLiveDocs } from "../snapshot/live-docs.ts";
import { encodeManifest, type Manifest, type ManifestSegment, newestGeneration } from "../snapshot/manifest.ts";
import { Snapshot } from "../snapshot/snapshot.ts";
import { garbageOf } from "./garbage.ts";
import type { WriterSegment } from "./writer-segment.ts";

/** A segment of the generation to be, with the live documents that it is to show. */
export interface PublishedSegment {
  readonly segment: WriterSegment;
  readonly live: Bitmap | undefined;
}

export class GenerationPublisher {
  readonly #directory: Directory;
  readonly #lock: DirectoryLock;
  readonly #without: readonly string[];
  #snapshot: Snapshot;
  #nextSegment: number;
  /** Names whose files are written or being written, and stand in no manifest. */
  readonly #reserved = new Set<string>();
  #failure: FihrisError | undefined;

  /** @param without - steps of the analysis that a new index is made without */
  constructor(directory: Directory, lock: DirectoryLock, snapshot: Snapshot, without: readonly string[]) {
    this.#directory = directory;
    this.#without = snapshot.generation === 0 ? without : (snapshot.manifest.without ?? []);
    this.#lock = lock;
    this.#snapshot = snapshot;
    // Above what a crashed writer left too: a name is used once, whether its file can be removed or not.
    this.#nextSegment = Math.max(
      snapshot.manifest.nextSegment,
      1 + Math.max(0, ...directory.list().map(segmentNumber)),
    );
  }

  /** The newest generation. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Set where it is not certain what the folder holds, or whose it is. */
  get failure(): FihrisError | undefined {
    return this.#failure;
  }

  fail(failure: FihrisError): void {
    this.#failure ??= failure;
  }

  /** A name for a new segment, whose files stay until it is given up or a generation without it follows one with it. */
  async reserveName(): Promise<string> {
    await this.#lock.check();
    const name = segmentName(this.#nextSegment++);
    this.#reserved.add(name);
    return name;
  }

  /** Removes the segment's files, and no others: what a publication under way has written stands in no manifest yet. */
  async giveUp(name: string): Promise<void> {
    this.#reserved.delete(name);
    const own = new Set(segmentParts.map((part) => partFile(name, part)));
    await this.collectGarbage((file) => own.has(file));
  }

  /** Makes `segments` the index's content; until it returns they are not. */
  async publish(segments: readonly PublishedSegment[], settings: IndexSettings): Promise<void> {
    await this.#lock.check();
    // Names of this generation that an attempt before left behind.
    await this.collectGarbage();
    const generation = this.#snapshot.generation + 1;
    const temporary = `${manifestFile(generation)}.tmp`;
    const changed = segments.filter(({ segment, live }) => live !== segment.committed.live);
    const entries = segments.map(({ segment, live }): ManifestSegment => {
      const isChanged = live !== segment.committed.live;
      const deleted = live === undefined ? 0 : segment.info.docCount - live.count();
      return { ...segment.info, live: isChanged ? generation : segment.committed.generation, deleted };
    });
    const { settings: _settings, without: _without, ...constant } = this.#snapshot.manifest;
    const manifest: Manifest = {
      ...constant,
      format: formatVersion,
      generation,
      nextSegment: this.#nextSegment,
      segments: entries,
      ...(isDeepStrictEqual(settings, defaultSettings) ? {} : { settings }),
      ...(this.#without.length === 0 ? {} : { without: this.#without }),
    };
    try {
      for (const { segment, live } of changed)
        await writeLiveDocs(this.#directory, segment.info.name, generation, live!);
      await this.#directory.create(temporary, [encodeManifest(manifest)]);
      await this.#directory.sync();
    } catch (cause) {
      // Nothing is visible yet: clear the way, so that the same commit can be tried again.
      await this.collectGarbage();
      throw cause;
    }
    try {
      await this.#directory.publish(temporary, manifestFile(generation));
      this.#checkNewest(generation);
      await this.#directory.sync();
    } catch (cause) {
      this.#failure = cause as FihrisError;
      throw cause;
    }
    for (const { segment, live } of changed) segment.committed = { live, generation };
    for (const { segment } of segments) this.#reserved.delete(segment.info.name);
    this.#snapshot = new Snapshot(
      manifest,
      segments.map(({ segment: { reader, committed } }) => ({ reader, live: committed.live })),
    );
    await this.collectGarbage();
  }

  /**
   * Removes our own files that the newest generation does not name; leaves every other file alone. What cannot be
   * removed now is garbage that the next writer removes. Without the lock they may be another writer's files.
   * @param isMeant - which of them
   */
  async collectGarbage(isMeant: (name: string) => boolean = () => true): Promise<void> {
    try {
      await this.#lock.check();
      for (const name of garbageOf(this.#directory.list(), this.#snapshot.manifest, [...this.#reserved]))
        if (isMeant(name)) await this.#removeQuietly(name);
    } catch (cause) {
      if (!(cause instanceof FihrisError)) throw cause;
    }
  }

  async #removeQuietly(name: string): Promise<void> {
    try {
      await this.#directory.remove(name);
    } catch (cause) {
      if (!(cause instanceof FihrisError)) throw cause;
    }
  }

  /** A generation that another process published and removed again can be published twice: later ones betray it. */
  #checkNewest(generation: number): void {
    const newest = newestGeneration(this.#directory);
    if (newest === generation) return;
    throw new FihrisError("index_locked", `another process has committed generation ${newest} meanwhile`, {
      file: manifestFile(newest),
      remedy: "close this index, open it again and repeat the changes",
    });
  }
}
