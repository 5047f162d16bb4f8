/**
 * Reading: search, suggestions, analysis of text, statistics.
 * @module
 */
import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { analyzeText } from "../../analysis/index.ts";
import { type Engine, FihrisError, type SearchRequest, type SearchResponse } from "../../contract/index.ts";
import {
  instantAnswer,
  instantQueries,
  instantRequest,
  instantResponse,
  searchRequestOfInstant,
} from "../instantsearch.ts";
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

/** All at once, since an engine may have several threads. An error names the search that it belongs to. */
async function searchAll(
  engine: Engine,
  name: string,
  requests: readonly SearchRequest[],
): Promise<readonly SearchResponse[]> {
  const answers = await Promise.allSettled(requests.map((request) => engine.search(request)));
  return answers.map((answer, i) => {
    if (answer.status === "fulfilled") return answer.value;
    const error: unknown = answer.reason;
    if (!(error instanceof FihrisError)) throw error;
    const { code, message, remedy, position } = error;
    throw new FihrisError(code, `${name}.${i}: ${message}`, {
      ...(remedy === undefined ? {} : { remedy }),
      ...(position === undefined ? {} : { position }),
    });
  });
}

/** Passed on as it comes, where the engine gives it as it is sent. */
async function searchAnswer(c: Context, engine: Engine, request: SearchRequest): Promise<Response> {
  if (engine.searchJson === undefined) return c.json(await engine.search(request));
  return c.body(await engine.searchJson(request), 200, { "Content-Type": "application/json" });
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
      (c, parameters) => searchAnswer(c, engine, searchRequestOf(parameters)),
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
        return searchAnswer(c, engine, searchRequestOf(parameters));
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
        return c.json({ results: await searchAll(engine, "queries", queries.map(searchRequestOf)) });
      },
    ),
    operation(
      {
        method: "post",
        path: "/api/instantsearch",
        summary: "The same for the InstantSearch libraries",
        body: { "application/json": instantRequest },
        answers: { 200: ["The answer of each", instantResponse] },
      },
      async (c) => {
        const request = parametersOfJson(instantRequest, await readJsonObject(c, multiSearchBodyBytes));
        const queries = instantQueries(request);
        const responses = await searchAll(engine, "requests", queries.map(searchRequestOfInstant));
        return c.json({ results: queries.map((query, i) => instantAnswer(query, responses[i]!)) });
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
