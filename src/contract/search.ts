/**
 * The request and the response of a search: the same object for the library, `fihris search --json` and HTTP.
 * @module
 */
import type { FieldValue } from "./document.ts";

export interface SearchRequest {
  /** What the person typed. Empty: all documents, newest insertion first. Default "". */
  readonly q?: string;
  /** 0 to 1,000, default 10. */
  readonly limit?: number;
  /** Default 0; `offset + limit` at most 10,000, beyond it `cursor`. */
  readonly offset?: number;
  /** `next_cursor` of an earlier answer of the same generation. */
  readonly cursor?: string;
  /** Filter expression, see docs/query-language.md. */
  readonly filter?: string;
  /** `field:asc|desc,...` or `_score` (the default). */
  readonly sort?: string;
  /** Names of the fields whose values are counted. */
  readonly facets?: readonly string[];
  /** Values a facet; default 10, at most 1,000. */
  readonly facetLimit?: number;
  /** Field name to wanted values: filters without narrowing that field's own facet. */
  readonly refine?: { readonly [field: string]: readonly string[] };
  /** How many of the query's words must match: `or` at least one (default), `and` all. */
  readonly operator?: "or" | "and";
  /** Between the two: a number of words (`3`) or a share of them (`75%`). */
  readonly minMatch?: string | number;
  /** `full` (default) reads operators, `plain` reads words only. */
  readonly syntax?: "full" | "plain";
  /** Fields that are searched; default title and text. */
  readonly fields?: readonly string[];
  /** At most one hit for each value of this keyword field. */
  readonly distinct?: string;
  /** One hit for near-duplicates, the best ranked of them. Default false. */
  readonly collapse?: boolean;
  /** Exact hit counts beyond 10,000. */
  readonly total?: "auto" | "exact";
  /**
   * Corrections of what was typed: `auto` (default) answers a corrected query where the typed one finds nothing, and
   * offers one beside hits; `suggest` only offers; `off` does neither.
   */
  readonly correct?: "auto" | "suggest" | "off";
  /** Forbids answering with a loosened query. Default false. */
  readonly strict?: boolean;
  /** Snippets and highlights; default true. */
  readonly snippet?: boolean;
  /** Adds `explanation` to every hit. Default false. */
  readonly explain?: boolean;
  /** Adds `interpretation`: how each word of the query was understood. Default false. */
  readonly interpretation?: boolean;
  /**
   * Kinds of alternatives to do without, as `-plural,-kin`: `spelling`, `typed`, `plural`, `kin`, `month`,
   * `hijri-month`, `name`, `spacing`, `synonym`. All are on by default.
   */
  readonly relations?: string;
  /**
   * False: hits of id and score, with the id for a title and without fields and snippets, for callers that hold the
   * documents themselves; nothing stored is read. Default true.
   */
  readonly stored?: boolean;
  /** For measuring: plain BM25 over stems, without other alternatives and rescoring. Default false. */
  readonly firstPass?: boolean;
  /** For checking: scores every document, without pruning; the answer is the same. Default false. */
  readonly exhaustive?: boolean;
}

/** UTF-16 offsets into the stored value, `start` inclusive, `end` exclusive; whole tokens. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface Highlight extends TextRange {
  /** Which value, where the field holds several. */
  readonly index?: number;
  readonly why?: string;
}

export interface Snippet {
  readonly field: string;
  readonly text: string;
  /** Escaped `text` with `<mark>` around the ranges, inside one `<bdi dir="auto">`. */
  readonly html: string;
  /** Offsets into `text` of this snippet. */
  readonly ranges: readonly TextRange[];
}

export interface Explanation {
  readonly value: number;
  readonly description: string;
  readonly details?: readonly Explanation[];
}

export interface Hit {
  readonly id: string;
  readonly score: number;
  readonly title: string;
  readonly url?: string;
  readonly fields: { readonly [name: string]: FieldValue };
  readonly snippet?: Snippet;
  readonly highlights?: { readonly [field: string]: readonly Highlight[] };
  /** With `collapse`: how many near-duplicates are left out for this hit, of those looked at; absent where there are none. */
  readonly duplicates?: number;
  readonly explanation?: Explanation;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

export interface Facet {
  /** Most frequent first, ties by value. */
  readonly values: readonly FacetValue[];
  /** Distinct values beyond `facetLimit`. */
  readonly other: number;
  /** Matching documents without a value. */
  readonly missing: number;
  /** For fields that hold numbers or dates. */
  readonly stats?: { readonly min: number; readonly max: number; readonly sum: number; readonly avg: number };
}

export interface Correction {
  readonly original: string;
  readonly searched: string;
  readonly kind: "spelling" | "spacing" | "keyboard" | "arabizi" | "relaxed";
  readonly applied: boolean;
}

export interface WordInterpretation extends TextRange {
  readonly word: string;
  readonly proclitics: readonly string[];
  readonly stem: string;
  readonly enclitics: readonly string[];
  readonly alternatives: readonly {
    readonly term: string;
    readonly kind: string;
    readonly weight: number;
    readonly docs: number;
    readonly on: boolean;
  }[];
}

export interface SearchResponse {
  readonly query: string;
  readonly total: number;
  readonly total_relation: "eq" | "gte";
  readonly took_ms: number;
  /** The commit that answered. */
  readonly generation: number;
  readonly hits: readonly Hit[];
  readonly facets?: { readonly [field: string]: Facet };
  readonly correction?: Correction;
  readonly interpretation?: readonly WordInterpretation[];
  readonly warnings?: readonly string[];
  readonly next_cursor?: string;
}

export const searchLimits = {
  limitDefault: 10,
  limitMax: 1000,
  windowMax: 10_000,
  facetLimitDefault: 10,
  facetLimitMax: 1000,
  queryWords: 64,
  queryUnits: 2048,
  /** From here on `total` may be a lower bound. */
  totalThreshold: 10_000,
} as const;
