/**
 * What the benchmark asks and how it reads its inputs: the same for every engine and in every run.
 * @module
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseCommandLine } from "../../../bench/command-line.ts";
import { prepareCorpus } from "../../../bench/corpus.ts";
import { powerLawExponent } from "../../../bench/growth.ts";
import { light10 } from "../../../bench/peers/light-stemming.ts";
import type { BenchDocument } from "../../../bench/peers/protocol.ts";
import { parseQueries } from "../../../bench/queries.ts";
import { markdownTables, replaceBetweenMarkers } from "../../../bench/report/markdown-tables.ts";
import { queryClasses } from "../../../bench/workload.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "bench-workload-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe("query classes", () => {
  const sample = [{ text: "وصلت السفينة البيضاء إلى الميناء القديم", title: "", category: "محلي" }];
  const classes = queryClasses(["متى وصلت السفينة البيضاء؟", "؟!"], sample, 10);
  const of = (name: string) => classes.find((one) => one.name === name)?.queries;

  it.each([
    {
      name: "question",
      queries: [{ text: "متى وصلت السفينة البيضاء؟" }],
      reason: "as typed; one without words is dropped",
    },
    { name: "two-or", queries: [{ text: "السفينة البيضاء" }], reason: "the two longest words in their order" },
    {
      name: "filter-sort",
      queries: [{ text: "السفينة البيضاء", category: "محلي" }],
      reason: "with a category that exists",
    },
    { name: "prefix", queries: [{ text: "الس" }], reason: "three letters of the longest word" },
  ])("$name: $reason", ({ name, queries }) => {
    expect(of(name)).toEqual(queries);
  });

  it("replaces exactly one letter, never the first", () => {
    const [slip] = of("fuzzy")!;
    const differing = [...slip!.text].filter((letter, i) => letter !== "السفينة"[i]);
    expect(slip!.text).toHaveLength("السفينة".length);
    expect(slip!.text[0]).toBe("ا");
    expect(differing.length).toBeLessThanOrEqual(1);
  });

  it("takes phrases that stand in the text", () => {
    for (const { text } of of("phrase")!) expect(sample[0]!.text).toContain(text);
  });

  it("asks once what it has not asked before, as far as there are others", () => {
    const questions = Array.from({ length: 12 }, (_, i) => `سؤال عن المدينة رقم ${i}`);
    const [question, once] = queryClasses([...questions, questions[0]!], sample, 7);
    expect([question!.name, once!.name, once!.once]).toEqual(["question", "once", true]);
    expect(new Set([...question!.queries, ...once!.queries].map(({ text }) => text)).size).toBe(12);
    expect(queryClasses(questions, sample, 12).map(({ name }) => name)).not.toContain("once");
  });

  it("is the same every time and keeps to its size", () => {
    const questions = Array.from({ length: 50 }, (_, i) => `سؤال عن المدينة رقم ${i}`);
    const once = queryClasses(questions, sample, 7);
    expect(queryClasses(questions, sample, 7)).toEqual(once);
    for (const { queries } of once) expect(queries.length).toBeLessThanOrEqual(7);
  });
});

describe("corpus", () => {
  const records = [
    { _id: "a", title: "عنوان", text: "نص أول", category: "علوم" },
    { id: "b", text: "نص ثان", source: "صحيفة" },
    { _id: 3, text: "نص ثالث" },
  ];
  const jsonl = records.map((record) => `${JSON.stringify(record)}\n`).join("");

  it.each([
    { name: "plain.jsonl", content: Buffer.from(jsonl), reason: "JSONL" },
    { name: "packed.jsonl.gz", content: gzipSync(jsonl), reason: "compressed JSONL" },
  ])("$reason becomes one file for all peers", async ({ name, content }) => {
    writeFileSync(join(dir, name), content);
    const corpus = await prepareCorpus(join(dir, name), join(dir, "out.jsonl"));
    const documents = readFileSync(corpus.file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as BenchDocument);
    expect(corpus).toMatchObject({ name: name.split(".")[0], documents: 3 });
    expect(documents.map(({ id, text }) => [id, text])).toEqual([
      ["a", "نص أول"],
      ["b", "نص ثان"],
      ["3", "نص ثالث"],
    ]);
    expect(documents.slice(0, 2).map(({ category }) => category)).toEqual(["علوم", "صحيفة"]);
    expect(documents[2]!.category).toMatch(/^c\d$/u);
  });

  it("stops at the size that is asked for", async () => {
    writeFileSync(join(dir, "cut.jsonl"), jsonl);
    expect((await prepareCorpus(join(dir, "cut.jsonl"), join(dir, "out.jsonl"), 2)).documents).toBe(2);
  });

  it("reads Markdown with front matter", async () => {
    writeFileSync(join(dir, "note.md"), '---\ntitle: "جسر قديم"\ncategory: تاريخ\n---\nبني الجسر قبل قرون.\n');
    const corpus = await prepareCorpus(dir, join(dir, "out.jsonl"));
    expect(corpus.sample).toEqual([{ text: "بني الجسر قبل قرون.\n", title: "جسر قديم", category: "تاريخ" }]);
  });
});

describe("queries of a file", () => {
  it.each([
    { content: "ما الخبر؟\n\nأين السوق؟\n", reason: "one a line" },
    { content: "1\tما الخبر؟\r\n2\tأين السوق؟", reason: "after an id and a tab, Windows newlines" },
    { content: '{"_id":"1","text":"ما الخبر؟"}\n{"_id":"2","text":"أين السوق؟"}', reason: "JSONL" },
  ])("$reason", ({ content }) => {
    expect(parseQueries(content)).toEqual(["ما الخبر؟", "أين السوق؟"]);
  });
});

describe("light10 over folded words", () => {
  it.each([
    { word: "والمدرسه", stem: "مدرس", reason: "conjunction with article, then ه" },
    { word: "بالكتاب", stem: "كتاب", reason: "بال" },
    { word: "ورد", stem: "ورد", reason: "و of three letters stays" },
    { word: "للناس", stem: "ناس", reason: "لل" },
    { word: "معلمين", stem: "معلم", reason: "ين" },
    { word: "مسرحياتها", stem: "مسرح", reason: "suffixes one after another: ها ات ي" },
    { word: "ها", stem: "ها", reason: "two letters must remain" },
  ])("$word -> $stem: $reason", ({ word, stem }) => {
    expect(light10(word)).toBe(stem);
  });
});

describe("growth", () => {
  it.each([
    {
      pairs: [
        [10, 5],
        [100, 50],
        [1000, 500],
      ] as const,
      exponent: 1,
      reason: "proportional",
    },
    {
      pairs: [
        [10, 7],
        [100, 7],
      ] as const,
      exponent: 0,
      reason: "constant",
    },
    {
      pairs: [
        [1, 1],
        [4, 2],
        [16, 4],
      ] as const,
      exponent: 0.5,
      reason: "square root",
    },
  ])("$reason: $exponent", ({ pairs, exponent }) => {
    expect(powerLawExponent(pairs)).toBeCloseTo(exponent, 10);
  });

  it("needs two sizes", () => {
    expect(powerLawExponent([[10, 3]])).toBeUndefined();
    expect(
      powerLawExponent([
        [10, 3],
        [10, 4],
      ]),
    ).toBeUndefined();
  });
});

describe("command line", () => {
  it.each([
    { args: [], expected: { rounds: 2, warmUpMs: 50, growth: undefined }, reason: "the sample corpus, quickly" },
    {
      args: ["--judged", "a", "--judged", "b"],
      expected: { judged: ["a", "b"], warmUpMs: 1000 },
      reason: "several sets",
    },
    {
      args: ["--growth", "--rounds", "1"],
      expected: { growth: [10000, 50000, 100000, 200000], rounds: 1 },
      reason: "usual sizes",
    },
    { args: ["--growth", "5,10"], expected: { growth: [5, 10] }, reason: "sizes of one's own" },
    { args: ["--against", "x"], expected: { rounds: 9, passes: 20, maxQueries: 40 }, reason: "many short pairs" },
    { args: ["--compare", "x"], expected: { rounds: 9, compare: "x" }, reason: "the same for a result's commit" },
    {
      args: ["--judged", "a", "--without", "plural,kin", "--without", "all-one-by-one"],
      expected: { without: ["plural,kin", "all-one-by-one"], rounds: 3 },
      reason: "an ablation",
    },
  ])("$args: $reason", ({ args, expected }) => {
    expect(parseCommandLine(args)).toMatchObject(expected);
  });

  it.each([
    { args: ["--rounds", "0"], error: RangeError },
    { args: ["--rounds", "many"], error: RangeError },
    { args: ["--speed"], error: TypeError },
    { args: ["--without", "plural"], error: /--judged/u },
    { args: ["--judged", "a", "--without", "plural", "--growth"], error: /one of them/u },
    { args: ["--compare", "a", "--growth"], error: /one of them/u },
    { args: ["--compare", "a", "--against", "b"], error: /one of them/u },
  ])("$args is refused", ({ args, error }) => {
    expect(() => parseCommandLine(args)).toThrow(error);
  });
});

describe("docs/benchmarks.md", () => {
  it("keeps what stands around the markers", () => {
    const page = "before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n";
    const once = replaceBetweenMarkers(page, "| new |\n");
    expect(once).toBe("before\n<!-- bench:begin -->\n\n| new |\n\n<!-- bench:end -->\nafter\n");
    expect(replaceBetweenMarkers(once, "| new |\n")).toBe(once);
    expect(() => replaceBetweenMarkers("no markers", "")).toThrow("bench:begin");
  });

  it("names a missing engine with its reason", () => {
    const tables = markdownTables({
      format: 1,
      command: "npm run bench",
      started: "2026-01-01T00:00:00Z",
      minutes: 1,
      commit: "0",
      machine: { processor: "", cores: 1, memory_gb: 1, system: "", node: "20", load_before: 0, load_after: 0 },
      corpus: { name: "sample", documents: 1, text_bytes: 1 },
      settings: { rounds: 1, passes: 1, limit: 10, warm_up_ms: 1, queries: "titles" },
      engines: [],
      missing: [{ engine: "tantivy", configuration: "arabic", reason: "cargo is not installed" }],
      quality: [],
      growth: [],
    });
    expect(tables).toContain("tantivy arabic: cargo is not installed");
  });
});
