/**
 * From a query looked up to its ranking: which way the first pass takes, the second pass over its best, and what
 * gathers or drops documents afterwards.
 * @module
 */
import { searchLimits } from "../contract/index.ts";
import type { Bitmap, Snapshot } from "../inverted-index/index.ts";
import { collapseNearDuplicates } from "./collapse/near-duplicates.ts";
import type { Evaluation } from "./match/match-evaluator.ts";
import type { PreparedQuery } from "./prepared-query.ts";
import type { WeightedField } from "./rank/field-norms.ts";
import { rescoreDepth } from "./rank/rescore.ts";
import { hasVocalisedWords, rescoreVocalised, VocalisedBonus } from "./rank/vocalised-bonus.ts";
import type { NormalizedRequest } from "./request/normalize-request.ts";
import { blockMaxSearch, type Ranked } from "./top-k/block-max-search.ts";
import { fieldOrder, firstInOrder } from "./top-k/field-sort.ts";
import { scoreAll, scoreOf } from "./top-k/score-board.ts";
import { TopDocs } from "./top-k/top-docs.ts";

export interface Ranking {
  /** Best first; as many as the page and what is before it need. */
  readonly docs: Uint32Array;
  readonly scores: ArrayLike<number>;
  /** Undefined where it is more than `searchLimits.totalThreshold` and nobody asked for the exact number. */
  readonly total: number | undefined;
  /** Near-duplicates that a document stands for, where they were collapsed. */
  readonly duplicates?: ReadonlyMap<number, number>;
}

/** Documents that may be found; the sets are kept, and not to be changed. */
export interface Allowed {
  readonly all: Bitmap;
  /** Documents that are not allowed, where they are but deleted ones. */
  readonly excluded: number | undefined;
  readonly without: (field: string) => Bitmap;
}

/** What the first pass found. */
interface FirstPass {
  readonly best: Ranked;
  readonly total: number | undefined;
}

/** @param offset - documents before the page */
export function rank(
  snapshot: Snapshot,
  request: NormalizedRequest,
  prepared: PreparedQuery,
  searched: readonly WeightedField[],
  allowed: Allowed,
  offset: number,
): Ranking {
  const rankBest = (window: number | undefined): Ranking => {
    if (!isScored(request)) return ordered(snapshot, request, prepared.evaluation, allowed, window);
    const { best, total } = firstPass(snapshot, request, prepared.evaluation, allowed, window);
    const { docs, scores } = request.firstPass ? best : secondPass(snapshot, prepared, searched, best);
    return { docs, scores, total };
  };
  const ranking = request.collapse
    ? collapsed(snapshot, rankBest, mostKept(request, offset))
    : rankBest(rankedWindow(request, offset));
  return request.distinct === undefined ? ranking : distinct(snapshot, ranking, request.distinct);
}

/** Else in the order of fields, or the newest first. */
function isScored({ q, sort }: NormalizedRequest): boolean {
  return q.trim() !== "" && sort.length === 0;
}

/** So many times as many documents hold, mostly, those that stay when copies are dropped. */
const copiesShare = 1.25;
/** So few documents are scored one by one sooner than a set is made of them. */
const mostOneByOne = 2048;

/** @param window - how many of the best are asked for; all of them where undefined */
function firstPass(
  snapshot: Snapshot,
  request: NormalizedRequest,
  evaluation: Evaluation,
  allowed: Allowed,
  window: number | undefined,
): FirstPass {
  const lists = evaluation.scoringLists();
  const among = amongWhich(allowed);
  const search = blockMaxSearch(snapshot);
  if (request.exhaustive || window === undefined) {
    const found = matchesAllowed(evaluation, allowed);
    const total = found.count();
    const top = new TopDocs(Math.min(total, window ?? total));
    top.collectAll(found, scoreAll(lists, snapshot.maxDoc));
    return { best: top.drain(), total };
  }
  if (evaluation.allOf !== undefined) {
    const needed = evaluation.allOf.map((group) => evaluation.groups[group]!.impacts);
    return search.searchAll(lists, needed, window, among);
  }
  const ofPhrase = evaluation.docsOfOnlyPhrase();
  if (ofPhrase !== undefined && ofPhrase.length <= mostOneByOne) {
    const docs = among === undefined ? ofPhrase : ofPhrase.filter((doc) => among.has(doc));
    return { best: search.searchFew(lists, docs, window), total: docs.length };
  }
  if (evaluation.anyOf === undefined) {
    const found = matchesAllowed(evaluation, allowed);
    const total = found.count();
    return { best: search.searchHeld(lists, found, Math.min(window, total)), total };
  }
  const exact = request.exactTotal || request.facets.length > 0;
  const total = countAny(snapshot, evaluation, allowed, exact);
  const limits = { window, allowed: among, excluded: allowed.excluded ?? 0 };
  return { best: search.search(lists, limits), total };
}

function secondPass(
  snapshot: Snapshot,
  { plan, evaluation, makeRescorer }: PreparedQuery,
  searched: readonly WeightedField[],
  first: Ranked,
): Ranked {
  makeRescorer().rescore(first);
  if (!hasVocalisedWords(plan)) return first;
  return rescoreVocalised(first, new VocalisedBonus(snapshot, plan, evaluation.factors, searched));
}

/** Undefined where every document is allowed. */
function amongWhich({ all, excluded }: Allowed): Bitmap | undefined {
  return excluded === 0 ? undefined : all;
}

