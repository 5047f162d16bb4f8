/**
 * A group looked up in a snapshot: its documents as one list of impacts, and its words for rescoring. What is costly
 * is made when it is first asked for, and kept: the words that people type most are looked up once a snapshot.
 * @module
 */
import { BoundedCache } from "../../analysis/index.ts";
import type { PostingsList, Snapshot } from "../../inverted-index/index.ts";
import { phrasePostings } from "../match/phrase-matcher.ts";
import { kinAlternatives } from "../rewrite/kin-stems.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import { advance } from "../top-k/advance.ts";
import { impactMemory } from "../top-k/impact-memory.ts";
import { fieldNorms, fieldsKey, type WeightedField } from "./field-norms.ts";
import { GroupWords } from "./group-words.ts";
import { type ImpactList, ImpactListBuilder } from "./impact-list.ts";
import { lookups } from "./lookups.ts";
import { rareTrigrams } from "./similar-words.ts";

export interface ResolvedList extends PostingsList {
  /** Number of the segment's first document. */
  readonly base: number;
  /** Factor of a frequency: the alternative's weight times the field's. */
  readonly weight: number;
  readonly alternative: Alternative;
  readonly field: string;
}

export interface ResolvedAs {
  /** Plain BM25 over the typed stems, for measuring. */
  readonly stemsOnly: boolean;
  /** Whether words with similar letters count. */
  readonly letters: boolean;
}

/** Groups kept for a snapshot. */
const cachedGroups = 6000;
/** Groups whose words are kept for a segment, some ten kilobytes each. */
const cachedGroupWords = 3000;

export class ResolvedGroup {
  readonly group: WordGroup;
  readonly fields: readonly WeightedField[];
  /** The largest of a stem's or word's document frequencies. */
  readonly docFreq: number;
  readonly #snapshot: Snapshot;
  readonly #letters: boolean;
  /** Alternatives that make hits. */
  readonly #matching: readonly Alternative[];
  /** Of names of several words. */
  readonly #phraseLists: readonly ResolvedList[];
  #impacts: ImpactList | undefined;
  #epoch = 0;
  #kin: readonly Alternative[] | undefined;
  readonly #words: (GroupWords | undefined)[] = [];

  constructor(
    snapshot: Snapshot,
    group: WordGroup,
    fields: readonly WeightedField[],
    { stemsOnly, letters }: ResolvedAs,
  ) {
    this.#snapshot = snapshot;
    this.#letters = letters;
    this.group = group;
    this.fields = fields;
    const typed = group.alternatives.filter(({ kind }) => kind === "stem");
    this.#matching = stemsOnly && typed.length > 0 ? typed : group.alternatives;
    this.#phraseLists = this.#matching.flatMap((alternative) => phraseLists(snapshot, alternative, fields));
    this.docFreq = Math.max(
      0,
      ...this.#matching.map((alternative) =>
        alternative.phrase === undefined
          ? docFreqOf(snapshot, alternative, fields)
          : this.#docFreqOfPhrase(alternative),
      ),
    );
  }

  /** Postings of the alternatives that make hits, as the first pass counts them; made anew at each call. */
  lists(): readonly ResolvedList[] {
    const lists = this.#matching.flatMap((alternative) =>
      alternative.phrase === undefined ? termLists(this.#snapshot, alternative, this.fields, true) : [],
    );
    // Segment by segment, so that documents ascend where each stands in one list.
    return [...lists, ...this.#phraseLists].sort((a, b) => a.base - b.base);
  }

  /** The group's score in every document that it makes a hit. */
  get impacts(): ImpactList {
    const { epoch } = impactMemory();
    if (this.#impacts === undefined || this.#epoch !== epoch) {
      this.#impacts = builderOf(this.#snapshot).build(this.lists(), fieldNorms(this.#snapshot, this.fields));
      this.#epoch = epoch;
    }
    return this.#impacts;
  }

  /** Whether names of several words are among the alternatives, and live in this snapshot. */
  get hasPhrases(): boolean {
    return this.#phraseLists.length > 0;
  }

  /** Weighted frequency in `doc` of names of several words, which `words` do not have. */
  phraseFrequency(doc: number): number {
    let frequency = 0;
    for (const { docs, freqs, from, to, base, weight } of this.#phraseLists) {
      if (doc < base) continue;
      const at = advance(docs, from, to, doc - base);
      if (at < to && docs[at] === doc - base) frequency += weight * freqs[at]!;
    }
    return frequency;
  }

  /** Stems of this snapshot that score for the group and never make a hit. */
  get kin(): readonly Alternative[] {
    this.#kin ??= this.group.kin ? kinAlternatives(this.#snapshot, this.group, this.fields) : [];
    return this.#kin;
  }

  /** The group's words in a segment, given its place among the snapshot's. */
  words(segment: number): GroupWords {
    let words = this.#words[segment];
    if (words === undefined) {
      const { reader } = this.#snapshot.segments[segment]!;
      const { analysis, key, optional } = this.group;
      const { kin } = this;
      const trigrams = optional || !this.#letters ? [] : rareTrigrams(this.#snapshot, analysis.folded, this.fields);
      // They stay with the segment: the next snapshot, which shares it, asks for the same.
      const known = reader.derived.get("group words", () => new BoundedCache<GroupWords>(cachedGroupWords));
      const asked = [key, analysis.folded, kin.map(({ term }) => term), trigrams.map(({ rarity }) => rarity)];
      words = known.get(asked.join("\n"), () => {
        const fields = this.fields.map(({ name }) => reader.text.get(name)).filter((field) => field !== undefined);
        return new GroupWords(reader.dictionary, [...this.group.alternatives, ...kin], trigrams, fields);
      });
      this.#words[segment] = words;
    }
    return words;
  }

  #docFreqOfPhrase(alternative: Alternative): number {
    return Math.max(
      0,
      ...this.fields.map(({ name }) =>
        this.#phraseLists
          .filter((list) => list.alternative === alternative && list.field === name)
          .reduce((sum, { from, to }) => sum + to - from, 0),
      ),
    );
  }
}

