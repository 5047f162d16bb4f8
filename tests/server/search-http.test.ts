import { beforeEach, describe, expect, test } from "vitest";
import type { Engine, SearchRequest } from "../../src/contract/index.ts";
import { clientOf, type Send } from "./http-client.ts";
import { openSampleEngine } from "./sample-engine.ts";

let engine: Engine;
let send: Send;

beforeEach(async () => {
  engine = await openSampleEngine();
  send = clientOf({ engine });
});

const query = (parameters: Record<string, string>) => `/api/search?${new URLSearchParams(parameters)}`;

describe("GET /api/search", () => {
  test("finds, with a snippet whose ranges are offsets into its text", async () => {
    const { status, json } = await send("GET", query({ q: "مكتبة" }));
    expect(status).toBe(200);
    expect(json.hits.map((hit: { id: string }) => hit.id)).toContain("culture/library");
    const { text, ranges } = json.hits.find((hit: { id: string }) => hit.id === "culture/library").snippet;
    expect(text.slice(ranges[0].start, ranges[0].end)).toContain("مكتبة");
  });

  test("answers the same where the engine gives no JSON, byte for byte", async () => {
    const plain = Object.assign(Object.create(engine) as Engine, { searchJson: undefined });
    for (const name of ["search", "stats", "settings"] as const)
      Object.assign(plain, { [name]: engine[name].bind(engine) });
    const answers = await Promise.all(
      [send, clientOf({ engine: plain })].map((ask) => ask("GET", query({ q: "مكتبة", facets: "category" }))),
    );
    const [passed, written] = answers.map(({ json: { took_ms, ...json }, headers }) => {
      expect(took_ms).toBeGreaterThan(0);
      return { text: JSON.stringify(json), type: headers.get("Content-Type") };
    });
    expect(passed).toEqual(written);
    expect(passed!.type).toBe("application/json");
  });

  test("an empty query lists everything, the newest first", async () => {
    const { json } = await send("GET", "/api/search");
    expect(json.total).toBe(4);
    expect(json.hits[0].id).toBe("sport/chess");
  });

  test("refine narrows the hits, not its own facet", async () => {
    const refine = JSON.stringify({ category: ["رياضة"] });
    const { json } = await send("GET", query({ facets: "category", refine }));
    expect(json.total).toBe(1);
    expect(json.facets.category.values).toHaveLength(3);
  });

  test("POST answers as GET does", async () => {
    const get = await send("GET", query({ q: "مكتبة", limit: "1", facets: "category" }));
    const post = await send("POST", "/api/search", { q: "مكتبة", limit: 1, facets: ["category"] });
    const { took_ms: _, ...expected } = get.json;
    expect(post.json).toMatchObject(expected);
  });
});

describe("what reaches the engine", () => {
  const everything = {
    q: "س",
    limit: "3",
    offset: "2",
    cursor: "c",
    filter: "category = x",
    sort: "date:desc",
    facets: "a,b",
    facet_limit: "5",
    refine: '{"a":["1","2"]}',
    operator: "and",
    min_match: "75%",
    syntax: "plain",
    fields: "title,text",
    distinct: "source",
    collapse: "true",
    total: "exact",
    strict: "true",
    snippet: "false",
    explain: "true",
    interpretation: "true",
    relations: "-plural,-kin",
  };
  const expected: SearchRequest = {
    q: "س",
    limit: 3,
    offset: 2,
    cursor: "c",
    filter: "category = x",
    sort: "date:desc",
    facets: ["a", "b"],
    facetLimit: 5,
    refine: { a: ["1", "2"] },
    operator: "and",
    minMatch: "75%",
    syntax: "plain",
    fields: ["title", "text"],
    distinct: "source",
    collapse: true,
    total: "exact",
    strict: true,
    snippet: false,
    explain: true,
    interpretation: true,
    relations: "-plural,-kin",
  };

  test.each([
    ["query string", () => send("GET", query(everything))],
    [
      "JSON",
      () => {
        const { facetLimit: facet_limit, minMatch: min_match, ...same } = expected;
        return send("POST", "/api/search", { ...same, facet_limit, min_match });
      },
    ],
  ])("every parameter of the contract, from a %s", async (_, request) => {
    const seen: unknown[] = [];
    const answer = await engine.search("");
    engine.search = async (asked) => {
      seen.push(asked);
      return answer;
    };
    await request();
    expect(seen).toEqual([expected]);
  });
});

