/**
 * Segments made on worker threads, which only a build can start: the same index as without threads.
 */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { crc32 } from "node:zlib";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { DocumentInput } from "../../src/contract/index.ts";
import type { Index as IndexClass } from "../../src/engine/index.ts";
import { buildCommandLine } from "../cli/built-command-line.ts";
import { random } from "../inverted-index/faults/random.ts";

let Index: typeof IndexClass;
beforeAll(async () => {
  const entry = await buildCommandLine();
  const built = pathToFileURL(join(entry, "../../engine/index.js")).href;
  ({ Index } = (await import(built)) as { Index: typeof IndexClass });
}, 120_000);

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fihris-threads-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const words = ["مدرسة", "مدارس", "كتاب", "كتب", "طبيب", "سفينة", "ميناء", "جبل", "نهر", "قرية"];

/** Some 2 MB of text, a tenth of it under ids that came before. */
function manyDocuments(): DocumentInput[] {
  const draw = random(3);
  return Array.from({ length: 3000 }, (_, i) => {
    const id = draw.chance(0.1) ? `d${draw.below(i + 1)}` : `d${i}`;
    const text = Array.from({ length: 60 + draw.below(60) }, () => draw.pick(words)).join(" ");
    return { id, title: `${draw.pick(words)} ${i}`, text, n: i, at: `20${10 + draw.below(10)}-01-01` };
  });
}

async function answers(index: IndexClass): Promise<unknown> {
  const requests = [
    { q: "كتاب السفينة" },
    { q: '"طبيب نهر"' },
    { q: "جبل", sort: "n:desc", facets: ["at"] },
    { q: "", filter: "at >= 2015" },
  ];
  const found = [];
  for (const request of requests) {
    const { took_ms: _, generation: _generation, ...response } = await index.search({ ...request, limit: 50 });
    found.push({ ...response, next_cursor: undefined });
  }
  return { ids: await index.ids(), found };
}

async function load(
  folder: string,
  threads: number | undefined,
  isSearched = false,
): Promise<{ index: IndexClass; counts: object }> {
  const index = await Index.open(folder, {
    bufferBytes: 3_000_000,
    ...(threads === undefined ? {} : { threads }),
  });
  const documents = manyDocuments();
  const counts = { added: 0, replaced: 0, deleted: 0 };
  const count = (more: typeof counts) => {
    for (const key of ["added", "replaced", "deleted"] as const) counts[key] += more[key];
  };
  for (const [i, document] of documents.entries()) {
    await index.add(document);
    if (isSearched && i % 50 === 0) await index.search("كتاب");
    if (i % 100 === 50) await index.delete(`d${i - 20}`);
    if (i % 700 === 0) count(await index.checkpoint());
  }
  count(await index.commit());
  await index.compact();
  return { index, counts };
}

/** Checksums of the files that are made of words, by segment. */
async function wordsOf(folder: string): Promise<unknown> {
  const names = (await readdir(folder))
    .filter((name) => /\.(?:dictionary|postings|positions|forward)$/u.test(name))
    .sort();
  return Promise.all(names.map(async (name) => [name, crc32(await readFile(join(folder, name)))]));
}

/** What each thread of this process gives way, as Linux tells it. */
async function niceOfThreads(): Promise<number[]> {
  const fieldsBeforeNice = 16;
  const threads = await readdir("/proc/self/task");
  const stats = await Promise.all(threads.map((id) => readFile(`/proc/self/task/${id}/stat`, "utf8").catch(() => "")));
  // The name, in brackets, may hold blanks.
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[fieldsBeforeNice]));
}

describe("an index made on threads", () => {
  const rows: [threads: number | undefined, what: string, isSearched?: boolean][] = [
    [undefined, "one worker for many documents, some of which the caller packs"],
    [undefined, "one worker, and a caller that has searches to answer", true],
    [2, "two workers"],
    [3, "three workers"],
  ];
  it.each(rows)(
    "with %s threads is that of the calling thread: %s",
    async (threads, _, isSearched) => {
      const [here, there] = [await newFolder(), await newFolder()];
      const expected = await load(here, 1);
      const made = await load(there, threads, isSearched);
      expect(made.counts).toEqual(expected.counts);
      expect(await answers(made.index)).toEqual(await answers(expected.index));
      for (const { index } of [expected, made]) await index.close();
      await Index.verify(there);
      expect((await readdir(there)).map((name) => name.replace(/\d+/g, ""))).not.toContain("write.lock");
    },
    120_000,
  );

  it("has the same files where one more thread worked on words, while another segment was begun", async () => {
    const [here, there] = [await newFolder(), await newFolder()];
    const draw = random(5);
    const letters = [..."ابتدرسعفقكلمنهوي"];
    /** A word that no other document has, most likely. */
    const rare = () => Array.from({ length: 4 + draw.below(4) }, () => draw.pick(letters)).join("");
    const common = () => `${draw.pick(words)}${draw.chance(0.1) ? "هم" : ""}`;
    const documents = Array.from({ length: 14_000 }, (_, i) => ({
      id: `d${i}`,
      text: Array.from({ length: 90 }, (__, k) => (k % 15 === 0 ? rare() : common())).join(" "),
    }));
    const files = [];
    for (const [folder, threads] of [
      [here, 1],
      [there, undefined],
    ] as const) {
      const index = await Index.open(folder, threads === undefined ? {} : { threads });
      await index.add(documents.slice(0, 13_000));
      await index.checkpoint();
      await index.add(documents.slice(13_000));
      await index.commit({ merge: false });
      files.push(await wordsOf(folder));
      await index.close();
    }
    expect(files[1]).toEqual(files[0]);
    await Index.verify(there);
  }, 120_000);

  if (process.platform === "linux")
    it("lets segments that are being written end before it is closed, and leaves no file open", async () => {
      const openFiles = async () => (await readdir("/proc/self/fd")).length;
      const before = await openFiles();
      for (let round = 0; round < 4; round++) {
        const index = await Index.open(await newFolder(), { bufferBytes: 600_000 });
        await index.add(manyDocuments());
        await index.close({ merges: "abandon" });
      }
      await expect.poll(openFiles).toBeLessThanOrEqual(before + 2);
    }, 120_000);

  // Elsewhere priorities are of processes, and left alone.
  if (process.platform === "linux")
    it("stands back for searches where processors are few", async () => {
      const index = await Index.open(await newFolder(), { bufferBytes: 3_000_000 });
      await index.add(manyDocuments());
      await index.commit();
      expect(await niceOfThreads()).toContain(10);
      expect(getPriority(process.pid)).toBe(0);
      await index.close();
    }, 120_000);

  it("can be closed while documents are on their way, and loses nothing committed", async () => {
    const folder = await newFolder();
    const index = await Index.open(folder, { bufferBytes: 3_000_000, threads: 2 });
    const documents = manyDocuments();
    await index.add(documents.slice(0, 500));
    await index.commit();
    const committed = await index.ids();
    await index.add(documents.slice(500));
    await index.close({ merges: "abandon" });
    const again = await Index.open(folder);
    expect(await again.ids()).toEqual(committed);
    await again.add({ id: "more", title: "نهر" });
    await again.commit();
    await again.close();
    await Index.verify(folder);
  }, 120_000);

  it.each([[0], [1.5], [65], [Number.NaN]])("refuses %s threads", async (threads) => {
    await expect(Index.open(await newFolder(), { threads })).rejects.toMatchObject({ code: "invalid_parameter" });
  });
});