function matchesAllowed(evaluation: Evaluation, allowed: Allowed): Bitmap {
  const matches = evaluation.matches();
  const among = amongWhich(allowed);
  return among === undefined ? matches : matches.and(among);
}

/**
 * Which documents stay depends on better ranked ones alone, so that copies are looked for until `most` stay; among so
 * many and a share more at first, for mostly that is enough.
 */
function collapsed(
  snapshot: Snapshot,
  rankBest: (window: number | undefined) => Ranking,
  most: number | undefined,
): Ranking {
  if (most !== undefined) {
    const ranking = rankBest(Math.ceil(most * copiesShare));
    const left = withoutCopies(snapshot, ranking, most);
    if (left.total === undefined || ranking.total === ranking.docs.length) return left;
  }
  return withoutCopies(snapshot, rankBest(undefined), most);
}

/** The total is unknown where `most` stay. */
function withoutCopies(snapshot: Snapshot, ranking: Ranking, most: number | undefined): Ranking {
  const { kept, duplicates } = collapseNearDuplicates(snapshot, ranking.docs, most);
  const left = { ...onlyPlaces(ranking, kept), duplicates };
  return kept.length === most ? { ...left, total: undefined } : left;
}

function countAny(snapshot: Snapshot, evaluation: Evaluation, allowed: Allowed, exact: boolean): number | undefined {
  const { excluded } = allowed;
  const most = searchLimits.totalThreshold;
  const lists = evaluation.anyOf!.map((group) => evaluation.groups[group]!.impacts);
  // With few documents deleted a list can be so long that the threshold is passed whichever of them it holds.
  if (!exact && excluded !== undefined && lists.some(({ size }) => size - excluded > most)) return undefined;
  const total = blockMaxSearch(snapshot).countAny(lists, amongWhich(allowed));
  return exact || total <= most ? total : undefined;
}

/** Matches in the order of fields, or the newest first. @param window - how many are asked for; all where undefined */
function ordered(
  snapshot: Snapshot,
  request: NormalizedRequest,
  evaluation: Evaluation,
  allowed: Allowed,
  window: number | undefined,
): Ranking {
  const matches = matchesAllowed(evaluation, allowed);
  const total = matches.count();
  const most = Math.min(total, window ?? total);
  const lists = evaluation.scoringLists();
  const all = () => scoreAll(lists, snapshot.maxDoc);
  const docs =
    request.sort.length > 0
      ? firstInOrder(matches, most, fieldOrder(snapshot, request.sort, all))
      : matches.lastDocs(most);
  const scores = docs.length > mostOneByOne ? all() : undefined;
  return { docs, scores: Float64Array.from(docs, (doc) => scores?.[doc] ?? scoreOf(lists, doc)), total };
}

/** Keeps the best document of each value; documents without a value stay. */
function distinct(snapshot: Snapshot, ranking: Ranking, field: string): Ranking {
  const { numbers, count } = firstValues(snapshot, field);
  const seen = new Uint8Array(count);
  const kept: number[] = [];
  for (let i = 0; i < ranking.docs.length; i++) {
    const value = numbers[ranking.docs[i]!]!;
    if (value > 0 && seen[value - 1]! > 0) continue;
    if (value > 0) seen[value - 1] = 1;
    kept.push(i);
  }
  return onlyPlaces(ranking, kept);
}

interface FirstValues {
  /** By document the number of its first value among those of all segments, plus one; 0 for none. */
  readonly numbers: Uint32Array;
  /** Distinct values. */
  readonly count: number;
}

/** Kept for the snapshot. */
function firstValues(snapshot: Snapshot, field: string): FirstValues {
  return snapshot.derived.get(`first values of ${field}`, () => {
    const numbers = new Uint32Array(snapshot.maxDoc);
    const known = new Map<string, number>();
    for (const { reader, base } of snapshot.segments) {
      const column = reader.keyword.get(field);
      if (column === undefined) continue;
      const { docs, ordinals, values } = column;
      const ofOrdinal = new Uint32Array(values.size);
      for (let ordinal = 0; ordinal < values.size; ordinal++) {
        const value = values.get(ordinal);
        if (!known.has(value)) known.set(value, known.size + 1);
        ofOrdinal[ordinal] = known.get(value)!;
      }
      for (let i = docs.length - 1; i >= 0; i--) numbers[base + docs[i]!] = ofOrdinal[ordinals[i]!]!;
    }
    return { numbers, count: known.size };
  });
}

/** How many of the best the page needs; undefined where all must be ranked. Rescoring sees the same few for every page. */
function rankedWindow(request: NormalizedRequest, offset: number): number | undefined {
  // What is left of the best is only known when all are.
  if (request.distinct !== undefined) return undefined;
  const page = offset + request.limit;
  if (!isScored(request)) return page;
  return request.firstPass ? Math.max(1, page) : Math.max(page, rescoreDepth);
}

/** How many documents without their copies answer a request; undefined where all are asked for. */
function mostKept(request: NormalizedRequest, offset: number): number | undefined {
  const { distinct, exactTotal, facets, sort } = request;
  if (distinct !== undefined || exactTotal || facets.length > 0 || sort.length > 0) return undefined;
  return Math.max(searchLimits.totalThreshold, offset + request.limit);
}

/** The ranking without the documents at all other places. */
function onlyPlaces(ranking: Ranking, places: readonly number[]): Ranking {
  const docs = Uint32Array.from(places, (place) => ranking.docs[place]!);
  return { ...ranking, docs, scores: places.map((place) => ranking.scores[place]!), total: docs.length };
}
