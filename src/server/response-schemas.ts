/**
 * What the API answers, as schemas for the OpenAPI document. The types of the contract are the source;
 * a test holds real answers against these schemas, strictly.
 * @module
 */
import { z } from "@hono/zod-openapi";
import { errorCodes } from "../contract/index.ts";

const range = z.strictObject({ start: z.int(), end: z.int() });
const fields = z.record(z.string(), z.unknown());

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(errorCodes),
    remedy: z.string().optional(),
    errors: z.array(z.strictObject({ parameter: z.string(), detail: z.string() })).optional(),
    position: z.int().optional().meta({ description: "UTF-16 offset into the filter expression." }),
  })
  .meta({ id: "Problem" });

const facet = z.strictObject({
  values: z.array(z.strictObject({ value: z.string(), count: z.int() })),
  other: z.int(),
  missing: z.int(),
  stats: z.strictObject({ min: z.number(), max: z.number(), sum: z.number(), avg: z.number() }).optional(),
});

const hit = z
  .strictObject({
    id: z.string(),
    score: z.number(),
    title: z.string(),
    url: z.string().optional(),
    fields,
    snippet: z
      .strictObject({ field: z.string(), text: z.string(), html: z.string(), ranges: z.array(range) })
      .optional(),
    highlights: z
      .record(z.string(), z.array(range.extend({ index: z.int().optional(), why: z.string().optional() })))
      .optional()
      .meta({ description: "UTF-16 offsets into the stored value: sorted, disjoint, whole tokens." }),
    duplicates: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "With collapse: near-duplicates left out for this hit." }),
    explanation: z.looseObject({ value: z.number(), description: z.string() }).optional(),
  })
  .meta({ id: "Hit" });

const wordInterpretation = range.extend({
  word: z.string(),
  proclitics: z.array(z.string()),
  stem: z.string(),
  enclitics: z.array(z.string()),
  alternatives: z.array(
    z.strictObject({ term: z.string(), kind: z.string(), weight: z.number(), docs: z.int(), on: z.boolean() }),
  ),
});

export const searchResponse = z
  .strictObject({
    query: z.string(),
    total: z.int(),
    total_relation: z.enum(["eq", "gte"]),
    took_ms: z.number(),
    generation: z.int(),
    hits: z.array(hit),
    facets: z.record(z.string(), facet).optional(),
    correction: z
      .strictObject({
        original: z.string(),
        searched: z.string(),
        kind: z.enum(["spelling", "spacing", "keyboard", "arabizi", "relaxed"]),
        applied: z.boolean(),
      })
      .optional(),
    interpretation: z.array(wordInterpretation).optional(),
    warnings: z.array(z.string()).optional(),
    next_cursor: z.string().optional(),
  })
  .meta({ id: "SearchResponse" });

export const multiSearchResponse = z
  .strictObject({ results: z.array(searchResponse) })
  .meta({ id: "MultiSearchResponse" });

export const suggestResponse = z
  .strictObject({
    prefix: z.string(),
    suggestions: z.array(
      z.strictObject({ text: z.string(), kind: z.enum(["word", "title"]), docs: z.int(), id: z.string().optional() }),
    ),
    took_ms: z.number(),
  })
  .meta({ id: "SuggestResponse" });

export const analyzeResponse = z
  .strictObject({
    text: z.string(),
    words: z.array(
      range.extend({
        word: z.string().meta({ description: "As it stands in the text." }),
        position: z.int(),
        spelled: z.string(),
        folded: z.string(),
        stems: z.array(z.string()),
        proclitics: z.array(z.string()),
        enclitics: z.array(z.string()),
        function_word: z.boolean(),
        kind: z.string(),
      }),
    ),
  })
  .meta({ id: "AnalyzeResponse" });

export const storedDocument = z
  .strictObject({ id: z.string(), version: z.string().meta({ description: "Also the ETag." }), fields })
  .meta({ id: "StoredDocument" });

const bytesByPart = z.strictObject({
  dictionary: z.int(),
  postings: z.int(),
  positions: z.int(),
  forward: z.int(),
  columns: z.int(),
  store: z.int(),
});

export const indexStats = z
  .strictObject({
    documents: z.int(),
    deleted: z.int(),
    generation: z.int(),
    segments: z.int(),
    terms: z.int(),
    bytes: z.int(),
    bytes_by_part: bytesByPart,
    fields: z.record(
      z.string(),
      z.strictObject({ kinds: z.array(z.enum(["text", "keyword", "number", "date"])), docs: z.int() }),
    ),
    analyzer_version: z.int(),
  })
  .meta({ id: "IndexStats" });

const bulkFailures = z.strictObject({
  failed: z
    .array(
      z.strictObject({
        index: z.int().optional().meta({ description: "Place in the array, from 0." }),
        line: z.int().optional().meta({ description: "Line of the NDJSON body, from 1." }),
        id: z.string().optional(),
        code: z.enum(errorCodes),
        detail: z.string(),
      }),
    )
    .meta({ description: "The first 1,000." }),
  failed_count: z.int(),
});

export const bulkResponse = z
  .strictObject({ added: z.int(), replaced: z.int(), ...bulkFailures.shape, generation: z.int() })
  .meta({ id: "BulkResponse" });

const promisedGeneration = z
  .int()
  .meta({ description: "Holds the write once it is committed: /readyz?generation=N waits for it." });

export const bulkAccepted = z
  .strictObject({ accepted: z.int(), ...bulkFailures.shape, generation: promisedGeneration })
  .meta({ id: "BulkAccepted" });

export const writeAccepted = z
  .strictObject({ id: z.string(), generation: promisedGeneration })
  .meta({ id: "WriteAccepted" });

export const putResponse = z
  .strictObject({ id: z.string(), version: z.string(), result: z.enum(["added", "replaced"]), generation: z.int() })
  .meta({ id: "PutResponse" });

export const deleteResponse = z.strictObject({ deleted: z.int(), generation: z.int() }).meta({ id: "DeleteResponse" });

export const healthResponse = z.strictObject({ status: z.literal("ok") }).meta({ id: "HealthResponse" });

export const readyResponse = z
  .strictObject({ status: z.literal("ready"), generation: z.int(), documents: z.int() })
  .meta({ id: "ReadyResponse" });

export const indexSettings = z
  .strictObject({
    synonyms: z.array(z.string()).readonly(),
    stop_words: z.array(z.string()).readonly(),
    fields: z.record(z.string(), z.int()),
    types: z.record(z.string(), z.array(z.enum(["text", "keyword", "number", "date"])).readonly()),
    stored_only: z.array(z.string()).readonly(),
  })
  .meta({ id: "IndexSettings" });
