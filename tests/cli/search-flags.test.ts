import { Command } from "commander";
import { expect, test } from "vitest";
import { addMatchFlags, addResultFlags, type SearchFlags, searchRequest } from "../../src/cli/search-flags.ts";
import type { SearchRequest } from "../../src/contract/index.ts";

function requestOf(...args: string[]): SearchRequest {
  const command = addResultFlags(addMatchFlags(new Command())).exitOverride();
  return searchRequest("س", command.parse(args, { from: "user" }).opts<SearchFlags>());
}

/** Every parameter of a search has a flag of its own. */
const rows: readonly [args: string[], request: SearchRequest][] = [
  [[], {}],
  [["--limit", "5"], { limit: 5 }],
  [["--limit", "0"], { limit: 0 }],
  [["--offset=20"], { offset: 20 }],
  [["--cursor", "abc"], { cursor: "abc" }],
  [["--filter", 'category = "رياضة" AND date >= 2017'], { filter: 'category = "رياضة" AND date >= 2017' }],
  [["--sort", "date:desc,_score"], { sort: "date:desc,_score" }],
  [["--facets", "category, source"], { facets: ["category", "source"] }],
  [["--facet-limit", "100"], { facetLimit: 100 }],
  [["--refine", '{"category":["رياضة","اقتصاد"]}'], { refine: { category: ["رياضة", "اقتصاد"] } }],
  [["--operator", "and"], { operator: "and" }],
  [["--min-match", "75%"], { minMatch: "75%" }],
  [["--min-match", "2"], { minMatch: "2" }],
  [["--syntax", "plain"], { syntax: "plain" }],
  [["--fields", "text"], { fields: ["text"] }],
  [["--distinct", "source"], { distinct: "source" }],
  [["--collapse"], { collapse: true }],
  [["--total", "exact"], { total: "exact" }],
  [["--correct", "suggest"], { correct: "suggest" }],
  [["--strict-match"], { strict: true }],
  [["--interpretation"], { interpretation: true }],
  [["--explain"], { explain: true }],
  [["--exhaustive"], { exhaustive: true }],
  [["--snippet"], { snippet: true }],
  [["--no-snippet"], { snippet: false }],
];

test.for(rows)("%j", ([args, request]) => {
  expect(requestOf(...args)).toEqual({ q: "س", ...request });
});
