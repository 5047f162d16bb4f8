/**
 * From a plan to scores and to the set of documents that match: each group is scored once, and the boolean
 * structure above the groups is evaluated on bitmaps.
 * @module
 */
import { Bitmap, type Snapshot } from "../../inverted-index/index.ts";
import { idf } from "../rank/bm25.ts";
import { fieldNorms, type WeightedField } from "../rank/field-norms.ts";
import { type ResolvedGroup, resolveGroup } from "../rank/resolved-group.ts";
import type { MatchNode, QueryPlan, Unit } from "../rewrite/query-plan.ts";
import { candidatesFor, type PruneOptions, postingsOf, upperBound } from "../top-k/candidate-pruner.ts";
import type { ScoreBoard } from "../top-k/score-board.ts";
import { phraseDocs } from "./phrase-matcher.ts";

const skipCost = 8;
const smallShare = 0.25;
const scanCost = 3;

export interface MatchRule {
  /** How many of the non-optional units must match, given how many there are. */
  readonly needed: (units: number) => number;
  /** Whether it asks for more than one unit. */
  readonly demanding: boolean;
}

export interface Evaluation {
  readonly groups: readonly ResolvedGroup[];
  /** Weight times idf of each group. */
  readonly factors: readonly number[];
  /** Documents that match the query, whether live and filtered or not. */
  readonly matches: Bitmap;
}

export function evaluatePlan(
  snapshot: Snapshot,
  plan: QueryPlan,
  searched: readonly WeightedField[],
  board: ScoreBoard,
  rule: MatchRule,
  stemsOnly: boolean,
  prune: PruneOptions | undefined,
): Evaluation {
  const groups = plan.groups.map((group) => resolveGroup(snapshot, group, searched, stemsOnly));
  const factors = groups.map(({ group, docFreq }) => group.weight * idf(snapshot.maxDoc, docFreq));
  const bitmaps = new BitmapEvaluator(snapshot, plan, searched);
  const should = plan.units.filter(({ occur }) => occur === "should");
  const required = should.filter(({ optional }) => !optional);
  // Where the query is nothing but particles, they are what it asks for.
  const counted = required.length > 0 ? required : should;
  const needed = counted.length === 0 ? 0 : Math.max(1, Math.min(counted.length, rule.needed(counted.length)));
  const simple = new Set(counted.flatMap(({ node }) => (node.kind === "group" ? [node.group] : [])));
  const trees = plan.units.filter(({ node, occur }) => occur !== "should" || node.kind !== "group");
  const inTrees = new Set(trees.flatMap(({ node }) => groupsIn(node)));
  const must = plan.units.filter(({ occur }) => occur === "must");
  // With required units the others only score, unless a number of them is asked for.
  const least = must.length > 0 && (required.length === 0 || !rule.demanding) ? 0 : needed;

  board.reset();
  const matches = least === 0 ? Bitmap.full(snapshot.maxDoc) : new Bitmap(snapshot.maxDoc);
  const counts = new Uint8Array(least > 1 ? snapshot.maxDoc : 0);
  const order = scoringOrder(groups, factors, plan.scores);
  const bound = (i: number) => (plan.scores[i] ? upperBound(factors[i]!) : 0);
  let remaining = groups.reduce((sum, _, i) => sum + bound(i), 0);
  let unread = groups.reduce((sum, { lists }) => sum + postingsOf(lists), 0);
  let unreadLists = groups.reduce((sum, { lists }) => sum + lists.length, 0);
  let reached = 0;
  let candidates: Uint32Array | undefined;
  // Only where a document matches by any one word is it known while scoring which documents match.
  const prunes = prune !== undefined && trees.length === 0 && least === 1;
  for (const i of order) {
    const { fields, lists, matchingLists } = groups[i]!;
    const norms = fieldNorms(snapshot, fields);
    const factor = plan.scores[i] ? factors[i]! : 0;
    // Looking for candidates reads every score twice: worth it where little can still be added, with much reading.
    if (prunes && candidates === undefined && remaining < reached * smallShare && unread > snapshot.maxDoc * scanCost) {
      const found = candidatesFor(prune.allowed, matches, board.scores, prune.window, reached, remaining);
      // Skipping to a candidate in a list costs as much as reading so many postings in a row.
      if (found !== undefined && found.length * unreadLists * skipCost < unread) candidates = found;
    }
    if (candidates === undefined) {
      board.addGroup(lists, matchingLists, factor, norms.bytes, norms.factors);
      const touched = board.touched.subarray(0, board.matchedCount);
      if (simple.has(i) && least > 0) countUnit(touched, least, counts, matches);
      if (inTrees.has(i)) bitmaps.setGroup(i, touched);
    } else {
      board.addGroupToCandidates(lists, candidates, factor, norms.bytes, norms.factors);
      if (simple.has(i))
        for (const { docs, from, to, base } of lists.slice(0, matchingLists)) matches.addRange(docs, from, to, base);
    }
    reached += bound(i);
    remaining -= bound(i);
    unread -= postingsOf(lists);
    unreadLists -= lists.length;
  }
  if (least > 0) {
    for (const { node } of counted)
      if (node.kind !== "group") countUnit(bitmaps.of(node).docs(), least, counts, matches);
  }
  for (const { node } of must) matches.and(bitmaps.of(node));
  for (const { node, occur } of plan.units) if (occur === "must_not") matches.and(bitmaps.of(node).clone().not());
  return { groups, factors, matches };
}