/** Postings of an alternative that is no phrase. @param firstPass - only what the first pass counts */
function termLists(
  snapshot: Snapshot,
  alternative: Alternative,
  fields: readonly WeightedField[],
  firstPass: boolean,
): ResolvedList[] {
  return snapshot.segments.flatMap(({ reader, base }) =>
    lookups(reader.dictionary, alternative).flatMap(({ kind, ordinal, weight, counted }) => {
      if (firstPass && counted === "in-second-pass") return [];
      return fields.flatMap((field): ResolvedList[] => {
        const text = reader.text.get(field.name);
        const postings = (kind === "stem" ? text?.stems : text?.words)?.get(ordinal);
        if (postings === undefined) return [];
        const { docs, freqs, from, to } = postings;
        return [{ docs, freqs, from, to, base, weight: weight * field.weight, alternative, field: field.name }];
      });
    }),
  );
}

/** Document frequency of an alternative, of its most frequent word where it has several. */
function docFreqOf(snapshot: Snapshot, alternative: Alternative, fields: readonly WeightedField[]): number {
  // Statistics belong to the snapshot: a term's frequencies in a field are added over the segments.
  const single = alternative.lookup === "stem" || alternative.lookup === "word";
  const freqs = new Map<string, number>();
  for (const { reader } of snapshot.segments) {
    for (const { kind, ordinal, twin } of lookups(reader.dictionary, alternative)) {
      if (twin) continue;
      const word = single ? "" : reader.dictionary.words.get(ordinal);
      for (const { name } of fields) {
        const text = reader.text.get(name);
        const docFreq = (kind === "stem" ? text?.stems : text?.words)?.docFreq(ordinal) ?? 0;
        const key = `${name} ${word}`;
        freqs.set(key, (freqs.get(key) ?? 0) + docFreq);
      }
    }
  }
  return Math.max(0, ...freqs.values());
}

function phraseLists(snapshot: Snapshot, alternative: Alternative, fields: readonly WeightedField[]): ResolvedList[] {
  const { phrase } = alternative;
  if (phrase === undefined) return [];
  return snapshot.segments.flatMap((segment) =>
    fields.flatMap((field): ResolvedList[] => {
      const postings = phrasePostings(segment.reader, field.name, phrase);
      if (postings.docs.length === 0) return [];
      const { base } = segment;
      const weight = alternative.weight * field.weight;
      return [{ ...postings, from: 0, to: postings.docs.length, base, weight, alternative, field: field.name }];
    }),
  );
}

/** The most documents that one of the alternative's words or names has in a segment's field, for showing. */
export function documentsOf(snapshot: Snapshot, alternative: Alternative, fields: readonly WeightedField[]): number {
  const lists =
    alternative.phrase === undefined
      ? termLists(snapshot, alternative, fields, false)
      : phraseLists(snapshot, alternative, fields);
  return Math.max(0, ...lists.map(({ from, to }) => to - from));
}

/** Looks groups up in a snapshot, over the fields that the search is over. */
export class GroupResolver {
  readonly #snapshot: Snapshot;
  readonly #searched: readonly WeightedField[];
  readonly #as: ResolvedAs;
  readonly #known: BoundedCache<ResolvedGroup>;

  constructor(snapshot: Snapshot, searched: readonly WeightedField[], as: ResolvedAs) {
    this.#snapshot = snapshot;
    this.#searched = searched;
    this.#as = as;
    this.#known = snapshot.derived.get(
      `groups ${as.stemsOnly} ${as.letters} ${fieldsKey(searched)}`,
      () => new BoundedCache<ResolvedGroup>(cachedGroups),
    );
  }

  resolve(group: WordGroup): ResolvedGroup {
    const { field } = group;
    if (field === undefined) return this.#lookUp(group);
    return new GroupResolver(this.#snapshot, [{ name: field, weight: 1 }], this.#as).#lookUp(group);
  }

  #lookUp(group: WordGroup): ResolvedGroup {
    return this.#known.get(group.key, () => new ResolvedGroup(this.#snapshot, group, this.#searched, this.#as));
  }
}

function builderOf(snapshot: Snapshot): ImpactListBuilder {
  return snapshot.derived.get("impact lists", () => new ImpactListBuilder(impactMemory(), snapshot.maxDoc));
}
