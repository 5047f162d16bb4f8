/**
 * What only an index of this machine can do: erasing a folder's index, and commits that leave merging for later.
 */
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fihris-erase-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("Index.erase", () => {
  it("removes every file of the index, and none that has another name", async () => {
    const folder = await emptyFolder();
    const others = ["notes.txt", "manifest-1", "manifest-000000000001.bak", "s1.store", "s00000001.dictionary.txt"];
    for (const name of others) await writeFile(join(folder, name), "not ours");
    const index = await Index.open(folder);
    await index.add([
      { id: "1", title: "نهر" },
      { id: "2", title: "بئر" },
    ]);
    await index.commit();
    await index.delete("1");
    await index.commit();
    await index.close();
    // Left over from a crash: no manifest names them.
    for (const name of ["s00000099.store", "manifest-000000000099.tmp"]) await writeFile(join(folder, name), "ours");
    await Index.erase(folder);
    expect(await readdir(folder)).toEqual(others.sort());
    await expect(Index.open(folder, { readOnly: true })).rejects.toMatchObject({ code: "index_not_found" });

    const next = await Index.open(folder);
    await next.add({ id: "3", title: "نهر" });
    expect(await next.commit()).toMatchObject({ generation: 1 });
    await next.close();
  });

  it("is refused while a process writes, and changes nothing then", async () => {
    const folder = await emptyFolder();
    const index = await Index.open(folder);
    await index.add({ id: "1", title: "نهر" });
    await index.commit();
    const files = await readdir(folder);
    await expect(Index.erase(folder)).rejects.toMatchObject({ code: "index_locked" });
    expect(await readdir(folder)).toEqual(files);
    await index.close();
  });

  it("makes no folder where there is none", async () => {
    const folder = join(await emptyFolder(), "missing");
    await Index.erase(folder);
    await expect(readdir(folder)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("commit({ merge: false })", () => {
  it("makes documents visible and leaves merging to the next commit, which changes no answer", async () => {
    const index = await Index.openDirectory(new MemoryDirectory());
    for (let i = 0; i < 20; i++) {
      await index.add({ id: String(i), title: `نهر ${i}`, text: "فاض النهر بعد المطر" });
      await index.commit({ merge: false });
    }
    const ids = async () => (await index.search({ q: "النهر", limit: 100 })).hits.map(({ id, score }) => [id, score]);
    expect(await index.stats()).toMatchObject({ documents: 20, segments: 20 });
    const before = await ids();
    expect(before).toHaveLength(20);
    await index.commit();
    expect((await index.stats()).segments).toBeLessThan(8);
    expect(await ids()).toEqual(before);
    await index.close();
  });
});

describe("words that are known from a segment before", () => {
  it("stand in the dictionaries of the segments that have them, and in no other", async () => {
    const terms = async (lists: readonly (readonly string[])[]) => {
      const index = await Index.openDirectory(new MemoryDirectory());
      for (const list of lists) {
        for (const word of list) await index.add({ id: word, title: word });
        await index.commit({ merge: false });
      }
      const { terms: count, bytes_by_part } = await index.stats();
      await index.close();
      return { count, bytes: bytes_by_part.dictionary };
    };
    const one = await terms([["نهر", "بحيرة"]]);
    const other = await terms([["سوق"]]);
    const both = await terms([["نهر", "بحيرة"], ["سوق"]]);
    expect(both).toEqual({ count: one.count + other.count, bytes: one.bytes + other.bytes });
  });
});
