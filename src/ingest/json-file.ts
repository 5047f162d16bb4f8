/**
 * A JSON file holds an array of documents, or one document.
 * @module
 */
import { decodeText } from "./encoding.ts";
import { type Fields, type IngestOptions, withRoles } from "./ingest-options.ts";
import { type IngestProblem, RejectedInput } from "./ingest-problem.ts";
import { type IngestedDocument, identifiedDocument } from "./ingested-document.ts";
import { emptyFile, readWhole, type SourceFile } from "./source-file.ts";

const maxBytesDefault = 256 * 1024 * 1024;

/** A document without an id is called after its place in the array: `<path>#<1-based place>`. */
export async function* readJson(
  file: SourceFile,
  options: Omit<IngestOptions, "onProblem">,
): AsyncGenerator<IngestedDocument | IngestProblem> {
  const source = decodeText(await readWhole(file, options.maxFileBytes ?? maxBytesDefault));
  if (source.trim() === "") throw emptyFile();
  const value = parseJson(source);
  if (!Array.isArray(value)) {
    yield { document: identifiedDocument(withRoles(recordFields(value), options), file.id), file: file.path };
    return;
  }
  if (value.length === 0) throw emptyFile();
  for (const [index, record] of value.entries()) {
    try {
      const fields = withRoles(recordFields(record), options);
      yield { document: identifiedDocument(fields, `${file.id}#${index + 1}`), file: file.path };
    } catch (error) {
      if (!(error instanceof RejectedInput)) throw error;
      const problem = error.toProblem(file.path);
      yield { ...problem, message: `document ${index + 1} of the array: ${problem.message}` };
    }
  }
}

/** Throws `RejectedInput`. Names like `__proto__` come out as plain own names. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = "correct it; each line of JSON Lines is a whole JSON object";
    throw new RejectedInput("broken_line", `expected valid JSON, got: ${reason}`, remedy);
  }
}

/** The record as fields, if it is an object. Throws `RejectedInput`. */
export function recordFields(record: unknown): Fields {
  if (typeof record === "object" && record !== null && !Array.isArray(record)) return record as Fields;
  const got = record === null ? "null" : Array.isArray(record) ? "an array" : `a ${typeof record}`;
  const remedy = 'write each document as an object, as in {"id": 1, "title": "...", "text": "..."}';
  throw new RejectedInput("invalid_document", `expected a JSON object, got ${got}`, remedy);
}
