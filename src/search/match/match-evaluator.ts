/**
 * Which documents match a plan: each group is looked up once, and the boolean structure above the groups is evaluated
 * on sets of documents. Where a document matches by any one word, as most queries ask, the set is made only if
 * something asks for it.
 * @module
 */
import { Bitmap, type Snapshot } from "../../inverted-index/index.ts";
import { idf, k1 } from "../rank/bm25.ts";
import type { WeightedField } from "../rank/field-norms.ts";
import { addDocs } from "../rank/impact-list.ts";
import { GroupResolver, type ResolvedGroup } from "../rank/resolved-group.ts";
import type { MatchNode, QueryPlan, Unit } from "../rewrite/query-plan.ts";
import type { WorthyList } from "../top-k/block-max-search.ts";
import { phraseDocs } from "./phrase-matcher.ts";

export interface MatchRule {
  /** How many of the non-optional units must match, given how many there are. */
  readonly needed: (units: number) => number;
  /** Whether it asks for more than one unit. */
  readonly demanding: boolean;
}

export class Evaluation {
  readonly plan: QueryPlan;
  readonly groups: readonly ResolvedGroup[];
  /** Weight times idf of each group. */
  readonly factors: readonly number[];
  /** The groups that make hits, where any one of them is enough; undefined where the query asks for more. */
  readonly anyOf: readonly number[] | undefined;
  /** The groups that a document must hold, all of them, where the query asks for just that. */
  readonly allOf: readonly number[] | undefined;
  /** The groups that the first pass scores. */
  readonly firstPass: readonly number[];
  readonly #snapshot: Snapshot;
  readonly #searched: readonly WeightedField[];
  readonly #asksForAll: boolean;
  readonly #counted: { readonly counted: readonly Unit[]; readonly least: number };
  /** Documents of the plan's phrases, found once. */
  readonly #phraseDocs = new Map<number, Uint32Array>();

  /**
   * @param stemsOnly - plain BM25 over the typed stems, for measuring
   * @param asksForAll - what a plan without words means: nothing typed asks for everything, punctuation for nothing
   */
  constructor(
    snapshot: Snapshot,
    plan: QueryPlan,
    searched: readonly WeightedField[],
    rule: MatchRule,
    stemsOnly: boolean,
    asksForAll: boolean,
  ) {
    this.#snapshot = snapshot;
    this.plan = plan;
    this.#searched = searched;
    this.#asksForAll = asksForAll;
    const letters = !stemsOnly && plan.switches.features.has("similar-letters");
    const resolver = new GroupResolver(snapshot, searched, { stemsOnly, letters });
    this.groups = plan.groups.map((group) => resolver.resolve(group));
    this.factors = this.groups.map(({ docFreq }, i) => plan.groups[i]!.weight * idf(snapshot.maxDoc, docFreq));
    this.firstPass = scoredFirst(plan, this.factors);
    this.#counted = countUnits(plan, rule);
    const { counted, least } = this.#counted;
    const simple = plan.units.every(({ node, occur }) => occur === "should" && node.kind === "group");
    const groups: number[] = [];
    if (simple) for (const { node } of counted) if (node.kind === "group") groups.push(node.group);
    this.anyOf = simple && least === 1 ? groups : undefined;
    this.allOf = simple && least > 1 && least === counted.length ? groups : undefined;
  }

  /**
   * Lists of the groups that the first pass scores, by descending worth; sums over them are its scores. Particles are
   * left to the second pass, unless the query has nothing else: their postings are the longest of all.
   */
  scoringLists(): WorthyList[] {
    return this.firstPass.map((i) => ({ list: this.groups[i]!.impacts, worth: this.worth(i) }));
  }

  /** What a group adds to a document with the greatest possible impact. */
  worth(group: number): number {
    return this.factors[group]! * (k1 + 1);
  }

