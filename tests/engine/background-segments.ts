/**
 * Segments made "in the background" without threads, so that a test decides when: documents are taken here, merges
 * wait until they are let go.
 * @module
 */
import type { IndexSettings } from "../../src/contract/index.ts";
import {
  type Directory,
  LocalSegments,
  type MadeSegment,
  type MergeSource,
  type SegmentFactory,
  type SegmentInProgress,
} from "../../src/inverted-index/index.ts";

export class BackgroundSegments implements SegmentFactory {
  readonly inBackground = true;
  readonly mergesAtOnce: number;
  readonly writesAtOnce = 2;
  readonly #local: LocalSegments;
  readonly #waiting: ((isClosed: boolean) => void)[] = [];
  #isHeld = true;
  #merges = 0;

  /** @param isHeld - false lets every merge go at once, beside whatever else goes on */
  constructor(directory: Directory, isHeld = true, mergesAtOnce = 1) {
    this.#local = new LocalSegments(directory);
    this.#isHeld = isHeld;
    this.mergesAtOnce = mergesAtOnce;
  }

  /** Merges begun so far. */
  get merges(): number {
    return this.#merges;
  }

  noteSearch(): void {}

  async abandonMerges(): Promise<void> {
    for (const resolve of this.#waiting.splice(0)) resolve(true);
  }

  /** Lets the merges that wait begin, and those to come. */
  letGo(): void {
    this.#isHeld = false;
    for (const resolve of this.#waiting.splice(0)) resolve(false);
  }

  begin(bufferBytes: number, settings: IndexSettings): SegmentInProgress {
    return this.#local.begin(bufferBytes, settings);
  }

  async merge(name: string, sources: readonly MergeSource[]): Promise<MadeSegment | undefined> {
    this.#merges++;
    const isClosed = this.#isHeld && (await new Promise<boolean>((resolve) => this.#waiting.push(resolve)));
    if (isClosed) throw new Error("abandoned");
    // Some turns of the loop, so that changes come in between.
    for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
    return this.#local.merge(name, sources);
  }

  load(): ReturnType<SegmentFactory["load"]> {
    return this.#local.load();
  }

  async close(): Promise<void> {
    await this.abandonMerges();
  }
}
