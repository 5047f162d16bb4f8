/**
 * Reading: search, suggestions, analysis of text, statistics.
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { analyzeText } from "../../analysis/index.ts";
import { type Engine, FihrisError, type SearchResponse } from "../../contract/index.ts";
import { type Operation, operation } from "../operation.ts";
import { parametersOfJson } from "../parameters.ts";
import { ParameterError } from "../problem.ts";
import { readJsonObject } from "../request-body.ts";
import {
  analyzeParameters,
  multiSearchRequest,
  searchParameters,
  searchRequestOf,
  suggestParameters,
} from "../request-schemas.ts";
import {
  analyzeResponse,
  indexStats,
  multiSearchResponse,
  searchResponse,
  suggestResponse,
} from "../response-schemas.ts";

const searchBodyBytes = 64 * 1024;
const multiSearchBodyBytes = 1024 * 1024;
const suggestLimitDefault = 8;

/** The same error, with the query that it belongs to. */
function inQuery(i: number, { code, message, remedy, position }: FihrisError): FihrisError {
  return new FihrisError(code, `queries.${i}: ${message}`, {
    ...(remedy === undefined ? {} : { remedy }),
    ...(position === undefined ? {} : { position }),
  });
}

export function searchOperations(engine: Engine): readonly Operation[] {
  return [
    operation(
      {
        method: "get",
        path: "/api/search",
        summary: "Search",
        query: searchParameters,
        answers: { 200: ["Hits, best first", searchResponse] },
      },
      async (c, parameters) => c.json(await engine.search(searchRequestOf(parameters))),
    ),
    operation(
      {
        method: "post",
        path: "/api/search",
        summary: "Search, the parameters as JSON",
        body: { "application/json": searchParameters },
        answers: { 200: ["Hits, best first", searchResponse] },
      },
      async (c) => {
        const parameters = parametersOfJson(searchParameters, await readJsonObject(c, searchBodyBytes));
        return c.json(await engine.search(searchRequestOf(parameters)));
      },
    ),
    operation(
      {
        method: "post",
        path: "/api/multi-search",
        summary: "Several searches in one request",
        body: { "application/json": multiSearchRequest },
        answers: { 200: ["The answer of each", multiSearchResponse] },
      },
      async (c) => {
        const { queries } = parametersOfJson(multiSearchRequest, await readJsonObject(c, multiSearchBodyBytes));
        const results: SearchResponse[] = [];
        for (const [i, parameters] of queries.entries()) {
          try {
            results.push(await engine.search(searchRequestOf(parameters)));
          } catch (error) {
            throw error instanceof FihrisError ? inQuery(i, error) : error;
          }
        }
        return c.json({ results });
      },
    ),
    operation(
      {
        method: "get",
        path: "/api/suggest",
        summary: "Words and titles that begin like this",
        query: suggestParameters,
        answers: { 200: ["Suggestions, best first", suggestResponse] },
      },
      async (c, { q, prefix, limit = suggestLimitDefault }) => {
        if (q !== undefined && prefix !== undefined) {
          throw new ParameterError([{ parameter: "prefix", detail: "prefix is another name of q; give one of them." }]);
        }
        return c.json(await engine.suggest(q ?? prefix ?? "", { limit }));
      },
    ),
    operation(
      {
        method: "get",
        path: "/api/analyze",
        summary: "How a text is split into words, and words into affixes and stems",
        query: analyzeParameters,
        answers: { 200: ["The words in order", analyzeResponse] },
      },
      (c, { text }) => c.json({ text, words: analyzeText(text) } satisfies z.input<typeof analyzeResponse>),
    ),
    operation(
      {
        method: "get",
        path: "/api/stats",
        summary: "Size and fields of the index",
        answers: { 200: ["Statistics of the newest commit", indexStats] },
      },
      async (c) => c.json(await engine.stats()),
    ),
  ];
}
