/**
 * What evaluate and benchmarkQueries ask of an engine, and what they make of its answers.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { Engine, IndexStats, SearchRequest, SearchResponse } from "../../src/contract/index.ts";
import { benchmarkQueries, evaluate } from "../../src/eval/index.ts";

/** Answers from a table of query text to ranked ids and keeps the requests. */
function tableEngine(table: Record<string, readonly string[]>): { engine: Engine; requests: SearchRequest[] } {
  const requests: SearchRequest[] = [];
  const search = async (request: string | SearchRequest): Promise<SearchResponse> => {
    if (typeof request === "string") throw new TypeError("a request object expected");
    requests.push(request);
    const ids = (table[request.q ?? ""] ?? []).slice(0, request.limit);
    const hits = ids.map((id, i) => ({ id, score: ids.length - i, title: id, fields: {} }));
    return { query: request.q ?? "", total: ids.length, total_relation: "eq", took_ms: 0, generation: 1, hits };
  };
  const stats = async (): Promise<IndexStats> => ({
    documents: 7,
    deleted: 0,
    generation: 1,
    segments: 1,
    terms: 3,
    bytes: 4096,
    bytes_by_part: { dictionary: 0, postings: 0, positions: 0, forward: 0, columns: 0, store: 0 },
    fields: {},
    analyzer_version: 1,
  });
  const unused = async (): Promise<never> => Promise.reject(new Error("measuring only searches"));
  const engine: Engine = {
    search,
    stats,
    add: unused,
    update: unused,
    delete: unused,
    commit: unused,
    suggest: unused,
    get: unused,
    settings: unused,
    updateSettings: unused,
    refresh: unused,
    close: unused,
  };
  return { engine, requests };
}

const set = {
  name: "three",
  corpusFile: "corpus.jsonl",
  queries: [
    { id: "q1", text: "سوق" },
    { id: "q2", text: "ميناء" },
    { id: "q3", text: "بلا حكم" },
  ],
  qrels: new Map([
    ["q1", new Map([["d2", 1]])],
    ["q2", new Map([["d5", 1]])],
  ]),
};

describe("evaluate", () => {
  it("runs the judged queries only, plainly and deeply, and reports their means", async () => {
    const { engine, requests } = tableEngine({ سوق: ["d1", "d2"] });
    const seen: string[] = [];
    const { report, perQuery } = await evaluate(engine, set, {
      onQuery: (done, total) => seen.push(`${done}/${total}`),
    });
    expect(requests).toEqual(["سوق", "ميناء"].map((q) => ({ q, limit: 100, syntax: "plain", snippet: false })));
    expect(seen).toEqual(["1/2", "2/2"]);
    expect(report).toMatchObject({ documents: 7, queries: 2, "mrr@10": 0.25, "recall@10": 0.5, "recall@100": 0.5 });
    expect(report["ndcg@10"]).toBeCloseTo(0.5 / Math.log2(3), 12);
    for (const name of ["p50_ms", "p95_ms", "p99_ms"] as const) expect(report[name]).toBeGreaterThanOrEqual(0);
    expect(perQuery.map(({ id, ranking }) => ({ id, ranking }))).toEqual([
      { id: "q1", ranking: ["d1", "d2"] },
      { id: "q2", ranking: [] },
    ]);
  });

  it("hands the fields on", async () => {
    const { engine, requests } = tableEngine({});
    await evaluate(engine, set, { fields: ["text"] });
    expect(requests[0]).toMatchObject({ fields: ["text"] });
  });
});

describe("benchmarkQueries", () => {
  it("warms up once, then runs every query once a round", async () => {
    const { engine, requests } = tableEngine({});
    const report = await benchmarkQueries(engine, ["سوق", "ميناء"], { limit: 10, rounds: 3, operator: "and" });
    expect(requests).toHaveLength((1 + 3) * 2);
    expect(requests[0]).toEqual({ q: "سوق", limit: 10, operator: "and", syntax: "plain", snippet: false });
    expect(report).toMatchObject({ queries: 2, index_bytes: 4096 });
    expect(report.p50_ms).toBeLessThanOrEqual(report.p99_ms);
    expect(report.qps).toBeGreaterThan(0);
    expect(report.rss_mb).toBeGreaterThan(1);
  });

  it("has no rate for no queries", async () => {
    const { engine } = tableEngine({});
    expect(await benchmarkQueries(engine, [], { limit: 10, rounds: 1 })).toMatchObject({ queries: 0, qps: 0 });
  });
});
