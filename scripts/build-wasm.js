/**
 * Compiles the AssemblyScript of each kernel into the module that carries its bytes. The compiler is fetched for the
 * occasion: it weighs a hundred megabytes, and only a change of these files needs it.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const compiler = "assemblyscript@0.28.20";
const root = fileURLToPath(new URL("..", import.meta.url));
const kernels = [
  {
    sources: "src/inverted-index/dictionary/wasm",
    entry: "scan.ts",
    target: "src/inverted-index/dictionary/scan-wasm.ts",
    memory: "--enable simd,threads,bulk-memory --sharedMemory --maximumMemory 4096",
  },
  {
    sources: "src/inverted-index/postings/wasm",
    entry: "postings.ts",
    target: "src/inverted-index/postings/postings-wasm.ts",
    memory: "--enable simd,bulk-memory",
  },
  {
    sources: "src/search/top-k/wasm",
    entry: "block-max.ts",
    target: "src/search/top-k/block-max-wasm.ts",
    memory: "--enable simd,threads,bulk-memory --sharedMemory --maximumMemory 16384",
  },
  {
    sources: "src/search/correction/wasm",
    entry: "walk.ts",
    target: "src/search/correction/walk-wasm.ts",
    memory: "--enable simd,bulk-memory",
  },
];
const options = [
  "--runtime stub --noAssert -O3 --importMemory --initialMemory 1",
  // Vectors are handed over between functions of the module, never to its caller.
  "--disableWarning 112",
].flatMap((line) => line.split(" "));

for (const { sources, entry, target, memory } of kernels) {
  const folder = mkdtempSync(join(tmpdir(), "fihris-wasm-"));
  try {
    const binary = join(folder, "kernel.wasm");
    const command = ["--yes", "-p", compiler, "asc", `${sources}/${entry}`, "-o", binary, ...options];
    const { status } = spawnSync("npx", [...command, ...memory.split(" ")], { cwd: root, stdio: "inherit" });
    if (status !== 0) process.exit(status ?? 1);
    writeFileSync(join(root, target), moduleOf(sources, readFileSync(binary)));
    console.log(`${target}: ${readFileSync(binary).length} bytes of WebAssembly`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} sources @param {Buffer} binary */
function moduleOf(sources, binary) {
  const hash = createHash("sha256");
  for (const file of readdirSync(join(root, sources)).sort()) hash.update(readFileSync(join(root, sources, file)));
  const lines = binary.toString("base64").match(/.{1,110}/g) ?? [];
  return `/**
 * The bytes of wasm/, compiled by \`npm run build:wasm\`: not to be edited. SHA-256 of the sources, in the order of
 * their names: ${hash.digest("hex")}
 * @module
 */

export const wasmBase64: string = [
${lines.map((line) => `  "${line}",`).join("\n")}
].join("");
`;
}
