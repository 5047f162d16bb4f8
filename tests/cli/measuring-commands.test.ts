import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { buildCommandLine, folderWith, lastObject, run } from "./built-command-line.ts";

let entry: string;
beforeAll(async () => {
  entry = await buildCommandLine();
});

const judged = {
  "set/corpus.jsonl": [
    { _id: "d1", title: "", text: "نهر النيل أطول أنهار أفريقيا" },
    { _id: "d2", title: "", text: "جبل كليمنجارو أعلى جبال أفريقيا" },
  ]
    .map((document) => JSON.stringify(document))
    .join("\n"),
  "set/queries.jsonl": [
    { _id: "q1", text: "ما أطول نهر؟" },
    { _id: "q2", text: "أعلى جبل" },
    { _id: "q3", text: "بلا حكم" },
  ]
    .map((query) => JSON.stringify(query))
    .join("\n"),
  "set/qrels.tsv": "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td2\t1\n",
  "pool.jsonl": '{"_id":"d1","text":"سوق الخضار"}\n{"_id":"d9","text":"نهر الأردن"}\n',
  "broken.jsonl": '{"_id":\n',
};

const names = "documents queries ndcg@10 mrr@10 recall@10 recall@100 p50_ms p95_ms p99_ms".split(" ");

describe("eval", () => {
  test("prints the contract's object", async () => {
    const folder = await folderWith(judged);
    const { code, stdout, stderr } = await run(entry, ["eval", join(folder, "set"), "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const report = lastObject(stdout);
    expect(Object.keys(report)).toEqual(names);
    expect(report).toMatchObject({ documents: 2, queries: 2, "ndcg@10": 1, "mrr@10": 1, "recall@10": 1 });
  });

  test("documents of pools distract, and never replace a judged one of the same id", async () => {
    const folder = await folderWith(judged);
    const pools = ["--pool", join(folder, "pool.jsonl"), "--pool", join(folder, "pool.jsonl")];
    const { stdout } = await run(entry, ["eval", join(folder, "set"), ...pools, "--json"]);
    expect(lastObject(stdout)).toMatchObject({ documents: 6, "recall@10": 1 });
  });

  test("--fields decides where words are looked for", async () => {
    const folder = await folderWith(judged);
    const { stdout } = await run(entry, ["eval", join(folder, "set"), "--fields", "title", "--json"]);
    expect(lastObject(stdout)).toMatchObject({ queries: 2, "ndcg@10": 0 });
  });

  test("people read a table", async () => {
    const folder = await folderWith(judged);
    const { stdout } = await run(entry, ["eval", join(folder, "set")]);
    expect(stdout).toMatch(/^documents {3}2\nqueries {5}2\nnDCG@10 {5}1\.0000\n/);
  });

  test("the temporary folder is gone after success and after failure", async () => {
    const folder = await folderWith(judged);
    const temporary = await mkdtemp(join(tmpdir(), "fihris-eval-"));
    onTestFinished(() => rm(temporary, { recursive: true }));
    const good = await run(entry, ["eval", join(folder, "set"), "--json"], { TMPDIR: temporary });
    expect(good.code).toBe(0);
    expect(await readdir(temporary)).toEqual([]);
    const args = ["eval", join(folder, "set"), "--pool", join(folder, "broken.jsonl"), "--json"];
    const bad = await run(entry, args, { TMPDIR: temporary });
    expect({ code: bad.code, stdout: bad.stdout }).toEqual({ code: 1, stdout: "" });
    expect(bad.stderr).toMatch(/^fihris: .*broken\.jsonl:1: .+ \[input_rejected\] — .+\n$/);
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe("bench", () => {
  async function sample(queries: string): Promise<{ folder: string; args: string[] }> {
    const folder = await folderWith({ "queries.txt": queries });
    const index = await Index.open(join(folder, "index"));
    await index.add([
      { id: "1", title: "النيل", text: "نهر النيل" },
      { id: "2", title: "الأردن", text: "نهر الأردن" },
    ]);
    await index.commit();
    await index.close();
    return { folder, args: ["bench", "--index", join(folder, "index"), "--queries", join(folder, "queries.txt")] };
  }

  test.for([
    ["plain", []],
    ["without rescoring", ["--first-pass"]],
    ["all flags", ["--limit", "5", "--rounds", "1", "--operator", "and", "--syntax", "full", "--exhaustive"]],
  ] as const)("prints the contract's object: %s", async ([, flags]) => {
    const { args } = await sample("نهر النيل\n\nq2\tنهر الأردن\n- ما هو النيل\n");
    const { code, stdout, stderr } = await run(entry, [...args, ...flags, "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const report = lastObject(stdout);
    expect(Object.keys(report)).toEqual("queries p50_ms p95_ms p99_ms qps cpu_ms rss_mb index_bytes".split(" "));
    expect(report["queries"]).toBe(3);
    for (const value of Object.values(report)) expect(value).toBeGreaterThan(0);
  });

  test("a file without a query is refused", async () => {
    const { args } = await sample("\n \n");
    const { code, stderr } = await run(entry, args);
    expect(code).toBe(1);
    expect(stderr).toContain("[input_unreadable]");
  });
});
