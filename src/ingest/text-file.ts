/**
 * A text file is one document: its first line is the title, the rest the text.
 * @module
 */
import { documentLimits } from "../contract/index.ts";
import { decodeText } from "./encoding.ts";
import type { IngestOptions } from "./ingest-options.ts";
import { type IngestedDocument, identifiedDocument } from "./ingested-document.ts";
import { emptyFile, readWhole, type SourceFile } from "./source-file.ts";

/** Longer first lines are paragraphs: the title is their beginning, and they stay in the text. */
const titleUnitsMax = 300;
const shortTitleUnits = 160;

export async function* readText(
  file: SourceFile,
  options: Pick<IngestOptions, "maxFileBytes">,
): AsyncGenerator<IngestedDocument> {
  const bytes = await readWhole(file, options.maxFileBytes ?? documentLimits.documentBytes);
  const content = decodeText(bytes).trim();
  if (content === "") throw emptyFile();
  yield { document: identifiedDocument(splitTitle(content), file.id), file: file.path };
}

/** Of a text without outer blanks. A title that is repeated on the next line is taken once. */
export function splitTitle(content: string): { readonly title: string; readonly text: string } {
  const [title, rest] = splitFirstLine(content);
  if (title.length > titleUnitsMax) return { title: beginning(title), text: content };
  const [second, others] = splitFirstLine(rest);
  return { title, text: second === title ? others : rest };
}

function splitFirstLine(content: string): [line: string, rest: string] {
  const newline = content.indexOf("\n");
  return newline < 0 ? [content, ""] : [content.slice(0, newline).trimEnd(), content.slice(newline).trim()];
}

function beginning(paragraph: string): string {
  const space = paragraph.lastIndexOf(" ", shortTitleUnits);
  return `${paragraph.slice(0, space > 0 ? space : shortTitleUnits)}…`;
}
