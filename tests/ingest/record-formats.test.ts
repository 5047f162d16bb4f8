import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonLines } from "../../src/ingest/jsonl-file.ts";
import { withHead } from "../../src/ingest/source-file.ts";
import { ingested, utf16le } from "./fixture-folder.ts";

describe("JSON Lines", () => {
  it("takes id, else _id, else the line", async () => {
    const content = ['{"id":"a","_id":"b"}', "", '{"_id":7,"x":1}', '{"id":"","title":"t"}', '{"id":null}'].join("\n");
    const { documents, lines } = await ingested({ "d/a.jsonl": content });
    expect(documents).toEqual([
      { id: "a" },
      { id: "7", x: 1 },
      { id: "d/a.jsonl#4", title: "t" },
      { id: "d/a.jsonl#5" },
    ]);
    expect(lines).toEqual([1, 3, 4, 5]);
  });

  it("keeps unknown fields as they are", async () => {
    const fields = { s: "نص", n: 1.5, b: true, z: null, list: [1, "a"], deep: { a: { b: 1 } }, text: "م" };
    const { documents } = await ingested({ "a.ndjson": JSON.stringify({ id: 1, ...fields }) });
    expect(documents).toEqual([{ id: "1", ...fields }]);
  });

  it("reports each broken line by its number and reads the others", async () => {
    const content = [
      '\ufeff{"id":1}',
      "{broken",
      '{"id":3}',
      "[1,2]",
      '{"id":{}}',
      '{"id":1.5}',
      `{"id":"${"م".repeat(300)}"}`,
      '{"id":"a\\u0001"}',
      '{"id":9,"_score":1}',
      '"text"',
      '{"id":11}',
      '{"id":12',
    ].join("\r\n");
    const { ids, problems, details } = await ingested({ "a.jsonl": content });
    expect(ids).toEqual(["1", "3", "11"]);
    expect(problems).toEqual([
      "a.jsonl:2 broken_line",
      ...[4, 5, 6, 7, 8, 9, 10].map((line) => `a.jsonl:${line} invalid_document`),
      "a.jsonl:12 broken_line",
    ]);
    for (const { message, remedy } of details) expect(message && remedy).toBeTruthy();
  });

  it("reports a line in a wrong encoding alone", async () => {
    const content = Buffer.concat([
      Buffer.from('{"id":1,"t":"نص"}\n{"id":2,"t":"نص سليم'),
      Buffer.of(0xd9),
      Buffer.from('"}\n{"id":3}'),
    ]);
    expect(await ingested({ "a.jsonl": content })).toMatchObject({ ids: ["1", "3"], problems: ["a.jsonl:2 encoding"] });
  });

  it("reports a line of more than 16 MiB and reads on", async () => {
    const long = Buffer.alloc(16 * 1024 * 1024 + 1, 0x61);
    const content = Buffer.concat([Buffer.from('{"id":1}\n'), long, Buffer.from('\n{"id":3}\n'), long]);
    expect(await ingested({ "a.jsonl": content })).toMatchObject({
      ids: ["1", "3"],
      problems: ["a.jsonl:2 too_large", "a.jsonl:4 too_large"],
    });
  });

  it("never touches a prototype", async () => {
    const content = '{"id":"1","constructor":{"prototype":{"hacked":1}},"toString":"x"}\n{"__proto__":{"hacked":1}}';
    const { documents, problems } = await ingested({ "a.jsonl": content, "b.csv": "id,__proto__\n1,2\n" });
    expect(documents).toHaveLength(1);
    expect(Object.hasOwn(documents[0], "constructor")).toBe(true);
    expect(problems).toEqual(["a.jsonl:2 invalid_document", "b.csv:1 invalid_document"]);
    expect(({} as Record<string, unknown>)["hacked"]).toBeUndefined();
  });

  it("gives the fields that are named the roles of title and text, losing nothing", async () => {
    const content = '{"id":1,"head":"ع","body":"نص","title":"قديم"}\n{"id":2,"title":"ع"}';
    const { documents } = await ingested({ "a.jsonl": content }, { titleField: "head", textField: "body" });
    expect(documents).toEqual([
      { id: "1", title: "ع", text: "نص", head: "قديم" },
      { id: "2", title: "ع" },
    ]);
  });

  it("exchanges title and text where each is named for the other", async () => {
    const { documents } = await ingested(
      { "a.jsonl": '{"id":1,"title":"نص","text":"ع"}' },
      { titleField: "text", textField: "title" },
    );
    expect(documents).toEqual([{ id: "1", title: "ع", text: "نص" }]);
  });

  it("is the same wherever its bytes are cut", async () => {
    const record = fc.record({ id: fc.nat(), text: fc.string({ unit: "grapheme" }) });
    const ending = fc.constantFrom("\n", "\r\n", "\n\n");
    const lines = fc.array(
      fc.tuple(
        fc.oneof(
          record.map((value) => JSON.stringify(value)),
          fc.string(),
        ),
        ending,
      ),
    );
    const encode = fc.constantFrom((text: string) => Buffer.from(text), utf16le);
    const source = { path: "a.jsonl", id: "a.jsonl", sizeBytes: 0, gzip: false };
    const parsed = async (chunks: readonly Buffer[]): Promise<unknown> => {
      async function* cut(): AsyncGenerator<Buffer> {
        yield* chunks;
      }
      const items: unknown[] = [];
      try {
        for await (const item of parseJsonLines(withHead(cut()), source, {})) items.push(item);
      } catch (error) {
        items.push(String(error));
      }
      return items;
    };
    await fc.assert(
      fc.asyncProperty(lines, encode, fc.array(fc.integer({ min: 1, max: 6000 })), async (parts, encoded, sizes) => {
        // Longer than the head, so that chunks are really cut behind it.
        const bytes = encoded(`${parts.flat().join("")}${'{"id":1,"text":"سلام"}\n'.repeat(300)}{"id":2}`);
        const chunks: Buffer[] = [];
        let start = 0;
        for (const size of [...sizes, bytes.length]) {
          chunks.push(bytes.subarray(start, start + size));
          start += size;
        }
        expect(await parsed(chunks)).toEqual(await parsed([bytes]));
      }),
      { numRuns: 60 },
    );
  });
});

