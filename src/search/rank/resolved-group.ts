/**
 * A group looked up in a snapshot: its postings lists over all segments and fields, with the factor of each.
 * @module
 */
import { fold } from "../../analysis/index.ts";
import type { PostingsList, SegmentReader, Snapshot, TextField } from "../../inverted-index/index.ts";
import { fuzzyWords } from "../rewrite/fuzzy-words.ts";
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

export interface ResolvedGroup {
  readonly group: WordGroup;
  readonly fields: readonly WeightedField[];
  readonly lists: readonly ResolvedList[];
  readonly docFreq: number;
}

/** A prefix or a fuzzy word stands for at most so many words a segment. */
const maxExpansion = 1024;

interface Lookup {
  readonly kind: "stem" | "word";
  readonly ordinal: number;
  readonly weight: number;
}

function lookups(reader: SegmentReader, alternative: Alternative): Lookup[] {
  const { dictionary } = reader;
  const { term, weight } = alternative;
  const words = (ordinals: readonly number[]): Lookup[] =>
    ordinals.map((ordinal) => ({ kind: "word", ordinal, weight }));
  switch (alternative.kind) {
    case "stem": {
      const ordinal = dictionary.stems.find(term);
      return ordinal < 0 ? [] : [{ kind: "stem", ordinal, weight }];
    }
    case "typed": {
      const ordinal = dictionary.words.find(term);
      return ordinal < 0 ? [] : words([ordinal]);
    }
    case "spelling":
      return words(dictionary.spellingsOf(term));
    case "prefix":
      return words(dictionary.wordsWithPrefix(fold(term), maxExpansion));
    case "fuzzy":
      return fuzzyWords(dictionary, term, alternative.edits ?? 1, maxExpansion).map(({ ordinal, edits }) => ({
        kind: "word",
        ordinal,
        weight: weight / edits,
      }));
  }
}

/** Fields of the group: its own, or those that the search is over. */
export function fieldsOf(group: WordGroup, searched: readonly WeightedField[]): readonly WeightedField[] {
  return group.field === undefined ? searched : [{ name: group.field, weight: 1 }];
}

export function resolveGroup(
  snapshot: Snapshot,
  group: WordGroup,
  searched: readonly WeightedField[],
  stemsOnly: boolean,
): ResolvedGroup {
  const fields = fieldsOf(group, searched);
  const stems = group.alternatives.filter(({ kind }) => kind === "stem");
  const alternatives = stemsOnly && stems.length > 0 ? stems : group.alternatives;
  const lists: ResolvedList[] = [];
  let docFreq = 0;
  for (const alternative of alternatives) {
    // Statistics belong to the snapshot: frequencies of one term are added over its segments.
    const freqOfTerm = new Map<number | string, number>();
    for (const { reader, base } of snapshot.segments) {
      for (const { kind, ordinal, weight } of lookups(reader, alternative)) {
        let largest = 0;
        for (const field of fields) {
          const terms = postingsOf(reader.text.get(field.name), kind);
          const postings = terms?.get(ordinal);
          if (postings === undefined) continue;
          largest = Math.max(largest, postings.to - postings.from);
          lists.push({ ...postings, base, weight: weight * field.weight, alternative, field: field.name });
        }
        const key =
          alternative.kind === "stem" || alternative.kind === "typed" ? "" : reader.dictionary.words.get(ordinal);
        freqOfTerm.set(key, (freqOfTerm.get(key) ?? 0) + largest);
      }
    }
    for (const freq of freqOfTerm.values()) docFreq = Math.max(docFreq, freq);
  }
  return { group, fields, lists, docFreq };
}

function postingsOf(field: TextField | undefined, kind: "stem" | "word") {
  return kind === "stem" ? field?.stems : field?.words;
}
