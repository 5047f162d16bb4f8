/**
 * A caller's request to a checked one with every default filled in; throws `invalid_parameter` and its kin.
 * @module
 */
import { FihrisError, type SearchRequest, searchLimits } from "../../contract/index.ts";
import { type FilterNode, parseFilter, parseSort, type SortKey } from "../../query/index.ts";
import { parseRelations, type RelationKind } from "../rewrite/relations.ts";

export interface NormalizedRequest {
  readonly q: string;
  readonly limit: number;
  readonly offset: number;
  readonly cursor: string | undefined;
  readonly filter: FilterNode | undefined;
  /** Empty: by score. */
  readonly sort: readonly SortKey[];
  readonly facets: readonly string[];
  readonly facetLimit: number;
  readonly refine: ReadonlyMap<string, readonly string[]>;
  readonly operator: "or" | "and";
  readonly minMatch: { readonly count: number } | { readonly percent: number } | undefined;
  readonly syntax: "full" | "plain";
  readonly fields: readonly string[] | undefined;
  readonly distinct: string | undefined;
  readonly collapse: boolean;
  readonly exactTotal: boolean;
  readonly correct: "auto" | "suggest" | "off";
  readonly strict: boolean;
  readonly snippet: boolean;
  readonly explain: boolean;
  readonly interpretation: boolean;
  readonly firstPass: boolean;
  readonly exhaustive: boolean;
  /** Kinds of alternatives that are switched off. */
  readonly relationsOff: ReadonlySet<RelationKind>;
  /** Whether hits carry what is stored of their documents. */
  readonly stored: boolean;
}

const names: ReadonlySet<string> = new Set([
  "q",
  "limit",
  "offset",
  "cursor",
  "filter",
  "sort",
  "facets",
  "facetLimit",
  "refine",
  "operator",
  "minMatch",
  "syntax",
  "fields",
  "distinct",
  "collapse",
  "total",
  "correct",
  "strict",
  "snippet",
  "explain",
  "interpretation",
  "firstPass",
  "exhaustive",
  "relations",
  "stored",
]);

function invalid(parameter: string, expected: string, got: unknown): FihrisError {
  const isPlain = typeof got === "string" || typeof got === "number" || got === null;
  const shown = isPlain ? JSON.stringify(got).slice(0, 100) : Array.isArray(got) ? "a list" : typeof got;
  return new FihrisError("invalid_parameter", `${parameter}: expected ${expected}, got ${shown}`, {
    remedy: "see docs/query-language.md for the parameters of a search",
  });
}

function integer(name: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most)
    throw invalid(name, `a whole number from ${least} to ${most}`, value);
  return value;
}

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw invalid(name, allowed.map((each) => `"${each}"`).join(" or "), value);
  return found;
}

function flag(name: string, value: boolean): boolean {
  if (typeof value !== "boolean") throw invalid(name, "true or false", value);
  return value;
}

function text(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw invalid(name, "text", value);
  return value;
}

function list(name: string, value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.some((item) => typeof item !== "string" || item === ""))
    throw invalid(name, "a list of names", value);
  return value as string[];
}

function minMatch(value: string | number | undefined): NormalizedRequest["minMatch"] {
  if (value === undefined) return undefined;
  const match = /^(\d{1,3})(%?)$/.exec(String(value));
  const amount = Number(match?.[1]);
  if (match === null || (match[2] === "%" ? amount > 100 : amount > searchLimits.queryWords)) {
    throw invalid(
      "minMatch",
      `a number of words from 0 to ${searchLimits.queryWords}, or a share from "0%" to "100%"`,
      value,
    );
  }
  return match[2] === "%" ? { percent: amount } : { count: amount };
}

const noRefinements: ReadonlyMap<string, readonly string[]> = new Map();

function refinements(value: SearchRequest["refine"]): ReadonlyMap<string, readonly string[]> {
  if (value === undefined) return noRefinements;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid("refine", "an object of field names and lists of values", value);
  return new Map(Object.entries(value).map(([field, values]) => [field, list(`refine.${field}`, values)]));
}

export function normalizeRequest(request: SearchRequest): NormalizedRequest {
  if (typeof request !== "object" || request === null || Array.isArray(request))
    throw invalid("request", "a query or an object of parameters", request);
  for (const name of Object.keys(request)) {
    if (!names.has(name)) throw invalid(name, "a parameter of a search", request[name as keyof SearchRequest]);
  }
  // Each by its name: one function that reads whatever it is told to is slow in every search.
  const limit = integer("limit", request.limit ?? searchLimits.limitDefault, 0, searchLimits.limitMax);
  const offset = integer("offset", request.offset ?? 0, 0, Number.MAX_SAFE_INTEGER);
  if (offset + limit > searchLimits.windowMax) {
    throw new FihrisError(
      "page_too_deep",
      `offset + limit: expected at most ${searchLimits.windowMax}, got ${offset + limit}`,
      {
        remedy: "pass the next_cursor of the page before as cursor, or narrow the search",
      },
    );
  }
  const stored = flag("stored", request.stored ?? true);
  const snippet = flag("snippet", request.snippet ?? stored);
  if (snippet && !stored)
    throw invalid("snippet", "false where stored is false: a snippet is made of what is stored", snippet);
  const filter = text("filter", request.filter);
  const sort = text("sort", request.sort);
  const keys = sort === undefined || sort.trim() === "" ? [] : parseSort(sort);
  return {
    q: text("q", request.q) ?? "",
    limit,
    offset,
    cursor: text("cursor", request.cursor),
    filter: filter === undefined || filter.trim() === "" ? undefined : parseFilter(filter),
    sort: keys.every(({ field, direction }) => field === "_score" && direction === "desc") ? [] : keys,
    facets: request.facets === undefined ? [] : list("facets", request.facets),
    facetLimit: integer(
      "facetLimit",
      request.facetLimit ?? searchLimits.facetLimitDefault,
      0,
      searchLimits.facetLimitMax,
    ),
    refine: refinements(request.refine),
    operator: oneOf("operator", request.operator ?? "or", ["or", "and"]),
    minMatch: minMatch(request.minMatch),
    syntax: oneOf("syntax", request.syntax ?? "full", ["full", "plain"]),
    fields: request.fields === undefined ? undefined : list("fields", request.fields),
    distinct: text("distinct", request.distinct),
    collapse: flag("collapse", request.collapse ?? false),
    exactTotal: oneOf("total", request.total ?? "auto", ["auto", "exact"]) === "exact",
    correct: oneOf("correct", request.correct ?? "auto", ["auto", "suggest", "off"]),
    strict: flag("strict", request.strict ?? false),
    snippet,
    explain: flag("explain", request.explain ?? false),
    interpretation: flag("interpretation", request.interpretation ?? false),
    firstPass: flag("firstPass", request.firstPass ?? false),
    exhaustive: flag("exhaustive", request.exhaustive ?? false),
    relationsOff: parseRelations(text("relations", request.relations) ?? ""),
    stored,
  };
}
