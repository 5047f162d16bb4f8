/**
 * inverted-index: documents -> immutable segments on disk -> one consistent snapshot.
 * @module
 */
export { LocalSegments } from "./building/local-segments.ts";
export { type Asked, answerRequests, hasThreads, RequestThread } from "./building/request-thread.ts";
export type { MadeSegment, MergeSource, SegmentFactory, SegmentInProgress } from "./building/segment-factory.ts";
export { ThreadedSegments } from "./building/threaded-segments.ts";
export { placeOf } from "./codec/binary-search.ts";
export { GrowableFloat64, GrowableUint32 } from "./codec/growable.ts";
export { textHash } from "./codec/hashes.ts";
export { Bitmap, countBits } from "./columns/bitmap.ts";
export { bodyFields, signatureBytes } from "./columns/body-signatures.ts";
export type { KeywordColumn, NumberColumn } from "./columns/value-columns.ts";
export type { Dictionary } from "./dictionary/dictionary.ts";
export { FoldedUnits } from "./dictionary/folded-units.ts";
export { noStem } from "./dictionary/stems-of-words.ts";
export { compareUnits, type StringTable } from "./dictionary/string-table.ts";
export type { Directory, DirectoryLock, RandomAccessFile } from "./directory/directory.ts";
export { FsDirectory } from "./directory/fs-directory.ts";
export type { HandoverFile } from "./directory/handover-files.ts";
export { type ForwardField, valueBoundary } from "./forward/forward-field.ts";
export { filterBit, WordFilter } from "./forward/word-filter.ts";
export { mostPlaces, WordSequence } from "./forward/word-sequence.ts";
export { findCompaction } from "./merge/merge-policy.ts";
export type { BigramPostings } from "./postings/bigram-postings.ts";
export type { PostingsList, StemPostings, TermPostings } from "./postings/field-postings.ts";
export { checkId, type PreparedDocument, prepareDocument } from "./segment/prepare-document.ts";
export { segmentParts } from "./segment/segment-files.ts";
export type { SegmentReader, TextField } from "./segment/segment-reader.ts";
export { newestGeneration } from "./snapshot/manifest.ts";
export {
  freshSegments,
  openSnapshot,
  Snapshot,
  type SnapshotSegment,
  type VerifyResult,
  verifyIndex,
} from "./snapshot/snapshot.ts";
export { handOverSnapshot, type SnapshotHandover, takeSnapshot } from "./snapshot/snapshot-handover.ts";
export {
  fixedMemory,
  type KernelModule,
  kernelStarter,
  pageBytes,
  type SharedMemory,
  sharedMemory,
  startKernel,
} from "./web-assembly.ts";
export { eraseIndex } from "./writer/erase-index.ts";
export { IndexWriter, type IndexWriterOptions } from "./writer/index-writer.ts";
export type { RunningMerge } from "./writer/running-merge.ts";
