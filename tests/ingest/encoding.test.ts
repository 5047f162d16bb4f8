import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ingested, singleByte, utf16be, utf16le, windows1256 } from "./fixture-folder.ts";

const text = "عنوان المقال\nهذا نصٌّ عربيٌّ فيه كلماتٌ كثيرة، وبعض English words أيضاً.";
const expected = { title: "عنوان المقال", text: text.split("\n")[1] };

describe("a text is read from", () => {
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 LE with a mark", utf16le(text)],
    ["UTF-16 BE with a mark", utf16be(text)],
    ["windows-1256", windows1256(text)],
    ["windows-1256 with Windows lines", windows1256(text.replace("\n", "\r\n"))],
    ["old Macintosh lines", Buffer.from(text.replace("\n", "\r"))],
  ])("%s", async (_, bytes) => {
    const { documents, problems } = await ingested({ "a.txt": bytes, "b.txt.gz": gzipSync(bytes) });
    expect(problems).toEqual([]);
    expect(documents).toEqual([
      { id: "a.txt", ...expected },
      { id: "b.txt.gz", ...expected },
    ]);
  });

  it("windows-1256, short, with tatweel and marks", async () => {
    const { documents } = await ingested({ "a.txt": windows1256("سـلامٌ") });
    expect(documents[0]["title"]).toBe("سـلامٌ");
  });
});

describe("is refused rather than guessed", () => {
  const russian = "Война и мир, роман в четырёх томах, написанный Львом Толстым";
  const damaged = Buffer.concat([Buffer.from("عنوان\nسطر سليم\nسطر "), Buffer.of(0xd8), Buffer.from(" تالف\n")]);
  it.each([
    ["UTF-8 with one broken letter, at its line", damaged, "a.txt:3 encoding"],
    ["windows-1252", singleByte("déjà vu à l'été, où être, garçon", "windows-1252"), "a.txt:1 encoding"],
    ["German in windows-1252", singleByte("Wir müssen für größere Übungen", "windows-1252"), "a.txt:1 encoding"],
    ["windows-1251", singleByte(russian, "windows-1251"), "a.txt:1 encoding"],
    ["windows-1253", singleByte("Η ελληνική γλώσσα είναι αρχαία", "windows-1253"), "a.txt:1 encoding"],
    ["ISO-8859-6 that nobody declares", singleByte("هذا نص قديم من قواعد البيانات", "iso-8859-6"), "a.txt:1 encoding"],
    ["UTF-16 with half a surrogate pair", Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]), "a.txt: encoding"],
    ["UTF-16 without a mark", Buffer.from("نص بلا علامة", "utf16le"), "a.txt: binary"],
    ["NUL bytes", Buffer.from("abc\0def"), "a.txt: binary"],
    ["NUL characters in UTF-16", utf16le("abc\0def"), "a.txt: binary"],
    ["control characters", Buffer.from("\x01\x02\x03\x04نص"), "a.txt: binary"],
  ])("%s", async (_, bytes, problem) => {
    const { documents, problems } = await ingested({ "a.txt": bytes, "b.txt": "نص" });
    expect(problems).toEqual([problem]);
    expect(documents).toHaveLength(1);
  });
});

describe("an HTML page", () => {
  const page = (charset: string): string =>
    `<html><head><meta charset="${charset}"><title>صفحة قديمة</title></head><body>مرحباً بالقراء الكرام</body></html>`;
  it.each([
    ["in the ISO-8859-6 it declares", singleByte(page("iso-8859-6").replace("ً", ""), "iso-8859-6"), "صفحة قديمة"],
    ["in the windows-1256 it declares", windows1256(page("windows-1256")), "صفحة قديمة"],
    ["in windows-1256 that claims to be latin", windows1256(page("iso-8859-1")), "صفحة قديمة"],
    ["in windows-1256 that claims to be UTF-8", windows1256(page("utf-8")), "صفحة قديمة"],
    ["in UTF-8 that claims to be windows-1256", Buffer.from(page("windows-1256")), "صفحة قديمة"],
    [
      "in the windows-1252 it declares",
      singleByte('<meta charset="windows-1252"><title>Été</title>x', "windows-1252"),
      "Été",
    ],
  ])("%s", async (_, bytes, title) => {
    const { documents, problems } = await ingested({ "a.html": bytes });
    expect(problems).toEqual([]);
    expect(documents[0]["title"]).toBe(title);
  });

  it.each(["nonsense", "utf-16", "windows-1252"])("with a false claim (%s) is refused", async (charset) => {
    const bytes = Buffer.concat([Buffer.from(page(charset)), Buffer.of(0xd8)]);
    expect((await ingested({ "a.html": bytes })).problems).toEqual(["a.html:1 encoding"]);
  });
});

describe("streams", () => {
  const row = { id: "1", text: "كلمات عربية كثيرة في سطر واحد" };
  const json = `${JSON.stringify(row)}\r\n`;
  const csv = `id,text\r\n${row.id},${row.text}\r\n`;
  it.each([
    ["UTF-8 with a mark", (content: string) => Buffer.from(`\ufeff${content}`)],
    ["UTF-16 LE", utf16le],
    ["UTF-16 BE", utf16be],
    ["windows-1256", windows1256],
  ])("in %s", async (_, encode) => {
    const { documents, problems } = await ingested({ "a.jsonl": encode(json), "b.csv": encode(csv) });
    expect(problems).toEqual([]);
    expect(documents).toEqual([row, row]);
  });

  it("that begin with ASCII only are decided by the first other character", async () => {
    const head = `id,text\n${"1,plain\n".repeat(60_000)}`;
    const { documents, problems } = await ingested({
      "a.csv": Buffer.concat([Buffer.from(head), windows1256("2,كلمات عربية كثيرة\n")]),
      "b.csv": `${head}2,كلمات عربية كثيرة\n`,
    });
    expect(problems).toEqual([]);
    const arabic = documents.filter((document) => document.id === "2").map((document) => document["text"]);
    expect(arabic).toEqual(["كلمات عربية كثيرة", "كلمات عربية كثيرة"]);
  });

  it("report where a CSV leaves every known encoding", async () => {
    const bytes = singleByte("id,text\n1,déjà vu\n", "windows-1252");
    expect((await ingested({ "a.csv": bytes })).problems).toEqual(["a.csv:2 encoding"]);
  });
});
