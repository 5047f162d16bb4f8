/**
 * One search over one snapshot, from request to response. Synchronous: a search sees one generation from beginning
 * to end, and nothing else runs on this thread meanwhile.
 * @module
 */
import {
  type Correction,
  type Explanation,
  type Facet,
  type Hit,
  type SearchRequest,
  type SearchResponse,
  searchLimits,
} from "../contract/index.ts";
import { Bitmap, type Snapshot } from "../inverted-index/index.ts";
import { parseQuery } from "../query/index.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { collapseNearDuplicates } from "./collapse/near-duplicates.ts";
import { type CorrectionRequest, Corrector } from "./correction/corrector.ts";
import { countFacet } from "./facet/facet-counts.ts";
import { evaluateFilter, refineDocs } from "./filter/filter-evaluator.ts";
import { HitWriter } from "./hit-writer.ts";
import { type Evaluation, evaluatePlan, type MatchRule, requirePhrases } from "./match/match-evaluator.ts";
import { explainGroups } from "./rank/explain.ts";
import { searchedByDefault, type WeightedField } from "./rank/field-norms.ts";
import { type Ranked, Rescorer, rescoreDepth } from "./rank/rescore.ts";
import { hasVocalisedWords, rescoreVocalised, VocalisedBonus, vocalisedDepth } from "./rank/vocalised-bonus.ts";
import { decodeCursor, encodeCursor } from "./request/cursor.ts";
import { type NormalizedRequest, normalizeRequest } from "./request/normalize-request.ts";
import { withForeignNames } from "./rewrite/foreign-names.ts";
import { interpretGroups } from "./rewrite/interpretation.ts";
import { loosenPlan, planQuery, type QueryPlan } from "./rewrite/query-plan.ts";
import { type Switches, switchesWithout, switchOff } from "./rewrite/switches.ts";
import type { WordGroup } from "./rewrite/word-group.ts";
import { type WordRules, wordRulesOf } from "./settings/word-rules.ts";
import type { Step } from "./steps.ts";
import { advance } from "./top-k/advance.ts";
import type { PruneOptions } from "./top-k/candidate-pruner.ts";
import { fieldOrder } from "./top-k/field-sort.ts";
import { ScoreBoard } from "./top-k/score-board.ts";
import { TopDocs } from "./top-k/top-docs.ts";

interface Ranking {
  /** Best first; as many as the page and what is before it need. */
  readonly docs: Uint32Array;
  readonly scores: ArrayLike<number>;
  readonly total: number;
  /** Near-duplicates that a document stands for, where they were collapsed. */
  readonly duplicates?: ReadonlyMap<number, number>;
}

interface PlannedQuery {
  readonly plan: QueryPlan;
  readonly truncated: boolean;
}

const cachedPlans = 2000;

export class Searcher {
  readonly #snapshot: Snapshot;
  readonly #rules: WordRules;
  readonly #switches: Switches;
  readonly #plans = new BoundedCache<PlannedQuery>(cachedPlans);
  readonly #corrector: Corrector;

  /** @param options - `without`: steps left out, for measuring */
  constructor(snapshot: Snapshot, options: { readonly without?: readonly Step[] } = {}) {
    this.#snapshot = snapshot;
    this.#switches = switchesWithout(options.without ?? []);
    this.#rules = wordRulesOf(snapshot.settings);
    this.#corrector = new Corrector(snapshot);
  }

