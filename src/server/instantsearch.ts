/**
 * Requests of the InstantSearch libraries and their answers, in the form of Algolia's multiple queries: a page built
 * with them needs no other client than one `fetch`. What has no meaning here (analytics, rules) is let be.
 * @module
 */
import { z } from "@hono/zod-openapi";
import {
  type FieldValue,
  type Highlight,
  type Hit,
  type SearchRequest,
  type SearchResponse,
  searchLimits,
  type TextRange,
} from "../contract/index.ts";
import { parametersOfJson } from "./parameters.ts";
import { ParameterError } from "./problem.ts";

const hitsPerPageDefault = 20;
const valuesPerFacetDefault = 100;
const requestsMost = 50;

const stringOrList = z.union([z.string(), z.array(z.string())]);
const nested = z.union([z.string(), z.array(stringOrList)]);

const instantParameters = z.looseObject({
  query: z.string().optional(),
  page: z.int().min(0).optional().meta({ description: "From 0." }),
  hitsPerPage: z.int().min(0).max(searchLimits.limitMax).optional().meta({ description: "Default 20." }),
  facets: stringOrList.optional(),
  maxValuesPerFacet: z.int().min(0).max(searchLimits.facetLimitMax).optional().meta({ description: "Default 100." }),
  facetFilters: nested.optional().meta({ description: "field:value or field:-value; inner lists are joined by OR." }),
  numericFilters: nested.optional().meta({ description: "field>=number, or field:number TO number." }),
  filters: z.string().optional().meta({ description: "A filter expression of this engine." }),
  restrictSearchableAttributes: z.array(z.string()).optional(),
  highlightPreTag: z.string().optional(),
  highlightPostTag: z.string().optional(),
});
type InstantParameters = z.output<typeof instantParameters>;

export const instantRequest = z.strictObject({
  requests: z
    .array(
      z.looseObject({
        indexName: z.string().optional(),
        params: z
          .union([z.string(), z.looseObject({})])
          .optional()
          .meta({
            description:
              "query, page, hitsPerPage, facets, maxValuesPerFacet, facetFilters, numericFilters, filters, restrictSearchableAttributes, highlightPreTag, highlightPostTag: as an object or a query string, or beside it.",
          }),
      }),
    )
    .min(1)
    .max(requestsMost),
});

export const instantResponse = z.strictObject({ results: z.array(z.looseObject({})) }).meta({ id: "InstantResponse" });

export interface InstantQuery {
  readonly indexName: string;
  readonly parameters: InstantParameters;
}

/** Parameters stand beside the name of the index, in `params`, or in `params` as a query string. */
export function instantQueries({ requests }: z.output<typeof instantRequest>): InstantQuery[] {
  return requests.map(({ indexName = "", params = {}, ...beside }, i) => {
    const given = typeof params === "string" ? ofQueryString(params) : params;
    try {
      return { indexName, parameters: parametersOfJson(instantParameters, { ...beside, ...given }) };
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      throw new ParameterError(
        error.faults.map((fault) => ({ ...fault, parameter: `requests.${i}.${fault.parameter}` })),
      );
    }
  });
}

function ofQueryString(params: string): { [name: string]: unknown } {
  const entries = [...new URLSearchParams(params)].map(([name, value]): [string, unknown] => {
    if (name === "query" || name === "filters" || name.startsWith("highlight")) return [name, value];
    try {
      return [name, JSON.parse(value)];
    } catch {
      return [name, value];
    }
  });
  return Object.fromEntries(entries);
}

export function searchRequestOfInstant({ parameters }: InstantQuery): SearchRequest {
  const { query = "", page = 0, hitsPerPage = hitsPerPageDefault, restrictSearchableAttributes: fields } = parameters;
  const conditions = [
    ...anded(parameters.facetFilters, facetFilter),
    ...anded(parameters.numericFilters, numericFilter),
  ];
  const { filters = "" } = parameters;
  // What does not close what it opens is asked by itself, so that the engine says what is wrong with it.
  const isApart = conditions.length === 0 || !closesItself(filters);
  const filter =
    filters.trim() === ""
      ? conditions.join(" AND ")
      : isApart
        ? filters
        : [`(${filters})`, ...conditions].join(" AND ");
  const facets = listOf(parameters.facets).filter((name) => name !== "*");
  return {
    q: query,
    limit: hitsPerPage,
    offset: page * hitsPerPage,
    facets,
    facetLimit: parameters.maxValuesPerFacet ?? valuesPerFacetDefault,
    ...(filter === "" ? {} : { filter }),
    ...(fields === undefined || fields.length === 0 ? {} : { fields }),
  };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined || value === "") return [];
  return typeof value === "string" ? [value] : value;
}

