/**
 * Where segments are made: from documents, and from other segments. On the calling thread, or on worker threads
 * while the calling thread goes on. What is made is on stable storage and in no manifest yet.
 * @module
 */
import type { IndexSettings } from "../../contract/index.ts";
import type { Bitmap } from "../columns/bitmap.ts";
import type { HandoverFile } from "../directory/handover-files.ts";
import type { PreparedDocument } from "../segment/prepare-document.ts";
import type { SegmentInfo } from "../segment/segment-builder.ts";
import type { SegmentReader } from "../segment/segment-reader.ts";

export interface SegmentFactory {
  /** Whether segments are made while the calling thread goes on. */
  readonly inBackground: boolean;
  /** Merges that may be under way at once. */
  readonly mergesAtOnce: number;
  /** Full segments that may be on their way to the disk while others take documents. */
  readonly writesAtOnce: number;
  /**
   * @param bufferBytes - what all documents that are not written yet may take
   * @param settings - which kinds of values the documents keep
   */
  begin(bufferBytes: number, settings: IndexSettings): SegmentInProgress;
  /**
   * Writes the live documents of neighbouring segments, in order, as the segment `name`; undefined where none is
   * live. The sources' files stay where they are until it has ended.
   */
  merge(name: string, sources: readonly MergeSource[]): Promise<MadeSegment | undefined>;
  /** Reads and verifies the files of segments, for `HandoverFiles`; an empty map where the caller does as well itself. */
  load(segments: readonly SegmentInfo[]): Promise<ReadonlyMap<string, HandoverFile>>;
  /** Somebody searches: for a while the calling thread is not made to help others, and gets what they make in memory. */
  noteSearch(): void;
  /** Merges under way reject; their files are the caller's to remove. */
  abandonMerges(): Promise<void>;
  /** What is under way is abandoned: its promises reject, and its files are the caller's to remove. */
  close(): Promise<void>;
}

/** Documents on their way into one segment. */
export interface SegmentInProgress {
  /** Returns a promise where the next document must wait until others are taken. */
  add(document: PreparedDocument): Promise<void> | undefined;
  /** It has as many documents as it should. */
  readonly isFull: boolean;
  /** So few documents that they are written as fast as a thread is asked to. */
  readonly isSmall: boolean;
  /** Writes the segment; after a failure it may be called again with another name. */
  write(name: string): Promise<MadeSegment>;
  /** Lets go of the documents. */
  drop(): void;
}

export interface MergeSource {
  readonly reader: SegmentReader;
  readonly live: Bitmap | undefined;
}

export interface MadeSegment {
  readonly info: SegmentInfo;
  /** Its files in memory, as far as they are: who opens it needs not read them. */
  readonly files: ReadonlyMap<string, HandoverFile>;
}