  search(request: SearchRequest): SearchResponse {
    const started = performance.now();
    const normalized = normalizeRequest(request);
    const snapshot = this.#snapshot;
    const searched = this.#searchedFields(normalized);
    const { plan: planned, truncated } = this.#planned(normalized);
    const offset = normalized.cursor === undefined ? normalized.offset : decodeCursor(normalized, snapshot.generation);

    const board = this.#board();
    const allowed = this.#allowed(normalized);
    let plan = planned;
    const window = rankedWindow(normalized, offset, hasVocalisedWords(plan) ? vocalisedDepth : rescoreDepth);
    const prune = normalized.exhaustive || window === undefined ? undefined : { allowed: allowed.all, window };
    let evaluation = this.#evaluate(plan, normalized, searched, board, prune);
    let matches = evaluation.matches.clone().and(allowed.all);
    let correction: Correction | undefined;
    const found = matches.count() > 0;
    const corrects = normalized.correct !== "off" && !normalized.firstPass && normalized.q.trim() !== "";
    const correct = () =>
      corrects
        ? this.#corrector.correct(this.#correctable(normalized, plan, evaluation, searched, allowed.all))
        : undefined;
    const rescue = found ? undefined : correct();
    if (rescue !== undefined && normalized.correct === "auto") {
      const corrected = { ...normalized, q: rescue.searched };
      plan = this.#planned(corrected).plan;
      evaluation = this.#evaluate(plan, corrected, searched, board, prune);
      matches = evaluation.matches.clone().and(allowed.all);
      correction = { original: normalized.q, ...rescue, applied: true };
    } else if (!found && !normalized.strict && isDemanding(plan, normalized)) {
      const loosened = loosenPlan(plan);
      const anyWord = { ...normalized, operator: "or", minMatch: undefined } as const;
      const again = this.#evaluate(loosened, anyWord, searched, board, prune);
      const found = again.matches.clone().and(allowed.all);
      if (found.count() > 0) {
        plan = loosened;
        evaluation = again;
        matches = found;
        correction = { original: normalized.q, searched: searchedWords(plan), kind: "relaxed", applied: true };
      }
    }
    const ranking = this.#rank(normalized, plan, evaluation, searched, matches, board, window);
    const facets = this.#facets(normalized, evaluation, allowed);
    const page = Array.from(ranking.docs.subarray(offset, offset + normalized.limit));
    const writer = new HitWriter(snapshot, plan, evaluation.factors, searched, normalized);
    const hits = page.map((doc, i): Hit => {
      const score = ranking.scores[offset + i]!;
      const hit = writer.hit(doc, score);
      const duplicates = ranking.duplicates?.get(doc);
      return {
        ...hit,
        ...(duplicates === undefined ? {} : { duplicates }),
        ...(normalized.explain ? { explanation: this.#explain(evaluation, doc, score) } : {}),
      };
    });
    // Asking for other queries writes over the scores of this one, so an offer beside hits comes last.
    const offer = correction === undefined ? (rescue ?? (found ? correct() : undefined)) : undefined;
    if (offer !== undefined) correction = { original: normalized.q, ...offer, applied: false };
    const exact =
      ranking.total <= searchLimits.totalThreshold ||
      normalized.exactTotal ||
      normalized.facets.length > 0 ||
      normalized.sort.length > 0;
    const next = offset + hits.length;
    const more = hits.length > 0 && next < ranking.total;
    return {
      query: normalized.q,
      total: exact ? ranking.total : searchLimits.totalThreshold,
      total_relation: exact ? "eq" : "gte",
      took_ms: Math.round((performance.now() - started) * 1000) / 1000,
      generation: snapshot.generation,
      hits,
      ...(facets === undefined ? {} : { facets }),
      ...(correction === undefined ? {} : { correction }),
      ...(normalized.interpretation ? { interpretation: interpretGroups(snapshot, plan, evaluation.groups) } : {}),
      ...(truncated ? { warnings: ["query_truncated"] } : {}),
      ...(more ? { next_cursor: encodeCursor(normalized, snapshot.generation, next) } : {}),
    };
  }

  /** Pages, refinements and sorts ask the same query again: it is read once. */
  #planned({ q, syntax, relationsOff }: NormalizedRequest): PlannedQuery {
    const switches = switchOff(this.#switches, relationsOff);
    return this.#plans.get(`${switches.key} ${syntax} ${q}`, () => {
      const textFields = new Set(this.#snapshot.segments.flatMap(({ reader }) => [...reader.text.keys()]));
      const { root, truncated } = parseQuery(q, { syntax, textFields });
      const plan = requirePhrases(planQuery(root, this.#rules, switches));
      return { plan: withForeignNames(plan, this.#snapshot), truncated };
    });
  }

  /** What the corrector may ask of this search. */
  #correctable(
    request: NormalizedRequest,
    plan: QueryPlan,
    { groups, matches }: Evaluation,
    searched: readonly WeightedField[],
    allowed: Bitmap,
  ): CorrectionRequest {
    const count = (asked: NormalizedRequest, among: Bitmap): number => {
      const evaluation = this.#evaluate(this.#planned(asked).plan, asked, searched, this.#board(), undefined);
      return evaluation.matches.clone().and(among).count();
    };
    const anyOf = { ...request, syntax: "full", operator: "or", minMatch: undefined } as const;
    return {
      q: request.q,
      words: groups.map(({ group, docFreq }, i) => ({
        text: group.text,
        docs: docFreq,
        correctable: plan.scores[i] === true && isWholeWord(group),
      })),
      fields: searched.map(({ name }) => name),
      found: matches.clone().and(allowed).count() > 0,
      hits: (q) => count({ ...request, q }, allowed),
      documents: (q) => count({ ...anyOf, q }, this.#snapshot.live),
    };
  }

  #searchedFields(request: NormalizedRequest): readonly WeightedField[] {
    const usual = searchedByDefault(this.#snapshot.settings);
    return (
      request.fields?.map((name) => ({ name, weight: usual.find((field) => field.name === name)?.weight ?? 1 })) ??
      usual
    );
  }

  #board(): ScoreBoard {
    const { derived, maxDoc } = this.#snapshot;
    let board = derived.get("score board") as ScoreBoard | undefined;
    if (board === undefined) {
      board = new ScoreBoard(maxDoc);
      derived.set("score board", board);
    }
    return board;
  }

  /** Live documents that filter and refinements leave; and for each refined field those that the others leave. */
  #allowed(request: NormalizedRequest): { all: Bitmap; without: (field: string) => Bitmap } {
    const base = this.#snapshot.live.clone();
    if (request.filter !== undefined) base.and(evaluateFilter(this.#snapshot, request.filter));
    const refined = new Map(
      [...request.refine].map(([field, values]) => [field, refineDocs(this.#snapshot, field, values)]),
    );
    const without = (except: string | undefined) => {
      const left = base.clone();
      for (const [field, docs] of refined) if (field !== except) left.and(docs);
      return left;
    };
    return { all: without(undefined), without };
  }

  #evaluate(
    plan: QueryPlan,
    request: NormalizedRequest,
    searched: readonly WeightedField[],
    board: ScoreBoard,
    prune: PruneOptions | undefined,
  ): Evaluation {
    if (plan.units.length === 0) {
      board.reset();
      const { maxDoc } = this.#snapshot;
      // Nothing typed asks for everything; punctuation alone asks for nothing.
      return {
        groups: [],
        factors: [],
        matches: request.q.trim() === "" ? Bitmap.full(maxDoc) : new Bitmap(maxDoc),
      };
    }
    return evaluatePlan(this.#snapshot, plan, searched, board, matchRule(request), request.firstPass, prune);
  }

  #rank(
    request: NormalizedRequest,
    plan: QueryPlan,
    evaluation: Evaluation,
    searched: readonly WeightedField[],
    matches: Bitmap,
    board: ScoreBoard,
    window: number | undefined,
  ): Ranking {
    const total = matches.count();
    let ranking: Ranking;
    if (request.sort.length > 0 || request.q.trim() === "") {
      const docs = matches.docs();
      if (request.sort.length > 0) docs.sort(fieldOrder(this.#snapshot, request.sort, board.scores));
      else docs.reverse();
      ranking = { docs, scores: Float64Array.from(docs, (doc) => board.scores[doc]!), total };
    } else {
      const top = new TopDocs(Math.min(total, window ?? total));
      top.collectAll(matches, board.scores);
      const first = top.drain();
      ranking = request.firstPass
        ? { ...first, total }
        : { ...this.#rescore(first, plan, evaluation, searched), total };
    }
    if (request.collapse) ranking = this.#collapsed(ranking);
    return request.distinct === undefined ? ranking : this.#distinct(ranking, request.distinct);
  }

  #rescore(first: Ranked, plan: QueryPlan, evaluation: Evaluation, searched: readonly WeightedField[]): Ranked {
    const rescored = new Rescorer(this.#snapshot, plan, evaluation, searched).rescore(first);
    if (!hasVocalisedWords(plan)) return rescored;
    return rescoreVocalised(rescored, new VocalisedBonus(this.#snapshot, plan, evaluation.factors, searched));
  }

  /** Keeps the best document of each value; documents without a value stay. */
  #distinct(ranking: Ranking, field: string): Ranking {
    const seen = new Set<string>();
    const kept: number[] = [];
    for (let i = 0; i < ranking.docs.length; i++) {
      const value = this.#keywordOf(ranking.docs[i]!, field);
      if (value !== undefined && seen.has(value)) continue;
      if (value !== undefined) seen.add(value);
      kept.push(i);
    }
    return onlyPlaces(ranking, kept);
  }

  #collapsed(ranking: Ranking): Ranking {
    const { kept, duplicates } = collapseNearDuplicates(this.#snapshot, ranking.docs);
    return { ...onlyPlaces(ranking, kept), duplicates };
  }

  #keywordOf(doc: number, field: string): string | undefined {
    const { reader, base } = this.#snapshot.segmentOf(doc);
    const column = reader.keyword.get(field);
    if (column === undefined) return undefined;
    const at = advance(column.docs, 0, column.docs.length, doc - base);
    return column.docs[at] === doc - base ? column.values.get(column.ordinals[at]!) : undefined;
  }

  #facets(
    request: NormalizedRequest,
    evaluation: Evaluation,
    allowed: { without: (field: string) => Bitmap },
  ): SearchResponse["facets"] {
    if (request.facets.length === 0) return undefined;
    const facets: [string, Facet][] = request.facets.map((field) => {
      const matches = evaluation.matches.clone().and(allowed.without(field));
      return [field, countFacet(this.#snapshot, field, matches, request.facetLimit)];
    });
    return Object.fromEntries(facets);
  }

  #explain(evaluation: Evaluation, doc: number, score: number): Explanation {
    const details = explainGroups(this.#snapshot, evaluation.groups, evaluation.factors, doc);
    const first = details.reduce((sum, detail) => sum + detail.value, 0);
    const added = score - first;
    const rescored: Explanation[] =
      added > 1e-9
        ? [
            {
              value: added,
              description:
                "added by rescoring: words near each other, early in the text, sharing letters, side by side as quoted, vocalised as typed",
            },
          ]
        : [];
    return { value: score, description: "sum over the words of the query", details: [...details, ...rescored] };
  }
}

/** How many of the best the page needs; undefined where all must be ranked. Rescoring sees the same few for every page. */
function rankedWindow(request: NormalizedRequest, offset: number, rescored: number): number | undefined {
  const { sort, distinct, collapse, q } = request;
  if (sort.length > 0 || distinct !== undefined || collapse || q.trim() === "") return undefined;
  const page = offset + request.limit;
  return request.firstPass ? Math.max(1, page) : Math.max(page, rescored);
}

/** The ranking without the documents at all other places. */
function onlyPlaces(ranking: Ranking, places: readonly number[]): Ranking {
  const docs = Uint32Array.from(places, (place) => ranking.docs[place]!);
  return { ...ranking, docs, scores: places.map((place) => ranking.scores[place]!), total: docs.length };
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

function matchRule({ operator, minMatch }: NormalizedRequest): MatchRule {
  return {
    demanding: operator === "and" || minMatch !== undefined,
    needed: (units) => {
      if (minMatch !== undefined)
        return "count" in minMatch ? minMatch.count : Math.floor((units * minMatch.percent) / 100);
      return operator === "and" ? units : 1;
    },
  };
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
