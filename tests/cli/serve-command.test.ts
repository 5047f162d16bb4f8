import type { ChildProcess } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { crc32 } from "node:zlib";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { buildCommandLine, folderWith, run, start } from "./built-command-line.ts";

let entry: string;
beforeAll(async () => {
  entry = await buildCommandLine();
});

/** The lines that a command prints until it has said where it serves. */
async function linesUntilAddress(child: ChildProcess): Promise<{ lines: string[]; url: string }> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    const url = /http:\/\/\S+$/.exec(line)?.[0];
    if (url !== undefined) return { lines, url };
  }
  throw new Error(`ended without an address: ${lines.join("\n")}`);
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return code;
}

const articles = { "articles/river.txt": "النهر\nفاض النهر.", "articles/well.txt": "البئر\nجفت البئر." };

async function taken(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe("serve", () => {
  test.for(["SIGINT", "SIGTERM"] as const)("answers until %s, then ends with 0", async (signal) => {
    const folder = await folderWith(articles);
    const index = join(folder, "index");
    await run(entry, ["index", join(folder, "articles"), "--index", index]);
    const child = start(entry, ["serve", "--index", index, "--port", "0"]);
    const { lines, url } = await linesUntilAddress(child);
    expect(lines[0]).toBe(`Serving 2 documents of ${index} on ${url}`);
    const response = await fetch(`${url}/api/search?q=${encodeURIComponent("النهر")}`);
    expect(((await response.json()) as { total: number }).total).toBe(1);
    expect(await ended(child, signal)).toBe(0);
  });

  test("an index that is served can be written by another process", async () => {
    const folder = await folderWith(articles);
    const index = join(folder, "index");
    await run(entry, ["index", join(folder, "articles"), "--index", index]);
    const child = start(entry, ["serve", "--index", index, "--port", "0"]);
    await linesUntilAddress(child);
    expect((await run(entry, ["index", join(folder, "articles"), "--index", index])).code).toBe(0);
    expect(await ended(child, "SIGTERM")).toBe(0);
  });

  test("a port in use ends with 1 and what to do", async () => {
    const folder = await folderWith(articles);
    const index = join(folder, "index");
    await run(entry, ["index", join(folder, "articles"), "--index", index]);
    const port = await taken();
    const { code, stdout, stderr } = await run(entry, ["serve", "--index", index, "--port", String(port)]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^fihris: port ${port} on 127.0.0.1 is in use \\[io_error\\] — .*--port \\d+`));
  });

  test("a host that is not of this machine", async () => {
    const folder = await folderWith(articles);
    const index = join(folder, "index");
    await run(entry, ["index", join(folder, "articles"), "--index", index]);
    const { code, stderr } = await run(entry, ["serve", "--index", index, "--port", "0", "--host", "192.0.2.1"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^fihris: 192\.0\.2\.1 is no address of this machine \[io_error\] — .*--host/);
  });
});

describe("start", () => {
  test("indexes, serves, and the next time finds nothing changed", async () => {
    const folder = await folderWith(articles);
    const args = ["start", join(folder, "articles"), "--index", join(folder, "index"), "--port", "0"];
    const first = start(entry, args);
    const { lines, url } = await linesUntilAddress(first);
    expect(lines[0]).toMatch(/: indexed 2 documents in [\d.]+ s; 2 documents in all\.$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await ended(first, "SIGINT")).toBe(0);

    const files = await readdir(join(folder, "index"));
    const second = start(entry, args);
    expect((await linesUntilAddress(second)).lines[0]).toMatch(/: 2 documents, unchanged\.$/);
    expect(await ended(second, "SIGTERM")).toBe(0);
    expect(await readdir(join(folder, "index"))).toEqual(files);

    await writeFile(join(folder, "articles/river.txt"), "النهر\nجف النهر.");
    const third = start(entry, args);
    expect((await linesUntilAddress(third)).lines[0]).toMatch(
      /: indexed 1 document in [\d.]+ s; 2 documents in all\.$/,
    );
    expect(await ended(third, "SIGTERM")).toBe(0);
  });

  test("what came over HTTP stays, and what came from a file that is gone goes", async () => {
    const folder = await folderWith(articles);
    const args = ["start", join(folder, "articles"), "--index", join(folder, "index"), "--port", "0"];
    const first = start(entry, args);
    const { url } = await linesUntilAddress(first);
    const added = await fetch(`${url}/api/documents`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify([{ id: "tea", title: "شاي أخضر" }]),
    });
    expect(await added.json()).toMatchObject({ added: 1 });
    expect(await ended(first, "SIGTERM")).toBe(0);
    await rm(join(folder, "articles/river.txt"));

    const second = start(entry, args);
    const again = await linesUntilAddress(second);
    expect(again.lines[0]).toMatch(/: indexed 0 documents in [\d.]+ s, 1 deleted; 2 documents in all\.$/);
    expect((await fetch(`${again.url}/api/documents/tea`)).status).toBe(200);
    expect((await fetch(`${again.url}/api/documents/river.txt`)).status).toBe(404);
    expect(await ended(second, "SIGTERM")).toBe(0);
  });

  test("an index of another version is built again, and nothing else in its folder is touched", async () => {
    const folder = await folderWith({ ...articles, "index/notes.txt": "ours" });
    const index = join(folder, "index");
    const args = ["start", join(folder, "articles"), "--index", index, "--port", "0"];
    const first = start(entry, args);
    await linesUntilAddress(first);
    expect(await ended(first, "SIGTERM")).toBe(0);
    const manifest = (await readdir(index)).find((name) => name.startsWith("manifest-"))!;
    const json = (await readFile(join(index, manifest), "utf8")).split("\n")[0]!;
    const old = `${json.replace(/"analyzer":\d+/, '"analyzer":999')}\n`;
    await writeFile(join(index, manifest), `${old}${crc32(old).toString(16).padStart(8, "0")}\n`);

    const second = start(entry, args);
    const { lines } = await linesUntilAddress(second);
    expect(lines[0]).toMatch(/is of another version and is built again: .*analyzer 999/);
    expect(lines[1]).toMatch(/: indexed 2 documents in [\d.]+ s; 2 documents in all\.$/);
    expect(await ended(second, "SIGTERM")).toBe(0);
    expect(await readFile(join(index, "notes.txt"), "utf8")).toBe("ours");
  });

  test("a busy port is said after the index is up to date", async () => {
    const folder = await folderWith(articles);
    const args = ["start", join(folder, "articles"), "--index", join(folder, "index"), "--port", String(await taken())];
    const { code, stderr } = await run(entry, args);
    expect(code).toBe(1);
    expect(stderr).toContain("--port");
  });

  test("a path that does not exist", async () => {
    const folder = await folderWith({});
    const { code, stderr } = await run(entry, ["start", join(folder, "articles"), "--index", join(folder, "index")]);
    expect(code).toBe(1);
    expect(stderr).toContain("[input_unreadable]");
  });
});