describe("parameters at fault", () => {
  test.each([
    ["a name nobody knows", "/api/search?limt=3", "limt", /Did you mean limit\?/],
    ["camelCase is the library's", "/api/search?facetLimit=3", "facetLimit", /facet_limit/],
    ["a prototype's name", "/api/search?__proto__=1", "__proto__", /not a parameter/],
    ["a bracket", "/api/search?q[]=1", "q[]", /not a parameter/],
    ["given twice", "/api/search?q=a&q=b", "q", /once/],
    ["hexadecimal", "/api/search?limit=0x10", "limit", /decimal/],
    ["an exponent", "/api/search?limit=1e3", "limit", /decimal/],
    ["a fraction", "/api/search?limit=1.5", "limit", /decimal/],
    ["not a number", "/api/search?limit=NaN", "limit", /decimal/],
    ["empty", "/api/search?limit=", "limit", /decimal/],
    ["a blank around it", "/api/search?limit=%203", "limit", /decimal/],
    ["beyond any integer", "/api/search?offset=99999999999999999999", "offset", /decimal/],
    ["negative", "/api/search?offset=-1", "offset", /offset/],
    ["above the limit", "/api/search?limit=1001", "limit", /1000/],
    ["above the facet limit", "/api/search?facet_limit=1001", "facet_limit", /1000/],
    ["an unknown choice", "/api/search?operator=xor", "operator", /operator/],
    ["no truth value", "/api/search?strict=1", "strict", /true or false/],
    ["broken JSON", "/api/search?refine={", "refine", /JSON/],
    ["JSON of another shape", "/api/search?refine=[1]", "refine", /refine/],
    ["a share without a number", "/api/search?min_match=all", "min_match", /min_match.*from 0 to 64/],
    ["more words than a query has", "/api/search?min_match=65", "min_match", /from 0 to 64/],
    ["a name that objects have", '/api/search?refine={"__proto__":["x"]}', "__proto__", /cannot be a name/],
    ["suggest: a limit of nothing", "/api/suggest?q=a&limit=0", "limit", /limit/],
    ["suggest: both names", "/api/suggest?q=a&prefix=b", "prefix", /another name/],
    ["analyze: nothing to analyze", "/api/analyze", "text", /text/],
    ["stats takes none", "/api/stats?x=1", "x", /takes none/],
    ["so do documents", "/api/documents/culture%2Flibrary?wait=1", "wait", /takes none/],
  ])("%s: %s", async (_, path, parameter, detail) => {
    const { status, json } = await send("GET", path);
    expect(status).toBe(400);
    expect(json.code).toBe("invalid_parameter");
    expect(json.errors).toEqual([{ parameter, detail: expect.stringMatching(detail) }]);
  });

  test("of several searches the one at fault is named", async () => {
    const unknown = await send("POST", "/api/multi-search", { queries: [{ q: "a" }, { q: "b", limt: 1 }] });
    expect([unknown.status, unknown.json.errors[0].parameter]).toEqual([400, "queries.1"]);
    const filter = await send("POST", "/api/multi-search", { queries: [{ q: "a" }, { filter: "category = = x" }] });
    expect([filter.status, filter.json.code, filter.json.detail]).toEqual([
      400,
      "filter_syntax",
      expect.stringMatching(/^queries\.1: /),
    ]);
    for (const queries of [[], Array.from({ length: 51 }, () => ({ q: "a" })), undefined]) {
      const { status, json } = await send("POST", "/api/multi-search", { queries });
      expect([status, json.errors[0].parameter]).toEqual([400, "queries"]);
    }
  });

  test("all faults are named at once", async () => {
    const { json } = await send("POST", "/api/search", { limit: "3", facet: 1, strict: "yes" });
    expect(json.errors.map((fault: { parameter: string }) => fault.parameter).sort()).toEqual([
      "facet",
      "limit",
      "strict",
    ]);
  });

  test("an error repeats little of what it was sent", async () => {
    const { text } = await send("GET", `/api/search?limit=${"9".repeat(5000)}`);
    expect(text.length).toBeLessThan(1000);
  });

  test("what only the engine can judge keeps the engine's code", async () => {
    expect((await send("GET", "/api/search?offset=1000000000")).json.code).toBe("page_too_deep");
    const { status, json } = await send("GET", query({ filter: "category = = x" }));
    expect([status, json.code]).toEqual([400, "filter_syntax"]);
    expect(json.position).toBeTypeOf("number");
  });
});

describe("several searches", () => {
  test("are answered in their order, each as if it were asked alone", async () => {
    const queries = [{ q: "مكتبة", limit: 1 }, { q: "" }, { q: "شطرنج", facets: ["category"], snippet: false }];
    const { status, json } = await send("POST", "/api/multi-search", { queries });
    expect(status).toBe(200);
    const alone = await Promise.all(queries.map(async (each) => (await send("POST", "/api/search", each)).json));
    const untimed = (answers: readonly object[]) => answers.map((each) => ({ ...each, took_ms: 0 }));
    expect(untimed(json.results)).toEqual(untimed(alone));
  });
});

describe("other reads", () => {
  test.each(["q", "prefix"])("suggestions by %s", async (name) => {
    const { json } = await send("GET", `/api/suggest?${new URLSearchParams({ [name]: "مخطو", limit: "3" })}`);
    expect(json.prefix).toBe("مخطو");
    expect(json.suggestions.length).toBeGreaterThan(0);
    expect(json.suggestions.length).toBeLessThanOrEqual(3);
  });

  test("analysis gives offsets into the text and what a word is made of", async () => {
    const text = "زرنا وبالمدارس على عجل";
    const { json } = await send("GET", `/api/analyze?${new URLSearchParams({ text })}`);
    for (const { word, start, end } of json.words) expect(text.slice(start, end)).toBe(word);
    expect(json.words[1]).toMatchObject({ word: "وبالمدارس", proclitics: ["و", "ب", "ال"], function_word: false });
    expect(json.words[2]).toMatchObject({ word: "على", function_word: true });
  });

  test("statistics are the engine's", async () => {
    expect((await send("GET", "/api/stats")).json).toEqual(await engine.stats());
  });
});
