/**
 * A group looked up in a snapshot: the postings of its alternatives over all segments and fields, their sum as one
 * list of impacts, and its words for rescoring. What is costly is made when it is first asked for, and kept while
 * memory allows: the words that people type most are looked up once a snapshot.
 * @module
 */
import type { PostingsList, Snapshot, SnapshotSegment } from "../../inverted-index/index.ts";
import { BoundedCache } from "../bounded-cache.ts";
import { phrasePostings } from "../match/phrase-matcher.ts";
import { kinAlternatives } from "../rewrite/kin-stems.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import { fieldNorms, type WeightedField } from "./field-norms.ts";
import { advance } from "../top-k/advance.ts";
import { type GroupWords, groupWords } from "./group-words.ts";
import { type ImpactList, ImpactListBuilder } from "./impact-list.ts";
import { impactMemory } from "../top-k/impact-memory.ts";
import { isRescoredOnly, lookups } from "./lookups.ts";
import { similarWords } from "./similar-words.ts";

export interface ResolvedList extends PostingsList {
  /** Number of the segment's first document. */
  readonly base: number;
  /** Factor of a frequency: the alternative's weight times the field's. */
  readonly weight: number;
  readonly alternative: Alternative;
  readonly field: string;
}

/** Groups kept for a snapshot. */
const cachedGroups = 4096;

export class ResolvedGroup {
  readonly group: WordGroup;
  readonly fields: readonly WeightedField[];
  /** Of the alternatives that make hits. */
  readonly lists: readonly ResolvedList[];
  /** The largest of a stem's or word's document frequencies. */
  readonly docFreq: number;
  readonly #snapshot: Snapshot;
  #impacts: ImpactList | undefined;
  #epoch = 0;
  #kin: readonly Alternative[] | undefined;
  readonly #words: (GroupWords | undefined)[] = [];

