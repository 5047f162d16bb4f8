/**
 * PDF files for tests, written by the book (ISO 32000-1): no font is embedded, a ToUnicode table says what each glyph
 * stands for. Every glyph is 0.6 of the font's size wide.
 * @module
 */

/** One piece of text: its glyphs from left to right, each what it stands for. */
export interface Piece {
  readonly glyphs: readonly string[];
  readonly x: number;
  readonly y: number;
  /** Default 12. */
  readonly size?: number;
}

export interface PdfOptions {
  /** Entries of the information dictionary. */
  readonly info?: Readonly<Record<string, string>>;
  /** Asks for a password that nobody knows. */
  readonly encrypted?: boolean;
  /** A script that a viewer would run when it opens the file. */
  readonly script?: string;
  /** Operators in front of and behind the text of each page. */
  readonly around?: readonly [string, string];
}

const top = 760;
const lineHeight = 18;

/** Lines below one another, one glyph for each character. */
export function linesOfPage(lines: readonly string[]): Piece[] {
  return lines.map((line, i) => ({ glyphs: [...line], x: 60, y: top - i * lineHeight }));
}

export function writePdf(pages: readonly (readonly Piece[])[], options: PdfOptions = {}): Buffer {
  const texts = [...new Set(pages.flat().flatMap(({ glyphs }) => glyphs))];
  const code = new Map(texts.map((text, i) => [text, (i + 1).toString(16).padStart(4, "0")]));
  const objects: string[] = [];
  const add = (object: string): string => `${objects.push(object)} 0 R`;
  const stream = (content: string, entries = ""): string =>
    add(`<< /Length ${content.length} ${entries}>> stream\n${content}\nendstream`);

  const action = options.script === undefined ? "" : `/OpenAction << /S /JavaScript /JS (${options.script}) >> `;
  add(`<< /Type /Catalog /Pages 2 0 R ${action}>>`);
  add(""); // The pages, once they are known.
  const table = texts.map((text) => `<${code.get(text)}> <${utf16(text)}>`);
  const toUnicode = stream(
    [
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
      "/CMapName /Test def /CMapType 2 def",
      "1 begincodespacerange <0000> <ffff> endcodespacerange",
      `${table.length} beginbfchar\n${table.join("\n")}\nendbfchar`,
      "endcmap end end",
    ].join("\n"),
  );
  const system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>";
  const descendant = add(`<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test ${system} /DW 600 >>`);
  const font = add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${toUnicode} >>`,
  );
  const [before, behind] = options.around ?? ["", ""];
  const kids = pages.map((pieces) => {
    const shown = pieces.map(({ glyphs, x, y, size = 12 }) => {
      const codes = glyphs.map((glyph) => code.get(glyph)).join("");
      return `BT /F ${size} Tf 1 0 0 1 ${x} ${y} Tm <${codes}> Tj ET`;
    });
    const content = stream([before, ...shown, behind].join("\n"));
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${content} /Resources << /Font << /F ${font} >> >> >>`,
    );
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`;
  const info = add(
    `<< ${Object.entries(options.info ?? {})
      .map(([name, value]) => `/${name} <feff${utf16(value)}>`)
      .join(" ")} >>`,
  );
  const key = "00".repeat(32);
  const encrypt = options.encrypted
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${key}> /U <${key}> >> /ID [<${key}> <${key}>] `
    : "";
  return assembled(objects, `/Root 1 0 R /Info ${info} ${encrypt}`);
}

function utf16(text: string): string {
  return Buffer.from(text, "utf16le").swap16().toString("hex");
}

function assembled(objects: readonly string[], trailer: string): Buffer {
  let file = "%PDF-1.7\n";
  const offsets = objects.map((object, i) => {
    const offset = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  return Buffer.from(
    `${file}${table}trailer << /Size ${size} ${trailer}>>\nstartxref\n${file.length}\n%%EOF\n`,
    "latin1",
  );
}
