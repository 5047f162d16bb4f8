/**
 * One search over one snapshot, from request to response. Synchronous: a search sees one generation from beginning
 * to end, and nothing else runs on this thread meanwhile.
 * @module
 */
import { BoundedCache } from "../analysis/index.ts";
import {
  type Correction,
  type Facet,
  type Hit,
  type SearchRequest,
  type SearchResponse,
  searchLimits,
} from "../contract/index.ts";
import type { Bitmap, Snapshot } from "../inverted-index/index.ts";
import { type CorrectionRequest, Corrector, type FoundCorrection } from "./correction/corrector.ts";
import { countFacet } from "./facet/facet-counts.ts";
import { evaluateFilter, refineDocs } from "./filter/filter-evaluator.ts";
import { HitWriter } from "./hit-writer.ts";
import type { Evaluation } from "./match/match-evaluator.ts";
import { type PreparedQuery, QueryPreparer } from "./prepared-query.ts";
import { explainScore } from "./rank/explain.ts";
import { fieldsKey, type WeightedField } from "./rank/field-norms.ts";
import { type Allowed, rank } from "./ranking.ts";
import { decodeCursor, encodeCursor } from "./request/cursor.ts";
import { checkKnownFields } from "./request/known-fields.ts";
import { type NormalizedRequest, normalizeRequest } from "./request/normalize-request.ts";
import { interpretGroups } from "./rewrite/interpretation.ts";
import { loosenPlan, type QueryPlan } from "./rewrite/query-plan.ts";
import type { WordGroup } from "./rewrite/word-group.ts";
import type { Step } from "./steps.ts";
import { impactMemory } from "./top-k/impact-memory.ts";

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

const cachedCounts = 4000;
/** Sets of documents that filters leave, a bit a document: a page asks for the same again with every query. */
const cachedFilters = 16;

const anyWord = { operator: "or", minMatch: undefined } as const;

export class Searcher {
  readonly #snapshot: Snapshot;
  readonly #queries: QueryPreparer;
  readonly #corrector: Corrector;
  /** How many documents words and pairs of words have that corrections were weighed with. */
  readonly #documents = new BoundedCache<number>(cachedCounts);
  readonly #filtered = new BoundedCache<Allowed>(cachedFilters);

  /** @param options - `without`: steps left out, for measuring */
  constructor(snapshot: Snapshot, options: { readonly without?: readonly Step[] } = {}) {
    this.#snapshot = snapshot;
    this.#queries = new QueryPreparer(snapshot, options.without ?? []);
    this.#corrector = new Corrector(snapshot);
  }

  search(request: SearchRequest): SearchResponse {
    const started = performance.now();
    const normalized = normalizeRequest(request);
    const snapshot = this.#snapshot;
    if (normalized.fields !== undefined) checkKnownFields(snapshot, "fields", normalized.fields);
    if (normalized.distinct !== undefined) checkKnownFields(snapshot, "distinct", [normalized.distinct]);
    impactMemory().prepare(snapshot.maxDoc);
    const searched = this.#queries.searchedFields(normalized);
    const offset = normalized.cursor === undefined ? normalized.offset : decodeCursor(normalized, snapshot.generation);
    const allowed = this.#allowed(normalized);
    let prepared = this.#queries.prepare(normalized, searched);
    let ranking = rank(snapshot, normalized, prepared, searched, allowed, offset);
    let correction: Correction | undefined;
    const found = ranking.total !== 0;
    const offer = this.#correction(normalized, prepared, searched, allowed, found);
    const instead = found ? undefined : this.#instead(normalized, prepared, searched, allowed, offer);
    if (instead !== undefined) {
      prepared = instead.prepared;
      correction = instead.correction;
      ranking = rank(snapshot, normalized, prepared, searched, allowed, offset);
    } else if (offer !== undefined) {
      correction = { original: normalized.q, ...offer, applied: false };
    }
    const { plan, truncated, evaluation } = prepared;
    const facets = this.#facets(normalized, evaluation, allowed);
    const writer = new HitWriter(snapshot, evaluation, searched, normalized);
    const hits: Hit[] = [];
    const end = Math.min(ranking.docs.length, offset + normalized.limit);
    for (let place = offset; place < end; place++) {
      const doc = ranking.docs[place]!;
      const score = ranking.scores[place]!;
      const hit: Mutable<Hit> = writer.hit(doc, score);
      const duplicates = ranking.duplicates?.get(doc);
      if (duplicates !== undefined) hit.duplicates = duplicates;
      if (normalized.explain) hit.explanation = explainScore(snapshot, prepared, doc, score);
      hits.push(hit);
    }
    const exact = ranking.total !== undefined;
    // What is optional is assigned: spreading an object costs microseconds in every search.
    const response: Mutable<SearchResponse> = {
      query: normalized.q,
      total: ranking.total ?? searchLimits.totalThreshold,
      total_relation: exact ? "eq" : "gte",
      took_ms: 0,
      generation: snapshot.generation,
      hits,
    };
    if (facets !== undefined) response.facets = facets;
    if (correction !== undefined) response.correction = correction;
    if (normalized.interpretation) response.interpretation = interpretGroups(snapshot, plan, evaluation.groups);
    if (truncated) response.warnings = ["query_truncated"];
    const next = offset + hits.length;
    const more = hits.length > 0 && (ranking.total === undefined || next < ranking.total);
    if (more) response.next_cursor = encodeCursor(normalized, snapshot.generation, next);
    response.took_ms = Math.round((performance.now() - started) * 1000) / 1000;
    return response;
  }

