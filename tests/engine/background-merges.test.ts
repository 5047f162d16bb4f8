/**
 * Merges beside changes and searches: a commit does not wait for them, what happens meanwhile is carried over, and
 * an end at any moment leaves the last commit.
 */
import { describe, expect, it } from "vitest";
import { FihrisError } from "../../src/contract/index.ts";
import { Index, type IndexOptions } from "../../src/engine/index.ts";
import { verifyIndex } from "../../src/inverted-index/index.ts";
import { type Fault, FaultyDirectory } from "../inverted-index/faults/faulty-directory.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";
import { BackgroundSegments } from "./background-segments.ts";

const document = (id: string) => ({ id, title: "نهر", text: `فاض النهر ${id}` });

interface Opened {
  readonly directory: MemoryDirectory;
  readonly factory: BackgroundSegments;
  readonly index: Index;
}

/** Eight commits of two documents: the eighth begins a merge of all, which is held. */
async function withMergeUnderWay(
  options: IndexOptions = {},
  directory: MemoryDirectory = new MemoryDirectory(),
): Promise<Opened> {
  const factory = new BackgroundSegments(directory);
  const index = await Index.openDirectory(directory, options, factory);
  for (let i = 0; i < 8; i++) {
    await index.add([document(`a${i}`), document(`b${i}`)]);
    await index.commit();
  }
  expect(factory.merges).toBe(1);
  expect(await index.stats()).toMatchObject({ documents: 16, segments: 8 });
  return { directory, factory, index };
}

async function idsOnDisk(directory: MemoryDirectory): Promise<string[]> {
  const index = await Index.openDirectory(new MemoryDirectory(new Map(directory.files)));
  const ids = await index.ids();
  await index.close();
  return ids;
}

/** Each document is found by search, by id and in order. */
async function expectDocuments(index: Index, ids: readonly string[]): Promise<void> {
  expect(await index.ids()).toEqual(ids);
  const { hits } = await index.search({ q: "", limit: 100 });
  expect(hits.map(({ id }) => id)).toEqual(ids.toReversed());
  const found = await index.search({ q: "النهر", limit: 100, total: "exact" });
  expect(found.hits.map(({ id }) => id).sort()).toEqual(ids.toSorted());
}

function expectNothingLeftOver(directory: MemoryDirectory): void {
  expect(directory.list()).toHaveLength(verifyIndex(directory).files);
}

