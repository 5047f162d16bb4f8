import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DocumentInput, Index } from "../../src/engine/index.ts";
import { buildCommandLine, folderWith, lastObject, type Outcome, run, start } from "./built-command-line.ts";

let entry: string;
/** An index of `documents` for whoever only reads. */
let shared: string;
beforeAll(async () => {
  entry = await buildCommandLine();
  shared = await mkdtemp(join(tmpdir(), "fihris-cli-"));
  await fill(shared, documents);
});
afterAll(() => rm(shared, { recursive: true }));

const documents: readonly DocumentInput[] = [
  {
    id: "1",
    title: "مدارس القرية",
    text: "بنت القرية مدرسة جديدة، مدرسة واسعة للأطفال",
    category: "تعليم",
    date: "2016-03-01",
  },
  { id: "2", title: "سباق المدارس", text: "فازت مدرسة المدينة بالسباق", category: "رياضة", date: "2018-07-09" },
  { id: "3", title: "سعر القمح", text: "ارتفع سعر القمح في المدينة", category: "اقتصاد", date: "2018-02-02" },
];

async function fill(folder: string, content: readonly DocumentInput[]): Promise<void> {
  const index = await Index.open(folder);
  await index.add(content);
  await index.commit();
  await index.close();
}

/** A folder with an index of `documents` and more, gone after the test. */
async function sampleIndex(more: readonly DocumentInput[] = []): Promise<string> {
  const folder = await folderWith({});
  await fill(folder, [...documents, ...more]);
  return folder;
}

async function fihris(folder: string, ...args: string[]): Promise<Outcome> {
  return run(entry, [...args, "--index", folder]);
}

async function jsonOf(folder: string, ...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await fihris(folder, ...args, "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  return lastObject(stdout);
}

describe("search --json is the response of the library", () => {
  const rows: readonly [reason: string, args: string[], ids: string[]][] = [
    ["best first", ["مدرسة"], ["1", "2"]],
    ["an empty query finds all, newest first", [""], ["3", "2", "1"]],
    ["a hyphen and a blank before a question", ["- مدرسة القرية"], ["1", "2"]],
    ["a hyphen before an Arabic word excludes", ["مدرسة -سباق"], ["1"]],
    ["words that look like flags, after --", ["--", "--limit"], []],
    ["--strict-match", ['"سعر المدرسة"', "--strict-match"], []],
  ];

  test.for(rows)("%s", async ([, args, ids]) => {
    const before = args.indexOf("--") === -1 ? args.length : args.indexOf("--");
    const given = [...args.slice(0, before), "--index", shared, "--json", ...args.slice(before)];
    const { code, stdout, stderr } = await run(entry, ["search", ...given]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect((lastObject(stdout)["hits"] as { id: string }[]).map(({ id }) => id)).toEqual(ids);
  });

  test("every name of the response is the contract's", async () => {
    const flags = ["--facets", "category", "--interpretation", "--explain", "--limit", "1"];
    const response = await jsonOf(shared, "search", "مدرسة", ...flags);
    expect(Object.keys(response)).toEqual([
      ...["query", "total", "total_relation", "took_ms", "generation", "hits", "facets", "interpretation"],
      "next_cursor",
    ]);
    expect(response).toMatchObject({ query: "مدرسة", total: 2, total_relation: "eq" });
    const [hit] = response["hits"] as Record<string, unknown>[];
    expect(Object.keys(hit!).sort()).toEqual(
      ["explanation", "fields", "highlights", "id", "score", "snippet", "title"].sort(),
    );
    expect(Object.keys(hit!["snippet"] as object)).toEqual(["field", "text", "html", "ranges"]);
  });

  test("a cursor goes on where the page ended", async () => {
    const first = await jsonOf(shared, "search", "مدرسة", "--limit", "1");
    const next = await jsonOf(shared, "search", "مدرسة", "--limit", "1", "--cursor", first["next_cursor"] as string);
    expect((next["hits"] as { id: string }[]).map(({ id }) => id)).toEqual(["2"]);
  });

  test("--no-snippet leaves snippets out", async () => {
    const { hits } = await jsonOf(shared, "search", "مدرسة", "--no-snippet");
    for (const hit of hits as object[]) expect(hit).not.toHaveProperty("snippet");
  });

  test.for([
    [["--filter", "date >"], "filter_syntax"],
    [["--filter", "colour = red"], "filter_unknown_field"],
    [["--sort", "colour:asc"], "sort_field"],
    [["--limit", "1001"], "invalid_parameter"],
    [["--offset", "10000"], "page_too_deep"],
    [["--cursor", "x"], "invalid_parameter"],
  ] as const)("%j is wrong usage: %s", async ([flags, code]) => {
    const outcome = await fihris(shared, "search", "مدرسة", ...flags, "--json");
    expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code: 2, stdout: "" });
    expect(outcome.stderr).toMatch(new RegExp(`^fihris: .+ \\[${code}\\]( — .+)?\\n$`));
  });
});

