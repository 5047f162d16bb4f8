/**
 * Files of a folder: what is written in pieces is one file, however small the pieces are.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { FsDirectory } from "../../src/inverted-index/index.ts";
import { random } from "./faults/random.ts";

const mebibyte = 1024 * 1024;

it.each<[string, number[]]>([
  ["no piece", []],
  ["pieces without a byte", [0, 0]],
  ["more small pieces than are written at once", Array.from({ length: 5000 }, () => 1000)],
  ["large ones between small ones", [3, 2 * mebibyte, 5, mebibyte, 7]],
  ["small ones that fill a write to the last byte", [mebibyte - 1, 1, 1]],
  ["large ones one behind the other", [mebibyte, mebibyte + 1, 0, 3]],
])("writes pieces in their order: %s", async (_why, sizes) => {
  const folder = await mkdtemp(join(tmpdir(), "fihris-files-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const draw = random(sizes.length + 1);
  const pieces = sizes.map((size) => new Uint8Array(size).fill(1 + draw.below(255)));
  await new FsDirectory(folder).create("file", pieces);
  expect(Buffer.compare(await readFile(join(folder, "file")), Buffer.concat(pieces))).toBe(0);
});
