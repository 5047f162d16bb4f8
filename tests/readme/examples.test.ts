/**
 * What README.md shows is run as a reader would: in an empty folder where the built package is installed.
 * @module
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fencedBlocks, readme } from "./fenced-blocks.ts";

const root = join(import.meta.dirname, "..", "..");
const main = join(root, "dist", "cli", "main.js");
const blocks = fencedBlocks(readme);
const of = (language: string): string[] => blocks.filter((one) => one.language === language).map(({ code }) => code);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihris-readme-"));
  await mkdir(join(folder, "node_modules", ".bin"), { recursive: true });
  await symlink(root, join(folder, "node_modules", "fihris"));
  await symlink(main, join(folder, "node_modules", ".bin", "fihris"));
  await writeFile(join(folder, "package.json"), "{}");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function run(command: string, parameters: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, parameters, { cwd: folder, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** A line as it is shown, where … stands for anything. */
function lineShown(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "m");
}

test("every block is of a kind that is run; the two commands are run by .ci/run", () => {
  expect([...new Set(blocks.map(({ language }) => language))].sort()).toEqual(["bash", "http", "js", "sh", "text"]);
  expect(of("sh")).toHaveLength(1);
});

test("the commands do what is shown", () => {
  const outputs = of("bash").map((code) => run("bash", ["-euo", "pipefail", "-c", code]));
  const shown = of("text").flatMap((text) => text.split("\n").filter((line) => line.trim() !== ""));
  for (const line of shown) expect(outputs[0]).toMatch(lineShown(line));
});

test("the program prints what its comments say", async () => {
  for (const code of of("js")) {
    await writeFile(join(folder, "example.mjs"), code);
    const said = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, line]) => line);
    expect(run(process.execPath, ["example.mjs"]).trimEnd().split("\n")).toEqual(said);
  }
});

interface Exchange {
  readonly request: string;
  readonly status: number;
  readonly body: unknown;
}

async function exchange(origin: string, block: string): Promise<Exchange> {
  const [head = "", ...bodyParts] = block.trimEnd().split("\n\n");
  const [request = "", ...headers] = head.split("\n");
  const [method = "GET", path = "/"] = request.split(" ");
  const response = await fetch(new URL(path, origin), {
    method,
    headers: headers.map((line) => line.split(": ", 2) as [string, string]),
    body: bodyParts.length === 0 ? null : bodyParts.join("\n\n"),
  });
  const text = await response.text();
  return { request, status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function addressOf(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const address = /http:\/\/\S+/.exec(line)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error("the server ended without an address");
}

test("the requests are answered", async () => {
  await writeFile(join(folder, "one.txt"), "صفحة\n\nصفحة واحدة.");
  run(process.execPath, [main, "index", "one.txt", "--index", "./http-index"]);
  const server = spawn(process.execPath, [main, "serve", "--index", "./http-index", "--port", "0"], { cwd: folder });
  try {
    const origin = await addressOf(server);
    const answers: Exchange[] = [];
    for (const block of of("http")) answers.push(await exchange(origin, block));
    expect(answers).toMatchObject([
      { status: 200, body: { added: 1, failed_count: 0 } },
      { status: 200, body: { total: 1, hits: [{ id: "tea" }], facets: { category: { values: [{ count: 1 }] } } } },
      { status: 200, body: { suggestions: expect.arrayContaining([expect.objectContaining({ text: "الشاي" })]) } },
      { status: 200, body: { id: "tea", fields: { category: "مطبخ" } } },
      { status: 204 },
    ]);
  } finally {
    server.kill();
    await once(server, "exit");
  }
});