/** Phrases stand as `should` in the AST where no operator was typed, yet they are required (contract.md). */
export function requirePhrases(plan: QueryPlan): QueryPlan {
  return {
    ...plan,
    units: plan.units.map(
      (unit): Unit => (unit.occur === "should" && unit.node.kind === "phrase" ? { ...unit, occur: "must" } : unit),
    ),
  };
}

/** Groups by descending factor, so that sums are the same whether pruned or not; those that do not score come last. */
function scoringOrder(
  groups: readonly ResolvedGroup[],
  factors: readonly number[],
  scores: readonly boolean[],
): number[] {
  const worth = (i: number) => (scores[i] ? factors[i]! : -1);
  return groups.map((_, i) => i).sort((a, b) => worth(b) - worth(a) || a - b);
}

/** Counts one more unit for each document; those that reach `least` match. */
function countUnit(docs: Uint32Array, least: number, counts: Uint8Array, matches: Bitmap): void {
  if (least === 1) {
    matches.addRange(docs, 0, docs.length, 0);
    return;
  }
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i]!;
    counts[doc]!++;
    if (counts[doc] === least) matches.add(doc);
  }
}

function groupsIn(node: MatchNode): number[] {
  switch (node.kind) {
    case "group":
      return [node.group];
    case "phrase":
      return [];
    case "any":
      return node.children.flatMap(groupsIn);
    case "boolean":
      return [...node.must, ...node.mustNot, ...node.should].flatMap(groupsIn);
  }
}

class BitmapEvaluator {
  readonly #snapshot: Snapshot;
  readonly #plan: QueryPlan;
  readonly #searched: readonly WeightedField[];
  readonly #groups = new Map<number, Bitmap>();
  readonly #phrases = new Map<number, Bitmap>();

  constructor(snapshot: Snapshot, plan: QueryPlan, searched: readonly WeightedField[]) {
    this.#snapshot = snapshot;
    this.#plan = plan;
    this.#searched = searched;
  }

  setGroup(group: number, docs: Uint32Array): void {
    const bitmap = new Bitmap(this.#snapshot.maxDoc);
    for (let i = 0; i < docs.length; i++) bitmap.add(docs[i]!);
    this.#groups.set(group, bitmap);
  }

  /** Shared: to be cloned before it is changed. */
  of(node: MatchNode): Bitmap {
    switch (node.kind) {
      case "group":
        return this.#groups.get(node.group)!;
      case "phrase": {
        const known = this.#phrases.get(node.phrase);
        if (known !== undefined) return known;
        const docs = phraseDocs(this.#snapshot, this.#plan.phrases[node.phrase]!, this.#searched);
        this.#phrases.set(node.phrase, docs);
        return docs;
      }
      case "any":
        return node.children.reduce((all, child) => all.or(this.of(child)), new Bitmap(this.#snapshot.maxDoc));
      case "boolean": {
        const { must, mustNot, should } = node;
        const all =
          should.length === 0 || must.length > 0
            ? Bitmap.full(this.#snapshot.maxDoc)
            : should.reduce((any, child) => any.or(this.of(child)), new Bitmap(this.#snapshot.maxDoc));
        for (const child of must) all.and(this.of(child));
        for (const child of mustNot) all.and(this.of(child).clone().not());
        return all;
      }
    }
  }
}
