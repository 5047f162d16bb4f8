/**
 * A PDF file is one document: the text of its pages, a blank line between two of them; title, author, date and
 * language from its metadata. The title is the metadata's, else the first line.
 * @module
 */
import type { IngestOptions } from "./ingest-options.ts";
import { type IngestProblem, RejectedInput } from "./ingest-problem.ts";
import { type IngestedDocument, identifiedDocument } from "./ingested-document.ts";
import { glyphsOf } from "./pdf/pdf-glyphs.ts";
import { type PdfDocument, type PdfLibrary, pdfLibrary } from "./pdf/pdf-library.ts";
import { linesOf } from "./pdf/pdf-lines.ts";
import { readWhole, type SourceFile } from "./source-file.ts";
import { splitTitle } from "./text-file.ts";
import { linesAsRead } from "./visual-order/line-order.ts";

const maxBytesDefault = 256 * 1024 * 1024;
/** Where the end of a file says that it is the end; programs append a little behind it. */
const trailerBytes = 2048;
/** Names that programs put where a title belongs. */
const noTitle = /^(?:untitled.*|microsoft \w+ - .*|.*\.(?:docx?|rtf|odt|pptx?|xlsx?|html?|pdf|indd|qxd|tex|dvi|txt))$/i;

interface Metadata {
  readonly Title?: unknown;
  readonly Author?: unknown;
  readonly CreationDate?: unknown;
  readonly Language?: unknown;
}

export async function* readPdf(
  file: SourceFile,
  options: Pick<IngestOptions, "maxFileBytes">,
): AsyncGenerator<IngestedDocument | IngestProblem> {
  const bytes = await readWhole(file, options.maxFileBytes ?? maxBytesDefault);
  checkEnd(bytes);
  const library = await pdfLibrary();
  const task = library.getDocument({
    data: Uint8Array.from(bytes),
    verbosity: library.VerbosityLevel.ERRORS,
    useSystemFonts: false,
    disableFontFace: true,
    // Pictures are left undecoded.
    maxImageSize: 1,
  });
  try {
    const document = await opened(task.promise);
    const { pages, failed } = await linesByPage(document, library);
    for (const page of failed) yield unreadable(`page ${page} cannot be read`).toProblem(file.path);
    const text = textOf(pages);
    if (text === "") throw withoutText(document.numPages);
    const { title, ...described } = describedBy(((await document.getMetadata()).info ?? {}) as Metadata);
    const fields = { ...(title === undefined ? splitTitle(text) : { title, text }), ...described };
    yield { document: identifiedDocument(fields, file.id), file: file.path };
  } finally {
    await task.destroy();
  }
}

/** Without its end the table of what is where is gone, and with it any promise that the rest is all there was. */
function checkEnd(bytes: Buffer): void {
  if (bytes.subarray(0, 1024).indexOf("%PDF-") < 0) throw unreadable("it does not begin like one");
  if (bytes.subarray(-trailerBytes).indexOf("%%EOF") < 0) throw unreadable("it ends before its end mark");
}

async function opened(loading: Promise<PdfDocument>): Promise<PdfDocument> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException") {
      const message = "expected a PDF that opens without a password, got an encrypted one";
      throw new RejectedInput("unsupported", message, "save a copy without the password");
    }
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

/** Lines as they stand on the pages; a page that cannot be read has none. */
async function linesByPage(
  document: PdfDocument,
  library: PdfLibrary,
): Promise<{ pages: string[][][]; failed: number[] }> {
  const pages: string[][][] = [];
  const failed: number[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    try {
      const page = await document.getPage(number);
      pages.push(linesOf(await glyphsOf(page, library)));
      page.cleanup();
    } catch {
      pages.push([]);
      failed.push(number);
    }
  }
  return { pages, failed };
}

function textOf(pages: readonly (readonly string[][])[]): string {
  const read = linesAsRead(pages.flat(), "visual");
  let from = 0;
  const texts = pages.map(({ length }) => {
    const lines = read.slice(from, from + length);
    from += length;
    return lines.map((line) => line.trim()).join("\n");
  });
  return texts.filter((text) => text !== "").join("\n\n");
}

function describedBy({ Title, Author, CreationDate, Language }: Metadata): Record<string, string> {
  const title = plainText(Title);
  const described = {
    title: title === undefined || noTitle.test(title) ? undefined : title,
    author: plainText(Author),
    date: isoDate(CreationDate),
    lang: plainText(Language),
  };
  return Object.fromEntries(
    Object.entries(described).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function plainText(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const text = value.replace(/[\u0000-\u001f\s]+/g, " ").trim();
  return text === "" ? undefined : text;
}

/** PDF 32000-1, 7.9.4: `D:YYYYMMDDHHmmSSOHH'mm'`, everything behind the year optional. */
function isoDate(value: unknown): string | undefined {
  const match = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?(?:([Zz])|([+-]\d\d)'?(\d\d)?)?)?/.exec(
    typeof value === "string" ? value.trim() : "",
  );
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second = "00", zulu, offset, offsetMinutes = "00"] = match;
  const date = [year, month, day].filter((part) => part !== undefined).join("-");
  const zone = offset === undefined ? (zulu === undefined ? "" : "Z") : `${offset}:${offsetMinutes}`;
  return hour === undefined ? date : `${date}T${hour}:${minute}:${second}${zone}`;
}

function unreadable(got: string): RejectedInput {
  return new RejectedInput("unreadable", `expected a complete PDF: ${got}`, "download or export the file again");
}

function withoutText(pages: number): RejectedInput {
  const message = `expected text, got ${pages === 1 ? "a page" : `${pages} pages`} of pictures only`;
  return new RejectedInput("empty", message, "run the file through a text recognition (OCR) first");
}
