/**
 * Second pass over the best of the first: what a bag of words cannot see, read from the positions. It only
 * adds, so that pages partition and the first pass prunes exactly; documents below the best `rescoreDepth` keep
 * their score and their place.
 *
 *     final = first + proximity + lead
 *     proximity = 0.3 * sum over pairs of neighbouring query words (i, i+1), (i, i+2) of
 *                 min(factor_i, factor_j) / (distance * gap),  distance < 20, +1 where the order is reversed
 *     lead      = 0.2 * BM25 of the query's words over the document's first 25 words
 * @module
 */
import type { Snapshot, SnapshotSegment, TextField } from "../../inverted-index/index.ts";
import type { Evaluation } from "../match/match-evaluator.ts";
import type { QueryPlan } from "../rewrite/query-plan.ts";
import { advance } from "../top-k/advance.ts";
import { k1 } from "./bm25.ts";
import { fieldNorms, type WeightedField } from "./field-norms.ts";
import { TrigramScorer, wordCache } from "./trigram-scorer.ts";

/** Deeper gains nothing (studies: 100 to 200); independent of limit and offset, so that pages partition. */
export const rescoreDepth = 200;
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
  readonly docs: Uint32Array;
  readonly to: number;
  at: number;
}

export class Rescorer {
  readonly #snapshot: Snapshot;
  readonly #evaluation: Evaluation;
  readonly #fields: readonly WeightedField[];
  /** Groups that are rare enough to carry weight. */
  readonly #telling: ReadonlySet<number>;
  readonly #pairs: readonly Pair[];
  /** Positions of each group in the field at hand. */
  readonly #positions: number[][];
  readonly #trigramScorer: TrigramScorer;
  /** Groups whose positions come from two lists. */
  readonly #severalStems: readonly number[];

  constructor(snapshot: Snapshot, plan: QueryPlan, evaluation: Evaluation, fields: readonly WeightedField[]) {
    this.#snapshot = snapshot;
    this.#evaluation = evaluation;
    this.#fields = fields;
    this.#positions = plan.groups.map(() => []);
    const { factors } = evaluation;
    const telling = plan.groups.map((_, i) => i).filter((i) => plan.scores[i] && factors[i]! >= leastFactor);
    this.#telling = new Set(telling);
    this.#severalStems = telling.filter((i) => plan.groups[i]!.analysis.stems.length > 1);
    this.#trigramScorer = new TrigramScorer(
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

  rescore(first: { docs: Uint32Array; scores: Float64Array }): { docs: Uint32Array; scores: Float64Array } {
    if (this.#telling.size === 0) return first;
    const depth = Math.min(rescoreDepth, first.docs.length);
    const order = Array.from({ length: depth }, (_, i) => i);
    const added = new Float64Array(depth);
    const ascending = order.slice().sort((a, b) => first.docs[a]! - first.docs[b]!);
    this.#trigramScorer.open();
    let from = 0;
    for (const segment of this.#snapshot.segments) {
      const end = segment.base + segment.reader.docCount;
      let to = from;
      while (to < depth && first.docs[ascending[to]!]! < end) to++;
      for (const { name } of this.#fields) this.#addField(segment, name, ascending, from, to, first.docs, added);
      wordCache(this.#snapshot, segment).clear();
      from = to;
    }
    this.#trigramScorer.close();
    const final = Float64Array.from(order, (i) => first.scores[i]! + added[i]!);
    order.sort((a, b) => final[b]! - final[a]! || first.docs[a]! - first.docs[b]!);
    const docs = first.docs.slice();
    const scores = first.scores.slice();
    order.forEach((source, target) => {
      docs[target] = first.docs[source]!;
      scores[target] = final[source]!;
    });
    return { docs, scores };
  }

  #addField(
    segment: SnapshotSegment,
    name: string,
    ascending: readonly number[],
    from: number,
    to: number,
    docs: Uint32Array,
    added: Float64Array,
  ): void {
    const field = segment.reader.text.get(name);
    const cursors = this.#cursors(segment, name);
    if (field === undefined || cursors.length === 0) return;
    for (let c = from; c < to; c++) {
      const candidate = ascending[c]!;
      const doc = docs[candidate]! - segment.base;
      for (const positions of this.#positions) positions.length = 0;
      let found = false;
      for (const cursor of cursors) {
        cursor.at = advance(cursor.docs, cursor.at, cursor.to, doc);
        if (cursor.at === cursor.to || cursor.docs[cursor.at] !== doc) continue;
        field.stems.readPositions(cursor.at, this.#positions[cursor.group]!);
        found = true;
      }
      for (const group of this.#severalStems) this.#positions[group]!.sort((a, b) => a - b);
      if (found) added[candidate]! += this.#proximity() + this.#lead();
      added[candidate]! += this.#trigrams(segment, field, name, doc);
    }
  }

  #trigrams(segment: SnapshotSegment, field: TextField, name: string, doc: number): number {
    const { forward } = field;
    const row = advance(forward.docs, 0, forward.docs.length, doc);
    if (forward.docs[row] !== doc) return 0;
    const norms = fieldNorms(this.#snapshot, [{ name, weight: 1 }]);
    const cache = wordCache(this.#snapshot, segment);
    const relativeLength = forward.lengths[row]! / norms.averageLength;
    return trigramWeight * this.#trigramScorer.score(segment.reader.dictionary, forward, row, relativeLength, cache);
  }

  #cursors(segment: SnapshotSegment, name: string): PositionCursor[] {
    return [...this.#telling].flatMap((group) =>
      this.#evaluation.groups[group]!.lists.filter(
        ({ alternative, field, base }) => alternative.kind === "stem" && alternative.lookup === "stem" && field === name && base === segment.base,
      ).map(({ docs, from, to }): PositionCursor => ({ group, docs, to, at: from })),
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
    for (let group = 0; group < this.#positions.length; group++) {
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
