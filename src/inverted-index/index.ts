/**
 * inverted-index: documents -> immutable segments on disk -> one consistent snapshot.
 * @module
 */
export { GrowableUint32 } from "./codec/growable.ts";
export { Bitmap } from "./columns/bitmap.ts";
export type { KeywordColumn, NumberColumn } from "./columns/value-columns.ts";
export { type Dictionary, noTrigram } from "./dictionary/dictionary.ts";
export { compareUnits, type StringTable } from "./dictionary/string-table.ts";
export { noStem } from "./dictionary/word-table.ts";
export type { Directory, DirectoryLock, RandomAccessFile } from "./directory/directory.ts";
export { FsDirectory } from "./directory/fs-directory.ts";
export { type ForwardField, valueBoundary } from "./forward/forward-field.ts";
export type { PostingsList, TermPostings } from "./postings/field-postings.ts";
export { checkId, type PreparedDocument, prepareDocument } from "./segment/prepare-document.ts";
export { segmentParts } from "./segment/segment-files.ts";
export type { SegmentReader, TextField } from "./segment/segment-reader.ts";
export { newestGeneration } from "./snapshot/manifest.ts";
export { openSnapshot, Snapshot, type SnapshotSegment, type VerifyResult, verifyIndex } from "./snapshot/snapshot.ts";
export { eraseIndex } from "./writer/erase-index.ts";
export { type CommitOptions, IndexWriter, type IndexWriterOptions } from "./writer/index-writer.ts";
