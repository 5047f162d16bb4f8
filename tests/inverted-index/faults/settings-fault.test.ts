/**
 * Each operation of a change of settings fails in turn: settings and documents are those before or those after,
 * together, and once the fault is gone the same change succeeds.
 */
import { expect, it } from "vitest";
import { FihrisError, Index } from "../../../src/engine/index.ts";
import { verifyIndex } from "../../../src/inverted-index/index.ts";
import { FaultyDirectory } from "./faulty-directory.ts";
import { MemoryDirectory } from "./memory-directory.ts";

const change = { synonyms: ["سفينة, مركب"], fields: { text: 3 } };

async function changeAll(index: Index): Promise<void> {
  await index.add({ id: "new", text: "مركب" });
  await index.updateSettings(change);
}

async function stateOf(directory: MemoryDirectory): Promise<string> {
  const index = await Index.openDirectory(directory);
  const { synonyms, fields } = await index.settings();
  const ids = (await index.ids()).sort();
  await index.close();
  return JSON.stringify({ synonyms, fields, ids });
}

it("leaves all of it or nothing", async () => {
  const made = new MemoryDirectory();
  const index = await Index.openDirectory(made);
  await index.add({ id: "old", text: "سفينة" });
  await index.commit();
  await index.close();
  const before = await stateOf(made);
  const after = JSON.stringify({ ...change, ids: ["new", "old"] });
  let failed = 0;
  for (let at = 0; ; at++) {
    const disk = new MemoryDirectory(new Map(made.files));
    const faulty = new FaultyDirectory(disk, { after: at, code: "EIO", forever: false });
    let opened: Index | undefined;
    let error: unknown;
    try {
      opened = await Index.openDirectory(faulty);
      await changeAll(opened);
    } catch (cause) {
      error = cause;
    }
    if (faulty.failures === 0) break;
    failed++;
    if (error === undefined) expect(await stateOf(disk)).toBe(after);
    else {
      expect(error).toBeInstanceOf(FihrisError);
      expect([before, after]).toContain(await stateOf(disk));
    }
    faulty.mend();
    opened ??= await Index.openDirectory(faulty);
    await changeAll(opened);
    await opened.close();
    expect(await stateOf(disk)).toBe(after);
    expect(verifyIndex(disk).generation).toBeGreaterThan(1);
  }
  expect(failed).toBeGreaterThan(5);
});
