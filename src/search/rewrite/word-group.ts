/**
 * A query word as a group of weighted alternatives. A group scores as one term: the frequencies of its
 * alternatives are added, each times its weight, before they saturate (docs/ranking.md).
 * @module
 */
import {
  analyzeWord,
  BoundedCache,
  familiarityOf,
  isAskingStem,
  looksForeign,
  mayVaryInSpacing,
  type Opening,
  openingOf,
  pluralStems,
  spell,
  TokenCursor,
  type WordAnalysis,
} from "../../analysis/index.ts";
import type { WordNode } from "../../query/index.ts";
import { isVocalised } from "../match/marks.ts";
import type { RelationKind } from "./relations.ts";
import type { Switches } from "./switches.ts";

/**
 * Where an alternative comes from. `stem` to `fuzzy` are what was typed; `plural` is another form of the same noun,
 * confirmed by the lexicon; `kin` a stem of the same skeleton that nothing confirms; `month`, `hijri-month`, `name`
 * and `spacing` are other names of the same thing, `synonym` those that the index's owner has named.
 */
export type AlternativeKind = "stem" | "prefix" | "fuzzy" | RelationKind;

export interface Alternative {
  readonly kind: AlternativeKind;
  readonly term: string;
  /** How the term is looked up in a segment's dictionary. */
  readonly lookup: "stem" | "word" | "spellings" | "prefix" | "fuzzy" | "phrase";
  readonly weight: number;
  /** Edits allowed, for `fuzzy`. */
  readonly edits?: 1 | 2;
  /** Stems that a spelling shares with what was typed, for `spellings`. */
  readonly stems?: readonly string[];
  /** Words in order, for `phrase`. */
  readonly phrase?: readonly PhraseTerm[];
  /** False for evidence that scores but never makes a hit or a highlight. */
  readonly matches: boolean;
}

/** One word of a phrase. */
export interface PhraseTerm {
  /** As the person wrote it. */
  readonly raw: string;
  readonly spelled: string;
  /** Any of these stems at this place. */
  readonly stems: readonly string[];
}