describe("a merge under way", () => {
  it("is published between two changes, and changes no answer", async () => {
    const { index, factory, directory } = await withMergeUnderWay();
    const before = await index.search({ q: "النهر", limit: 100, snippet: false });
    factory.letGo();
    await index.merged();
    const after = await index.search({ q: "النهر", limit: 100, snippet: false });
    expect(after.hits).toEqual(before.hits);
    expect(after.generation).toBe(before.generation + 1);
    expect(await index.stats()).toMatchObject({ documents: 16, segments: 1 });
    await index.close();
    expectNothingLeftOver(directory);
    expect(directory.openFiles).toBe(0);
  });

  it("takes over deletions and replacements that are committed meanwhile", async () => {
    const { index, factory, directory } = await withMergeUnderWay();
    await index.delete("a0");
    await index.add({ ...document("b3"), title: "بحيرة" });
    await index.commit();
    const left = ["b0", "a1", "b1", "a2", "b2", "a3", "a4", "b4", "a5", "b5", "a6", "b6", "a7", "b7", "b3"];
    await expectDocuments(index, left);
    factory.letGo();
    await index.merged();
    await expectDocuments(index, left);
    expect(await index.stats()).toMatchObject({ documents: 15, deleted: 2, segments: 2 });
    expect(await idsOnDisk(directory)).toEqual(left);
    await index.close();
    expectNothingLeftOver(directory);
  });

  it("takes over changes that are not committed without making them visible", async () => {
    const { index, factory, directory } = await withMergeUnderWay();
    const committed = await index.ids();
    await index.delete("a0");
    await index.delete("b7");
    await index.add(document("new"));
    factory.letGo();
    await index.merged();
    expect(await idsOnDisk(directory)).toEqual(committed);
    expect((await index.search({ q: "النهر", limit: 100 })).total).toBe(16);
    const left = [...committed.filter((id) => id !== "a0" && id !== "b7"), "new"];
    expect(await index.ids()).toEqual(left);
    expect(await index.delete("a0")).toBe(false);
    expect(await index.commit()).toMatchObject({ added: 1, deleted: 2 });
    await expectDocuments(index, left);
    await index.close();
    expect(await idsOnDisk(directory)).toEqual(left);
    expectNothingLeftOver(directory);
  });

  it("drops uncommitted changes with the index that is closed", async () => {
    const { index, factory, directory } = await withMergeUnderWay();
    const committed = await index.ids();
    await index.delete("a0");
    await index.add(document("new"));
    factory.letGo();
    await index.close();
    expect(await idsOnDisk(directory)).toEqual(committed);
    expect(directory.openFiles).toBe(0);
  });

  it("is finished by close, or abandoned where that is asked", async () => {
    for (const merges of ["finish", "abandon"] as const) {
      const { index, factory, directory } = await withMergeUnderWay();
      const closed = index.close({ merges });
      if (merges === "finish") factory.letGo();
      await closed;
      expect(directory.openFiles).toBe(0);
      expectNothingLeftOver(directory);
      const reader = await Index.openDirectory(directory, { readOnly: true });
      expect(await reader.stats()).toMatchObject({ documents: 16, segments: merges === "finish" ? 1 : 8 });
      await reader.close();
    }
  });

  it("leaves nothing where every document of it was deleted", async () => {
    const { index, factory, directory } = await withMergeUnderWay();
    for (const id of await index.ids()) await index.delete(id);
    await index.commit();
    factory.letGo();
    await index.merged();
    await index.compact();
    expect(await index.stats()).toMatchObject({ documents: 0, deleted: 0, segments: 0 });
    await index.close();
    expectNothingLeftOver(directory);
  });

  it("holds the lock of an index that gives it back at every commit, until it has ended", async () => {
    const { index, factory, directory } = await withMergeUnderWay({ holdLock: "until-commit" });
    const other = await Index.openDirectory(directory);
    await expect(other.add(document("other"))).rejects.toMatchObject({ code: "index_locked" });
    factory.letGo();
    await index.merged();
    // The lock is given back in the turn after.
    await index.versionOf("a0");
    await expect.poll(() => directory.isLocked).toBe(false);
    await other.add(document("other"));
    await other.commit();
    await other.close();
    await index.refresh();
    expect(await index.ids()).toHaveLength(17);
    await index.close();
  });

  it("that another writer's commit overtakes is given up, and the commit stands", async () => {
    const { index, factory, directory } = await withMergeUnderWay();
    directory.breakLock();
    const other = await Index.openDirectory(directory);
    await other.delete("a0");
    await other.commit();
    await other.close();
    const ids = await idsOnDisk(directory);
    factory.letGo();
    await index.merged();
    expect(await idsOnDisk(directory)).toEqual(ids);
    await index.close();
    verifyIndex(directory);
  });

  it("waits for its turn in a compaction, which changes may go on beside", async () => {
    const { index, factory, directory } = await withMergeUnderWay();
    const compacted = index.compact();
    await index.delete("a0");
    await index.add(document("new"));
    await index.commit();
    factory.letGo();
    await compacted;
    expect(await index.stats()).toMatchObject({ documents: 16, deleted: 0, segments: 1 });
    expect((await index.ids()).at(-1)).toBe("new");
    await index.close();
    expectNothingLeftOver(directory);
  });

  it("that the disk refuses, at any operation, is begun again by a later commit", async () => {
    const { index: made, directory: disk } = await withMergeUnderWay();
    await made.close({ merges: "abandon" });
    let failed = 0;
    for (let after = 0; ; after++) {
      const directory = new MemoryDirectory(new Map(disk.files));
      const fault: Fault = { after: Number.POSITIVE_INFINITY, code: "EIO", forever: false };
      const faulty = new FaultyDirectory(directory, fault);
      const factory = new BackgroundSegments(faulty);
      const index = await Index.openDirectory(faulty, {}, factory);
      await index.add(document("one"));
      await index.commit();
      faulty.breakAfter({ ...fault, after });
      factory.letGo();
      await index.merged();
      const { failures } = faulty;
      faulty.mend();
      expect(await idsOnDisk(directory)).toHaveLength(17);
      await index.add(document("two"));
      // Where the outcome of the publication was uncertain, this index goes on from what is on the disk.
      await index.commit().catch(async () => {
        await index.add(document("two"));
        await index.commit();
      });
      await index.merged();
      expect((await index.stats()).segments).toBeLessThan(8);
      expect(await index.ids()).toHaveLength(18);
      await index.close();
      expectNothingLeftOver(directory);
      expect(directory.openFiles).toBe(0);
      if (failures === 0) break;
      failed++;
    }
    expect(failed).toBeGreaterThan(20);
  });
});

