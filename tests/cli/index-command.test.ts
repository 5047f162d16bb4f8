import { createWriteStream, watch } from "node:fs";
import { mkdir, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { beforeAll, describe, expect, test } from "vitest";
import type { SearchResponse } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";
import { linesOfPage, writePdf } from "../ingest/pdf-writer.ts";
import { buildCommandLine, folderWith, lastObject, run, start } from "./built-command-line.ts";

let entry: string;
beforeAll(async () => {
  entry = await buildCommandLine();
});

const articles = {
  "articles/schools.md": "---\ntitle: مدارس القرية\ncategory: تعليم\n---\nافتتحت القرية مدرسة جديدة.",
  "articles/river.txt": "النهر\nفاض النهر بعد المطر الغزير.",
  "articles/news.jsonl":
    '{"id":"n1","title":"الملعب","text":"فاز الفريق"}\n{"id":"n2","title":"السوق","text":"ارتفع السعر"}\n',
};

async function indexed(folder: string, ...flags: string[]): Promise<Record<string, unknown>> {
  const args = ["index", join(folder, "articles"), "--index", join(folder, "index"), "--json", ...flags];
  const { code, stdout, stderr } = await run(entry, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return lastObject(stdout);
}

async function idsOf(folder: string): Promise<string[]> {
  const index = await Index.open(join(folder, "index"), { readOnly: true });
  try {
    return (await index.ids()).sort();
  } finally {
    await index.close();
  }
}

describe("what is printed", () => {
  test("--json is the contract's object, and nothing else", async () => {
    const folder = await folderWith(articles);
    const { code, stdout } = await run(entry, [
      "index",
      join(folder, "articles"),
      "--index",
      join(folder, "index"),
      "--json",
    ]);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const report = lastObject(stdout);
    expect(Object.keys(report)).toEqual([
      "documents",
      "indexed",
      "skipped",
      "terms",
      "bytes",
      "bytes_by_part",
      "seconds",
    ]);
    expect(report).toMatchObject({ documents: 4, indexed: 4, skipped: 0 });
    const parts = report["bytes_by_part"] as Record<string, number>;
    expect(Object.keys(parts)).toEqual(["dictionary", "postings", "positions", "forward", "columns", "store"]);
    expect(Object.values(parts).reduce((sum, bytes) => sum + bytes)).toBe(report["bytes"]);
  });

  test("people read a sentence", async () => {
    const folder = await folderWith(articles);
    const { stdout } = await run(entry, ["index", join(folder, "articles"), "--index", join(folder, "index")]);
    expect(stdout).toMatch(/^Indexed 4 documents in [\d.]+ s\. .+ holds 4 documents, [\d.]+ kB\.\n$/);
  });
});

test("files of one name below two folders are one document, and people are told", async () => {
  const folder = await folderWith({ "one/note.txt": "الأولى", "two/note.txt": "الثانية" });
  const { stdout } = await run(entry, [
    "index",
    join(folder, "one"),
    join(folder, "two"),
    "--index",
    join(folder, "index"),
  ]);
  expect(stdout).toMatch(/^Indexed 2 documents in [\d.]+ s \(1 replaced\)\. .+ holds 1 document, /);
});

test("--title-field and --text-field name the roles", async () => {
  const folder = await folderWith({ "articles/a.jsonl": '{"id":"1","headline":"عنوان","body":"نص"}' });
  await indexed(folder, "--title-field", "headline", "--text-field", "body");
  const index = await Index.open(join(folder, "index"), { readOnly: true });
  expect((await index.get("1"))?.fields).toEqual({ title: "عنوان", text: "نص" });
  await index.close();
});

test("a PDF file is found by letters and by their shapes, and one with a password is passed over", async () => {
  const page = linesOfPage(["ةسردملا ريرقت", "ةيرقلا يف ةسردم تحتتفا"]);
  const folder = await folderWith({
    "articles/report.pdf": writePdf([page]),
    "articles/secret.pdf": writePdf([page], { encrypted: true }),
  });
  const location = ["--index", join(folder, "index"), "--json"];
  const { code, stdout, stderr } = await run(entry, ["index", join(folder, "articles"), ...location]);
  expect({ code, report: lastObject(stdout) }).toMatchObject({ code: 0, report: { documents: 1, skipped: 1 } });
  expect(stderr).toMatch(/secret\.pdf: .*password.* \[unsupported\] — .+\n$/);
  for (const query of ["القرية", "ﺍﻟﻘﺮﻳﺔ"]) {
    const { hits } = lastObject((await run(entry, ["search", query, ...location])).stdout) as unknown as SearchResponse;
    expect(
      hits.map(({ id, title, snippet }) => [id, title, snippet?.text]),
      query,
    ).toEqual([["report.pdf", "تقرير المدرسة", "افتتحت مدرسة في القرية"]]);
  }
});

describe("what cannot be used", () => {
  const broken = {
    "articles/lines.jsonl": '{"id":"1","text":"سليم"}\n{"id":\n{"id":"3","text":"سليم"}\n',
    "articles/empty.txt": "",
    "articles/deep.json": JSON.stringify({
      id: "deep",
      a: { b: { c: { d: { e: { f: { g: { h: { i: { j: 1 } } } } } } } } },
    }),
  };

  test("is reported a line each with place, code and remedy, counted and skipped", async () => {
    const folder = await folderWith(broken);
    const args = ["index", join(folder, "articles"), "--index", join(folder, "index"), "--json"];
    const { code, stdout, stderr } = await run(entry, args);
    expect(code).toBe(0);
    expect(lastObject(stdout)).toMatchObject({ documents: 2, indexed: 2, skipped: 3 });
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/: .+ \[[a-z_]+\] — .+$/);
    expect(stderr).toMatch(/lines\.jsonl:2: .+ \[broken_line\]/);
    expect(stderr).toMatch(/empty\.txt: .+ \[empty\]/);
    expect(stderr).toMatch(/deep\.json.*: .+ \[invalid_document\]/);
  });

  test("--strict fails at the first", async () => {
    const folder = await folderWith(broken);
    const args = ["index", join(folder, "articles"), "--index", join(folder, "index"), "--strict", "--json"];
    const { code, stdout, stderr } = await run(entry, args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^fihris: .+ \[input_rejected\] — .+\n$/);
  });

  test("a path that does not exist makes no index", async () => {
    const folder = await folderWith({});
    const { code } = await run(entry, ["index", join(folder, "articles"), "--index", join(folder, "index")]);
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test("nothing usable leaves an empty index", async () => {
    const folder = await folderWith({ "articles/empty.txt": "" });
    const { code } = await run(entry, ["index", join(folder, "articles"), "--index", join(folder, "index")]);
    expect(code).toBe(0);
    expect(await idsOf(folder)).toEqual([]);
  });
});

describe("again", () => {
  test("without --sync everything is replaced and nothing deleted", async () => {
    const folder = await folderWith(articles);
    await indexed(folder);
    await rm(join(folder, "articles/river.txt"));
    expect(await indexed(folder)).toMatchObject({ documents: 4, indexed: 3 });
  });

  test("--sync with nothing changed writes nothing", async () => {
    const folder = await folderWith(articles);
    await indexed(folder);
    const before = await readdir(join(folder, "index"));
    expect(await indexed(folder, "--sync")).toMatchObject({ documents: 4, indexed: 0 });
    expect(await readdir(join(folder, "index"))).toEqual(before);
  });

  test("--sync keeps the first of two documents with one id, says so, and writes neither again", async () => {
    const twice =
      '{"id":"n1","title":"الملعب","text":"فاز الفريق"}\n{"id":"n1","title":"السوق","text":"ارتفع السعر"}\n';
    const folder = await folderWith({ "articles/news.jsonl": twice });
    const args = ["index", join(folder, "articles"), "--index", join(folder, "index"), "--sync", "--json"];
    const first = await run(entry, args);
    expect(lastObject(first.stdout)).toMatchObject({ documents: 1, indexed: 1, skipped: 1 });
    expect(first.stderr).toMatch(
      /news\.jsonl:2: duplicate id "n1", given before by \S*news\.jsonl:1 \[invalid_document\]/,
    );
    const files = await readdir(join(folder, "index"));
    const second = await run(entry, args);
    expect(lastObject(second.stdout)).toMatchObject({ documents: 1, indexed: 0, skipped: 1 });
    expect(await readdir(join(folder, "index"))).toEqual(files);
  });

  test("--sync takes what changed and what is new, and deletes what is gone", async () => {
    const folder = await folderWith(articles);
    await indexed(folder, "--sync");
    await rm(join(folder, "articles/river.txt"));
    await writeFile(join(folder, "articles/news.jsonl"), '{"id":"n1","title":"الملعب","text":"خسر الفريق"}\n');
    await writeFile(join(folder, "articles/well.txt"), "البئر\nجفت البئر.");
    expect(await indexed(folder, "--sync")).toMatchObject({ documents: 3, indexed: 2 });
    expect(await idsOf(folder)).toEqual(["n1", "schools.md", "well.txt"]);
  });

  test("--sync deletes a document whose file became unusable", async () => {
    const folder = await folderWith(articles);
    await indexed(folder);
    await truncate(join(folder, "articles/river.txt"));
    await run(entry, ["index", join(folder, "articles"), "--index", join(folder, "index"), "--sync"]);
    expect(await idsOf(folder)).toEqual(["n1", "n2", "schools.md"]);
  });

  test("--sync deletes nothing while a file cannot be read: it may still hold what it held", async () => {
    const folder = await folderWith({ ...articles, "articles/more.jsonl.gz": "no gzip" });
    await run(entry, ["index", join(folder, "articles"), "--index", join(folder, "index")]);
    await rm(join(folder, "articles/river.txt"));
    const { code, stderr } = await run(entry, [
      "index",
      join(folder, "articles"),
      "--index",
      join(folder, "index"),
      "--sync",
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain("[unreadable]");
    expect(await idsOf(folder)).toContain("river.txt");
  });
});

test("a second writer is refused at once", async () => {
  const folder = await folderWith(articles);
  const index = await Index.open(join(folder, "index"));
  await index.add({ id: "mine" });
  const { code, stdout, stderr } = await run(entry, [
    "index",
    join(folder, "articles"),
    "--index",
    join(folder, "index"),
  ]);
  await index.close();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^fihris: .+ \[index_locked\] — .+\n$/);
});

test("an interrupted load keeps what it had committed, and its lock is taken over", async () => {
  const folder = await folderWith({});
  const corpus = join(folder, "articles.jsonl");
  const total = 90_000;
  const out = createWriteStream(corpus);
  for (let i = 0; i < total; i++) {
    const words = Array.from({ length: 60 }, (_, word) => `كلمة${(i * 31 + word * 7) % 5000}`);
    out.write(`${JSON.stringify({ id: String(i), text: words.join(" ") })}\n`);
  }
  out.end();
  await finished(out);
  const place = join(folder, "index");
  await mkdir(place);
  // Generation 1 is the empty manifest; the second holds the first commit with documents, of a load that goes on.
  const committed = new Promise<void>((resolve) => {
    const watcher = watch(place, (_, name) => {
      if (name !== "manifest-000000000002") return;
      watcher.close();
      resolve();
    });
  });
  const child = start(entry, ["index", corpus, "--index", place]);
  await committed;
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("close", resolve));

  const index = await Index.open(place);
  const { documents } = await index.stats();
  expect(documents).toBeGreaterThan(0);
  expect(documents).toBeLessThan(total);
  expect((await index.search("", { limit: 1 })).total).toBeGreaterThan(0);
  await index.add({ id: "after" });
  await index.commit();
  expect((await index.stats()).documents).toBe(documents + 1);
  await index.close();
  expect((await run(entry, ["verify", "--index", place])).code).toBe(0);
});
