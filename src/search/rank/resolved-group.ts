/**
 * A group looked up in a snapshot: its postings lists over all segments and fields, with the factor of each.
 * @module
 */
import type { PostingsList, SegmentReader, Snapshot, TextField } from "../../inverted-index/index.ts";
import { BoundedCache } from "../bounded-cache.ts";
import { phrasePostings } from "../match/phrase-matcher.ts";
import { fuzzyWords } from "../rewrite/fuzzy-words.ts";
import { kinAlternatives } from "../rewrite/kin-stems.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";
import type { WeightedField } from "./field-norms.ts";

export interface ResolvedList extends PostingsList {
  /** Number of the segment's first document. */
  readonly base: number;
  /** Factor of a frequency: the alternative's weight times the field's. */
  readonly weight: number;
  readonly alternative: Alternative;
  readonly field: string;
}

interface Resolution {
  /** Those that make hits first. */
  readonly lists: readonly ResolvedList[];
  /** How many of the lists make hits. */
  readonly matchingLists: number;
  readonly docFreq: number;
}

export interface ResolvedGroup extends Resolution {
  readonly group: WordGroup;
  readonly fields: readonly WeightedField[];
}

/** A prefix or a fuzzy word stands for at most so many words a segment. */
const maxExpansion = 1024;

interface Lookup {
  readonly kind: "stem" | "word";
  readonly ordinal: number;
  readonly weight: number;
  /** Another word that happens to fold alike: it says nothing of how rare the word is. */
  readonly twin?: boolean;
}

/**
 * Who types علي finds على as well, which many write for it, but last: it is another word more often than not, and
 * among the commonest. Even the tens of it in a long text stay below one of what was typed.
 */
const twinWeight = 0.005;

function lookups(reader: SegmentReader, alternative: Alternative): Lookup[] {
  const { dictionary } = reader;
  const { term, weight } = alternative;
  const words = (ordinals: readonly number[]): Lookup[] =>
    ordinals.map((ordinal) => ({ kind: "word", ordinal, weight }));
  switch (alternative.lookup) {
    case "stem": {
      const ordinal = dictionary.stems.find(term);
      return ordinal < 0 ? [] : [{ kind: "stem", ordinal, weight }];
    }
    case "word": {
      const ordinal = dictionary.words.find(term);
      return ordinal < 0 ? [] : words([ordinal]);
    }
    case "spellings":
      return dictionary.spellingsOf(term).map((ordinal) => {
        const shares = dictionary.stemsOf(ordinal).some((stem) => alternative.stems?.includes(stem) ?? true);
        return { kind: "word", ordinal, weight: shares ? weight : twinWeight, twin: !shares };
      });
    case "prefix":
      return words(dictionary.wordsWithPrefix(term, maxExpansion));
    case "fuzzy":
      return fuzzyWords(dictionary, term, alternative.edits ?? 1, maxExpansion).map(({ ordinal, edits }) => ({
        kind: "word",
        ordinal,
        weight: weight / edits,
      }));
    case "phrase":
      return [];
  }
}

/** Fields of the group: its own, or those that the search is over. */
function fieldsOf(group: WordGroup, searched: readonly WeightedField[]): readonly WeightedField[] {
  return group.field === undefined ? searched : [{ name: group.field, weight: 1 }];
}

/** Resolved words kept for a snapshot. */
const cachedGroups = 4096;

/**
 * Looks a group up; the words that people type most are looked up once a snapshot.
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
  const resolution = resolutions(snapshot).get(key, () => resolve(snapshot, group, fields, stemsOnly));
  return { group, fields, ...resolution };
}

function resolutions(snapshot: Snapshot): BoundedCache<Resolution> {
  let cache = snapshot.derived.get("resolutions") as BoundedCache<Resolution> | undefined;
  if (cache === undefined) {
    cache = new BoundedCache(cachedGroups);
    snapshot.derived.set("resolutions", cache);
  }
  return cache;
}

function resolve(
  snapshot: Snapshot,
  group: WordGroup,
  fields: readonly WeightedField[],
  stemsOnly: boolean,
): Resolution {
  const typed = group.alternatives.filter(({ kind }) => kind === "stem");
  const plain = stemsOnly && typed.length > 0;
  // Alternatives that make hits come first: the board tells by their count which documents match.
  const kin = group.kin ? kinAlternatives(snapshot, group, fields) : [];
  const alternatives = plain ? typed : [...group.alternatives, ...kin];
  const lists: ResolvedList[] = [];
  let matchingLists = 0;
  let docFreq = 0;
  for (const alternative of alternatives) {
    const resolved = alternative.phrase === undefined ? resolveTerm : resolvePhrase;
    const freq = resolved(snapshot, alternative, fields, lists);
    if (!alternative.matches) continue;
    matchingLists = lists.length;
    docFreq = Math.max(docFreq, freq);
  }
  return { lists, matchingLists, docFreq };
}

/** Appends the alternative's lists; returns its document frequency, of its most frequent word where it has several. */
function resolveTerm(
  snapshot: Snapshot,
  alternative: Alternative,
  fields: readonly WeightedField[],
  lists: ResolvedList[],
): number {
  const freqOfTerm = new Map<string, number>();
  for (const { reader, base } of snapshot.segments) {
    for (const { kind, ordinal, weight, twin } of lookups(reader, alternative)) {
      const single = alternative.lookup === "stem" || alternative.lookup === "word";
      const word = single ? "" : reader.dictionary.words.get(ordinal);
      for (const field of fields) {
        const postings = postingsOf(reader.text.get(field.name), kind)?.get(ordinal);
        if (postings === undefined) continue;
        // Statistics belong to the snapshot: a term's frequencies in a field are added over the segments.
        const key = `${field.name} ${word}`;
        if (!twin) freqOfTerm.set(key, (freqOfTerm.get(key) ?? 0) + postings.to - postings.from);
        lists.push({ ...postings, base, weight: weight * field.weight, alternative, field: field.name });
      }
    }
  }
  return Math.max(0, ...freqOfTerm.values());
}

function resolvePhrase(
  snapshot: Snapshot,
  alternative: Alternative,
  fields: readonly WeightedField[],
  lists: ResolvedList[],
): number {
  const freqOfField = new Map<string, number>();
  for (const { reader, base } of snapshot.segments) {
    for (const field of fields) {
      const text = reader.text.get(field.name);
      if (text === undefined) continue;
      const { docs, freqs } = phrasePostings(reader, text, alternative.phrase!, 0);
      if (docs.length === 0) continue;
      freqOfField.set(field.name, (freqOfField.get(field.name) ?? 0) + docs.length);
      const weight = alternative.weight * field.weight;
      lists.push({ docs, freqs, from: 0, to: docs.length, base, weight, alternative, field: field.name });
    }
  }
  return Math.max(0, ...freqOfField.values());
}

function postingsOf(field: TextField | undefined, kind: "stem" | "word") {
  return kind === "stem" ? field?.stems : field?.words;
}
