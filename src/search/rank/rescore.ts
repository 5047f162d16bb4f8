/**
 * Second pass over the best of the first: what a bag of words cannot see. It only adds, so that pages partition and
 * the first pass prunes exactly; documents below the best `rescoreDepth` keep their score and their place. Of those
 * rescored by positions the best `trigramDepth` are scored by trigrams, which reads every word of them.
 *
 *     final = first + proximity + lead + trigrams + adjacency, see `adjacency-bonus.ts`
 *     proximity = 0.3 * sum over pairs of neighbouring query words (i, i+1), (i, i+2) of
 *                 min(factor_i, factor_j) / (distance * gap),  distance < 20, +1 where the order is reversed
 *     lead      = 0.2 * BM25 of the query's words over the document's first 25 words
 *     trigrams  = 0.3 * BM25 of the query's whole-word trigrams, see `trigram-scorer.ts`
 * @module
 */
import type { PostingsList, Snapshot, SnapshotSegment, TextField } from "../../inverted-index/index.ts";
import type { Evaluation } from "../match/match-evaluator.ts";
import type { RankingFeatures } from "../ranking-features.ts";
import type { QueryPlan } from "../rewrite/query-plan.ts";
import { advance } from "../top-k/advance.ts";
import { AdjacencyBonus } from "./adjacency-bonus.ts";
import { k1 } from "./bm25.ts";
import { fieldNorms, type WeightedField } from "./field-norms.ts";
import { TrigramScorer } from "./trigram-scorer.ts";

/** Deeper gains nothing (studies: 100 to 200); independent of limit and offset, so that pages partition. */
export const rescoreDepth = 60;
const trigramDepth = 12;
const proximityWeight = 0.3;
const leadWeight = 0.2;
const trigramWeight = 0.3;
const leadTokens = 25;
const farthest = 20;
/** Words rarer than this carry proximity; common ones stand near each other by chance. */
const leastFactor = 1;

interface Pair {
  readonly first: number;
  readonly second: number;
  /** Points at distance 1. */
  readonly worth: number;
}

/** A stem of a query word in one field of one segment, walked once over ascending candidates. */
interface PositionCursor {
  readonly group: number;
  readonly list: PostingsList;
  at: number;
}

/** Best first. */
export interface Ranked {
  readonly docs: Uint32Array;
  readonly scores: Float64Array;
}

interface NamedField {
  readonly name: string;
  readonly field: TextField;
}

/** Adds to `added[i]` what document `docs[i]` of the segment gains by the field; `docs` ascend. */
type FieldScorer = (field: NamedField, segment: SnapshotSegment, docs: Uint32Array, added: Float64Array) => void;

export class Rescorer {
  readonly #snapshot: Snapshot;
  readonly #evaluation: Evaluation;
  readonly #fields: readonly WeightedField[];
  /** Groups that are rare enough to carry weight. */
  readonly #telling: ReadonlySet<number>;
  readonly #adjacency: AdjacencyBonus;
  readonly #pairs: readonly Pair[];
  /** Positions of each group in the field at hand. */
  readonly #positions: number[][];
  readonly #features: RankingFeatures;
  readonly #trigrams: TrigramScorer;
  /** Groups whose positions are read. */
  readonly #placed: readonly number[];
  /** Groups whose positions come from two lists. */
  readonly #severalStems: readonly number[];

