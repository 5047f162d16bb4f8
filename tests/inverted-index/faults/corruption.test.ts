/**
 * C1 to C3: a damaged file is named, never misread. An answer from a damaged index is right or it is an error.
 */
import { crc32 } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { FihrisError, Index } from "../../../src/engine/index.ts";
import { verifyIndex } from "../../../src/inverted-index/index.ts";
import { type Files, MemoryDirectory } from "./memory-directory.ts";

const documents = [
  { id: "a", title: "مدرسة القرية", text: "بنيت المدرسة قرب النهر", tags: ["تعليم", "قرى"], n: 3 },
  { id: "b", title: "ميناء", text: "دخلت السفينة الميناء", date: "2021-05-02", open: true },
  { id: "c", title: "كتب", text: "كتب الطبيب كتابًا", n: 7.5 },
];

/** Two segments; the first has a deleted document. */
async function build(list = documents): Promise<Files> {
  const directory = new MemoryDirectory();
  const index = await Index.openDirectory(directory);
  await index.add(list.slice(0, 2));
  await index.commit();
  await index.add(list.slice(2));
  await index.delete(list[1]!.id);
  await index.commit();
  await index.close();
  return directory.files;
}

let files: Files;
let answer: string;

beforeAll(async () => {
  files = await build();
  answer = await answerOf(new MemoryDirectory(files));
});

/** What a reader would see: every document and two searches. */
async function answerOf(directory: MemoryDirectory): Promise<string> {
  const index = await Index.openDirectory(directory);
  try {
    const ids = (await index.ids()).sort();
    const stored = [];
    for (const id of ids) stored.push((await index.get(id))!.fields);
    const found = [];
    for (const q of ["المدارس", "كتاب"]) {
      const { hits } = await index.search({ q, facets: ["tags"] });
      found.push(hits.map(({ id, score }) => [id, score]));
    }
    return JSON.stringify([ids, stored, found]);
  } finally {
    await index.close();
  }
}

function withFile(name: string, content: Uint8Array): MemoryDirectory {
  return new MemoryDirectory(new Map(files).set(name, content));
}

/** Undefined where nothing was noticed. */
function attempt(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (cause) {
    return cause;
  }
}

function expectRefused(error: unknown, name: string, where: string): void {
  if (!(error instanceof FihrisError)) throw new Error(`${where}: expected an error of ours, got ${error}`);
  if (error.code === "index_version") return;
  if (error.code !== "index_corrupt" || error.file !== name)
    throw new Error(
      `${where}: expected index_corrupt of ${name}, got ${error.code} of ${error.file}: ${error.message}`,
    );
}

describe("damage", () => {
  it("of one bit in any byte of any file is found, and never answered from", async () => {
    let flips = 0;
    let atOpen = 0;
    for (const [name, content] of files) {
      for (let at = 0; at < content.length; at++) {
        const damaged = content.slice();
        damaged[at]! ^= 1 << ((at * 5) % 8);
        const directory = withFile(name, damaged);
        const where = `${name}, byte ${at}`;
        expectRefused(
          attempt(() => verifyIndex(directory)),
          name,
          where,
        );
        flips++;
        if (name.endsWith(".store")) {
          // The store is read as hits are shown: what opening does not see, reading must.
          const seen = await answerOf(directory).catch((cause: unknown) => cause);
          if (typeof seen === "string") expect(seen, where).toBe(answer);
          else expectRefused(seen, name, where);
        } else {
          const error = await Index.openDirectory(directory).catch((cause: unknown) => cause);
          expectRefused(error, name, where);
          atOpen++;
        }
        if (directory.openFiles !== 0) throw new Error(`${where}: ${directory.openFiles} files stay open`);
      }
    }
    expect(flips).toBe([...files.values()].reduce((sum, { length }) => sum + length, 0));
    expect(atOpen).toBeGreaterThan(4000);
  });

  it("by any loss of bytes at the end is found at open", async () => {
    for (const [name, content] of files) {
      for (let length = 0; length < content.length; length++) {
        const error = await Index.openDirectory(withFile(name, content.slice(0, length))).catch(
          (cause: unknown) => cause,
        );
        expectRefused(error, name, `${name} cut to ${length}`);
      }
    }
  });

  it.each([
    ["zeros", 0],
    ["other bytes", 0xa5],
    ["line feeds", 0x0a],
  ])("by added %s is found at open", async (_, byte) => {
    for (const [name, content] of files) {
      for (const added of [1, 7, 24, 512, 4096]) {
        const longer = new Uint8Array(content.length + added).fill(byte);
        longer.set(content);
        const error = await Index.openDirectory(withFile(name, longer)).catch((cause: unknown) => cause);
        expectRefused(error, name, `${name} and ${added} bytes`);
      }
    }
  });

  it("by sectors of zeros is found", async () => {
    for (const [name, content] of files) {
      for (let from = 0; from < content.length; from += 512) {
        const damaged = content.slice();
        damaged.fill(0, from, from + 512);
        expectRefused(
          attempt(() => verifyIndex(withFile(name, damaged))),
          name,
          `${name} from ${from}`,
        );
      }
    }
  });

  it("by a missing file is found at open, with its name", async () => {
    const newest = [...files.keys()].find((name) => name.startsWith("manifest-"))!;
    for (const name of files.keys()) {
      if (name === newest) continue;
      const directory = new MemoryDirectory(new Map([...files].filter(([each]) => each !== name)));
      expectRefused(await Index.openDirectory(directory).catch((cause: unknown) => cause), name, name);
    }
  });
});

