/**
 * Names that stand for the same thing: تشرين الأول and أكتوبر, عبد الله and عبدالله, غوغل and جوجل, and what the index's
 * owner calls synonyms. A name of several words becomes one group that is met by the words in order or by another
 * name, never by half of it; a name of one word stays its group and gains alternatives. Decided at query time, never
 * flattened into the index.
 * @module
 */
import {
  type AnalysisSteps,
  analyzeWord,
  BoundedCache,
  type EquivalentSpan,
  equivalentsOf,
  fold,
  mayBegin,
  pluralStems,
  spacingVariants,
} from "../../analysis/index.ts";
import { isVocalised } from "../match/marks.ts";
import type { SynonymTable } from "../settings/synonym-table.ts";
import type { Switches } from "./switches.ts";
import {
  type Alternative,
  type AlternativeKind,
  keyOf,
  type PhraseTerm,
  phraseTermOf,
  pluralWeight,
  type WordGroup,
  withAlternatives,
} from "./word-group.ts";

/** Another name is as good as the one typed but for the typed spelling's own bonus. */
export const otherNameWeight = 0.9;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly names: Names;
}

/** What a group of one or several words becomes with other names. */
interface Joined {
  /** What was typed. */
  readonly of: string;
  readonly all: readonly Alternative[];
  readonly key: string;
}

/** Other names of one span. The same names are asked for again and again: what they become is kept with them. */
class Names {
  readonly alternatives: readonly Alternative[];
  #joined: Joined | undefined;

  constructor(alternatives: readonly Alternative[]) {
    this.alternatives = alternatives;
  }