  constructor(snapshot: Snapshot, plan: QueryPlan, evaluation: Evaluation, fields: readonly WeightedField[]) {
    this.#snapshot = snapshot;
    this.#evaluation = evaluation;
    this.#fields = fields;
    this.#features = plan.switches.features;
    this.#positions = plan.groups.map(() => []);
    const { factors } = evaluation;
    const telling = plan.groups.map((_, i) => i).filter((i) => plan.scores[i] && factors[i]! >= leastFactor);
    this.#telling = new Set(telling);
    this.#adjacency = new AdjacencyBonus(plan.adjacencies, factors);
    this.#placed = [...new Set([...telling, ...this.#adjacency.groups])];
    this.#severalStems = this.#placed.filter((i) => plan.groups[i]!.analysis.stems.length > 1);
    this.#trigrams = new TrigramScorer(
      snapshot,
      plan.groups.filter((_, i) => plan.scores[i]),
      fields,
    );
    this.#pairs = telling.flatMap((first, i) =>
      [1, 2].flatMap((gap): Pair[] => {
        const second = telling[i + gap];
        if (second === undefined) return [];
        return [{ first, second, worth: (proximityWeight * Math.min(factors[first]!, factors[second]!)) / gap }];
      }),
    );
  }

  rescore(first: Ranked): Ranked {
    if (this.#placed.length === 0) return first;
    const byPositions = this.#pass(first, rescoreDepth, (field, segment, docs, added) => {
      this.#addPositions(field, segment, docs, added);
    });
    if (!this.#features.has("trigrams")) return byPositions;
    return this.#pass(byPositions, trigramDepth, (field, segment, docs, added) => {
      this.#addTrigrams(field, segment, docs, added);
    });
  }

  /** Adds to the best `depth` what `score` finds in their fields, and orders them anew. */
  #pass(first: Ranked, most: number, score: FieldScorer): Ranked {
    const depth = Math.min(most, first.docs.length);
    // Documents ascend for the scorers, so that lists are walked once.
    const ascending = Uint32Array.from({ length: depth }, (_, i) => i).sort((a, b) => first.docs[a]! - first.docs[b]!);
    const docs = ascending.map((i) => first.docs[i]!);
    const added = new Float64Array(depth);
    let from = 0;
    for (const segment of this.#snapshot.segments) {
      const to = advance(docs, from, depth, segment.base + segment.reader.docCount);
      for (const { name } of this.#fields) {
        const field = segment.reader.text.get(name);
        if (field !== undefined && from < to)
          score({ name, field }, segment, docs.subarray(from, to), added.subarray(from, to));
      }
      from = to;
    }
    const final = new Float64Array(depth);
    for (let i = 0; i < depth; i++) final[ascending[i]!] = first.scores[ascending[i]!]! + added[i]!;
    const order = ascending.sort((a, b) => final[b]! - final[a]! || first.docs[a]! - first.docs[b]!);
    const ranked = { docs: first.docs.slice(), scores: first.scores.slice() };
    for (let to = 0; to < depth; to++) {
      ranked.docs[to] = first.docs[order[to]!]!;
      ranked.scores[to] = final[order[to]!]!;
    }
    return ranked;
  }

  #addPositions({ name, field }: NamedField, segment: SnapshotSegment, docs: Uint32Array, added: Float64Array): void {
    const cursors = this.#cursors(segment, name);
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i]! - segment.base;
      for (const positions of this.#positions) positions.length = 0;
      for (const cursor of cursors) {
        const { docs: listed, to } = cursor.list;
        cursor.at = advance(listed, cursor.at, to, doc);
        if (cursor.at === to || listed[cursor.at] !== doc) continue;
        field.stems.readPositions(cursor.list, cursor.at, this.#positions[cursor.group]!);
      }
      for (const group of this.#severalStems) this.#positions[group]!.sort((a, b) => a - b);
      if (this.#features.has("proximity")) added[i]! += this.#proximity();
      if (this.#features.has("lead")) added[i]! += this.#lead();
      if (this.#features.has("adjacency")) added[i]! += this.#adjacency.of(this.#positions);
    }
  }

  #addTrigrams({ name, field }: NamedField, segment: SnapshotSegment, docs: Uint32Array, added: Float64Array): void {
    const { forward } = field;
    const { averageLength } = fieldNorms(this.#snapshot, [{ name, weight: 1 }]);
    const words = this.#trigrams.open(segment);
    let row = 0;
    for (let i = 0; i < docs.length; i++) {
      row = advance(forward.docs, row, forward.docs.length, docs[i]! - segment.base);
      if (row === forward.docs.length) break;
      if (forward.docs[row] !== docs[i]! - segment.base) continue;
      added[i]! += trigramWeight * this.#trigrams.score(words, forward, row, forward.lengths[row]! / averageLength);
    }
    words.close();
  }

  #cursors(segment: SnapshotSegment, name: string): PositionCursor[] {
    return this.#placed.flatMap((group) =>
      this.#evaluation.groups[group]!.lists.filter(
        ({ alternative, field, base }) =>
          alternative.kind === "stem" && alternative.lookup === "stem" && field === name && base === segment.base,
      ).map((list): PositionCursor => ({ group, list, at: list.from })),
    );
  }

  #proximity(): number {
    let sum = 0;
    for (const { first, second, worth } of this.#pairs) {
      const distance = leastDistance(this.#positions[first]!, this.#positions[second]!);
      if (distance < farthest) sum += worth / distance;
    }
    return sum;
  }

  #lead(): number {
    let sum = 0;
    for (const group of this.#telling) {
      let frequency = 0;
      for (const position of this.#positions[group]!) if (position < leadTokens) frequency++;
      if (frequency > 0) sum += (this.#evaluation.factors[group]! * (k1 + 1) * frequency) / (frequency + k1);
    }
    return leadWeight * sum;
  }
}

/** Least distance of two ascending lists, one more where the second comes first; infinite where one is empty. */
function leastDistance(first: readonly number[], second: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    const difference = second[j]! - first[i]!;
    const distance = difference > 0 ? difference : 1 - difference;
    if (distance < least) least = distance;
    if (difference > 0) i++;
    else j++;
  }
  return least;
}
