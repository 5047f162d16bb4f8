/**
 * Compiles src/search/top-k/wasm (AssemblyScript) into the module that carries its bytes. The compiler is
 * fetched for the occasion: it weighs a hundred megabytes, and only a change of these files needs it.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const compiler = "assemblyscript@0.28.20";
const root = fileURLToPath(new URL("..", import.meta.url));
const sources = "src/search/top-k/wasm";
const entry = `${sources}/block-max.ts`;
const target = "src/search/top-k/block-max-wasm.ts";
const options = [
  "--runtime stub --noAssert -O3 --enable simd,threads,bulk-memory",
  "--importMemory --sharedMemory --initialMemory 1 --maximumMemory 16384",
  // Vectors are handed over between functions of the module, never to its caller.
  "--disableWarning 112",
].flatMap((line) => line.split(" "));

const folder = mkdtempSync(join(tmpdir(), "fihris-wasm-"));
try {
  const binary = join(folder, "block-max.wasm");
  const command = ["--yes", "-p", compiler, "asc", entry, "-o", binary, ...options];
  const { status } = spawnSync("npx", command, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  const hash = createHash("sha256");
  for (const file of readdirSync(join(root, sources)).sort()) hash.update(readFileSync(join(root, sources, file)));
  const lines = readFileSync(binary)
    .toString("base64")
    .match(/.{1,110}/g);
  const module = `/**
 * The bytes of wasm/, compiled by \`npm run build:wasm\`: not to be edited.
 * @module
 */

/** SHA-256 of the sources that the bytes were compiled from, in the order of their names. */
export const sourceHash = "${hash.digest("hex")}";

export const wasmBase64: string = [
${lines.map((line) => `  "${line}",`).join("\n")}
].join("");
`;
  writeFileSync(join(root, target), module);
  console.log(`${target}: ${readFileSync(binary).length} bytes of WebAssembly`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
