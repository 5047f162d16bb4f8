/**
 * Other spellings of a foreign word that no list names, among the stems that live in this snapshot: دوغلاس and دوجلاس.
 * Both must look foreign, so that no Arabic word is taken for another.
 * @module
 */
import {
  differInVowelsOnly,
  exchangedLetters,
  looksForeign,
  skeleton,
  type WordAnalysis,
} from "../../analysis/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import type { QueryPlan } from "./query-plan.ts";
import { type Alternative, keyOf, type WordGroup, withAlternatives } from "./word-group.ts";

/** Less than a listed name: the letters alone say so. */
const foreignNameWeight = 0.6;
/** The most frequent of them. */
const most = 3;

/** The plan with spellings of its foreign words added. */
export function withForeignNames(plan: QueryPlan, snapshot: Snapshot): QueryPlan {
  if (plan.switches.off.has("name")) return plan;
  if (!plan.groups.some(({ mayBeForeign }) => mayBeForeign)) return plan;
  const groups = plan.groups.map((group) => withSpellings(group, snapshot));
  return groups.every((group, i) => group === plan.groups[i]) ? plan : Object.assign({}, plan, { groups });
}

function withSpellings(group: WordGroup, snapshot: Snapshot): WordGroup {
  if (!group.mayBeForeign) return group;
  const { analysis, alternatives } = group;
  const living = livingSpellings(analysis, snapshot);
  const isWord = alternatives[0]?.kind === "stem" && alternatives[0].lookup === "stem";
  if (living.length === 0 || !isWord) return group;
  const known = new Set(alternatives.map(({ term }) => term));
  const found = living.filter(({ term }) => !known.has(term)).slice(0, most);
  if (found.length === 0) return group;
  const all = [...alternatives, ...found];
  return withAlternatives(group, all, keyOf(all));
}

/** Other spellings of foreign stems, the most frequent first; looked up once a snapshot, while the word's analysis is kept. */
function livingSpellings(analysis: WordAnalysis, snapshot: Snapshot): readonly Alternative[] {
  const known = snapshot.derived.get("foreign names", () => new WeakMap<WordAnalysis, readonly Alternative[]>());
  let living = known.get(analysis);
  if (living === undefined) {
    const docs = new Map<string, number>();
    for (const stem of analysis.stems.filter(looksForeign)) countSpellings(stem, snapshot, docs);
    living = [...docs]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([term]): Alternative => ({ kind: "name", lookup: "stem", term, weight: foreignNameWeight, matches: true }));
    known.set(analysis, living);
  }
  return living;
}

/** Adds living spellings of a stem with the number of documents that hold them, over all fields. */
function countSpellings(stem: string, snapshot: Snapshot, docs: Map<string, number>): void {
  for (const spelling of exchangedLetters(stem)) {
    for (const { reader } of snapshot.segments) {
      for (const ordinal of reader.dictionary.stemsWithSkeleton(skeleton(spelling))) {
        const other = reader.dictionary.stems.get(ordinal);
        if (!differInVowelsOnly(spelling, other) || !looksForeign(other)) continue;
        let docFreq = 0;
        for (const { stems } of reader.text.values()) docFreq += stems.docFreq(ordinal);
        docs.set(other, (docs.get(other) ?? 0) + docFreq);
      }
    }
  }
}