describe("gzip", () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => JSON.stringify({ id: index, n: (index * 7919) % 10_007 }));
  const packed = gzipSync(`${lines.join("\n")}\n`);

  it("is unpacked, several members too", async () => {
    const { ids, problems } = await ingested({ "a.jsonl.gz": Buffer.concat([packed, gzipSync('{"id":"last"}')]) });
    expect([ids.length, ids.at(-1), problems]).toEqual([20_001, "last", []]);
  });

  it.each([
    ["cut short", packed.subarray(0, packed.length >> 1), 9000],
    ["of one chunk and cut short", gzipSync(lines.slice(0, 50).join("\n")).subarray(0, -12), 30],
    ["damaged at its end", Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8, 1)]), 19_000],
  ])("keeps what was read of a file that is %s, and names the line", async (_, bytes, atLeast) => {
    const { ids, problems } = await ingested({ "a.jsonl.gz": bytes, "b.jsonl": '{"id":"rest"}' });
    expect(ids.length).toBeGreaterThan(atLeast);
    expect(ids.at(-1)).toBe("rest");
    expect(problems).toEqual([`a.jsonl.gz:${ids.length} unreadable`]);
  });

  it.each(["a.jsonl.gz", "a.txt.gz", "a.csv.gz"])("that is none (%s) is unreadable", async (name) => {
    expect((await ingested({ [name]: "plain" })).problems[0]).toMatch(/ unreadable$/);
  });

  it("bombs are stopped at the largest file size", async () => {
    const { problems } = await ingested({ "a.txt.gz": gzipSync(Buffer.alloc(40_000_000, 0x61)) });
    expect(problems).toEqual(["a.txt.gz: too_large"]);
  });
});

