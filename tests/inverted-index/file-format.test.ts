/**
 * docs/file-format.md against the code, and frozen indexes against every build. `UPDATE_GOLDEN=1` writes the examples
 * of the page and the frozen index of the present format anew.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { DocumentInput } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";
import { Bitmap } from "../../src/inverted-index/index.ts";
import { segmentParts } from "../../src/inverted-index/segment/segment-files.ts";
import { writeLiveDocs } from "../../src/inverted-index/snapshot/live-docs.ts";
import { encodeManifest } from "../../src/inverted-index/snapshot/manifest.ts";
import { MemoryDirectory } from "./faults/memory-directory.ts";

const root = resolve(import.meta.dirname, "../..");
const page = join(root, "docs/file-format.md");
/** Of each format that is read, the present one last; beside it one with bigrams. */
const formats = ["index-v2", "index-v3", "index-v4", "index-v5"] as const;
const goldenOf = (format: string) => join(root, "tests/golden", format);
const goldenWithBigramsOf = (format: string) => `${goldenOf(format)}-bigrams`;
const isUpdate = process.env["UPDATE_GOLDEN"] === "1";

/** Sixteen bytes a line: offset, hexadecimal, ASCII. */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const row = [...bytes.subarray(offset, offset + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
    lines.push(`${offset.toString(16).padStart(4, "0")}  ${hex.padEnd(47)}  ${text}`);
  }
  return `${lines.join("\n")}\n`;
}

async function liveExample(): Promise<Uint8Array> {
  const live = Bitmap.full(3);
  live.remove(1);
  const directory = new MemoryDirectory();
  await writeLiveDocs(directory, "s00000001", 2, live);
  return directory.files.get("s00000001-000000000002.live")!;
}

function manifestExample(): Uint8Array {
  const sizes = [584, 1176, 520, 592, 1704, 280];
  const files = Object.fromEntries(
    segmentParts.map((part, i) => [part, { bytes: sizes[i]!, checksum: 305419896 + i }]),
  );
  const segment = { name: "s00000001", docCount: 3, files: files as never, live: 2, deleted: 1 };
  return encodeManifest({ format: 5, analyzer: 1, generation: 2, nextSegment: 2, segments: [segment] });
}

/** So many documents with two words side by side that their bigram is indexed. */
const frequentPair = Array.from({ length: 512 }, (_, i) => ({ id: `pair${i}`, title: "نهر طويل" }));

describe("docs/file-format.md", () => {
  const examples: [string, () => Promise<string>][] = [
    ["json manifest-000000000002", async () => Buffer.from(manifestExample()).toString()],
    ["hex s00000001-000000000002.live", async () => hexDump(await liveExample())],
  ];
  it.each(examples)("shows the bytes that are written: %s", async (title, make) => {
    const text = await readFile(page, "utf8");
    const block = new RegExp(`(\`\`\`${title}\\n)([^\`]*)(\`\`\`)`);
    const written = await make();
    if (isUpdate)
      await writeFile(
        page,
        text.replace(block, (_, begin, __, end) => begin + written + end),
      );
    else expect(block.exec(text)?.[2]).toBe(written);
  });

  it("names every section that an index has, with its type, and none that it has not", async () => {
    const directory = new MemoryDirectory();
    const index = await Index.openDirectory(directory);
    await index.add([
      { id: "1", title: "كل الأنواع", n: 1, date: "2020-01-01" },
      { id: "2", title: "آخر" },
      ...frequentPair,
    ]);
    await index.commit();
    await index.delete("2");
    await index.commit();
    await index.close();
    const written = new Set<string>();
    for (const [name, content] of directory.files) {
      if (name.startsWith("manifest-")) continue;
      const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
      const from = view.getUint32(content.length - 24, true);
      const toc = content.subarray(from, from + view.getUint32(content.length - 20, true));
      const { sections } = JSON.parse(Buffer.from(toc).toString()) as { sections: Record<string, [string]> };
      const part = name.slice(name.lastIndexOf(".") + 1);
      for (const [section, [type]] of Object.entries(sections))
        written.add(`${part}: ${section.replace(/(^|\.)\d+\./, "$1N.")} ${type}`);
    }
    const described = new Set<string>();
    let part = "";
    for (const line of (await readFile(page, "utf8")).split("\n")) {
      part = /^### (\w+)$/.exec(line)?.[1] ?? part;
      const row = /^\| `([\w.]+)` \| (u8|u16|u32|f64) \|/.exec(line);
      if (row !== null) described.add(`${part}: ${row[1]} ${row[2]}`);
    }
    expect([...described].sort()).toEqual([...written].sort());
  });
});

