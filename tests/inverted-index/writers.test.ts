/**
 * F9: one writer at a time, also among processes, also when one of them dies; and a writer that lost its lock harms
 * nothing.
 */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { type DirectoryLock, FsDirectory, verifyIndex } from "../../src/inverted-index/index.ts";
import { MemoryDirectory } from "./faults/memory-directory.ts";

const root = resolve(import.meta.dirname, "../..");
const racer = join(import.meta.dirname, "faults/lock-racer.mjs");
let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "fihris-writers-"));
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

function newFolder(): Promise<string> {
  return mkdtemp(join(scratch, "index-"));
}

describe("the write lock of a folder", () => {
  it("is refused to a second writer with the holder's process id", async () => {
    const folder = await newFolder();
    const first = await new FsDirectory(folder).lock();
    await expect(new FsDirectory(folder).lock()).rejects.toMatchObject({
      code: "index_locked",
      file: "write.lock",
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await first.release();
    const second = await new FsDirectory(folder).lock();
    await second.check();
    await expect(first.check()).rejects.toMatchObject({ code: "index_locked" });
    // A release that comes too late leaves the other's lock alone.
    await first.release();
    await second.check();
    await second.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("is taken over from a process of an earlier boot, and from one whose id another process has now", async () => {
    const folder = await newFolder();
    for (const change of [{ boot: "another" }, { started: "1" }]) {
      const lock = await new FsDirectory(folder).lock();
      const path = join(folder, "write.lock");
      const held = await readFile(path, "utf8");
      await writeFile(path, JSON.stringify({ ...JSON.parse(held), token: "dead", ...change }));
      await expect(lock.check()).rejects.toMatchObject({ code: "index_locked" });
      const heir = await new FsDirectory(folder).lock();
      await heir.check();
      await heir.release();
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ["of another machine", { host: "elsewhere", token: "other" }],
    ["that is not ours", undefined],
  ])("%s is respected", async (_, change) => {
    const folder = await newFolder();
    const lock = await new FsDirectory(folder).lock();
    const path = join(folder, "write.lock");
    const held = await readFile(path, "utf8");
    const content = change === undefined ? "" : JSON.stringify({ ...JSON.parse(held), ...change });
    await writeFile(path, content);
    await expect(new FsDirectory(folder).lock()).rejects.toMatchObject({ code: "index_locked" });
    await expect(lock.check()).rejects.toMatchObject({ code: "index_locked" });
    expect(await readFile(path, "utf8")).toBe(content);
  });

  it("is held by one process at a time, while eight race for it and four die with it", async () => {
    const module = join(await buildIndexRoom(), "inverted-index/index.js");
    const folder = await newFolder();
    const ends = await Promise.all(
      Array.from({ length: 8 }, (_, i) => race([module, folder, "12", i % 2 === 0 ? "dies" : "lives"])),
    );
    expect(ends.map(({ errors }) => errors).join("")).toBe("");
    expect(ends.map(({ output }) => output.trim())).toEqual(Array(8).fill("12"));
    expect(ends.filter(({ signal }) => signal === "SIGKILL")).toHaveLength(4);
    const last = await new FsDirectory(folder).lock();
    await last.release();
    expect(await readdir(folder)).toEqual([]);
  }, 60_000);
});

/** Plain JavaScript for child processes: Node 20 does not read TypeScript. */
async function buildIndexRoom(): Promise<string> {
  const out = join(scratch, "built");
  const config = join(scratch, "tsconfig.json");
  const compilerOptions = {
    rootDir: join(root, "src"),
    outDir: out,
    declaration: false,
    incremental: false,
    noCheck: true,
    typeRoots: [join(root, "node_modules/@types")],
  };
  const files = [join(root, "src/inverted-index/index.ts")];
  await writeFile(join(scratch, "package.json"), '{"type":"module"}');
  const extended = join(root, "tsconfig.build.json");
  await writeFile(config, JSON.stringify({ extends: extended, compilerOptions, files, include: [] }));
  await promisify(execFile)(join(root, "node_modules/.bin/tsc"), ["-p", config]);
  return out;
}

interface End {
  readonly output: string;
  readonly errors: string;
  readonly signal: NodeJS.Signals | null;
}

function race(args: readonly string[]): Promise<End> {
  return new Promise((resolveEnd, reject) => {
    const child = spawn(process.execPath, [racer, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.on("error", reject);
    child.on("close", (_, signal) => resolveEnd({ output, errors, signal }));
  });
}

/** A lock that nobody respects, as on a network file system that loses it. */
class LocklessDirectory extends MemoryDirectory {
  override async lock(): Promise<DirectoryLock> {
    return { check: async () => {}, release: async () => {} };
  }
}

describe("a writer whose lock was removed by force", () => {
  const changes: [string, (index: Index) => Promise<unknown>][] = [
    ["adds", (index) => index.add({ id: "late", title: "متأخر" })],
    ["deletes", (index) => index.delete("old")],
    ["replaces", (index) => index.update({ id: "old", title: "بديل" })],
  ];
  const directories: [string, () => MemoryDirectory][] = [
    ["and notices", () => new MemoryDirectory()],
    ["and cannot notice", () => new LocklessDirectory()],
  ];
  const rows = directories.flatMap(([how, make]) => changes.map(([what, change]) => ({ what, how, make, change })));

  it.each(rows)("$what $how: it is refused, and the other's commit stands", async ({ make, change }) => {
    const directory = make();
    const first = await Index.openDirectory(directory);
    await first.add(["old", "stays", "stays too"].map((id) => ({ id, title: "قديم" })));
    await first.commit();
    await change(first);
    directory.breakLock();
    const second = await Index.openDirectory(directory);
    await second.add({ id: "new", title: "جديد" });
    await second.delete("old");
    await second.commit();
    // The generation that the first is about to publish was published and is gone again.
    await second.add({ id: "newer", title: "أجدد" });
    await second.commit();
    await expect(first.commit()).rejects.toMatchObject({ code: "index_locked" });
    await second.close();
    verifyIndex(directory);
    const reader = await Index.openDirectory(directory);
    expect(await reader.ids()).toEqual(["stays", "stays too", "new", "newer"]);
    await reader.close();
    // The first goes on from what the second left.
    await first.add({ id: "again", title: "من جديد" });
    await first.commit();
    expect((await first.ids()).sort()).toEqual(["again", "new", "newer", "stays", "stays too"]);
    await first.close();
    verifyIndex(directory);
    expect(directory.openFiles).toBe(0);
  });

  it("cannot publish a generation that came and went, though no name of its files is taken", async () => {
    const directory = new LocklessDirectory();
    const first = await Index.openDirectory(directory);
    await first.add(["a", "b", "c"].map((id) => ({ id, title: "قديم" })));
    await first.commit();
    await first.delete("a");
    const second = await Index.openDirectory(directory);
    for (const id of ["new", "newer"]) {
      await second.add({ id, title: "جديد" });
      await second.commit();
    }
    await expect(first.commit()).rejects.toMatchObject({ code: "index_locked", file: "manifest-000000000003" });
    expect(await second.ids()).toEqual(["a", "b", "c", "new", "newer"]);
    await first.delete("a");
    await first.commit();
    expect(await first.ids()).toEqual(["b", "c", "new", "newer"]);
  });

  it("cannot publish a generation that is there", async () => {
    const directory = new MemoryDirectory();
    const index = await Index.openDirectory(directory);
    await index.add({ id: "1", title: "أ" });
    directory.files.set("manifest-000000000001", Buffer.from("another writer's"));
    await expect(index.commit()).rejects.toMatchObject({ code: "index_locked", file: "manifest-000000000001" });
    expect(Buffer.from(directory.files.get("manifest-000000000001")!).toString()).toBe("another writer's");
  });
});
