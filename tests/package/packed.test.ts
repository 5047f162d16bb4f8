/**
 * What npm publishes: the built code and its papers, complete enough to run where nothing else is.
 * @module
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let folder: string;
let packed: Packed;
let main: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihris-pack-"));
  // Without scripts: the build is there, and other tests are running from it.
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  [packed] = JSON.parse(execFileSync("npm", pack, { cwd: root, encoding: "utf8" })) as [Packed];
  execFileSync("tar", ["-xzf", join(folder, packed.filename), "-C", folder]);
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  main = join(folder, "package", "dist", "cli", "main.js");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("it holds the build, its papers, and nothing else", () => {
  const others = packed.files.map(({ path }) => path).filter((path) => !/^dist\/.*\.(?:js|d\.ts|css|svg)$/.test(path));
  expect(others.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
});

test("no file knows where it was built", async () => {
  for (const { path } of packed.files) {
    expect(await readFile(join(folder, "package", path), "utf8"), path).not.toContain(root);
  }
});

test("the command indexes, searches and serves its page", async () => {
  await writeFile(join(folder, "one.txt"), "المكتبة\n\nفتحت المكتبة أبوابها.");
  const run = (...parameters: string[]): string =>
    execFileSync(process.execPath, [main, ...parameters], { cwd: folder, encoding: "utf8" });
  run("index", "one.txt", "--index", "books");
  expect(run("search", "مكتبه", "--index", "books")).toContain("one.txt");
  const server = spawn(process.execPath, [main, "serve", "--index", "books", "--port", "0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let origin: string | undefined;
    for await (const line of createInterface({ input: server.stdout })) {
      origin = /http:\/\/\S+/.exec(line)?.[0];
      if (origin !== undefined) break;
    }
    const page = await fetch(new URL("/", origin));
    expect(page.status).toBe(200);
    const assets = [...(await page.text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(assets.length).toBeGreaterThan(1);
    for (const path of assets) expect((await fetch(new URL(path, origin))).status, path).toBe(200);
  } finally {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  }
});