export interface WordGroup {
  /** The word as typed, and where in the query. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly analysis: WordAnalysis;
  readonly alternatives: readonly Alternative[];
  /** Alternatives that are switched off: shown, and nothing else. */
  readonly off: readonly Alternative[];
  /** Names with other spellings that the word may begin; most words begin none. */
  readonly opening: Opening | undefined;
  /** Whether the word may be part of a name that is written together or apart. */
  readonly mayVary: boolean;
  /** Whether a stem looks as if it came from another language: it may have other spellings. */
  readonly mayBeForeign: boolean;
  /** Whether the word may be two with no space between: long enough, and of no table. */
  readonly mayBeTwo: boolean;
  /** Whether the word has marks inside, which texts that mark it in the same way are ranked by. */
  readonly vocalised: boolean;
  /** Whether kin stems of the snapshot may join. */
  readonly kin: boolean;
  /** Of the alternatives: groups that say the same have the same. */
  readonly key: string;
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
const fuzzyWeight = 0.5;
export const pluralWeight = 0.6;
/** Question words and particles: a soft stop list, so that a phrase made of them is still found. */
export const functionWordWeight = 0.2;
/** Words that say what kind of answer is wanted. */
const askingWeight = 0.6;
/** Letters of a word that is run together with another; shorter ones are so by chance. */
export const leastRunTogether = 3;
const leastOfTwo = 2 * leastRunTogether;

function alternativesOf(node: WordNode, analysis: WordAnalysis, last: boolean, { steps }: Switches): Alternative[] {
  const { folded, spelled, stems } = analysis;
  if (node.prefix && last) return [{ kind: "prefix", lookup: "prefix", term: folded, weight: 1, matches: true }];
  const alternatives = stems.map(stemAlternative);
  if (node.fuzzy !== undefined) {
    alternatives.push({
      kind: "fuzzy",
      lookup: "fuzzy",
      term: folded,
      weight: fuzzyWeight,
      edits: node.fuzzy,
      matches: true,
    });
  }
  for (const term of pluralStems(stems, steps)) {
    alternatives.push({ kind: "plural", lookup: "stem", term, weight: pluralWeight, matches: true });
  }
  // A particle is known by its spelling already, and its postings are the longest of all.
  if (analysis.functionWord) return alternatives;
  alternatives.push({
    kind: "spelling",
    lookup: "spellings",
    term: folded,
    weight: spellingWeight,
    stems,
    matches: true,
  });
  alternatives.push({ kind: "typed", lookup: "word", term: spelled, weight: typedWeight, matches: true });
  return alternatives;
}

function stemAlternative(term: string): Alternative {
  return { kind: "stem", lookup: "stem", term, weight: 1, matches: true };
}

/** What a word means wherever it is typed. */
interface Reading {
  readonly analysis: WordAnalysis;
  readonly alternatives: readonly Alternative[];
  readonly key: string;
  readonly opening: Opening | undefined;
  readonly mayVary: boolean;
  readonly mayBeForeign: boolean;
  readonly mayBeTwo: boolean;
  readonly optional: boolean;
  readonly weight: number;
}

function readingOf(node: WordNode, spelled: string, last: boolean, switches: Switches): Reading {
  const { prefix = false } = node;
  const analysis = analyzeWord(spelled, switches.steps);
  const alternatives = alternativesOf(node, analysis, last, switches);
  const optional = analysis.functionWord && !prefix;
  const soft = optional && switches.features.has("function-word-weight");
  const asks = switches.features.has("asking-word-weight") && isAskingStem(analysis.stems[0]!);
  return {
    analysis,
    alternatives,
    key: keyOf(alternatives),
    opening: openingOf(analysis.folded),
    mayVary: mayVaryInSpacing(spelled),
    mayBeForeign: !optional && analysis.kind === "arabic" && analysis.stems.some(looksForeign),
    mayBeTwo: analysis.kind === "arabic" && spelled.length >= leastOfTwo && familiarityOf(spelled) === "unknown",
    optional,
    weight: soft ? functionWordWeight : asks ? askingWeight : 1,
  };
}

/** A word in what was typed, and what it means. */
interface Piece {
  readonly raw: string;
  readonly vocalised: boolean;
  /** In UTF-16 units, from the beginning of what was typed. */
  readonly start: number;
  readonly reading: Reading;
}

/** A pure function of what was typed: the words that people type most are read once. */
const pieces = new BoundedCache<readonly Piece[]>(10_000);

function piecesOf(node: WordNode, switches: Switches): readonly Piece[] {
  const { text, prefix = false, fuzzy = 0 } = node;
  const isPlain = !prefix && fuzzy === 0 && switches.key === "";
  return pieces.get(isPlain ? text : `${text} ${prefix} ${fuzzy} ${switches.key}`, () => {
    const cursor = new TokenCursor().reset(text);
    const found: { raw: string; start: number; spelled: string }[] = [];
    while (cursor.next()) {
      const raw = text.slice(cursor.start, cursor.end);
      const spelled = spell(raw, switches.steps);
      if (spelled !== "") found.push({ raw, start: cursor.start, spelled });
    }
    return found.map(({ raw, start, spelled }, i) => {
      return {
        raw,
        start,
        vocalised: isVocalised(raw),
        reading: readingOf(node, spelled, i === found.length - 1, switches),
      };
    });
  });
}

/** The group with other alternatives. Written out: spreading an object costs microseconds a word. */
export function withAlternatives(group: WordGroup, alternatives: readonly Alternative[], key: string): WordGroup {
  const {
    text,
    start,
    end,
    analysis,
    off,
    opening,
    mayVary,
    mayBeForeign,
    mayBeTwo,
    vocalised,
    kin,
    field,
    optional,
    weight,
  } = group;
  return {
    text,
    start,
    end,
    analysis,
    alternatives,
    off,
    opening,
    mayVary,
    mayBeForeign,
    mayBeTwo,
    vocalised,
    kin,
    key,
    field,
    optional,
    weight,
  };
}

/** The word as one of a phrase. */
export function phraseTermOf({ text, analysis }: WordGroup): PhraseTerm {
  return { raw: text, spelled: analysis.spelled, stems: analysis.stems };
}

/** Two words that say the same have the same key. */
export function keyOf(alternatives: readonly Alternative[]): string {
  return alternatives.map(({ kind, term, edits }) => `${kind}:${term}~${edits ?? 0}`).join(" ");
}

/** The groups of a word as typed; more than one where punctuation or scripts split it (F-16). */
export function groupsOf(node: WordNode, switches: Switches): WordGroup[] {
  const groups: WordGroup[] = [];
  for (const { raw, start, vocalised, reading } of piecesOf(node, switches)) {
    // Written out: spreading an object costs microseconds a word.
    const { analysis, alternatives, key, opening, mayVary, mayBeForeign, mayBeTwo, optional, weight } = reading;
    groups.push({
      text: raw,
      start: node.start + start,
      end: node.start + start + raw.length,
      analysis,
      alternatives,
      off: noAlternatives,
      opening,
      mayVary,
      mayBeForeign,
      mayBeTwo,
      vocalised,
      kin: true,
      key,
      field: node.field,
      optional,
      weight,
    });
  }
  return groups;
}

const noAlternatives: readonly Alternative[] = [];
