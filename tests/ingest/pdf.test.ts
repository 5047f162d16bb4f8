import { describe, expect, it } from "vitest";
import { folderOf, ingested, outcomeOf } from "./fixture-folder.ts";
import { linesOfPage, type PdfOptions, type Piece, writePdf } from "./pdf-writer.ts";

const reversed = (text: string): string => [...text].reverse().join("");

async function fieldsOf(pages: readonly (readonly Piece[])[], options?: PdfOptions): Promise<Record<string, unknown>> {
  const { documents, details } = await ingested({ "a.pdf": writePdf(pages, options) });
  expect(details).toEqual([]);
  return documents[0] as Record<string, unknown>;
}

const textOf = async (pieces: readonly Piece[], options?: PdfOptions): Promise<unknown> =>
  (await fieldsOf([pieces], { ...options, info: { Title: "-" } }))["text"];

describe("a PDF file", () => {
  it("is one document: the first line its title, a blank line between pages", async () => {
    const pages = [
      ["تقرير المدرسة", "افتتحت القرية مدرسة جديدة", "إلى جانب النهر"],
      ["وجاء في الختام أن الطلاب سعداء"],
    ];
    expect(await fieldsOf(pages.map((lines) => linesOfPage(lines.map(reversed))))).toEqual({
      id: "a.pdf",
      title: "تقرير المدرسة",
      text: "افتتحت القرية مدرسة جديدة\nإلى جانب النهر\n\nوجاء في الختام أن الطلاب سعداء",
    });
  });

  it("takes title, author and date from its metadata", async () => {
    const info = { Title: "التقرير السنوي", Author: "دائرة التعليم", CreationDate: "D:20140625103000+03'00'" };
    expect(await fieldsOf([linesOfPage([reversed("افتتحت القرية مدرسة")])], { info })).toEqual({
      id: "a.pdf",
      title: "التقرير السنوي",
      text: "افتتحت القرية مدرسة",
      author: "دائرة التعليم",
      date: "2014-06-25T10:30:00+03:00",
    });
  });

  it.each([
    ["D:2014", "2014"],
    ["D:201406", "2014-06"],
    ["D:20140625", "2014-06-25"],
    ["20140625103000Z", "2014-06-25T10:30:00Z"],
    ["D:20140625103000-05'30", "2014-06-25T10:30:00-05:30"],
    ["yesterday", undefined],
  ])("reads the date %s", async (CreationDate, date) => {
    expect((await fieldsOf([linesOfPage([reversed("مدرسة القرية")])], { info: { CreationDate } }))["date"]).toBe(date);
  });

  it.each(["untitled", "Microsoft Word - report", "تقرير.docx", "  "])("takes %j for no title", async (Title) => {
    const { title } = await fieldsOf([linesOfPage(["مدرسة القرية", "في الوادي"].map(reversed))], { info: { Title } });
    expect(title).toBe("مدرسة القرية");
  });
});