describe("JSON", () => {
  it("holds an array of documents or one document", async () => {
    const { documents, problems } = await ingested({
      "a.json": '[{"id":"x","n":1},{"t":2},3]',
      "b.json": '{"title":"ع"}',
      "c.json": "{",
      "d.json": "[]",
    });
    expect(documents).toEqual([
      { id: "x", n: 1 },
      { id: "a.json#2", t: 2 },
      { id: "b.json", title: "ع" },
    ]);
    expect(problems).toEqual(["a.json: invalid_document", "c.json: broken_line", "d.json: empty"]);
  });
});

describe("CSV", () => {
  it.each([
    ["commas", ",", "a.csv"],
    ["semicolons", ";", "a.csv"],
    ["tabs", "\t", "a.csv"],
  ])("with %s", async (_, delimiter, name) => {
    const content = ["id,title,n,code,text", '1,ع,2.5,007,"سطر، ""قول""\r\nثان"', ",ب,-3,12345678901234567890,"]
      .map((row) => row.replaceAll(",", delimiter))
      .join("\r\n");
    const { documents, lines, problems } = await ingested({ [name]: `\ufeff${content}\r\n` });
    expect(problems).toEqual([]);
    expect(documents).toEqual([
      { id: "1", title: "ع", n: 2.5, code: "007", text: 'سطر، "قول"\nثان' },
      { id: `${name}#4`, title: "ب", n: -3, code: "12345678901234567890" },
    ]);
    expect(lines).toEqual([2, 4]);
  });

  it("reports rows of a wrong width by their line", async () => {
    const content = 'a,b\n1,2\n3\n\n"x\ny",4,5\n6,7\n,\n';
    const { documents, problems } = await ingested({ "a.csv": content });
    expect(documents).toEqual([
      { id: "a.csv#2", a: 1, b: 2 },
      { id: "a.csv#7", a: 6, b: 7 },
    ]);
    expect(problems).toEqual(["a.csv:3 broken_line", "a.csv:5 broken_line"]);
  });

  it("leaves title and text alone, however numeric, and takes roles", async () => {
    const { documents } = await ingested(
      { "a.csv": "head,body,n,n,\n1984,1,2,3,x\n" },
      { titleField: "head", textField: "body" },
    );
    expect(documents).toEqual([{ id: "a.csv#2", title: "1984", text: "1", n: [2, 3], column_5: "x" }]);
  });

  it("keeps the rows before a quotation mark that is never closed", async () => {
    const { ids, problems } = await ingested({ "a.csv": 'id,b\n1,2\n2,"x\n3,4\n' });
    expect(ids).toEqual(["1"]);
    expect(problems).toEqual(["a.csv:3 broken_line"]);
  });

  it("stops at a value of more than 16 MiB", async () => {
    const { ids, problems } = await ingested({ "a.csv": `id,b\n1,2\n2,"${"a".repeat(17 * 1024 * 1024)}"\n` });
    expect(ids).toEqual(["1"]);
    expect(problems).toEqual(["a.csv:3 too_large"]);
  });
});

describe("files without content or beyond the limit", () => {
  it.each(["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a.csv", "a.txt.gz"])("%s is empty", async (name) => {
    expect((await ingested({ [name]: "" })).problems).toEqual([`${name}: empty`]);
  });

  it.each([
    ["a.txt", " \n\t\ufeff\n"],
    ["a.md", "---\n---\n\n"],
    ["a.html", "<p> </p>"],
    ["a.jsonl", "\n\r\n \n"],
    ["a.json", " "],
    ["a.csv", "id,title\n\n"],
  ])("%s of blanks is empty", async (name, content) => {
    expect((await ingested({ [name]: content })).problems).toEqual([`${name}: empty`]);
  });

  it("larger than asked for is reported, streams are not", async () => {
    const files = { "a.txt": "x".repeat(101), "b.txt": "x".repeat(100), "c.jsonl": '{"id":1}\n'.repeat(50) };
    const { ids, problems } = await ingested(files, { maxFileBytes: 100 });
    expect(problems).toEqual(["a.txt: too_large"]);
    expect(ids).toHaveLength(51);
  });
});
