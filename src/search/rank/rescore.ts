/**
 * Second pass over the best of the first: what a bag of words cannot see, read from the forward index. It only
 * adds, so that pages partition and the first pass prunes exactly; documents below the best `rescoreDepth` keep
 * their score and their place.
 *
 *     final = first + proximity + lead
 *     proximity = 0.3 * sum over pairs of neighbouring query words (i, i+1), (i, i+2) of
 *                 min(factor_i, factor_j) / (distance * gap),  distance < 20, +1 where the order is reversed
 *     lead      = 0.2 * BM25 of the query's words over the document's first 25 words
 * @module
 */
import {
  type Dictionary,
  noStem,
  type Snapshot,
  type SnapshotSegment,
  valueBoundary,
} from "../../inverted-index/index.ts";
import type { Evaluation } from "../match/match-evaluator.ts";
import type { QueryPlan } from "../rewrite/query-plan.ts";
import { k1 } from "./bm25.ts";
import type { WeightedField } from "./field-norms.ts";

/** Deeper gains nothing (studies: 100 to 200); independent of limit and offset, so that pages partition. */
export const rescoreDepth = 200;
const proximityWeight = 0.3;
const leadWeight = 0.2;
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

export class Rescorer {
  readonly #snapshot: Snapshot;
  readonly #factors: readonly number[];
  readonly #fields: readonly WeightedField[];
  readonly #stemsOfGroup: readonly (readonly string[])[];
  readonly #pairs: readonly Pair[];
  /** Positions of each group in the field at hand. */
  readonly #positions: number[][];

  constructor(snapshot: Snapshot, plan: QueryPlan, evaluation: Evaluation, fields: readonly WeightedField[]) {
    this.#snapshot = snapshot;
    this.#fields = fields;
    this.#factors = evaluation.factors.map((factor, i) => (plan.scores[i] ? factor : 0));
    this.#stemsOfGroup = plan.groups.map(({ analysis }) => analysis.stems);
    this.#positions = plan.groups.map(() => []);
    const inOrder = plan.groups.map((_, i) => i).filter((i) => this.#factors[i]! >= leastFactor);
    this.#pairs = inOrder.flatMap((first, i) =>
      [1, 2].flatMap((gap): Pair[] => {
        const second = inOrder[i + gap];
        if (second === undefined) return [];
        return [
          { first, second, worth: (proximityWeight * Math.min(this.#factors[first]!, this.#factors[second]!)) / gap },
        ];
      }),
    );
  }

  rescore(first: { docs: Uint32Array; scores: Float64Array }): { docs: Uint32Array; scores: Float64Array } {
    const depth = Math.min(rescoreDepth, first.docs.length);
    const order = Array.from({ length: depth }, (_, i) => i);
    const added = new Float64Array(depth);
    for (const segment of this.#snapshot.segments) {
      const inSegment = order.filter(
        (i) => first.docs[i]! >= segment.base && first.docs[i]! < segment.base + segment.reader.docCount,
      );
      if (inSegment.length > 0) this.#addSegment(segment, inSegment, first.docs, added);
    }
    const final = Float64Array.from(order, (i) => first.scores[i]! + added[i]!);
    order.sort((a, b) => final[b]! - final[a]! || first.docs[a]! - first.docs[b]!);
    const docs = first.docs.slice();
    const scores = first.scores.slice();
    order.forEach((from, to) => {
      docs[to] = first.docs[from]!;
      scores[to] = final[from]!;
    });
    return { docs, scores };
  }

  #addSegment(segment: SnapshotSegment, candidates: readonly number[], docs: Uint32Array, added: Float64Array): void {
    const { dictionary, text } = segment.reader;
    const groupOfStem = new Map<number, number>();
    this.#stemsOfGroup.forEach((stems, group) => {
      for (const stem of stems) {
        const ordinal = dictionary.stems.find(stem);
        if (ordinal >= 0 && this.#factors[group]! > 0 && !groupOfStem.has(ordinal)) groupOfStem.set(ordinal, group);
      }
    });
    if (groupOfStem.size === 0) return;
    // One byte a stem, kept for the snapshot and wiped after use: a Map lookup for each token costs ten times more.
    const table = this.#stemTable(segment);
    for (const [stem, group] of groupOfStem) table[stem] = group + 1;
    for (const { name } of this.#fields) {
      const forward = text.get(name)?.forward;
      if (forward === undefined) continue;
      for (const i of candidates) {
        const row = find(forward.docs, docs[i]! - segment.base);
        if (row < 0) continue;
        this.#locate(forward.tokens, forward.starts[row]!, forward.starts[row + 1]!, dictionary, table);
        added[i]! += this.#proximity() + this.#lead();
      }
    }
    for (const stem of groupOfStem.keys()) table[stem] = 0;
  }

  #stemTable(segment: SnapshotSegment): Uint8Array {
    const key = `stem table ${segment.base}`;
    let table = this.#snapshot.derived.get(key) as Uint8Array | undefined;
    if (table === undefined) {
      table = new Uint8Array(segment.reader.dictionary.stems.size);
      this.#snapshot.derived.set(key, table);
    }
    return table;
  }

  #locate(tokens: Uint32Array, from: number, to: number, dictionary: Dictionary, table: Uint8Array): void {
    const { firstStem, secondStem } = dictionary;
    for (const positions of this.#positions) positions.length = 0;
    let position = 0;
    for (let i = from; i < to; i++) {
      const word = tokens[i]!;
      if (word === valueBoundary) {
        position += 100;
        continue;
      }
      let group = table[firstStem[word]!]!;
      if (group === 0 && secondStem[word] !== noStem) group = table[secondStem[word]!]!;
      if (group !== 0) this.#positions[group - 1]!.push(position);
      position++;
    }
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
      for (const position of this.#positions[group]!) {
        if (position >= leadTokens) break;
        frequency++;
      }
      if (frequency > 0) sum += (this.#factors[group]! * (k1 + 1) * frequency) / (frequency + k1);
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

function find(docs: Uint32Array, doc: number): number {
  let low = 0;
  let high = docs.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (docs[middle] === doc) return middle;
    if (docs[middle]! < doc) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
