/**
 * Reading: search, suggestions, analysis of text, statistics.
 * @module
 */
import type { z } from "@hono/zod-openapi";
import { analyzeText } from "../../analysis/index.ts";
import type { Engine } from "../../contract/index.ts";
import { type Operation, operation } from "../operation.ts";
import { parametersOfJson } from "../parameters.ts";
import { ParameterError } from "../problem.ts";
import { readJsonObject } from "../request-body.ts";
import { analyzeParameters, searchParameters, searchRequestOf, suggestParameters } from "../request-schemas.ts";
import { analyzeResponse, indexStats, searchResponse, suggestResponse } from "../response-schemas.ts";

const searchBodyBytes = 64 * 1024;
const suggestLimitDefault = 8;

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
