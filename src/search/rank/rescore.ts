/**
 * Second pass over the best of the first: what a bag of stems cannot see. It only adds, so that pages partition and
 * the first pass prunes exactly; documents below the best `rescoreDepth` keep their score and their place. It reads
 * the documents' words in order from the forward index, each once.
 *
 *     final = first + forms + proximity + lead + letters + adjacency, see `adjacency-bonus.ts`
 *     forms     = what the groups' scores gain when the typed spelling and stems of the same skeleton are added to
 *                 the frequencies, inside the saturation; and the scores of particles
 *     proximity = 0.3 * sum over pairs of neighbouring query words (i, i+1), (i, i+2) of
 *                 min(factor_i, factor_j) / (distance * gap),  distance < 20, +1 where the order is reversed
 *     lead      = 0.2 * BM25 of the query's words over the document's first 25 words
 *     letters   = 0.3 * BM25 with k1 = 0.3 of words with similar letters, each counting by its similarity,
 *                 see `similar-words.ts`
 * @module
 */

import type { Explanation } from "../../contract/index.ts";
import type { ForwardField, Snapshot } from "../../inverted-index/index.ts";
import type { Evaluation } from "../match/match-evaluator.ts";
import type { QueryPlan } from "../rewrite/query-plan.ts";
import type { Ranked } from "../top-k/block-max-search.ts";
import { AdjacencyBonus } from "./adjacency-bonus.ts";
import { k1 } from "./bm25.ts";
import { admitSimilar, factsOfWord, mostCodes } from "./field-keys.ts";
import { type FieldNorms, fieldNorms, type WeightedField } from "./field-norms.ts";
import { QueryTables, type QueryWords } from "./query-words.ts";

/** Deeper gains nothing (studies: 100 to 200); independent of limit and offset, so that pages partition. */
export const rescoreDepth = 32;
const lettersWeight = 0.3;
const lettersK = 0.3;
const proximityWeight = 0.3;
const leadWeight = 0.2;
const leadTokens = 25;
const farthest = 20;
/** Words of a query that are next, or next but one, to each other. */
const widestGap = 2;
/** Words rarer than this carry proximity; common ones stand near each other by chance. */
const leastFactor = 1;
const nowhere = -1e9;

/** What the second pass can add, as a person is told; by the number of the gain. */
const gainTexts = [
  "words of the query stand near each other",
  "words of the query stand at the beginning",
  "words between quotation marks stand side by side",
  "other forms and spellings of the words, and particles",
  "words that share letters with those of the query",
] as const;
const byProximity = 0;
const byLead = 1;
const byAdjacency = 2;
const byForms = 3;
const byLetters = 4;

/** A field of a segment as documents of it are read. */
interface ReadField {
  readonly forward: ForwardField;
  readonly weight: number;
  readonly words: QueryWords;
}

/**
 * What is known of the query's groups, and of the document at hand. One document is read at a time: all rescorers of a
 * thread share one.
 */
class Tally {
  /** By group: what its score is multiplied by. */
  readonly factors: Float64Array;
  readonly frequencies: Float64Array;
  /** The part of the frequency that the first pass knows. */
  readonly counted: Float64Array;
  /** Frequency of words with similar letters. */
  readonly similar: Float64Array;
  /** 1 for groups that the first pass has scored. */
  readonly scored: Uint8Array;
  /** 1 for groups with names of several words among their alternatives. */
  readonly named: Uint8Array;
  /** 1 for groups whose places the adjacency bonus reads. */
  readonly quoted: Uint8Array;
  /** Place among the telling groups, in the order of the query; -1 for the others. */
  readonly telling: Int32Array;
  /** By place among the telling groups: which group it is. */
  readonly groups: Uint32Array;
  /** Place of its last typed word. */
  readonly last: Float64Array;
  /** Its typed words in the lead. */
  readonly leads: Float64Array;
  /** By the first of two telling groups times `widestGap`, and their gap less 1: points at distance 1. */
  readonly worths: Float64Array;
  /** The least distance at which the two stand. */
  readonly distances: Float64Array;