/** Once it is told to: a segment's dictionary is refused, right after a list of live documents was written beside it. */
class RefusingDirectory extends MemoryDirectory {
  isRefusing = false;
  refused = 0;
  #letGo: () => void = () => {};
  readonly #liveWritten = new Promise<void>((resolve) => {
    this.#letGo = resolve;
  });

  override async create(name: string, chunks: Iterable<Uint8Array>): Promise<void> {
    if (this.isRefusing && name.endsWith(".dictionary") && this.refused === 0) {
      this.refused++;
      await this.#liveWritten;
      throw new FihrisError("io_error", `${name} cannot be written`);
    }
    await super.create(name, chunks);
    if (!this.isRefusing || !name.endsWith(".live")) return;
    this.#letGo();
    // Whoever gave up a segment meanwhile has removed what it takes for garbage.
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("a segment that the disk refuses", () => {
  it("takes nothing away from a merge that is published at that moment", async () => {
    const disk = new RefusingDirectory();
    const { index, factory, directory } = await withMergeUnderWay({ bufferBytes: 2000 }, disk);
    await index.delete("a0");
    await index.commit();
    disk.isRefusing = true;
    await index.add(Array.from({ length: 8 }, (_, i) => document(`c${i}`)));
    await expect.poll(() => disk.refused).toBe(1);
    factory.letGo();
    await index.merged();
    expect(await idsOnDisk(directory)).toHaveLength(15);
    await index.commit();
    expect(await idsOnDisk(directory)).toHaveLength(23);
    await index.close();
    expectNothingLeftOver(directory);
  });
});

describe("a checkpoint", () => {
  it("merges on the way, so that a search beside a long load does not go through ever more segments", async () => {
    const directory = new MemoryDirectory();
    const factory = new BackgroundSegments(directory, false);
    const index = await Index.openDirectory(directory, {}, factory);
    for (let i = 0; i < 40; i++) {
      await index.add(document(`d${i}`));
      await index.checkpoint();
      await index.merged();
      expect((await index.stats()).segments).toBeLessThan(16);
    }
    expect(factory.merges).toBeGreaterThan(3);
    expect(await index.ids()).toHaveLength(40);
    await index.close();
  });

  it("makes a prefix of the changes visible, and the next commit the rest", async () => {
    const directory = new MemoryDirectory();
    const factory = new BackgroundSegments(directory, false);
    const index = await Index.openDirectory(directory, { bufferBytes: 2000 }, factory);
    const given: string[] = [];
    for (let i = 0; i < 60; i++) {
      given.push(`d${i}`);
      await index.add(document(`d${i}`));
      if (i % 7 !== 6) continue;
      await index.checkpoint();
      const shown = await idsOnDisk(directory);
      expect(shown).toEqual(given.slice(0, shown.length));
      expect(shown.length).toBeGreaterThan(given.length - 8);
    }
    await index.commit();
    expect(await idsOnDisk(directory)).toEqual(given);
    await index.close();
  });
});

describe("a load that is committed at its end only", () => {
  const documents = Array.from({ length: 60 }, (_, i) => document(`d${i}`));

  async function loaded(): Promise<{ directory: MemoryDirectory; fault: FaultyDirectory; index: Index }> {
    const directory = new MemoryDirectory();
    const fault = new FaultyDirectory(directory, { after: Number.POSITIVE_INFINITY, code: "EIO", forever: false });
    const index = await Index.openDirectory(fault, { bufferBytes: 2000 }, new BackgroundSegments(fault, false));
    return { directory, fault, index };
  }

  const stores = (directory: MemoryDirectory) => directory.list().filter((name) => name.endsWith(".store"));

  it("writes full buffers on the way, so that memory does not grow with it, and shows nothing of them before", async () => {
    const { directory, index } = await loaded();
    await index.add(documents);
    await expect.poll(() => stores(directory).length).toBeGreaterThan(3);
    expect((await index.stats()).documents).toBe(0);
    expect(await index.commit()).toMatchObject({ added: 60 });
    expect(await idsOnDisk(directory)).toEqual(documents.map(({ id }) => id));
    await index.close();
    expectNothingLeftOver(directory);
  });

  it("leaves none of them behind where it is never committed", async () => {
    const { directory, index } = await loaded();
    await index.add(documents);
    await expect.poll(() => stores(directory).length).toBeGreaterThan(3);
    await index.close();
    const next = await Index.openDirectory(directory);
    await next.add(document("one"));
    await next.commit();
    expect(await next.ids()).toEqual(["one"]);
    await next.close();
    expectNothingLeftOver(directory);
  });

  it("loses nothing where the disk refused one of them", async () => {
    const { directory, fault, index } = await loaded();
    await index.add(documents.slice(0, 5));
    fault.breakAfter({ after: 0, code: "ENOSPC", forever: true });
    await index.add(documents.slice(5));
    await expect.poll(() => fault.failures).toBeGreaterThan(0);
    await expect(index.commit()).rejects.toMatchObject({ code: "io_error" });
    fault.mend();
    await index.commit().catch(() => index.commit());
    expect(await idsOnDisk(directory)).toEqual(documents.map(({ id }) => id));
    await index.close();
    expectNothingLeftOver(directory);
  });
});