  /** A group of one word with them. */
  joinedTo(word: WordGroup): WordGroup {
    if (this.#joined?.of !== word.key) {
      const others = distinct(this.alternatives).filter(
        ({ lookup, term }) => lookup !== "stem" || !word.analysis.stems.includes(term),
      );
      const named = new Set(others.map(({ term }) => term));
      const all = [...word.alternatives.filter(({ kind, term }) => kind !== "plural" || !named.has(term)), ...others];
      this.#joined = { of: word.key, all, key: keyOf(all) };
    }
    return withAlternatives(word, this.#joined.all, this.#joined.key);
  }

  /** What several words, typed as `text`, become with them. */
  joinedToAll(words: readonly WordGroup[], text: string): Joined {
    if (this.#joined?.of !== text) {
      const all = distinct([typedPhrase(words), ...this.alternatives]);
      this.#joined = { of: text, all, key: keyOf(all) };
    }
    return this.#joined;
  }
}

/** Whether some text has one of the names. */
export type HoldsName = (names: readonly Alternative[]) => boolean;

/**
 * Groups of neighbouring words with names of several words joined.
 * @param holds - asked of names that no list has: ابن before any word may be one, and need not
 */
export function joinSpans(
  groups: readonly WordGroup[],
  synonyms: SynonymTable,
  switches: Switches,
  holds: HoldsName,
): readonly WordGroup[] {
  const spans = spansOf(groups, synonyms, switches, holds);
  if (spans.length === 0) return groups;
  const joined: WordGroup[] = [];
  for (let i = 0; i < groups.length; ) {
    const span = spans.find(({ from }) => from === i);
    joined.push(span === undefined ? groups[i]! : withOthers(groups.slice(span.from, span.to), span.names));
    i = span?.to ?? i + 1;
  }
  return joined;
}

/** Disjoint spans: of those that cross, the longest; the owner's and the language's word on one span are added up. */
function spansOf(
  groups: readonly WordGroup[],
  synonyms: SynonymTable,
  { steps, off }: Switches,
  holds: HoldsName,
): Span[] {
  const named = namedSpans(groups, steps, holds);
  const all = synonyms.isEmpty ? named : [...synonymSpans(groups, synonyms, steps), ...named];
  const spans = off.size === 0 ? all : all.flatMap((span) => wanted(span, off));
  if (spans.length < 2) return spans;
  spans.sort((a, b) => b.to - b.from - (a.to - a.from));
  const kept: Span[] = [];
  for (const span of spans) {
    const crossing = kept.findIndex(({ from, to }) => span.from < to && from < span.to);
    if (crossing < 0) {
      kept.push(span);
      continue;
    }
    const { from, to, names } = kept[crossing]!;
    if (from === span.from && to === span.to)
      kept[crossing] = { from, to, names: new Names([...names.alternatives, ...span.names.alternatives]) };
  }
  return kept;
}

/** Several words whose other names are switched off stay single words. */
function wanted(span: Span, off: ReadonlySet<string>): Span[] {
  if (span.to - span.from === 1) return [span];
  const alternatives = span.names.alternatives.filter(({ kind }) => !off.has(kind));
  if (alternatives.length === span.names.alternatives.length) return [span];
  return alternatives.length === 0 ? [] : [{ from: span.from, to: span.to, names: new Names(alternatives) }];
}

function synonymSpans(groups: readonly WordGroup[], synonyms: SynonymTable, steps: AnalysisSteps): Span[] {
  return synonyms.spansOf(groups).map(({ from, to, others }) => ({
    from,
    to,
    names: new Names(others.flatMap((terms) => [termsAlternative("synonym", terms), ...pluralsOf(terms, steps)])),
  }));
}

/** Other forms of a synonym of one word, as a word that is typed has them. */
function pluralsOf(terms: readonly PhraseTerm[], steps: AnalysisSteps): Alternative[] {
  const plurals = terms.length === 1 ? pluralStems(terms[0]!.stems, steps) : [];
  const weight = otherNameWeight * pluralWeight;
  return plurals.map((term) => ({ kind: "synonym", lookup: "stem", term, weight, matches: true }));
}

function mayHoldNames(groups: readonly WordGroup[]): boolean {
  return groups.some(
    ({ opening, mayVary }, i) =>
      mayVary || (opening !== undefined && mayBegin(opening, groups[i + 1]?.analysis.folded)),
  );
}

/** Names that ship with the engine; spacing by rule gives way to a name on a list. */
function namedSpans(groups: readonly WordGroup[], steps: AnalysisSteps, holds: HoldsName): Span[] {
  // Most queries have none: nothing is made for them.
  if (!mayHoldNames(groups)) return [];
  const known = namesBy(steps);
  const spelled = groups.map(({ analysis }) => analysis.spelled);
  const folded = groups.map(({ analysis }) => analysis.folded);
  const openings = groups.map(({ opening }) => opening);
  const spans = equivalentsOf(spelled, folded, openings).map(({ from, to, kind, others, weakOthers }): Span => {
    let names = known.names.get(others);
    if (names === undefined) {
      const alternatives = others.map((other) =>
        weakOthers.includes(other) && other.length === 1
          ? spelledAlternative(kind, other[0]!)
          : termsAlternative(kind, other.map(known.termOf)),
      );
      names = new Names(alternatives);
      known.names.set(others, names);
    }
    return { from, to, names };
  });
  const variants = groups.some(({ mayVary }) => mayVary)
    ? spacingVariants(spelled, (word) => groups[word]!.mayVary)
    : [];
  for (const { from, to, others } of variants) {
    if (spans.some((span) => from < span.to && span.from < to)) continue;
    const names = known.spacing.get(spelled.slice(from, to).join(" "), () => {
      return new Names(others.map((other) => termsAlternative("spacing", other.map(known.termOf))));
    });
    if (to - from > 1 && !holds([typedPhrase(groups.slice(from, to)), ...names.alternatives])) continue;
    spans.push({ from, to, names });
  }
  return spans;
}

/** Names and their words, read once: by the steps that they are analysed with. */
interface KnownNames {
  /** By the span's other spellings, which are the same object for the same words. */
  readonly names: WeakMap<EquivalentSpan["others"], Names>;
  /** By the span's words. */
  readonly spacing: BoundedCache<Names>;
  readonly termOf: (word: string) => PhraseTerm;
}

const knownNames = new WeakMap<AnalysisSteps, KnownNames>();
const cachedTerms = 4096;

function namesBy(steps: AnalysisSteps): KnownNames {
  let known = knownNames.get(steps);
  if (known === undefined) {
    const terms = new BoundedCache<PhraseTerm>(cachedTerms);
    const termOf = (word: string): PhraseTerm =>
      terms.get(word, () => ({ raw: word, spelled: word, stems: stemsHoweverSpelled(word, steps) }));
    known = { names: new WeakMap(), spacing: new BoundedCache(cachedTerms), termOf };
    knownNames.set(steps, known);
  }
  return known;
}

/** Stems of a name's word, also as people write it without its hamza, where it may look like a particle (سي ان ان). */
function stemsHoweverSpelled(word: string, steps: AnalysisSteps): readonly string[] {
  return [...new Set([word, fold(word)].flatMap((spelling) => analyzeWord(spelling, steps).stems))];
}

function withOthers(words: readonly WordGroup[], names: Names): WordGroup {
  const first = words[0]!;
  if (words.length === 1) return names.joinedTo(first);
  const last = words.at(-1)!;
  const text = words.map((word) => word.text).join(" ");
  const { all, key } = names.joinedToAll(words, text);
  return {
    text,
    start: first.start,
    end: last.end,
    analysis: first.analysis,
    alternatives: all,
    off: [],
    opening: undefined,
    mayVary: false,
    mayBeForeign: false,
    mayBeTwo: false,
    vocalised: isVocalised(text),
    kin: true,
    key,
    field: first.field,
    optional: words.every(({ optional }) => optional),
    weight: Math.max(...words.map(({ weight }) => weight)),
  };
}

function typedPhrase(words: readonly WordGroup[]): Alternative {
  return phraseAlternative("stem", words.map(phraseTermOf), 1);
}

function termsAlternative(kind: AlternativeKind, terms: readonly PhraseTerm[]): Alternative {
  if (terms.length > 1) return phraseAlternative(kind, terms, otherNameWeight);
  return { kind, lookup: "stem", term: terms[0]!.stems[0]!, weight: otherNameWeight, matches: true };
}

/** A name that is commoner as another word (آب, which folds like أب) is met by its very letters. */
function spelledAlternative(kind: AlternativeKind, term: string): Alternative {
  return { kind, lookup: "word", term, weight: otherNameWeight, matches: true };
}

/** Words in order. */
export function phraseAlternative(kind: AlternativeKind, phrase: readonly PhraseTerm[], weight: number): Alternative {
  const term = phrase.map(({ stems }) => stems[0]!).join(" ");
  return { kind, lookup: "phrase", term, weight, phrase, matches: true };
}

/** Spellings that share a stem are one alternative: the first, which for what was typed weighs the most. */
function distinct(alternatives: readonly Alternative[]): Alternative[] {
  const known = new Set<string>();
  return alternatives.filter(({ lookup, term }) => {
    const key = `${lookup} ${term}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
