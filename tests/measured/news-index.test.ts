/**
 * A real collection of some size survives being closed.
 * @module
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fihris, shared } from "./measured-sets.ts";

test("29,497 articles are all there when the index opens again, byte for byte", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fihris-news-"));
  try {
    const corpus = join(shared, "data", "news", "corpus.jsonl.gz");
    expect(fihris("index", corpus, "--index", folder)).toMatchObject({
      documents: 29_497,
      indexed: 29_497,
      skipped: 0,
    });
    expect(fihris("stats", "--index", folder)).toMatchObject({ documents: 29_497, deleted: 0 });
    expect(fihris("search", "", "--limit", "0", "--total", "exact", "--index", folder)).toMatchObject({
      total: 29_497,
    });
    fihris("verify", "--index", folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