describe("the text of a PDF file", () => {
  it.each([
    ["letters as they stand on the page", "وزير الخارجية في المدرسة", reversed("وزير الخارجية في المدرسة")],
    ["letters stored as they are read", "وزير الخارجية في المدرسة", "وزير الخارجية في المدرسة"],
    ["shaped letters", "كتاب السلام", "مﻼﺴﻟا بﺎﺘﻛ"],
    ["numbers and Latin words within", "في عام 2014 زار John Smith المدينة", "ةنيدملا John Smith راز 2014 ماع يف"],
    [
      "a date, a share and a list of numbers",
      "بلغت النسبة 3.5% في 12/5/2014 وفي 1,000 حالة",
      "ةلاح 1,000 يفو 12/5/2014 يف 3.5% ةبسنلا تغلب",
    ],
    ["Arabic digits", "في عام ٢٠١٤ فازت المدرسة", "ةسردملا تزاف ٢٠١٤ ماع يف"],
    ["brackets as they look", "المدرسة (قرب النهر) في القرية", "ةيرقلا يف (رهنلا برق) ةسردملا"],
    ["a Latin line", "Report of the year 2014, part (a).", "Report of the year 2014, part (a)."],
    [
      "an Arabic name in a Latin line",
      "The old town of القاهرة in Lower Egypt",
      "The old town of ةرهاقلا in Lower Egypt",
    ],
  ])("%s", async (_, expected, line) => {
    expect(await textOf(linesOfPage([line]))).toBe(expected);
  });

  it("keeps the letters of a ligature in their order", async () => {
    const glyphs = ["ة", "ث", "لا", "ث", " ", "م", "لا", "س", "ل", "ا", " ", "ي", "ف"];
    expect(await textOf([{ glyphs, x: 60, y: 700 }])).toBe("في السلام ثلاثة");
  });

  it("puts words apart that only their places part, and joins letters that are drawn one by one", async () => {
    const word = (text: string, x: number): Piece => ({ glyphs: [...reversed(text)], x, y: 700 });
    const letters = [...reversed("القرية")].map((glyph, i) => ({ glyphs: [glyph], x: 150 + i * 7.2, y: 700 }));
    // The first word of the line is drawn last, as some programs do.
    expect(await textOf([word("الجديدة", 60), ...letters, word("مدرسة", 210)])).toBe("مدرسة القرية الجديدة");
  });

  it("sets a mark on the letter over which it is drawn", async () => {
    const base: Piece = { glyphs: [...reversed("مدرسة القرية")], x: 60, y: 700 };
    const mark: Piece = { glyphs: ["\u064e"], x: 60 + 11 * 7.2 + 2, y: 703, size: 0.01 };
    expect(await textOf([base, mark])).toBe("مَدرسة القرية");
  });

  it("reads bold letters that are drawn twice once", async () => {
    const glyphs = [...reversed("مدرسة القرية")];
    const twice = glyphs.flatMap((glyph, i) =>
      [0, 0.4].map((step) => ({ glyphs: [glyph], x: 60 + i * 7.2 + step, y: 700 })),
    );
    expect(await textOf(twice)).toBe("مدرسة القرية");
  });

  it("follows scaled and turned pages", async () => {
    const page = linesOfPage(["مدرسة القرية", "قرب النهر"].map(reversed));
    for (const matrix of ["0.24 0 0 0.24 10 20", "0 1 -1 0 600 0", "-1 0 0 -1 612 792"]) {
      expect(await textOf(page, { around: [`q ${matrix} cm`, "Q"] }), matrix).toBe("مدرسة القرية\nقرب النهر");
    }
  });

  it("comes without anything that the file would have a viewer run", async () => {
    expect(await textOf(linesOfPage([reversed("مدرسة القرية")]), { script: "globalThis.pdfRan = true;" })).toBe(
      "مدرسة القرية",
    );
    expect("pdfRan" in globalThis).toBe(false);
  });

  it("is searched and shown in plain letters", async () => {
    const { text } = await fieldsOf([linesOfPage(["ﺔﺳﺭﺪﻤﻟﺍ", "ﺔﻳﺮﻘﻟﺍ ﻲﻓ"])], { info: { Title: "-" } });
    expect(text).toBe("المدرسة\nفي القرية");
  });
});

describe("a PDF file that cannot be used is reported and passed over:", () => {
  const whole = writePdf([linesOfPage([reversed("مدرسة القرية")])]);
  it.each<[string, Buffer, string, RegExp]>([
    ["encrypted", writePdf([linesOfPage(["x"])], { encrypted: true }), "unsupported", /password/],
    ["truncated", whole.subarray(0, whole.length >> 1), "unreadable", /end/],
    ["cut within its last line", whole.subarray(0, whole.length - 5), "unreadable", /end/],
    [
      "pictures only",
      writePdf([[], []], { around: ["1 0 0 RG 10 10 100 100 re", "S"] }),
      "empty",
      /2 pages of pictures/,
    ],
    ["something else", Buffer.from("<html>%%EOF"), "unreadable", /begin/],
    ["a head and an end alone", Buffer.from("%PDF-1.4\n%%EOF"), "unreadable", /PDF/],
    ["empty", Buffer.alloc(0), "empty", /empty/],
  ])("%s", async (_, bytes, code, message) => {
    const { documents, details } = await ingested({ "a.pdf": bytes, "b.txt": "العنوان\nنص" });
    expect(documents).toEqual([{ id: "b.txt", title: "العنوان", text: "نص" }]);
    expect(details).toHaveLength(1);
    expect(details[0]).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(details[0]!.remedy).not.toBe("");
  });

  it("of damaged bytes none stops the others", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => {
        const bytes = Buffer.from(whole);
        for (let at = 9 + i; at < bytes.length - 8; at += 41 + i) bytes[at] = (bytes[at]! * 31 + i) & 0xff;
        return [`${i}.pdf`, bytes];
      }),
    );
    const folder = await folderOf({ ...files, "last.txt": "العنوان" });
    const { ids, details } = await outcomeOf(folder);
    expect(ids.at(-1)).toBe("last.txt");
    expect(ids.length + details.length).toBeGreaterThanOrEqual(41);
  });

  it("one that is larger than asked for", async () => {
    const { problems } = await ingested({ "a.pdf": whole }, { maxFileBytes: 100 });
    expect(problems).toEqual(["a.pdf: too_large"]);
  });
});