  /** What is searched instead of a query that finds nothing: its correction, or the same with fewer demands. */
  #instead(
    request: NormalizedRequest,
    { plan, truncated }: PreparedQuery,
    searched: readonly WeightedField[],
    allowed: Allowed,
    offer: FoundCorrection | undefined,
  ): { readonly prepared: PreparedQuery; readonly correction: Correction } | undefined {
    const original = request.q;
    if (offer !== undefined && request.correct === "auto") {
      const prepared = this.#queries.prepare({ ...request, q: offer.searched }, searched);
      return { prepared, correction: { original, ...offer, applied: true } };
    }
    if (request.strict || !isDemanding(plan, request)) return undefined;
    const prepared = this.#queries.look(loosenPlan(plan), truncated, { ...request, ...anyWord }, searched);
    if (prepared.evaluation.matches().and(allowed.all).count() === 0) return undefined;
    const searchedInstead = searchedWords(prepared.plan);
    return { prepared, correction: { original, searched: searchedInstead, kind: "relaxed", applied: true } };
  }

  /** What the person probably meant, where corrections are wanted. */
  #correction(
    request: NormalizedRequest,
    { plan, evaluation: { groups } }: PreparedQuery,
    searched: readonly WeightedField[],
    allowed: Allowed,
    found: boolean,
  ): FoundCorrection | undefined {
    if (request.correct === "off" || request.firstPass || request.q.trim() === "") return undefined;
    const count = (asked: NormalizedRequest, among: Bitmap): number =>
      this.#queries.prepare(asked, searched).evaluation.matches().and(among).count();
    const asked: CorrectionRequest = {
      q: request.q,
      words: plan.groups.map((group, i) => ({
        text: group.text,
        docs: groups[i]!.docFreq,
        correctable: plan.scores[i] === true && isWholeWord(group),
      })),
      fields: searched.map(({ name }) => name),
      found,
      hits: (q) => count({ ...request, q }, allowed.all),
      documents: (q) =>
        this.#documents.get(`${[...request.relationsOff].join()} ${fieldsKey(searched)} ${q}`, () =>
          count({ ...request, ...anyWord, syntax: "full", q }, this.#snapshot.live),
        ),
    };
    return this.#corrector.correct(asked);
  }

  /** Live documents that filter and refinements leave; and for each refined field those that the others leave. */
  #allowed(request: NormalizedRequest): Allowed {
    const { live, maxDoc, liveCount } = this.#snapshot;
    const { filter, refine } = request;
    if (filter === undefined && refine.size === 0)
      return { all: live, excluded: maxDoc - liveCount, without: () => live };
    return this.#filtered.get(JSON.stringify([filter ?? null, ...refine]), () => this.#allowedBy(filter, refine));
  }

  #allowedBy(filter: NormalizedRequest["filter"], refine: NormalizedRequest["refine"]): Allowed {
    const base = this.#snapshot.live.clone();
    if (filter !== undefined) base.and(evaluateFilter(this.#snapshot, filter));
    const refined = new Map([...refine].map(([field, values]) => [field, refineDocs(this.#snapshot, field, values)]));
    const without = (except: string | undefined) => {
      const left = base.clone();
      for (const [field, docs] of refined) if (field !== except) left.and(docs);
      return left;
    };
    return { all: without(undefined), excluded: undefined, without };
  }

  #facets(request: NormalizedRequest, evaluation: Evaluation, allowed: Allowed): SearchResponse["facets"] {
    if (request.facets.length === 0) return undefined;
    const facets: [string, Facet][] = request.facets.map((field) => {
      const matches = evaluation.matches().and(allowed.without(field));
      return [field, countFacet(this.#snapshot, field, matches, request.facetLimit)];
    });
    return Object.fromEntries(facets);
  }
}

/** One word as it was typed: no particle, no `word*` or `word~`, no name of several words. */
function isWholeWord({ optional, alternatives }: WordGroup): boolean {
  return (
    !optional &&
    !alternatives.some(
      ({ kind, lookup }, i) => kind === "prefix" || kind === "fuzzy" || (i === 0 && lookup === "phrase"),
    )
  );
}

/** Whether the query asks for more than any one of its words. */
function isDemanding(plan: QueryPlan, request: NormalizedRequest): boolean {
  const demands = request.operator === "and" || request.minMatch !== undefined;
  return (
    (demands && plan.units.length > 1) ||
    plan.units.some(({ node, occur }) => occur === "must" && node.kind === "phrase")
  );
}

function searchedWords(plan: QueryPlan): string {
  return plan.groups
    .filter((_, i) => plan.scores[i])
    .map(({ text }) => text)
    .join(" ");
}
