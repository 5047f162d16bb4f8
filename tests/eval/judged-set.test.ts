import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FihrisError } from "../../src/contract/index.ts";
import { readJudgedSet } from "../../src/eval/index.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "judged-set-"));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

const sound: Record<string, string> = {
  "corpus.jsonl": "",
  "queries.jsonl": '{"_id":"q1","text":"أين تقع القيروان؟"}\n{"_id":2,"text":"متى بني الجامع؟"}\n',
  "qrels.tsv": "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n2\td1\t1\n",
};

async function write(files: Record<string, string | undefined>): Promise<void> {
  for (const [name, content] of Object.entries({ ...sound, ...files })) {
    if (content === undefined) continue;
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
}

describe("what is read", () => {
  const qrels = new Map([
    [
      "q1",
      new Map([
        ["d1", 2],
        ["d2", 0],
      ]),
    ],
    ["2", new Map([["d1", 1]])],
  ]);
  it.each([
    { files: {}, corpus: "corpus.jsonl", reason: "qrels.tsv beside the corpus" },
    {
      files: { "qrels.tsv": undefined, "qrels/test.tsv": sound["qrels.tsv"]! },
      corpus: "corpus.jsonl",
      reason: "qrels/test.tsv, as BEIR ships it",
    },
    {
      files: { "corpus.jsonl": undefined, "corpus.jsonl.gz": "" },
      corpus: "corpus.jsonl.gz",
      reason: "a compressed corpus",
    },
    {
      files: { "qrels.tsv": "q1\td1\t2\nq1\td2\t0\n2\td1\t1" },
      corpus: "corpus.jsonl",
      reason: "no header, no last newline",
    },
    {
      files: { "qrels.tsv": `\uFEFF${sound["qrels.tsv"]!.replaceAll("\n", "\r\n")}\r\n` },
      corpus: "corpus.jsonl",
      reason: "byte order mark, Windows newlines, an empty line",
    },
  ])("$reason", async ({ files, corpus }) => {
    await write(files);
    const set = await readJudgedSet(dir);
    expect(set.corpusFile).toBe(join(dir, corpus));
    expect(set.queries).toEqual([
      { id: "q1", text: "أين تقع القيروان؟" },
      { id: "2", text: "متى بني الجامع؟" },
    ]);
    expect(set.qrels).toEqual(qrels);
  });

  it("is named after its folder, a trailing slash or not", async () => {
    await write({});
    expect((await readJudgedSet(`${dir}/`)).name).toBe((await readJudgedSet(dir)).name);
  });
});

describe("what is refused, by file and line", () => {
  it.each([
    { files: { "queries.jsonl": undefined }, at: "queries.jsonl", reason: "a missing file" },
    { files: { "qrels.tsv": undefined }, at: "qrels/test.tsv", reason: "no judgements under either name" },
    { files: { "queries.jsonl": '{"_id":"q1","text":"قلعة"}\n{"_id":' }, at: "queries.jsonl:2:", reason: "torn JSON" },
    { files: { "queries.jsonl": "null\n" }, at: "queries.jsonl:1:", reason: "JSON that is no object" },
    { files: { "queries.jsonl": '\n{"_id":"q1"}\n' }, at: "queries.jsonl:2:", reason: "no text; empty lines count" },
    {
      files: { "queries.jsonl": '{"_id":"q1","text":"ا"}\n{"_id":"q1","text":"ب"}\n' },
      at: "queries.jsonl:2:",
      reason: "an id twice",
    },
    { files: { "qrels.tsv": "query-id\tcorpus-id\tscore\nq1 d1 1\n" }, at: "qrels.tsv:2:", reason: "blanks for tabs" },
    { files: { "qrels.tsv": "h\th\th\nq1\td1\tmany\n" }, at: "qrels.tsv:2:", reason: "a grade that is no number" },
    { files: { "qrels.tsv": "q1\td1\t\n" }, at: "qrels.tsv:1:", reason: "an empty grade is neither 0 nor a header" },
    { files: { "qrels.tsv": "q1\td1\tmany\n" }, at: "qrels.tsv:1:", reason: "a first line that is no header" },
    { files: { "qrels.tsv": "q9\td1\t1\n" }, at: "qrels.tsv:1:", reason: "a query that does not exist" },
    { files: { "qrels.tsv": "q1\td1\t1\nq1\td1\t2\n" }, at: "qrels.tsv:2:", reason: "two grades for one pair" },
  ])("$reason", async ({ files, at }) => {
    await write(files);
    const error = await readJudgedSet(dir).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FihrisError);
    expect(error).toMatchObject({ code: "input_unreadable" });
    expect((error as FihrisError).message).toContain(at);
    expect((error as FihrisError).remedy).toBeTruthy();
  });
});
