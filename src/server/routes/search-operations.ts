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

/** Searches of one request under way: several, since an engine may have several threads, and few, since others ask too. */
const searchesAtOnce = 4;

/** None is begun after one has failed. An error names the search that it belongs to. */
async function searchAll(
  engine: Engine,
  name: string,
  requests: readonly SearchRequest[],
): Promise<readonly SearchResponse[]> {
  const responses: SearchResponse[] = [];
  const failures = new Map<number, unknown>();
  const rest = requests.entries();
  const askInTurn = async (): Promise<void> => {
    for (const [i, request] of rest) {
      if (failures.size > 0) return;
      try {
        responses[i] = await engine.search(request);
      } catch (error) {
        failures.set(i, error);
      }
    }
  };
  await Promise.all(Array.from({ length: searchesAtOnce }, askInTurn));
  if (failures.size === 0) return responses;
  const first = Math.min(...failures.keys());
  throw named(`${name}.${first}`, failures.get(first));
}

function named(name: string, error: unknown): unknown {
  if (!(error instanceof FihrisError)) return error;
  const { code, message, remedy, position } = error;
  return new FihrisError(code, `${name}: ${message}`, {
    ...(remedy === undefined ? {} : { remedy }),
    ...(position === undefined ? {} : { position }),
  });
}

/** Passed on as it comes, where the engine gives it as it is sent. */
async function searchAnswer(c: Context, engine: Engine, request: SearchRequest): Promise<Response> {
  if (engine.searchJson === undefined) return c.json(await engine.search(request));
  const bytes = (await engine.searchJson(request)) as Uint8Array<ArrayBuffer>;
  return c.body(bytes, 200, { "Content-Type": "application/json" });
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