const documents: readonly DocumentInput[] = [
  { id: "school", title: "مدرسة القرية", text: "بُنيت المدرسة قرب النهر", category: "تعليم", n: 3, date: "2017-06-05" },
  { id: "port", title: "الميناء", text: ["دخلت سفينة الميناء", "ثم خرجت"], category: "بحر", n: [1, 9] },
  { id: "gone", title: "محذوف", text: "نص لن يبقى" },
  { id: "late", title: "سفينة أخرى", text: "وصلت السفينة ليلا", category: "بحر" },
];

describe.each(formats)("a frozen index: %s", (format) => {
  const golden = goldenOf(format);
  const goldenWithBigrams = goldenWithBigramsOf(format);

  beforeAll(async () => {
    if (!isUpdate || format !== formats.at(-1)) return;
    await rm(golden, { recursive: true, force: true });
    const index = await Index.open(golden);
    await index.add(documents.slice(0, 3));
    await index.commit();
    await index.add(documents.slice(3));
    await index.delete("gone");
    await index.commit();
    await index.close();
    await rm(goldenWithBigrams, { recursive: true, force: true });
    const paired = await Index.open(goldenWithBigrams);
    await paired.add([...frequentPair, { id: "apart", title: "نهر غير طويل" }]);
    await paired.commit();
    await paired.close();
  });

  it("answers a phrase of frequent words", async () => {
    const index = await Index.open(goldenWithBigrams, { readOnly: true });
    const { total } = await index.search({ q: '"نهر طويل"', strict: true, limit: 0 });
    expect(total).toBe(frequentPair.length);
    expect((await index.search({ q: "نهر طويل", limit: 0 })).total).toBe(frequentPair.length + 1);
    expect((await index.get("pair300"))?.fields).toEqual({ title: "نهر طويل" });
    expect((await index.get("apart"))?.fields).toEqual({ title: "نهر غير طويل" });
    await index.close();
    expect(await Index.verify(goldenWithBigrams)).toMatchObject({ generation: 1, files: 7 });
  });

  it("opens and answers as when it was made", async () => {
    const index = await Index.open(golden, { readOnly: true });
    const ids = async (request: object) => (await index.search(request)).hits.map(({ id }) => id).sort();
    expect(await index.stats()).toMatchObject({ documents: 3, deleted: 1, segments: 2, generation: 2 });
    expect(await ids({ q: "المدرسة" })).toEqual(["school"]);
    expect(await ids({ q: "سفينة" })).toEqual(["late", "port"]);
    expect(await ids({ q: '"سفينة الميناء"', strict: true })).toEqual(["port"]);
    expect(await ids({ q: "محذوف" })).toEqual([]);
    expect(await ids({ filter: "date = 2017 AND n = 3" })).toEqual(["school"]);
    expect(await ids({ filter: "n > 8 OR category = تعليم" })).toEqual(["port", "school"]);
    expect((await index.search({ facets: ["category"] })).facets?.["category"]?.values[0]).toEqual({
      value: "بحر",
      count: 2,
    });
    const { id: _, ...fields } = documents[1]!;
    expect((await index.get("port"))?.fields).toEqual(fields);
    await index.close();
    expect(await Index.verify(golden)).toMatchObject({ generation: 2, files: 14 });
  });

  it("can be written on, in the present format", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fihris-golden-"));
    try {
      await mkdir(folder, { recursive: true });
      for (const name of await readdir(golden)) await cp(join(golden, name), join(folder, name));
      const index = await Index.open(folder);
      await index.add({ id: "more", title: "مدرسة جديدة" });
      await index.commit();
      expect((await index.search({ q: '"سفينة الميناء"', strict: true })).total).toBe(1);
      await index.compact();
      expect((await index.search("مدرسة")).total).toBe(2);
      expect(await index.stats()).toMatchObject({ documents: 4, deleted: 0, segments: 1 });
      await index.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
