/**
 * What requests may say: the parameters of search, suggest and analyze in their JSON form. The wire uses
 * snake_case, `SearchRequest` camelCase; apart from that they are the same object.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { type SearchRequest, searchLimits, settingsLimits } from "../contract/index.ts";

const names = z.array(z.string().min(1));
const commaSeparated = { param: { style: "form", explode: false } } as const;

function isMinMatch(text: string): boolean {
  const most = text.endsWith("%") ? 100 : searchLimits.queryWords;
  return /^[0-9]{1,3}%?$/.test(text) && Number.parseInt(text, 10) <= most;
}

export const searchParameters = z.strictObject({
  q: z
    .string()
    .optional()
    .meta({ description: "What the person typed. Empty: all documents, newest insertion first." }),
  limit: z.int().min(0).max(searchLimits.limitMax).optional().meta({ description: "Hits of a page; default 10." }),
  offset: z.int().min(0).optional().meta({ description: "offset + limit is at most 10,000; beyond it use cursor." }),
  cursor: z.string().optional().meta({ description: "next_cursor of an earlier answer of the same generation." }),
  filter: z
    .string()
    .optional()
    .meta({ description: 'Filter expression, such as: category = "sport" AND date >= 2017-06' }),
  sort: z.string().optional().meta({ description: "field:asc|desc, several separated by commas, or _score." }),
  facets: names.optional().meta({ description: "Fields whose values are counted.", ...commaSeparated }),
  facet_limit: z
    .int()
    .min(0)
    .max(searchLimits.facetLimitMax)
    .optional()
    .meta({ description: "Values a facet; default 10." }),
  refine: z.record(z.string(), names).optional().meta({
    description: "Wanted values by field; does not narrow the field's own facet. In a query string: as JSON.",
  }),
  operator: z.enum(["or", "and"]).optional().meta({ description: "Words that must match: one (or, default), or all." }),
  min_match: z
    .union([
      z.int().min(0).max(searchLimits.queryWords),
      z.string().refine(isMinMatch, `must be a number from 0 to ${searchLimits.queryWords}, or a share such as 75%`),
    ])
    .optional()
    .meta({ description: "Words that must match: a number (3) or a share (75%)." }),
  syntax: z.enum(["full", "plain"]).optional().meta({ description: "plain turns all operators off." }),
  fields: names
    .optional()
    .meta({ description: "Fields that are searched; default title and text.", ...commaSeparated }),
  distinct: z.string().min(1).optional().meta({ description: "At most one hit for each value of this field." }),
  collapse: z.boolean().optional().meta({ description: "One hit for near-duplicates, with their number." }),
  total: z.enum(["auto", "exact"]).optional().meta({ description: "Exact counts beyond 10,000." }),
  correct: z
    .enum(["auto", "suggest", "off"])
    .optional()
    .meta({ description: "Corrections: answered where nothing is found (auto, default), only offered, or none." }),
  strict: z.boolean().optional().meta({ description: "Forbids answering with a loosened query." }),
  snippet: z.boolean().optional().meta({ description: "Snippets and highlights; default true." }),
  explain: z.boolean().optional().meta({ description: "Adds explanation to every hit." }),
  interpretation: z.boolean().optional().meta({ description: "Adds how each word of the query was understood." }),
  relations: z.string().optional().meta({
    description: "Kinds of alternatives to do without, as -plural,-kin; interpretation names the kinds.",
  }),
});

export function searchRequestOf(parameters: z.output<typeof searchParameters>): SearchRequest {
  const entries = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [camelCase(name), value]));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Searches of one request. */
const queriesMost = 50;

export const multiSearchRequest = z.strictObject({
  queries: z
    .array(searchParameters)
    .min(1)
    .max(queriesMost)
    .meta({ description: "Searches, answered in their order." }),
});

export const suggestParameters = z.strictObject({
  q: z.string().optional().meta({ description: "The beginning that was typed." }),
  prefix: z.string().optional().meta({ description: "Another name of q." }),
  limit: z.int().min(1).max(100).optional().meta({ description: "Suggestions wanted; default 8." }),
});

export const analyzeParameters = z.strictObject({
  text: z.string().meta({ description: "Arabic or mixed text." }),
});

/** Fields of any kind; objects are flattened with dots. */
export const documentFields = z.looseObject({}).meta({ id: "DocumentFields" });

export const documentInput = z
  .looseObject({ id: z.union([z.string(), z.int()]).optional(), _id: z.union([z.string(), z.int()]).optional() })
  .meta({
    id: "DocumentInput",
    description: "id (or _id), title, text, url and date have the obvious roles; all other names are fields.",
  });

export const writeParameters = z.strictObject({
  wait: z.boolean().optional().meta({
    description: "false: answers 202 before the commit, with the generation that will hold the write; default true.",
  }),
});

export const deleteRequest = z.strictObject({
  filter: z
    .string()
    // Blanks and invisible controls filter nothing: all documents would go.
    .regex(/[\p{L}\p{N}\p{P}\p{S}]/u, "must say which documents; to delete all of them delete the index")
    .meta({ description: "All documents that match this filter expression are deleted." }),
});

const kind = z.enum(["text", "keyword", "number", "date"]);

export const settingsChange = z
  .strictObject({
    synonyms: z
      .array(z.string())
      .nullable()
      .optional()
      .meta({ description: "One rule a line: `a, b` finds each by the other, `a => b` finds b by a only." }),
    stop_words: z.array(z.string()).nullable().optional().meta({ description: "Words that weigh little in a query." }),
    fields: z
      .record(z.string(), z.int().min(1).max(settingsLimits.weightMax))
      .nullable()
      .optional()
      .meta({ description: "Fields searched where a request names none, each with its weight." }),
    types: z
      .record(z.string(), z.array(kind))
      .nullable()
      .optional()
      .meta({ description: "Kinds that a field is kept as; for documents written from then on." }),
    stored_only: z
      .array(z.string())
      .nullable()
      .optional()
      .meta({ description: "Fields that are only given back; for documents written from then on." }),
  })
  .meta({ id: "SettingsChange", description: "What is named replaces what was; null brings the default back." });