  constructor(groups: number) {
    this.factors = new Float64Array(groups);
    this.frequencies = new Float64Array(groups);
    this.counted = new Float64Array(groups);
    this.similar = new Float64Array(groups);
    this.scored = new Uint8Array(groups);
    this.named = new Uint8Array(groups);
    this.quoted = new Uint8Array(groups);
    this.telling = new Int32Array(groups);
    this.groups = new Uint32Array(groups);
    this.last = new Float64Array(groups);
    this.leads = new Float64Array(groups);
    this.worths = new Float64Array(groups * widestGap);
    this.distances = new Float64Array(groups * widestGap);
  }
}

let shared = new Tally(16);

function tallyOf(groups: number): Tally {
  if (shared.factors.length < groups) shared = new Tally(2 * groups);
  return shared;
}

/** What the document gains, by the number of the gain. */
const gains: Float64Array = new Float64Array(gainTexts.length);

/** Rescores for one query over one snapshot. It lives for one search: what it knows stands in tables of the thread. */
export class Rescorer {
  readonly #snapshot: Snapshot;
  readonly #evaluation: Evaluation;
  readonly #fields: readonly WeightedField[];
  readonly #norms: FieldNorms;
  /** What is added. */
  readonly #proximity: boolean;
  readonly #lead: boolean;
  readonly #adjacency: AdjacencyBonus | undefined;
  /** Groups whose words are read; the others keep the score of the first pass. */
  readonly #read: number[] = [];
  /** How many of them are rare enough to carry proximity. */
  #telling = 0;
  readonly #tally: Tally;
  /** Fields of the segments that were met, by the segment's place; while documents are read. */
  readonly #readFields: (readonly ReadField[] | undefined)[] = [];
  readonly #tables = new QueryTables();
  /** Documents that are read. */
  #docs: Uint32Array = new Uint32Array(0);
  /** Places of the typed words of groups that stand between quotation marks. */
  readonly #places: readonly number[][];
  /** Kept so that no compiler leaves the fetching out. */
  touched = 0;

  constructor(snapshot: Snapshot, plan: QueryPlan, evaluation: Evaluation, fields: readonly WeightedField[]) {
    this.#snapshot = snapshot;
    this.#evaluation = evaluation;
    this.#fields = fields;
    this.#norms = fieldNorms(snapshot, fields);
    const { features } = plan.switches;
    this.#proximity = features.has("proximity");
    this.#lead = features.has("lead");
    const { factors } = evaluation;
    const count = plan.groups.length;
    const tally = tallyOf(count);
    this.#tally = tally;
    const quotes = plan.adjacencies.length > 0 && features.has("adjacency");
    this.#adjacency = quotes ? new AdjacencyBonus(plan.adjacencies, factors) : undefined;
    this.#places = quotes ? plan.groups.map(() => []) : [];
    for (let group = 0; group < count; group++) {
      const factor = factors[group]!;
      tally.factors[group] = factor;
      tally.named[group] = evaluation.groups[group]!.hasPhrases ? 1 : 0;
      tally.quoted[group] = this.#adjacency?.groups.has(group) ? 1 : 0;
      tally.scored[group] = 0;
      tally.telling[group] = -1;
      if (!plan.scores[group] || plan.groups[group]!.field !== undefined) continue;
      this.#read.push(group);
      if (factor >= leastFactor) this.#addTelling(group, factor);
    }
    for (const group of evaluation.firstPass) tally.scored[group] = 1;
  }

