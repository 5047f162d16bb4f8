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
import { type FieldNorms, fieldNorms, type WeightedField } from "./field-norms.ts";
import { factsOfWord } from "./group-words.ts";
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
/** Of a field of a long document so many codes of the forward index are read: about as many words. */
const mostCodes = 10_000;
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

interface Pair {
  readonly first: number;
  readonly second: number;
  /** Points at distance 1. */
  readonly worth: number;
  least: number;
}

/** A field of a segment as documents of it are read. */
interface ReadField {
  readonly forward: ForwardField;
  readonly weight: number;
  readonly words: QueryWords;
}

/** Of the document at hand, for each group. */
class Tally {
  readonly frequencies: Float64Array;
  /** The part of the frequency that the first pass knows. */
  readonly counted: Float64Array;
  /** Frequency of words with similar letters. */
  readonly similar: Float64Array;
  /** Place of the last typed word. */
  readonly last: Float64Array;
  /** Typed words in the lead. */
  readonly leads: Float64Array;

  constructor(groups: number) {
    this.frequencies = new Float64Array(groups);
    this.counted = new Float64Array(groups);
    this.similar = new Float64Array(groups);
    this.last = new Float64Array(groups);
    this.leads = new Float64Array(groups);
  }
}

let shared = new Tally(16);

/** One document is read at a time: all rescorers share one. */
function tallyOf(groups: number): Tally {
  if (shared.frequencies.length < groups) shared = new Tally(2 * groups);
  return shared;
}

/** Rescores for one query over one snapshot; it may be kept for the next time that it is asked. */
export class Rescorer {
  readonly #snapshot: Snapshot;
  readonly #evaluation: Evaluation;
  /** Of each group what its score is multiplied by, and whether names of several words are among its alternatives. */
  readonly #factors: Float64Array;
  readonly #hasPhrases: Uint8Array;
  readonly #fields: readonly WeightedField[];
  readonly #norms: FieldNorms;
  /** What is added. */
  readonly #proximity: boolean;
  readonly #lead: boolean;
  readonly #adjacency: AdjacencyBonus | undefined;
  /** 1 for groups whose places the adjacency bonus reads. */
  readonly #quoted: Uint8Array;
  /** Groups whose words are read; the others keep the score of the first pass. */
  readonly #read: readonly number[];
  /** Groups that are rare enough to carry proximity. */
  readonly #telling: Uint8Array;
  readonly #pairs: readonly Pair[];
  /** Pairs in which a group is the first or the second. */
  readonly #pairsOf: readonly (readonly Pair[])[];
  /** 1 for groups that the first pass has scored. */
  readonly #scored: Uint8Array;
  /** Fields of the segments that were met, by the segment's place; while documents are read. */
  readonly #readFields: (readonly ReadField[] | undefined)[] = [];
  readonly #frequencies: Float64Array;
  readonly #counted: Float64Array;
  readonly #similar: Float64Array;
  readonly #last: Float64Array;
  readonly #leads: Float64Array;
  /** What the document gains, by the number of the gain. */
  readonly #gains: Float64Array = new Float64Array(gainTexts.length);
  /** Kept so that no compiler leaves the fetching out. */
  touched = 0;
  /** Places of the typed words of groups that stand between quotation marks. */
  readonly #places: readonly number[][];

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
    this.#factors = new Float64Array(factors);
    this.#hasPhrases = new Uint8Array(count);
    for (let group = 0; group < count; group++) if (evaluation.groups[group]!.hasPhrases) this.#hasPhrases[group] = 1;
    this.#quoted = new Uint8Array(count);
    if (plan.adjacencies.length > 0 && features.has("adjacency")) {
      this.#adjacency = new AdjacencyBonus(plan.adjacencies, factors);
      for (const group of this.#adjacency.groups) this.#quoted[group] = 1;
    }
    this.#scored = new Uint8Array(count);
    for (const group of evaluation.firstPass) this.#scored[group] = 1;
    this.#telling = new Uint8Array(count);
    const read: number[] = [];
    const telling: number[] = [];
    for (let group = 0; group < count; group++) {
      if (!plan.scores[group] || plan.groups[group]!.field !== undefined) continue;
      read.push(group);
      if (factors[group]! < leastFactor) continue;
      this.#telling[group] = 1;
      telling.push(group);
    }
    this.#read = read;
    const pairs: Pair[] = [];
    const pairsOf: Pair[][] = plan.groups.map(() => []);
    for (let i = 0; i < telling.length; i++) {
      for (let gap = 1; gap <= widestGap && i + gap < telling.length; gap++) {
        const first = telling[i]!;
        const second = telling[i + gap]!;
        const worth = (proximityWeight * Math.min(factors[first]!, factors[second]!)) / gap;
        const pair = { first, second, worth, least: farthest };
        pairs.push(pair);
        pairsOf[first]!.push(pair);
        if (second !== first) pairsOf[second]!.push(pair);
      }
    }
    this.#pairs = pairs;
    this.#pairsOf = pairsOf;
    const tally = tallyOf(count);
    this.#frequencies = tally.frequencies;
    this.#counted = tally.counted;
    this.#similar = tally.similar;
    this.#last = tally.last;
    this.#leads = tally.leads;
    this.#places = plan.groups.map(() => []);
  }