  /** Documents that match the query, whether live and filtered or not; a set of the caller's own. */
  matches(): Bitmap {
    const { units } = this.plan;
    const { maxDoc } = this.#snapshot;
    if (units.length === 0) return this.#asksForAll ? Bitmap.full(maxDoc) : new Bitmap(maxDoc);
    const bitmaps = new BitmapEvaluator(maxDoc, this.groups, (phrase) => this.#docsOfPhrase(phrase));
    const { counted, least } = this.#counted;
    const must = units.filter(({ occur }) => occur === "must");
    if (least === 0 && must.length === 1 && units.length === 1) return bitmaps.of(must[0]!.node);
    const matches = least === 0 ? Bitmap.full(maxDoc) : new Bitmap(maxDoc);
    if (least === 1) {
      for (const { node } of counted) bitmaps.addTo(matches, node);
    } else if (least === counted.length && least > 0) {
      bitmaps.addTo(matches, counted[0]!.node);
      for (const { node } of counted.slice(1)) matches.and(bitmaps.of(node));
    } else if (least > 0) {
      const counts = new Uint8Array(maxDoc);
      for (const { node } of counted) {
        const docs = bitmaps.of(node).docs();
        for (let i = 0; i < docs.length; i++) if (++counts[docs[i]!]! === least) matches.add(docs[i]!);
      }
    }
    for (const { node } of must) matches.and(bitmaps.of(node));
    for (const { node, occur } of units) if (occur === "must_not") matches.and(bitmaps.of(node).clone().not());
    return matches;
  }

  /** The documents of the query's phrase, ascending, where it asks for nothing else. */
  docsOfOnlyPhrase(): Uint32Array | undefined {
    const [unit, second] = this.plan.units;
    if (unit?.node.kind !== "phrase" || unit.occur !== "must" || second !== undefined) return undefined;
    return this.#docsOfPhrase(unit.node.phrase);
  }

  #docsOfPhrase(number: number): Uint32Array {
    let docs = this.#phraseDocs.get(number);
    if (docs === undefined) {
      const phrase = this.plan.phrases[number]!;
      docs = phraseDocs(this.#snapshot, phrase, this.#searched, (term) => this.groups[phrase.groups[term]!]!.impacts);
      this.#phraseDocs.set(number, docs);
    }
    return docs;
  }
}

/** Phrases stand as `should` in the AST where no operator was typed, yet they are required (contract.md). */
export function requirePhrases(plan: QueryPlan): QueryPlan {
  if (plan.phrases.length === 0) return plan;
  const { groups, scores, phrases, adjacencies, switches } = plan;
  const units = plan.units.map((unit): Unit => {
    const { node, occur, optional } = unit;
    return occur === "should" && node.kind === "phrase" ? { node, occur: "must", optional } : unit;
  });
  return { groups, scores, phrases, adjacencies, units, switches };
}

/** Groups that score and are no particles, unless there is nothing else; by descending factor. */
function scoredFirst(plan: QueryPlan, factors: readonly number[]): number[] {
  const scoring: number[] = [];
  const telling: number[] = [];
  for (let group = 0; group < factors.length; group++) {
    if (!plan.scores[group]) continue;
    scoring.push(group);
    if (!plan.groups[group]!.optional) telling.push(group);
  }
  return (telling.length > 0 ? telling : scoring).sort((a, b) => factors[b]! - factors[a]! || a - b);
}

/** Units of which a number must match, and the number. */
function countUnits({ units }: QueryPlan, rule: MatchRule): { counted: readonly Unit[]; least: number } {
  const should = units.filter(({ occur }) => occur === "should");
  const required = should.filter(({ optional }) => !optional);
  // Where the query is nothing but particles, they are what it asks for.
  const counted = required.length > 0 ? required : should;
  const needed = counted.length === 0 ? 0 : Math.max(1, Math.min(counted.length, rule.needed(counted.length)));
  // With required units the others only score, unless a number of them is asked for.
  const demands = required.length > 0 && rule.demanding;
  return { counted, least: units.some(({ occur }) => occur === "must") && !demands ? 0 : needed };
}

class BitmapEvaluator {
  readonly #maxDoc: number;
  readonly #groups: readonly ResolvedGroup[];
  readonly #docsOfPhrase: (phrase: number) => Uint32Array;
  readonly #found = new Map<number, Bitmap>();

  constructor(maxDoc: number, groups: readonly ResolvedGroup[], docsOfPhrase: (phrase: number) => Uint32Array) {
    this.#maxDoc = maxDoc;
    this.#groups = groups;
    this.#docsOfPhrase = docsOfPhrase;
  }

  addTo(matches: Bitmap, node: MatchNode): void {
    if (node.kind === "group") addDocs(this.#groups[node.group]!.impacts, matches);
    else matches.or(this.of(node));
  }

  /** Shared: to be cloned before it is changed. */
  of(node: MatchNode): Bitmap {
    switch (node.kind) {
      case "group": {
        const known = this.#found.get(node.group);
        if (known !== undefined) return known;
        const docs = new Bitmap(this.#maxDoc);
        addDocs(this.#groups[node.group]!.impacts, docs);
        this.#found.set(node.group, docs);
        return docs;
      }
      case "phrase": {
        const docs = this.#docsOfPhrase(node.phrase);
        const found = new Bitmap(this.#maxDoc);
        found.addRange(docs, 0, docs.length, 0);
        return found;
      }
      case "any":
        return node.children.reduce((all, child) => all.or(this.of(child)), new Bitmap(this.#maxDoc));
      case "boolean": {
        const { must, mustNot, should } = node;
        const all =
          should.length === 0 || must.length > 0
            ? Bitmap.full(this.#maxDoc)
            : should.reduce((any, child) => any.or(this.of(child)), new Bitmap(this.#maxDoc));
        for (const child of must) all.and(this.of(child));
        for (const child of mustNot) all.and(this.of(child).clone().not());
        return all;
      }
    }
  }
}
