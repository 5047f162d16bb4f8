/**
 * A query word as a group of weighted alternatives. A group scores as one term: the frequencies of its
 * alternatives are added, each times its weight, before they saturate (docs/ranking.md).
 * @module
 */
import { analyzeWord, fold, spell, TokenCursor, type WordAnalysis } from "../../analysis/index.ts";
import type { WordNode } from "../../query/index.ts";

/** How an alternative is looked up in a segment's dictionary. */
export type AlternativeKind = "stem" | "spelling" | "typed" | "prefix" | "fuzzy";

export interface Alternative {
  readonly kind: AlternativeKind;
  readonly term: string;
  readonly weight: number;
  /** Edits allowed, for `fuzzy`. */
  readonly edits?: 1 | 2;
}

export interface WordGroup {
  /** The word as typed, and where in the query. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly analysis: WordAnalysis;
  readonly alternatives: readonly Alternative[];
  /** Text field it is looked for in; undefined: the fields searched by default. */
  readonly field: string | undefined;
  /** Particles and question words score, but a document that matches only them is no match. */
  readonly optional: boolean;
  /** Factor of its score. */
  readonly weight: number;
}

/**
 * Weights inside the saturation. A reading that the analysis thinks less likely counts in full, since the document
 * holds one of the two; spellings count on top of the stem that they share (studies: .3 to .5 for the surface).
 */
const spellingWeight = 0.3;
const typedWeight = 0.1;
/** Question words and particles: a soft stop list, so that a phrase made of them is still found. */
export const functionWordWeight = 0.2;

function alternativesOf(node: WordNode, analysis: WordAnalysis, last: boolean): Alternative[] {
  if (node.prefix && last) return [{ kind: "prefix", term: analysis.folded, weight: 1 }];
  const alternatives: Alternative[] = analysis.stems.map((term) => ({ kind: "stem", term, weight: 1 }));
  if (node.fuzzy !== undefined) {
    alternatives.push({ kind: "fuzzy", term: analysis.folded, weight: 0.5, edits: node.fuzzy });
  }
  alternatives.push({ kind: "spelling", term: fold(analysis.spelled), weight: spellingWeight });
  alternatives.push({ kind: "typed", term: analysis.spelled, weight: typedWeight });
  return alternatives;
}

/** The groups of a word as typed; more than one where punctuation or scripts split it (F-16). */
export function groupsOf(node: WordNode): WordGroup[] {
  const cursor = new TokenCursor().reset(node.text);
  const pieces: { raw: string; start: number; spelled: string }[] = [];
  while (cursor.next()) {
    const raw = node.text.slice(cursor.start, cursor.end);
    const spelled = spell(raw);
    if (spelled !== "") pieces.push({ raw, start: node.start + cursor.start, spelled });
  }
  return pieces.map(({ raw, start, spelled }, i) => {
    const analysis = analyzeWord(spelled);
    const optional = analysis.functionWord && node.prefix === undefined;
    return {
      text: raw,
      start,
      end: start + raw.length,
      analysis,
      alternatives: alternativesOf(node, analysis, i === pieces.length - 1),
      field: node.field,
      optional,
      weight: optional ? functionWordWeight : 1,
    };
  });
}

/** Two words that say the same score once. */
export function groupKey(group: WordGroup): string {
  const terms = group.alternatives.map(({ kind, term, edits }) => `${kind}:${term}~${edits ?? 0}`).join(" ");
  return `${group.field ?? ""}|${terms}`;
}
