/**
 * Stems of this snapshot with the same skeleton as a stem of the query. Nothing confirms that they are forms of one
 * root, so they only score, inside the saturation of their group, and never make a hit (سفر must not find السفارة).
 * @module
 */
import { BoundedCache, skeleton } from "../../analysis/index.ts";
import type { SegmentReader, Snapshot } from "../../inverted-index/index.ts";
import type { WeightedField } from "../rank/field-norms.ts";
import type { Alternative, WordGroup } from "./word-group.ts";

const kinWeight = 0.16;
/** The most frequent of them. */
const most = 6;
/** Commoner ones are in so many documents that their kinship tells nothing. */
const mostShare = 0.2;
/** Shorter stems have skeletons that say nothing. */
const leastLetters = 3;
const cachedSkeletons = 6000;

export function kinAlternatives(snapshot: Snapshot, group: WordGroup, fields: readonly WeightedField[]): Alternative[] {
  const { analysis, alternatives, optional } = group;
  const stems = alternatives.filter(({ lookup }) => lookup === "stem").map(({ term }) => term);
  if (optional || analysis.kind !== "arabic" || stems.length === 0) return [];
  const docs = new Map<string, number>();
  for (const stem of analysis.stems) {
    if (stem.length < leastLetters) continue;
    for (const { reader } of snapshot.segments) {
      for (const { term, docFreq } of kinIn(reader, skeleton(stem), fields))
        if (!stems.includes(term)) docs.set(term, (docs.get(term) ?? 0) + docFreq);
    }
  }
  return [...docs]
    .filter(([, docFreq]) => docFreq <= snapshot.maxDoc * mostShare)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([term]) => ({ kind: "kin", lookup: "stem", term, weight: kinWeight, matches: false }));
}

interface Kin {
  readonly term: string;
  /** A sum over fields, which adds up alike however documents are spread over segments. */
  readonly docFreq: number;
}

/** A segment's stems with a skeleton; they stay with the segment, whatever snapshot it stands in. */
function kinIn(
  { dictionary, text, derived }: SegmentReader,
  wanted: string,
  fields: readonly WeightedField[],
): readonly Kin[] {
  const known = derived.get(
    `kin ${fields.map(({ name }) => name).join(" ")}`,
    () => new BoundedCache<readonly Kin[]>(cachedSkeletons),
  );
  return known.get(wanted, () =>
    Array.from(dictionary.stemsWithSkeleton(wanted)).flatMap((ordinal): Kin[] => {
      let docFreq = 0;
      for (const { name } of fields) docFreq += text.get(name)?.stems.docFreq(ordinal) ?? 0;
      const term = docFreq === 0 ? "" : dictionary.stems.get(ordinal);
      return term.length >= leastLetters ? [{ term, docFreq }] : [];
    }),
  );
}
