/**
 * CSV: the first row names the fields, every other row is a document, read as a stream. The delimiter is the one
 * of comma, semicolon and tab that the header holds most of.
 * @module
 */
import { CsvError, parse } from "csv-parse";
import { textChunks } from "./encoding.ts";
import { type Fields, type IngestOptions, maxRecordBytes, withRoles } from "./ingest-options.ts";
import { type IngestProblem, RejectedInput, readFailure } from "./ingest-problem.ts";
import { checkNames, type IngestedDocument, identifiedDocument } from "./ingested-document.ts";
import { emptyFile, readChunks, type SourceFile } from "./source-file.ts";
import { emitted } from "./transform-drain.ts";

interface CsvRow {
  readonly record: readonly string[];
  /** `lines`: the line on which the row ends. */
  readonly info: { readonly lines: number };
}

/** "007" and 20-digit numbers are names, not quantities. */
const plainNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;

export async function* readCsv(
  file: SourceFile,
  options: Omit<IngestOptions, "onProblem">,
): AsyncGenerator<IngestedDocument | IngestProblem> {
  let header: readonly string[] | undefined;
  let lastLine = 0;
  let records = 0;
  const verbatim = new Set(["id", "_id", "title", "text", options.titleField, options.textField]);
  try {
    for await (const { record, info } of csvRows(file)) {
      // A quoted value may hold newlines.
      const line = info.lines - record.reduce((newlines, value) => newlines + value.split("\n").length - 1, 0);
      lastLine = info.lines;
      if (header === undefined) {
        header = columnNames(record, line);
        continue;
      }
      if (record.every((value) => value === "")) continue;
      records++;
      try {
        checkWidth(record, header);
        const fields = withRoles(rowFields(header, record, verbatim), options);
        yield { document: identifiedDocument(fields, `${file.id}#${line}`), file: file.path, line };
      } catch (error) {
        if (!(error instanceof RejectedInput)) throw error;
        yield error.toProblem(file.path, line);
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(error, lastLine + 1) : readFailure(error, lastLine + 1);
  }
  if (records === 0) throw emptyFile();
}

async function* csvRows(file: SourceFile): AsyncGenerator<CsvRow> {
  const chunks = unixLines(textChunks(readChunks(file)));
  const first = await chunks.next();
  if (first.done) return;
  const parser = parse({
    delimiter: delimiterOf(first.value),
    record_delimiter: "\n",
    info: true,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRecordBytes,
  });
  async function* all(): AsyncGenerator<string> {
    yield first.value;
    yield* chunks;
  }
  yield* emitted<CsvRow>(all(), parser);
}

/** "\r\n" and "\r" become "\n": the parser counts a "\r\n" within quotes as two lines. */
async function* unixLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = "";
  for await (const chunk of chunks) {
    const text = held + chunk;
    held = text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, "\n");
  }
  if (held !== "") yield "\n";
}

function delimiterOf(text: string): string {
  const header = text
    .trimStart()
    .replace(/"[^"]*"/g, "")
    .split("\n", 1)[0];
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function columnNames(header: readonly string[], line: number): readonly string[] {
  const names = header.map((name, index) => name.trim() || `column_${index + 1}`);
  checkNames(names, line);
  return names;
}

function checkWidth(record: readonly string[], header: readonly string[]): void {
  if (record.length === header.length) return;
  const message = `expected ${header.length} columns as in the header, got ${record.length}`;
  throw new RejectedInput("broken_line", message, "put values that hold the delimiter into double quotes");
}

/** Empty cells are left out; columns of the same name become a list. */
function rowFields(header: readonly string[], record: readonly string[], verbatim: ReadonlySet<unknown>): Fields {
  const cells = new Map<string, (string | number)[]>();
  for (const [index, name] of header.entries()) {
    const value = record[index];
    if (value === "") continue;
    const cell = !verbatim.has(name) && plainNumber.test(value) ? Number(value) : value;
    const others = cells.get(name);
    if (others === undefined) cells.set(name, [cell]);
    else others.push(cell);
  }
  // Defines the names as own ones, so that a column called __proto__ is nothing but a column.
  return Object.fromEntries([...cells].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function brokenCsv(error: CsvError, line: number): RejectedInput {
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    const message = `expected at most ${maxRecordBytes} bytes in a row, got more`;
    return new RejectedInput("too_large", message, "close the quotation marks, or split the row", line);
  }
  const message = `expected CSV to the end of the file, got: ${error.message}`;
  return new RejectedInput("broken_line", message, 'close the quotation marks, and double those inside (")', line);
}