describe("whole files in the wrong place", () => {
  it("of another segment are refused", async () => {
    for (const name of files.keys()) {
      if (!name.startsWith("s00000001.")) continue;
      const other = files.get(name.replace("s00000001", "s00000002"))!;
      expectRefused(await Index.openDirectory(withFile(name, other)).catch((cause: unknown) => cause), name, name);
    }
  });

  it("of another index are refused, although segment and part have the same name", async () => {
    const other = await build(documents.map((document) => ({ ...document, text: `${document.text} أيضا` })));
    for (const [name, content] of other) {
      const same = Buffer.compare(content, files.get(name)!) === 0;
      if (name.startsWith("manifest") || same) continue;
      expectRefused(await Index.openDirectory(withFile(name, content)).catch((cause: unknown) => cause), name, name);
    }
  });

  it("of another part are refused", async () => {
    const name = "s00000001.forward";
    const other = files.get("s00000001.postings")!;
    expectRefused(await Index.openDirectory(withFile(name, other)).catch((cause: unknown) => cause), name, name);
  });
});

describe("a manifest with a right checksum", () => {
  const name = "manifest-000000000002";
  /** The manifest as someone who edits it by hand would leave it. */
  const edited = (edit: (manifest: Record<string, unknown> & { segments: Record<string, unknown>[] }) => unknown) => {
    const manifest = JSON.parse(Buffer.from(files.get(name)!).toString().split("\n")[0]!);
    const result = edit(manifest);
    const json = `${JSON.stringify(result ?? manifest)}\n`;
    return Buffer.from(`${json}${crc32(json).toString(16).padStart(8, "0")}\n`);
  };
  const rows: [string, Parameters<typeof edited>[0]][] = [
    ["names a file outside the folder", ({ segments }) => void Object.assign(segments[0]!, { name: "../x" })],
    ["names an absolute path", ({ segments }) => void Object.assign(segments[0]!, { name: "/etc/passwd" })],
    ["names a segment twice", ({ segments }) => void segments.push(segments[0]!)],
    ["has no list of segments", (manifest) => void Object.assign(manifest, { segments: { length: 1 } })],
    ["has null for a segment", ({ segments }) => void (segments as unknown[]).push(null)],
    ["has a segment without files", ({ segments }) => void delete segments[0]!["files"]],
    ["counts a negative number of documents", ({ segments }) => void Object.assign(segments[0]!, { docCount: -1 })],
    ["counts four billion documents", ({ segments }) => void Object.assign(segments[0]!, { docCount: 2 ** 32 })],
    ["counts other deletions than there are", ({ segments }) => void Object.assign(segments[0]!, { deleted: 0 })],
    ["has live documents of a generation to come", ({ segments }) => void Object.assign(segments[0]!, { live: 3 })],
    ["has another generation than its name", (manifest) => void Object.assign(manifest, { generation: 1 })],
    ["is null", () => "null"],
    ["is a number", () => 42],
  ];
  it.each(rows)("that %s is refused", async (_, edit) => {
    const error = await Index.openDirectory(withFile(name, edited(edit))).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: "index_corrupt" });
  });

  it.each([
    ["a later format", { format: 999 }],
    ["an earlier format", { format: 1 }],
    ["another analyzer", { analyzer: 999 }],
  ])("of %s is refused as such", async (_, change) => {
    const directory = withFile(
      name,
      edited((manifest) => void Object.assign(manifest, change)),
    );
    await expect(Index.openDirectory(directory)).rejects.toMatchObject({ code: "index_version", file: name });
  });
});