  #addTelling(group: number, factor: number): void {
    const { telling, groups, factors, worths } = this.#tally;
    const place = this.#telling++;
    telling[group] = place;
    groups[place] = group;
    for (let gap = 1; gap <= widestGap && gap <= place; gap++) {
      const other = factors[groups[place - gap]!]!;
      worths[(place - gap) * widestGap + gap - 1] = (proximityWeight * Math.min(factor, other)) / gap;
    }
  }

  /** Puts what the first pass found, which it changes, in its final order. */
  rescore(first: Ranked): void {
    if (this.#read.length === 0) return;
    const best = first.docs.subarray(0, rescoreDepth);
    this.#touch(best);
    this.#reading(best, () => reorder(first, rescoreDepth, (doc) => this.#added(doc)));
  }

  /** What one of the best documents gains, feature by feature; none that are 0. */
  explain(doc: number): Explanation[] {
    this.#reading(Uint32Array.of(doc), () => this.#added(doc));
    return gainTexts
      .map((description, gain) => ({ value: gains[gain]!, description }))
      .filter(({ value }) => value > 0);
  }

  /** Fetches what is read of the best documents. */
  #touch(docs: Uint32Array): void {
    const { segments } = this.#snapshot;
    for (const { reader, base } of segments) {
      const own =
        segments.length === 1
          ? docs
          : docs.filter((doc) => doc >= base && doc < base + reader.docCount).map((doc) => doc - base);
      if (own.length === 0) continue;
      for (const { name } of this.#fields) reader.text.get(name)?.forward.touch(own, 0, own.length);
    }
    const { bytes } = this.#norms;
    let sum = 0;
    for (let i = 0; i < docs.length; i++) sum += bytes[docs[i]!]!;
    this.touched = sum;
  }

  /** @param docs - all that are read */
  #reading(docs: Uint32Array, read: () => void): void {
    this.#docs = docs;
    read();
    this.#tables.release();
    this.#readFields.length = 0;
  }

  #added(doc: number): number {
    const { segments } = this.#snapshot;
    const place = segments.length === 1 ? 0 : segments.indexOf(this.#snapshot.segmentOf(doc));
    this.#readFields[place] ??= this.#fieldsOf(place);
    const fields = this.#readFields[place];
    const { frequencies, counted, similar } = this.#tally;
    // Written out: of so few numbers `fill` costs more than they do.
    for (const group of this.#read) {
      frequencies[group] = 0;
      counted[group] = 0;
      similar[group] = 0;
    }
    for (let gain = 0; gain < gains.length; gain++) gains[gain] = 0;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]!;
      const row = field.forward.rowOf(doc - segments[place]!.base);
      if (row < 0) continue;
      this.#readWords(field, field.forward.find(row, field.words.filter, mostCodes));
      this.#gainByPlaces();
    }
    this.#gainByFormsAndLetters(doc);
    let added = 0;
    for (let gain = 0; gain < gains.length; gain++) added += gains[gain]!;
    return added;
  }

  /** The fields of a segment with the query's words marked. */
  #fieldsOf(place: number): readonly ReadField[] {
    const { reader } = this.#snapshot.segments[place]!;
    const fields: ReadField[] = [];
    for (const { name, weight } of this.#fields) {
      const field = reader.text.get(name);
      if (field === undefined) continue;
      const { forward } = field;
      const keys = this.#read.map((group) => this.#evaluation.groups[group]!.words(place).keysIn(field));
      admitSimilar(reader, name, this.#rowsOf(place, forward), keys);
      const words = this.#tables.take();
      words.mark(this.#read, keys);
      fields.push({ forward, weight, words });
    }
    return fields;
  }

  /** Rows of the segment's documents that are read. */
  #rowsOf(place: number, forward: ForwardField): number[] {
    const { base, reader } = this.#snapshot.segments[place]!;
    const rows: number[] = [];
    for (const doc of this.#docs) {
      if (doc < base || doc >= base + reader.docCount) continue;
      const row = forward.rowOf(doc - base);
      if (row >= 0) rows.push(row);
    }
    return rows;
  }

  /** @param count - words that were found in the document */
  #readWords({ forward, weight, words }: ReadField, count: number): void {
    const { last, leads, distances, frequencies, counted, similar, quoted, telling } = this.#tally;
    for (let place = 0; place < this.#telling; place++) {
      last[place] = nowhere;
      leads[place] = 0;
      for (let gap = 0; gap < widestGap; gap++) distances[place * widestGap + gap] = farthest;
    }
    for (const places of this.#places) places.length = 0;
    const { keys, positions } = forward;
    for (let i = 0; i < count; i++) {
      const word = words.find(keys[i]!);
      const end = words.endOf(word);
      const { groups, facts } = words;
      for (let entry = words.startOf(word); entry < end; entry++) {
        const group = groups[entry]!;
        const at = entry * factsOfWord;
        frequencies[group]! += weight * facts[at]!;
        counted[group]! += weight * facts[at + 1]!;
        similar[group]! += weight * facts[at + 2]!;
        if (facts[at + 3] === 0) continue;
        if (quoted[group] === 1) this.#places[group]!.push(positions[i]!);
        if (telling[group]! >= 0) this.#meet(telling[group]!, positions[i]!);
      }
    }
  }

  /** A typed word of a telling group. */
  #meet(place: number, position: number): void {
    const { last, leads, distances } = this.#tally;
    if (position < leadTokens) leads[place]!++;
    for (let gap = 1; gap <= widestGap; gap++) {
      if (gap <= place) {
        const at = (place - gap) * widestGap + gap - 1;
        const distance = position - last[place - gap]!;
        if (distance < distances[at]! && distance > 0) distances[at] = distance;
      }
      if (place + gap < this.#telling) {
        const at = place * widestGap + gap - 1;
        const distance = position - last[place + gap]! + 1;
        if (distance < distances[at]!) distances[at] = distance;
      }
    }
    last[place] = position;
  }

  /** What the places of the words in the field just read are worth. */
  #gainByPlaces(): void {
    if (this.#proximity) gains[byProximity]! += this.#proximityScore();
    if (this.#lead) gains[byLead]! += leadWeight * this.#leadScore();
    if (this.#adjacency !== undefined) gains[byAdjacency]! += this.#adjacency.of(this.#places);
  }

  #proximityScore(): number {
    const { worths, distances } = this.#tally;
    let sum = 0;
    for (let place = 0; place < this.#telling; place++) {
      for (let gap = 1; gap <= widestGap && place + gap < this.#telling; gap++) {
        const at = place * widestGap + gap - 1;
        if (distances[at]! < farthest) sum += worths[at]! / distances[at]!;
      }
    }
    return sum;
  }

  #leadScore(): number {
    const { leads, groups, factors } = this.#tally;
    let lead = 0;
    for (let place = 0; place < this.#telling; place++) {
      const frequency = leads[place]!;
      if (frequency > 0) lead += (factors[groups[place]!]! * (k1 + 1) * frequency) / (frequency + k1);
    }
    return lead;
  }

  /** What the groups' scores gain by words that the first pass did not count, and by words with similar letters. */
  #gainByFormsAndLetters(doc: number): void {
    const { factors, frequencies, counted, similar, scored, named } = this.#tally;
    const factor = this.#norms.factors[this.#norms.bytes[doc]!]!;
    const lettersFactor = (factor * lettersK) / k1;
    for (const group of this.#read) {
      const worth = factors[group]!;
      const letters = similar[group]!;
      if (letters > 0)
        gains[byLetters]! += (lettersWeight * worth * (lettersK + 1) * letters) / (letters + lettersFactor);
      const frequency = frequencies[group]!;
      const known = scored[group] === 1 ? counted[group]! : 0;
      if (frequency <= known) continue;
      const phrases = named[group] === 1 ? this.#evaluation.groups[group]!.phraseFrequency(doc) : 0;
      const before = known + phrases;
      const after = frequency + phrases;
      gains[byForms]! += worth * (k1 + 1) * (after / (after + factor) - before / (before + factor));
    }
  }
}

/** Puts the best `most` in their new order by what `gain` finds in each; the others stay as they were. */
function reorder({ docs, scores }: Ranked, most: number, gain: (doc: number) => number): void {
  const depth = Math.min(most, docs.length);
  for (let i = 0; i < depth; i++) {
    const doc = docs[i]!;
    const score = scores[i]! + gain(doc);
    let at = i;
    while (at > 0 && (scores[at - 1]! < score || (scores[at - 1]! === score && docs[at - 1]! > doc))) {
      docs[at] = docs[at - 1]!;
      scores[at] = scores[at - 1]!;
      at--;
    }
    docs[at] = doc;
    scores[at] = score;
  }
}
