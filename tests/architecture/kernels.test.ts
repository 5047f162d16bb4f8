/**
 * Bytes of WebAssembly in the sources are those of the AssemblyScript beside them.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { read, sourceFiles } from "./project-files.ts";

const compiled = sourceFiles.filter((path) => path.endsWith("-wasm.ts"));
const folders = new Set(sourceFiles.filter((path) => path.includes("/wasm/")).map((path) => dirname(path)));

test("every folder of kernels has its compiled bytes", () => {
  expect(compiled.map((path) => join(dirname(path), "wasm")).sort()).toEqual([...folders].sort());
});

test.each(compiled)("%s was compiled from its sources", (path) => {
  const folder = `${dirname(path)}/wasm/`;
  const hash = createHash("sha256");
  for (const file of sourceFiles.filter((each) => each.startsWith(folder)).sort()) hash.update(read(file));
  const written = /SHA-256 [^:]*: ([0-9a-f]{64})/.exec(read(path))?.[1];
  expect(written, `expected the hash of ${folder}: run npm run build:wasm`).toBe(hash.digest("hex"));
});
