/**
 * Segments made on the calling thread, over any Directory.
 * @module
 */
import { type AnalysisStep, type AnalysisSteps, stepsWithout } from "../../analysis/index.ts";
import type { IndexSettings } from "../../contract/index.ts";
import { WordTable } from "../dictionary/word-table.ts";
import type { Directory } from "../directory/directory.ts";
import type { HandoverFile } from "../directory/handover-files.ts";
import { mergeSegments } from "../merge/merge-segments.ts";
import type { PreparedDocument } from "../segment/prepare-document.ts";
import { SegmentBuilder } from "../segment/segment-builder.ts";
import type { SegmentWork } from "../segment/segment-work.ts";
import { DocumentPacker, type PackedDocuments } from "../store/document-packer.ts";
import type { MadeSegment, MergeSource, SegmentFactory, SegmentInProgress } from "./segment-factory.ts";

/** Words known from buffers before are not analysed again; beyond so many they cost more memory than they save time. */
const maxKnownWords = 1_500_000;

export class LocalSegments implements SegmentFactory {
  readonly inBackground = false;
  readonly mergesAtOnce = 1;
  readonly writesAtOnce = 1;
  readonly #directory: Directory;
  readonly #steps: AnalysisSteps;
  readonly #packer = new DocumentPacker();
  #words: WordTable;

  /** @param without - steps of the analysis that are left out */
  constructor(directory: Directory, without: readonly AnalysisStep[] = []) {
    this.#directory = directory;
    this.#steps = stepsWithout(without);
    this.#words = new WordTable(this.#steps);
  }

  begin(bufferBytes: number, settings: IndexSettings): LocalSegment {
    if (this.#words.words.length > maxKnownWords) this.#forget();
    return new LocalSegment(this.#directory, new SegmentBuilder(this.#words, this.#packer), bufferBytes, settings);
  }

  async merge(name: string, sources: readonly MergeSource[]): Promise<MadeSegment | undefined> {
    // A merge needs the most memory of all: what is kept for speed alone gives way.
    this.#forget();
    const builder = mergeSegments(sources);
    if (builder.docCount === 0) return undefined;
    return { info: await builder.write(this.#directory, name), files: new Map() };
  }

  async load(): Promise<ReadonlyMap<string, HandoverFile>> {
    return new Map();
  }

  noteSearch(): void {}

  async abandonMerges(): Promise<void> {}

  async close(): Promise<void> {
    this.#words.close();
  }

  #forget(): void {
    this.#words.close();
    this.#words = new WordTable(this.#steps);
  }
}

export class LocalSegment implements SegmentInProgress {
  readonly isSmall = true;
  readonly #directory: Directory;
  readonly #bufferBytes: number;
  readonly #builder: SegmentBuilder;
  readonly #settings: IndexSettings;

  constructor(directory: Directory, builder: SegmentBuilder, bufferBytes: number, settings: IndexSettings) {
    this.#settings = settings;
    this.#directory = directory;
    this.#bufferBytes = bufferBytes;
    this.#builder = builder;
  }

  get isFull(): boolean {
    return this.#builder.sizeBytes >= this.#bufferBytes;
  }

  add(document: PreparedDocument): undefined {
    this.#builder.add(document, this.#settings);
  }

  /** Adds documents without what the store has of them, which is `stored`: packed, or document by document. */
  addAll(documents: Iterable<Omit<PreparedDocument, "stored">>, stored: PackedDocuments | readonly Uint8Array[]): void {
    for (const document of documents) this.#builder.index(document, this.#settings);
    if ("crcs" in stored) this.#builder.store.append(stored);
    else for (const document of stored) this.#builder.store.add(document);
  }

  /** @param work - see `SegmentBuilder.write` */
  async write(name: string, work?: SegmentWork): Promise<MadeSegment> {
    return { info: await this.#builder.write(this.#directory, name, work), files: new Map() };
  }

  drop(): void {}
}
