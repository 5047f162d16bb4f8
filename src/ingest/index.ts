/**
 * ingest: files -> documents. Text, Markdown, HTML, PDF, JSON, JSON Lines and CSV, plain or gzipped, one
 * by one or by the folder.
 * @module
 */
export { isFileId, supportedExtensions } from "./file-format.ts";
export { ingest } from "./ingest.ts";
export type { IngestOptions } from "./ingest-options.ts";
export type { IngestProblem } from "./ingest-problem.ts";
export type { IngestedDocument } from "./ingested-document.ts";
