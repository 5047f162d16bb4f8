/**
 * In: paths of files and folders; out: their documents, one after the other, in constant memory for JSON Lines
 * and CSV. Whatever cannot be read is reported and skipped; the rest goes on.
 * @module
 */
import { type FoundFile, walkFiles } from "./file-walk.ts";
import type { IngestOptions } from "./ingest-options.ts";
import { type IngestProblem, RejectedInput, readFailure } from "./ingest-problem.ts";
import type { IngestedDocument } from "./ingested-document.ts";
import { repairDocument } from "./visual-order/repair-document.ts";

/**
 * Documents of the files named and of the folders named, recursively, in the order of their ids' code units
 * within each argument. An id is the path relative to the argument with "/" (for a file that is named, its base
 * name), or what a record of JSON or CSV calls itself (`id`, else `_id`, else `<path>#<line>`).
 * Throws `FihrisError` `input_unreadable`, before the first document, if a path does not exist.
 */
export async function* ingest(paths: readonly string[], options: IngestOptions): AsyncGenerator<IngestedDocument> {
  for await (const found of walkFiles(paths)) {
    if (!("file" in found) || !("format" in found)) {
      options.onProblem(found);
      continue;
    }
    for await (const item of readFound(found, options)) {
      if ("document" in item) yield { ...item, document: repairDocument(item.document) };
      else options.onProblem(item);
    }
  }
}

async function* readFound(
  { file, format }: FoundFile,
  options: IngestOptions,
): AsyncGenerator<IngestedDocument | IngestProblem> {
  try {
    yield* format.read(file, options);
  } catch (error) {
    const failure = readFailure(error);
    if (!(failure instanceof RejectedInput)) throw failure;
    yield failure.toProblem(file.path);
  }
}
