/**
 * Readers beside a writer, in a real folder: a snapshot answers the same while its files are merged away; reading
 * changes nothing.
 */
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Index } from "../../src/engine/index.ts";

let scratch: string;
let folders = 0;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "fihris-readers-"));
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

const newFolder = () => join(scratch, `index-${++folders}`);

async function answers(index: Index): Promise<string> {
  const { took_ms: _, ...response } = await index.search({ q: "سفينة", facets: ["n"], sort: "n:asc", limit: 100 });
  const stored = await Promise.all((await index.ids()).map((id) => index.get(id)));
  return JSON.stringify([response, stored]);
}

async function filesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ino } = await stat(join(folder, name));
      return `${name} ${size} ${mtimeMs} ${ino}`;
    }),
  );
}

describe("a reader", () => {
  it("keeps its answers while a writer commits, merges and removes files, and follows when told", async () => {
    const folder = newFolder();
    const writer = await Index.open(folder);
    await writer.add([0, 1, 2].map((n) => ({ id: `old${n}`, title: "سفينة", text: `شراع ${n}`, n })));
    await writer.commit();
    const reader = await Index.open(folder, { readOnly: true });
    const before = await answers(reader);
    const files = new Set(await readdir(folder));
    for (let i = 0; i < 12; i++) {
      await writer.add({ id: `new${i}`, title: "سفينة", n: 10 + i });
      await writer.delete(`old${i % 3}`);
      await writer.commit();
      expect(await answers(reader)).toBe(before);
    }
    await writer.compact();
    const left = (await readdir(folder)).filter((name) => files.has(name));
    expect(left).toEqual(["write.lock"]);
    expect(await answers(reader)).toBe(before);
    expect(await reader.refresh()).toBe(true);
    expect(await answers(reader)).toBe(await answers(writer));
    expect(await reader.refresh()).toBe(false);
    await writer.close();
    await reader.close();
  });

  it("changes no file and takes no lock", async () => {
    const folder = newFolder();
    const writer = await Index.open(folder);
    await writer.add({ id: "1", title: "سفينة", n: 1 });
    await writer.commit();
    await writer.close();
    const before = await filesOf(folder);
    const reader = await Index.open(folder, { readOnly: true });
    await answers(reader);
    await reader.suggest("سف");
    await reader.stats();
    await reader.refresh();
    const refused = [
      () => reader.add({ id: "2" }),
      () => reader.update({ id: "1" }),
      () => reader.delete("1"),
      () => reader.commit(),
      () => reader.compact(),
    ];
    for (const change of refused) await expect(change()).rejects.toMatchObject({ code: "index_read_only" });
    await Index.verify(folder);
    await reader.close();
    expect(await filesOf(folder)).toEqual(before);
  });

  it("finds no index where there is none, and makes none", async () => {
    const folder = newFolder();
    await expect(Index.open(folder, { readOnly: true })).rejects.toMatchObject({ code: "index_not_found" });
    await expect(Index.verify(folder)).rejects.toMatchObject({ code: "index_not_found" });
    const searched = await Index.open(folder);
    expect(await searched.search("شيء")).toMatchObject({ total: 0, generation: 0 });
    await searched.close();
    await expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });
  });

  it.each([
    ["empty", ""],
    ["not text", 5],
    ["missing", undefined],
  ])("refuses a path that is %s", async (_, path) => {
    await expect(Index.open(path as string)).rejects.toMatchObject({ code: "invalid_parameter" });
  });

  it("says what is wrong with a path that is no folder", async () => {
    const folder = newFolder();
    const made = await Index.open(folder);
    await made.add({ id: "1" });
    await made.commit();
    await made.close();
    const file = join(folder, (await readdir(folder))[0]!);
    await expect(Index.open(file)).rejects.toMatchObject({ code: "io_error", remedy: "name a folder, not a file" });
    const below = await Index.open(join(folder, "a/b"));
    await below.add({ id: "1" });
    await below.commit();
    await below.close();
    expect(await Index.verify(join(folder, "a/b"))).toMatchObject({ generation: 1 });
  });
});

describe("two indexes that give the lock back after each commit", () => {
  it("write in turn, each on top of the other's work", async () => {
    const folder = newFolder();
    const options = { holdLock: "until-commit" } as const;
    const one = await Index.open(folder, options);
    const two = await Index.open(folder, options);
    for (let i = 0; i < 4; i++) {
      for (const [name, index] of [
        ["one", one],
        ["two", two],
      ] as const) {
        await index.add({ id: `${name}${i}`, title: "دور" });
        await index.commit();
        expect(await readdir(folder)).not.toContain("write.lock");
      }
    }
    await one.refresh();
    expect(await one.ids()).toHaveLength(8);
    expect(await two.ids()).toHaveLength(8);
    await one.add({ id: "held", title: "دور" });
    await expect(two.add({ id: "refused" })).rejects.toMatchObject({ code: "index_locked" });
    await one.close();
    expect(await two.delete("one0")).toBe(true);
    await two.commit();
    await two.close();
    expect((await Index.verify(folder)).generation).toBeGreaterThan(8);
  });
});