  constructor(
    snapshot: Snapshot,
    group: WordGroup,
    fields: readonly WeightedField[],
    stemsOnly: boolean,
  ) {
    this.#snapshot = snapshot;
    this.group = group;
    this.fields = fields;
    const typed = group.alternatives.filter(({ kind }) => kind === "stem");
    const alternatives = stemsOnly && typed.length > 0 ? typed : group.alternatives;
    const lists: ResolvedList[] = [];
    this.docFreq = Math.max(0, ...alternatives.map((each) => this.#resolve(each, lists)));
    // Segment by segment, so that documents ascend where each stands in one list.
    this.lists = lists.sort((a, b) => a.base - b.base);
  }

  /** The group's score in every document that it makes a hit. */
  get impacts(): ImpactList {
    const { epoch } = impactMemory();
    if (this.#impacts === undefined || this.#epoch !== epoch) {
      this.#impacts = builderOf(this.#snapshot).build(this.lists, fieldNorms(this.#snapshot, this.fields));
      this.#epoch = epoch;
    }
    return this.#impacts;
  }

  /** Weighted frequency in `doc` of names of several words, which `words` do not have. */
  phraseFrequency(doc: number): number {
    let frequency = 0;
    for (const { alternative, docs, freqs, from, to, base, weight } of this.lists) {
      if (alternative.phrase === undefined || doc < base) continue;
      const at = advance(docs, from, to, doc - base);
      if (at < to && docs[at] === doc - base) frequency += weight * freqs[at]!;
    }
    return frequency;
  }

  /** Stems of this snapshot that score for the group and never make a hit. */
  get kin(): readonly Alternative[] {
    this.#kin ??= kinAlternatives(this.#snapshot, this.group, this.fields);
    return this.#kin;
  }

  /** The group's words in a segment, given its place among the snapshot's. */
  words(segment: number): GroupWords {
    let words = this.#words[segment];
    if (words === undefined) {
      const { reader } = this.#snapshot.segments[segment]!;
      const { analysis, optional } = this.group;
      const similar = optional ? [] : similarWords(this.#snapshot, reader, analysis.folded, this.fields);
      words = groupWords(reader.dictionary, this.group, this.kin, similar);
      this.#words[segment] = words;
    }
    return words;
  }

  /** Appends the alternative's postings; returns its document frequency, of its most frequent word where it has several. */
  #resolve(alternative: Alternative, lists: ResolvedList[]): number {
    const freqs = new Map<string, number>();
    for (const segment of this.#snapshot.segments) {
      const add = (word: string, field: WeightedField, postings: PostingsList, weight: number) => {
        // Statistics belong to the snapshot: a term's frequencies in a field are added over the segments.
        const key = `${field.name} ${word}`;
        freqs.set(key, (freqs.get(key) ?? 0) + postings.to - postings.from);
        lists.push({ ...postings, base: segment.base, weight: weight * field.weight, alternative, field: field.name });
      };
      if (alternative.phrase !== undefined) this.#resolvePhrase(alternative, segment, add);
      else this.#resolveTerm(alternative, segment, add);
    }
    return Math.max(0, ...freqs.values());
  }

  #resolveTerm(alternative: Alternative, { reader }: SnapshotSegment, add: AddPostings): void {
    const { dictionary } = reader;
    const single = alternative.lookup === "stem" || alternative.lookup === "word";
    for (const lookup of lookups(dictionary, alternative)) {
      if (isRescoredOnly(alternative, lookup, this.group, dictionary)) continue;
      const word = single ? "" : dictionary.words.get(lookup.ordinal);
      for (const field of this.fields) {
        const text = reader.text.get(field.name);
        const postings = (lookup.kind === "stem" ? text?.stems : text?.words)?.get(lookup.ordinal);
        if (postings !== undefined) add(word, field, postings, lookup.weight);
      }
    }
  }

  #resolvePhrase({ phrase, weight }: Alternative, { reader }: SnapshotSegment, add: AddPostings): void {
    for (const field of this.fields) {
      const text = reader.text.get(field.name);
      if (text === undefined) continue;
      const { docs, freqs } = phrasePostings(reader, text, phrase!, 0);
      if (docs.length > 0) add("", field, { docs, freqs, from: 0, to: docs.length }, weight);
    }
  }
}

type AddPostings = (word: string, field: WeightedField, postings: PostingsList, weight: number) => void;

/** Fields of the group: its own, or those that the search is over. */
function fieldsOf(group: WordGroup, searched: readonly WeightedField[]): readonly WeightedField[] {
  return group.field === undefined ? searched : [{ name: group.field, weight: 1 }];
}

/**
 * Looks a group up.
 * @param stemsOnly - plain BM25 over the typed stems, for measuring
 */
export function resolveGroup(
  snapshot: Snapshot,
  group: WordGroup,
  searched: readonly WeightedField[],
  stemsOnly: boolean,
): ResolvedGroup {
  const fields = fieldsOf(group, searched);
  const key = `${stemsOnly} ${fields.map(({ name, weight }) => `${name}^${weight}`).join(" ")} ${group.key}`;
  return resolutions(snapshot).get(key, () => new ResolvedGroup(snapshot, group, fields, stemsOnly));
}

function resolutions(snapshot: Snapshot): BoundedCache<ResolvedGroup> {
  let cache = snapshot.derived.get("resolutions") as BoundedCache<ResolvedGroup> | undefined;
  if (cache === undefined) {
    cache = new BoundedCache(cachedGroups);
    snapshot.derived.set("resolutions", cache);
  }
  return cache;
}

function builderOf(snapshot: Snapshot): ImpactListBuilder {
  let builder = snapshot.derived.get("impact lists") as ImpactListBuilder | undefined;
  if (builder === undefined) {
    builder = new ImpactListBuilder(impactMemory(), snapshot.maxDoc);
    snapshot.derived.set("impact lists", builder);
  }
  return builder;
}