  rescore(first: Ranked): Ranked {
    if (this.#read.length === 0) return first;
    this.touched = this.#touch(first.docs);
    return this.#reading((tables) => reordered(first, rescoreDepth, (doc) => this.#added(doc, tables)));
  }

  /** What one of the best documents gains, feature by feature; none that are 0. */
  explain(doc: number): Explanation[] {
    this.#reading((tables) => this.#added(doc, tables));
    return gainTexts
      .map((description, gain) => ({ value: this.#gains[gain]!, description }))
      .filter(({ value }) => value > 0);
  }

  /** Fetches what is read of the best documents, where one segment holds them. */
  #touch(docs: Uint32Array): number {
    const { segments } = this.#snapshot;
    if (segments.length !== 1) return 0;
    const count = Math.min(rescoreDepth, docs.length);
    const { bytes } = this.#norms;
    let sum = 0;
    for (const { name } of this.#fields) sum += segments[0]!.reader.text.get(name)?.forward.touch(docs, count) ?? 0;
    for (let i = 0; i < count; i++) sum += bytes[docs[i]!]!;
    return sum;
  }

  #reading<T>(read: (tables: QueryTables) => T): T {
    const tables = new QueryTables();
    const result = read(tables);
    tables.release();
    this.#readFields.length = 0;
    return result;
  }

  #added(doc: number, tables: QueryTables): number {
    const { segments } = this.#snapshot;
    const place = segments.length === 1 ? 0 : segments.indexOf(this.#snapshot.segmentOf(doc));
    this.#readFields[place] ??= this.#fieldsOf(place, tables);
    const fields = this.#readFields[place];
    // Written out: of so few numbers `fill` costs more than they do.
    for (const group of this.#read) {
      this.#frequencies[group] = 0;
      this.#counted[group] = 0;
      this.#similar[group] = 0;
    }
    const gains = this.#gains;
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
  #fieldsOf(place: number, tables: QueryTables): readonly ReadField[] {
    const { reader } = this.#snapshot.segments[place]!;
    const fields: ReadField[] = [];
    for (const { name, weight } of this.#fields) {
      const field = reader.text.get(name);
      if (field === undefined) continue;
      const words = tables.take();
      words.mark(field, this.#read, (group) => this.#evaluation.groups[group]!.words(place));
      fields.push({ forward: field.forward, weight, words });
    }
    return fields;
  }

  /** @param count - words that were found in the document */
  #readWords({ forward, weight, words }: ReadField, count: number): void {
    for (const group of this.#read) {
      this.#last[group] = nowhere;
      this.#leads[group] = 0;
    }
    for (const pair of this.#pairs) pair.least = farthest;
    if (this.#adjacency !== undefined) for (const group of this.#adjacency.groups) this.#places[group]!.length = 0;
    const { keys, positions } = forward;
    for (let i = 0; i < count; i++) {
      const word = words.find(keys[i]!);
      const end = words.endOf(word);
      for (let entry = words.startOf(word); entry < end; entry++)
        this.#meet(words.groups[entry]!, words.facts, entry * factsOfWord, positions[i]!, weight);
    }
  }

  /** @param at - where the word's facts begin, see {@link GroupWords} */
  #meet(group: number, facts: Float32Array, at: number, position: number, weight: number): void {
    this.#frequencies[group]! += weight * facts[at]!;
    this.#counted[group]! += weight * facts[at + 1]!;
    this.#similar[group]! += weight * facts[at + 2]!;
    if (facts[at + 3] === 0) return;
    if (this.#quoted[group] === 1) this.#places[group]!.push(position);
    if (this.#telling[group] === 0) return;
    if (position < leadTokens) this.#leads[group]!++;
    for (const pair of this.#pairsOf[group]!) {
      const distance =
        pair.second === group ? position - this.#last[pair.first]! : position - this.#last[pair.second]! + 1;
      if (distance < pair.least && distance > 0) pair.least = distance;
    }
    this.#last[group] = position;
  }

  /** What the places of the words in the field just read are worth. */
  #gainByPlaces(): void {
    const gains = this.#gains;
    if (this.#proximity)
      for (const { least, worth } of this.#pairs) if (least < farthest) gains[byProximity]! += worth / least;
    if (this.#lead) gains[byLead]! += leadWeight * this.#leadScore();
    if (this.#adjacency !== undefined) gains[byAdjacency]! += this.#adjacency.of(this.#places);
  }

  #leadScore(): number {
    let lead = 0;
    for (const group of this.#read) {
      const frequency = this.#leads[group]!;
      if (frequency > 0) lead += (this.#factors[group]! * (k1 + 1) * frequency) / (frequency + k1);
    }
    return lead;
  }

  /** What the groups' scores gain by words that the first pass did not count, and by words with similar letters. */
  #gainByFormsAndLetters(doc: number): void {
    const factor = this.#norms.factors[this.#norms.bytes[doc]!]!;
    const lettersFactor = (factor * lettersK) / k1;
    const gains = this.#gains;
    for (const group of this.#read) {
      const worth = this.#factors[group]!;
      const letters = this.#similar[group]!;
      if (letters > 0)
        gains[byLetters]! += (lettersWeight * worth * (lettersK + 1) * letters) / (letters + lettersFactor);
      const frequency = this.#frequencies[group]!;
      const counted = this.#scored[group] === 1 ? this.#counted[group]! : 0;
      if (frequency <= counted) continue;
      const named = this.#hasPhrases[group] === 1 ? this.#evaluation.groups[group]!.phraseFrequency(doc) : 0;
      const before = counted + named;
      const after = frequency + named;
      gains[byForms]! += worth * (k1 + 1) * (after / (after + factor) - before / (before + factor));
    }
  }
}

/** The best `depth` with what `gain` finds in each, in their new order; the others as they were. */
function reordered(first: Ranked, most: number, gain: (doc: number) => number): Ranked {
  const depth = Math.min(most, first.docs.length);
  const docs = first.docs.slice();
  const scores = first.scores.slice();
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
  return { docs, scores };
}