describe("search for people", () => {
  test("piped: number, title, provenance, snippet, no colours", async () => {
    const { code, stdout } = await fihris(shared, "search", "مدرسة");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 results, [\d.]+ ms\n\n1\. {2}مدارس القرية\n {4}تعليم · 2016-03-01 · 1 · [\d.]+\n/);
    expect(stdout).toContain("بنت القرية مدرسة جديدة");
    expect(stdout).not.toContain("\x1b");
  });

  test("FORCE_COLOR sets matched words off", async () => {
    const { stdout } = await run(entry, ["search", "مدرسة", "--index", shared], { FORCE_COLOR: "1" });
    expect(stdout).toContain("\x1b[1;33mمدرسة\x1b[22;39m");
  });

  test("--shape shows presentation forms from left to right, matched words set off", async () => {
    const { stdout } = await run(entry, ["search", "مدرسة", "--shape", "--index", shared], { FORCE_COLOR: "1" });
    const marked = [...stdout.matchAll(/\x1b\[1;33m(.+?)\x1b\[22;39m/g)].map(([, text]) =>
      [...text!].reverse().join(""),
    );
    expect(marked.map((text) => text.normalize("NFKC"))).toContain("مدرسة");
    expect(stdout).not.toMatch(/[\u0621-\u064a]/);
  });

  test("what a document holds cannot command the terminal", async () => {
    const folder = await sampleIndex([
      { id: "x", title: "\x1b[2Jخدعة\u202e", text: "خدعة\x9b31m \x07", source: "\x1bc" },
    ]);
    for (const flags of [[], ["--shape"], ["--explain"], ["--facets", "source"]]) {
      const { stdout } = await fihris(folder, "search", "خدعة", ...flags);
      expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    }
    const { stdout } = await fihris(folder, "search", "خدعة", "--json");
    expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  test("a reader that goes away ends the command silently", async () => {
    const many = Array.from({ length: 1000 }, (_, i): DocumentInput => ({ id: `m${i}`, text: "سطر طويل ".repeat(50) }));
    const folder = await sampleIndex(many);
    const child = start(entry, ["search", "سطر", "--limit", "1000", "--json", "--index", folder]);
    let stderr = "";
    child.stderr!.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout!.destroy();
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("other reading commands", () => {
  test("suggest", async () => {
    const answer = await jsonOf(shared, "suggest", "مد", "--limit", "1");
    expect(Object.keys(answer)).toEqual(["prefix", "suggestions", "took_ms"]);
    expect(answer).toMatchObject({ prefix: "مد", suggestions: [{ text: "مدرسة", kind: "word", docs: 2 }] });
    expect((await fihris(shared, "suggest", "مد", "--limit", "1")).stdout).toBe("مدرسة  2 documents\n");
  });

  test("analyze needs no index and answers as /api/analyze", async () => {
    const { code, stdout } = await run(entry, ["analyze", "وبالمدارس كُتُب", "--json"]);
    expect(code).toBe(0);
    const { text, words } = lastObject(stdout) as {
      text: string;
      words: { word: string; start: number; end: number }[];
    };
    expect(text).toBe("وبالمدارس كُتُب");
    for (const { word, start: from, end } of words) expect(text.slice(from, end)).toBe(word);
    expect(Object.keys(words[0]!)).toEqual([
      ...["word", "start", "end", "position", "spelled", "folded", "stems", "proclitics", "enclitics"],
      ...["function_word", "kind"],
    ]);
    expect((await run(entry, ["analyze", "وبالمدارس"])).stdout).toContain("و+ ب+ ال+");
  });

  test("why explains a document that matches", async () => {
    const answer = await jsonOf(shared, "why", "1", "مدرسة القمح");
    expect(answer).toMatchObject({ id: "1", query: "مدرسة القمح", matches: true });
    expect(answer["score"]).toBeGreaterThan(0);
    expect((answer["explanation"] as { value: number }).value).toBeCloseTo(answer["score"] as number);
    const words = answer["words"] as { word: string; in_document: boolean }[];
    expect(words.map(({ word, in_document }) => [word, in_document])).toEqual([
      ["مدرسة", true],
      ["القمح", false],
    ]);
  });

  test("why says that a document does not match, and what each word found", async () => {
    expect(await jsonOf(shared, "why", "3", "مدرسة")).toMatchObject({
      matches: false,
      words: [{ in_document: false }],
    });
    const { code, stdout } = await fihris(shared, "why", "3", "مدرسة");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^3 does not match\.\nمدرسة: not in this document; .+ in 2 documents/);
  });

  test("why refuses an id that is not there", async () => {
    const { code, stderr } = await fihris(shared, "why", "4", "مدرسة");
    expect(code).toBe(1);
    expect(stderr).toContain("[document_not_found]");
  });

  test("stats", async () => {
    const stats = await jsonOf(shared, "stats");
    expect(stats).toMatchObject({ documents: 3, deleted: 0, segments: 1 });
    expect((stats["fields"] as Record<string, unknown>)["date"]).toEqual({
      kinds: ["text", "keyword", "date"],
      docs: 3,
    });
    expect((await fihris(shared, "stats")).stdout).toMatch(/^documents {2}3 /);
  });

  test("compact drops what was deleted", async () => {
    const folder = await sampleIndex();
    const index = await Index.open(folder);
    await index.delete("3");
    await index.commit();
    await index.close();
    expect(await jsonOf(folder, "compact")).toMatchObject({ documents: 2, deleted: 0 });
    expect((await fihris(folder, "compact")).stdout).toContain("1 segment; 0 deleted documents dropped");
  });

  test("verify tells a sound index from a damaged one, whose file it names", async () => {
    const folder = await sampleIndex();
    expect(Object.keys(await jsonOf(folder, "verify"))).toEqual(["generation", "files", "bytes"]);
    for (const name of (await readdir(folder)).filter((file) => /^s\d+\./.test(file))) {
      const whole = await readFile(join(folder, name));
      const damaged = Buffer.from(whole);
      const at = damaged.length >> 1;
      damaged[at] = damaged[at]! ^ 0x10;
      await writeFile(join(folder, name), damaged);
      const { code, stdout, stderr } = await fihris(folder, "verify", "--json");
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain(name);
      expect(stderr).toContain("[index_corrupt]");
      await writeFile(join(folder, name), whole);
    }
  });
});
