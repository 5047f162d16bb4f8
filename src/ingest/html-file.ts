/**
 * An HTML file is one document: title, text, and the author, description, date and language that its head names.
 * @module
 */
import { documentLimits } from "../contract/index.ts";
import { decodeText } from "./encoding.ts";
import { htmlText } from "./html-text.ts";
import type { IngestOptions } from "./ingest-options.ts";
import { type IngestedDocument, identifiedDocument } from "./ingested-document.ts";
import { emptyFile, readWhole, type SourceFile } from "./source-file.ts";
import { splitTitle } from "./text-file.ts";

/** HTML, section 13.2.3.2, asks for 1,024 bytes; pages that put scripts before their charset need more. */
const prescanBytes = 4096;

export async function* readHtml(
  file: SourceFile,
  options: Pick<IngestOptions, "maxFileBytes">,
): AsyncGenerator<IngestedDocument> {
  const bytes = await readWhole(file, options.maxFileBytes ?? documentLimits.documentBytes);
  const { text, title, lang, meta } = htmlText(decodeText(bytes, declaredCharset(bytes)));
  if (text === "" && title === "") throw emptyFile();
  const described = {
    author: meta.get("author"),
    description: meta.get("description"),
    date: meta.get("date") ?? meta.get("article:published_time"),
    lang,
  };
  const fields = Object.fromEntries(
    Object.entries(described).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const document = { ...(title === "" ? splitTitle(text) : { title, text }), ...fields };
  yield { document: identifiedDocument(document, file.id), file: file.path };
}

function declaredCharset(bytes: Buffer): string | undefined {
  const head = bytes.toString("latin1", 0, prescanBytes);
  return /<meta[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1];
}
