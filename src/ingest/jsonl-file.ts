/**
 * JSON Lines: one document a line, read as a stream. A line that is broken, too long or in the wrong encoding
 * fails alone.
 * @module
 */
import { decodeLine, unmarkedChunks } from "./encoding.ts";
import { type Fields, type IngestOptions, maxRecordBytes, withRoles } from "./ingest-options.ts";
import { type IngestProblem, RejectedInput, readFailure } from "./ingest-problem.ts";
import { type IngestedDocument, identifiedDocument } from "./ingested-document.ts";
import { parseJson, recordFields } from "./json-file.ts";
import { type Line, LineSplitter } from "./line-splitter.ts";
import { emptyFile, readChunks, type SourceFile } from "./source-file.ts";

type Roles = Pick<IngestOptions, "titleField" | "textField">;

export function readJsonLines(file: SourceFile, options: Roles): AsyncGenerator<IngestedDocument | IngestProblem> {
  return parseJsonLines(readChunks(file), file, options);
}

/** The documents of chunks of bytes that are cut anywhere; the first chunk holds the byte order mark, if any. */
export async function* parseJsonLines(
  chunks: AsyncIterable<Buffer>,
  file: SourceFile,
  options: Roles,
): AsyncGenerator<IngestedDocument | IngestProblem> {
  const splitter = new LineSplitter(maxRecordBytes);
  let records = 0;
  try {
    for await (const chunk of unmarkedChunks(chunks)) {
      for (const line of splitter.push(chunk)) {
        const item = readLine(line, file, options);
        if (item === undefined) continue;
        records++;
        yield item;
      }
    }
  } catch (error) {
    throw readFailure(error, splitter.line);
  }
  for (const line of splitter.end()) {
    const item = readLine(line, file, options);
    if (item === undefined) continue;
    records++;
    yield item;
  }
  if (records === 0) throw emptyFile();
}

/** Undefined for a blank line. */
function readLine({ line, bytes }: Line, file: SourceFile, roles: Roles): IngestedDocument | IngestProblem | undefined {
  try {
    if (bytes === undefined) throw lineTooLong();
    const source = decodeLine(bytes);
    if (source.trim() === "") return undefined;
    const fields: Fields = withRoles(recordFields(parseJson(source)), roles);
    return { document: identifiedDocument(fields, `${file.id}#${line}`), file: file.path, line };
  } catch (error) {
    if (error instanceof RejectedInput) return error.toProblem(file.path, line);
    throw error;
  }
}

function lineTooLong(): RejectedInput {
  const message = `expected at most ${maxRecordBytes} bytes in a line, got more`;
  return new RejectedInput("too_large", message, "split the document into several");
}
