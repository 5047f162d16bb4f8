/**
 * A Markdown file is one document: front matter gives fields, the body without its markup is the text. The title
 * is the front matter's, else the first heading, else the first line.
 * @module
 */
import { documentLimits } from "../contract/index.ts";
import { decodeText } from "./encoding.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { type Fields, type IngestOptions, withRoles } from "./ingest-options.ts";
import { type IngestedDocument, identifiedDocument } from "./ingested-document.ts";
import { markdownText } from "./markdown-text.ts";
import { emptyFile, readWhole, type SourceFile } from "./source-file.ts";
import { splitTitle } from "./text-file.ts";

/** An `id` in the front matter is not used: a file is called after its path. */
export async function* readMarkdown(
  file: SourceFile,
  options: Pick<IngestOptions, "titleField" | "maxFileBytes">,
): AsyncGenerator<IngestedDocument> {
  const content = decodeText(await readWhole(file, options.maxFileBytes ?? documentLimits.documentBytes));
  if (content.trim() === "") throw emptyFile();
  const { fields, body } = splitFrontMatter(content);
  const { id: _, _id: __, ...given } = withRoles(fields, { ...titleRole(options) });
  const document = { ...given, ...titled(given, body) };
  if (Object.keys(document).length === 0) throw emptyFile();
  yield { document: identifiedDocument(document, file.id), file: file.path };
}

function titleRole({ titleField }: Pick<IngestOptions, "titleField">): Pick<IngestOptions, "titleField"> {
  return titleField === undefined ? {} : { titleField };
}

/** A heading that stands first and is the title is taken out of the text, as the first line of a text file is. */
function titled(given: Fields, body: string): Fields {
  const { text, heading, headingFirst } = markdownText(body);
  const title = isBlank(given["title"]) ? heading : given["title"];
  if (title === undefined) return text === "" ? {} : splitTitle(text);
  const rest = headingFirst && title === heading ? text.slice(heading.length).trimStart() : text;
  return rest === "" && given["text"] !== undefined ? { title } : { title, text: rest };
}

function isBlank(title: unknown): boolean {
  return title === undefined || title === null || (typeof title === "string" && title.trim() === "");
}
