/**
 * What the InstantSearch libraries send and expect.
 */
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/contract/index.ts";
import { clientOf, type Send } from "./http-client.ts";
import { openSampleEngine } from "./sample-engine.ts";

let send: Send;

beforeAll(async () => {
  const engine: Engine = await openSampleEngine();
  send = clientOf({ engine });
  await engine.add([
    { id: "shop/1", title: "سجادة <حمراء>", category: ["بيت", "سجاد"], price: 40 },
    { id: "shop/2", title: "سجادة زرقاء", category: ["بيت"], price: 90, "اللون السائد": "أزرق\nفاتح" },
  ]);
  await engine.commit();
});

const ask = (...requests: unknown[]) => send("POST", "/api/instantsearch", { requests });
const idsOf = (result: { hits: readonly { objectID: string }[] }) => result.hits.map(({ objectID }) => objectID).sort();

describe("POST /api/instantsearch", () => {
  test("answers a search as its clients read it", async () => {
    const { status, json } = await ask({
      indexName: "shop",
      params: {
        query: "سجادة",
        hitsPerPage: 1,
        facets: ["category", "price"],
        highlightPreTag: "[",
        highlightPostTag: "]",
      },
    });
    expect(status).toBe(200);
    const [result] = json.results;
    expect(result).toMatchObject({
      index: "shop",
      query: "سجادة",
      nbHits: 2,
      page: 0,
      hitsPerPage: 1,
      nbPages: 2,
      exhaustiveNbHits: true,
      facets: { category: { بيت: 2, سجاد: 1 } },
      facets_stats: { price: { min: 40, max: 90, sum: 130, avg: 65 } },
    });
    expect(result.hits).toHaveLength(1);
    const title = result.hits[0]._highlightResult.title;
    expect(title).toMatchObject({ matchLevel: "full", matchedWords: ["سجادة"] });
    expect(title.value).toMatch(/^\[سجادة\] (?:زرقاء|&lt;حمراء&gt;)$/);
  });

  const rows: readonly { readonly params: unknown; readonly expected: readonly string[]; readonly why: string }[] = [
    { params: { query: "سجادة", page: 1, hitsPerPage: 2 }, expected: [], why: "a page behind the last" },
    { params: { facetFilters: "category:سجاد" }, expected: ["shop/1"], why: "one filter" },
    {
      params: { facetFilters: [["category:سجاد", "category:رياضة"]] },
      expected: ["shop/1", "sport/chess"],
      why: "an inner list is an OR",
    },
    { params: { facetFilters: ["category:بيت", "category:-سجاد"] }, expected: ["shop/2"], why: "a minus excludes" },
    {
      params: { facetFilters: ["اللون السائد:أزرق\nفاتح"] },
      expected: ["shop/2"],
      why: "a name with a blank, a value of two lines",
    },
    { params: { numericFilters: ["price>=50"] }, expected: ["shop/2"], why: "a comparison" },
    { params: { numericFilters: ["price:10 TO 50"] }, expected: ["shop/1"], why: "a range" },
    { params: { filters: "price < 50 OR price > 80" }, expected: ["shop/1", "shop/2"], why: "a filter of ours" },
    {
      params: "query=%D8%B3%D8%AC%D8%A7%D8%AF%D8%A9&numericFilters=%5B%22price%3C50%22%5D&page=0",
      expected: ["shop/1"],
      why: "parameters as a query string",
    },
  ];

  test.each(rows)("$why", async ({ params, expected }) => {
    const { status, json } = await ask({ indexName: "shop", params });
    expect([status, idsOf(json.results[0])]).toEqual([200, expected]);
  });

  test("several at once, in order, with parameters beside the name too", async () => {
    const { json } = await ask(
      { indexName: "a", query: "سجادة زرقاء", hitsPerPage: 1 },
      { indexName: "b", params: { hitsPerPage: 0 } },
    );
    expect(json.results.map(({ index }: { index: string }) => index)).toEqual(["a", "b"]);
    expect(idsOf(json.results[0])).toEqual(["shop/2"]);
    expect(json.results[1]).toMatchObject({ nbHits: 6, nbPages: 0, hits: [] });
  });

  test.each([
    ["no requests", { requests: [] }, "requests"],
    ["a page that is no number", { requests: [{}, { params: { page: "x" } }] }, "requests.1.page"],
    ["a facet filter without a field", { requests: [{ params: { facetFilters: ["sport"] } }] }, "facetFilters"],
    [
      "a numeric filter that compares nothing",
      { requests: [{ params: { numericFilters: "price" } }] },
      "numericFilters",
    ],
  ])("%s is a fault", async (_, body, parameter) => {
    const { status, json } = await send("POST", "/api/instantsearch", body);
    expect([status, json.errors?.[0].parameter]).toEqual([400, parameter]);
  });

  test.each([
    ["closes what it did not open", "category = x) OR (category EXISTS"],
    ["opens what it does not close", "(category = x"],
    ["leaves a string open", 'category = "x'],
  ])("a filter that %s undoes no other", async (_, filters) => {
    const { status, json } = await ask({ params: { facetFilters: ["category:nope"], filters } });
    expect([status, json.code]).toEqual([400, "filter_syntax"]);
  });

  test("a filter at fault is told with its request", async () => {
    const { status, json } = await ask({}, { params: { filters: "price = = 1" } });
    expect([status, json.code, json.detail]).toEqual([400, "filter_syntax", expect.stringMatching(/^requests\.1: /)]);
  });
});