function anded(filters: z.output<typeof nested> | undefined, one: (filter: string) => string): string[] {
  return (typeof filters === "string" ? [filters] : (filters ?? [])).flatMap((group) => {
    const any = listOf(group).map(one);
    return any.length === 0 ? [] : [`(${any.join(" OR ")})`];
  });
}

function facetFilter(filter: string): string {
  const colon = filter.indexOf(":");
  if (colon < 1) throw faultOf("facetFilters", filter, "field:value");
  const value = filter.slice(colon + 1);
  const condition = (wanted: string): string => `${quoted(filter.slice(0, colon))} = ${quoted(wanted)}`;
  // A minus excludes, unless it is escaped.
  return value.startsWith("-") ? `NOT ${condition(value.slice(1))}` : condition(value.replace(/^\\-/, "-"));
}

function numericFilter(filter: string): string {
  const [, field, operator, number] = /^([^\s<>=!:]+)\s*(<=|>=|!=|=|<|>)\s*(-?[0-9.]+)$/.exec(filter) ?? [];
  if (field !== undefined) return `${quoted(field)} ${operator} ${number}`;
  const [, name, from, to] = /^([^\s:]+):\s*(-?[0-9.]+) TO (-?[0-9.]+)$/.exec(filter) ?? [];
  if (name === undefined) throw faultOf("numericFilters", filter, "field>=number or field:number TO number");
  return `${quoted(name)} ${from} TO ${to}`;
}

/** As the filter language writes a string. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Whether strings and parentheses of a filter end in it, and no parenthesis ends that did not begin. */
function closesItself(filter: string): boolean {
  let depth = 0;
  for (const [sign] of filter.matchAll(/"(?:[^"\\]|\\.)*"|["()]/gs)) {
    if (sign === '"') return false;
    if (sign === "(") depth++;
    else if (sign === ")" && --depth < 0) return false;
  }
  return depth === 0;
}

function faultOf(parameter: string, got: string, expected: string): ParameterError {
  return new ParameterError([
    { parameter, detail: `${parameter} must be ${expected}, not ${JSON.stringify(got.slice(0, 100))}.` },
  ]);
}

export function instantAnswer({ indexName, parameters }: InstantQuery, response: SearchResponse): object {
  const {
    page = 0,
    hitsPerPage = hitsPerPageDefault,
    highlightPreTag = "<em>",
    highlightPostTag = "</em>",
  } = parameters;
  const tags: Tags = [highlightPreTag, highlightPostTag];
  const reachable = Math.min(response.total, searchLimits.windowMax);
  const facets = Object.entries(response.facets ?? {});
  return {
    index: indexName,
    query: response.query,
    params: "",
    hits: response.hits.map((hit) => instantHit(hit, tags)),
    nbHits: response.total,
    exhaustiveNbHits: response.total_relation === "eq",
    page,
    hitsPerPage,
    nbPages: hitsPerPage === 0 ? 0 : Math.ceil(reachable / hitsPerPage),
    processingTimeMS: Math.ceil(response.took_ms),
    facets: Object.fromEntries(
      facets.map(([field, { values }]) => [
        field,
        Object.fromEntries(values.map(({ value, count }) => [value, count])),
      ]),
    ),
    facets_stats: Object.fromEntries(
      facets.flatMap(([field, { stats }]) => (stats === undefined ? [] : [[field, stats]])),
    ),
  };
}

type Tags = readonly [before: string, after: string];

function instantHit({ id, fields, highlights = {}, snippet }: Hit, tags: Tags): object {
  const texts = Object.entries(fields).filter(([name, value]) => name in highlights || typeof value === "string");
  return {
    ...fields,
    objectID: id,
    _highlightResult: Object.fromEntries(
      texts.map(([name, value]) => [name, marked(value, highlights[name] ?? [], tags)]),
    ),
    ...(snippet === undefined
      ? {}
      : { _snippetResult: { [snippet.field]: markedText(snippet.text, snippet.ranges, tags) } }),
  };
}

function marked(value: FieldValue, ranges: readonly Highlight[], tags: Tags): unknown {
  if (!Array.isArray(value)) return markedText(String(value), ranges, tags);
  return value.map((each, i) =>
    markedText(
      String(each),
      ranges.filter(({ index = 0 }) => index === i),
      tags,
    ),
  );
}

function markedText(text: string, ranges: readonly TextRange[], [before, after]: Tags): object {
  let value = "";
  let at = 0;
  for (const { start, end } of ranges) {
    value += escaped(text.slice(at, start)) + before + escaped(text.slice(start, end)) + after;
    at = end;
  }
  return {
    value: value + escaped(text.slice(at)),
    matchLevel: ranges.length === 0 ? "none" : "full",
    matchedWords: [...new Set(ranges.map(({ start, end }) => text.slice(start, end)))],
  };
}

const entities: { readonly [sign: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign]!);
}
