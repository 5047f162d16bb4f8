/**
 * F3: each operation of a run fails in turn, once or for good. The caller gets a typed error, the last commit stays
 * readable, and once the fault is gone the next commit succeeds and nothing is left over.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { FihrisError, Index } from "../../../src/engine/index.ts";
import { verifyIndex } from "../../../src/inverted-index/index.ts";
import { type Fault, FaultyDirectory } from "./faulty-directory.ts";
import { type Files, MemoryDirectory } from "./memory-directory.ts";

/** Three small segments with deletions; the change under test leaves one empty and makes another merge. */
async function smallIndex(): Promise<Files> {
  const directory = new MemoryDirectory();
  const index = await Index.openDirectory(directory);
  for (const [i, ids] of [["old0", "gone0"], ["old2", "old3", "gone1"], ["old4"]].entries()) {
    await index.add(ids.map((id) => ({ id, title: "قديم", text: `نص ${id}` })));
    await index.delete(`gone${i - 1}`);
    await index.commit();
  }
  await index.close();
  return directory.files;
}

async function ids(directory: MemoryDirectory): Promise<string[]> {
  const index = await Index.openDirectory(directory);
  const found = (await index.ids()).sort();
  await index.close();
  return found;
}

/** The run under test: opens, changes, commits (which merges), and reads. */
async function change(index: Index): Promise<void> {
  await index.add({ id: "new", title: "جديد", text: "نص جديد" });
  await index.add({ id: "old2", title: "بدل", text: "نص آخر" });
  await index.delete("old0");
  await index.commit();
}

const before = ["old0", "old2", "old3", "old4"];
const after = ["new", "old2", "old3", "old4"];

interface Outcome {
  readonly failures: number;
  readonly error: unknown;
}

async function runWithFault(files: Files, fault: Fault): Promise<Outcome> {
  const disk = new MemoryDirectory(new Map(files));
  const faulty = new FaultyDirectory(disk, fault);
  let index: Index | undefined;
  let error: unknown;
  try {
    index = await Index.openDirectory(faulty);
    const readable = await index.search("قديم", { snippet: false });
    expect(readable.total).toBe(4);
    await change(index);
  } catch (cause) {
    error = cause;
  }
  const { failures } = faulty;
  if (error !== undefined) {
    expect(error).toBeInstanceOf(FihrisError);
    expect(error).toMatchObject({ code: "io_error" });
    // The old commit or, where the outcome is uncertain, the new one: whole in any case.
    expect([before, after]).toContainEqual(await ids(disk));
  } else {
    expect(await ids(disk)).toEqual(after);
  }
  faulty.mend();
  if (index !== undefined) {
    // The same index goes on: what was buffered or not, a repetition ends in the same documents.
    await change(index);
    await index.close();
  } else {
    const again = await Index.openDirectory(faulty);
    await change(again);
    await again.close();
  }
  expect(await ids(disk)).toEqual(after);
  const { files: named } = verifyIndex(disk);
  expect(disk.list()).toHaveLength(named);
  expect(disk.openFiles).toBe(0);
  return { failures, error };
}

describe("the n-th operation fails", () => {
  let files: Files;
  beforeAll(async () => {
    files = await smallIndex();
  });

  /** Codes differ in nothing but their remedy: one takes every n, the others every eleventh. */
  const codes = ["EIO", "ENOSPC", "EDQUOT", "EACCES", "EROFS", "EMFILE", "ENFILE", "EBUSY", "EINTR", "ENOENT"];
  const rows = codes.flatMap((code, i) => [
    { code, forever: false, from: i, step: i === 0 ? 1 : 11 },
    { code, forever: true, from: i, step: i === 0 ? 1 : 11 },
  ]);
  it.each(rows)("$code, for good: $forever", { timeout: 120_000 }, async ({ code, forever, from, step }) => {
    let failed = 0;
    let runs = 0;
    for (let n = from; ; n += step) {
      const { failures, error } = await runWithFault(files, { after: n, code, forever });
      if (failures === 0) break;
      runs++;
      if (error !== undefined) failed++;
    }
    // Opening, writing, publishing and reading all had their turn; what may fail quietly is clearing away.
    expect(runs).toBeGreaterThan(150 / step);
    expect(failed).toBeGreaterThan(runs / 2);
  });
});
