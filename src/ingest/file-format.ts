/**
 * Which reader reads which file, by its extension.
 * @module
 */
import { readCsv } from "./csv-file.ts";
import { readHtml } from "./html-file.ts";
import type { IngestOptions } from "./ingest-options.ts";
import type { IngestProblem } from "./ingest-problem.ts";
import type { IngestedDocument } from "./ingested-document.ts";
import { readJson } from "./json-file.ts";
import { readJsonLines } from "./jsonl-file.ts";
import { readMarkdown } from "./markdown-file.ts";
import { readPdf } from "./pdf-file.ts";
import type { SourceFile } from "./source-file.ts";
import { readText } from "./text-file.ts";

/**
 * Yields a file's documents, and a problem for each record that is skipped. Throws `RejectedInput`, or the
 * system's own error, for a problem that ends the file.
 */
type FileReader = (
  file: SourceFile,
  options: Omit<IngestOptions, "onProblem">,
) => AsyncGenerator<IngestedDocument | IngestProblem>;

export interface FileFormat {
  readonly read: FileReader;
  readonly gzip: boolean;
}

const readers = new Map<string, FileReader>([
  [".txt", readText],
  [".md", readMarkdown],
  [".markdown", readMarkdown],
  [".html", readHtml],
  [".htm", readHtml],
  [".jsonl", readJsonLines],
  [".ndjson", readJsonLines],
  [".json", readJson],
  [".csv", readCsv],
  [".pdf", readPdf],
]);

/** In lower case, with the dot; case does not matter in names of files. */
export const supportedExtensions: readonly string[] = [...readers.keys()].flatMap((extension) => [
  extension,
  `${extension}.gz`,
]);

/** Whether an id is one that documents of files get: the path of a file that is read, or a line of it. */
export function isFileId(id: string): boolean {
  return formatOf(id.replace(/#\d+$/, "")) !== undefined;
}

export function formatOf(path: string): FileFormat | undefined {
  const match = /(\.[a-z]+)(\.gz)?$/.exec(path.toLowerCase());
  const read = match === null ? undefined : readers.get(match[1]);
  return read === undefined ? undefined : { read, gzip: match?.[2] !== undefined };
}
