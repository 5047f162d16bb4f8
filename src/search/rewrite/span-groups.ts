/**
 * Names that stand for the same thing: تشرين الأول and أكتوبر, عبد الله and عبدالله, غوغل and جوجل. A name of several
 * words becomes one group that is met by the words in order, never by half of them; a name of one word stays its
 * group and gains alternatives. Decided at query time, never flattened into the index.
 * @module
 */
import { analyzeWord, equivalentsOf, spacingVariants } from "../../analysis/index.ts";
import { type Alternative, type AlternativeKind, keyOf, type PhraseTerm, type WordGroup } from "./word-group.ts";

/** Another name is as good as the one typed but for the typed spelling's own bonus. */
const otherNameWeight = 0.9;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: AlternativeKind;
  readonly others: readonly (readonly string[])[];
}

/** Groups of neighbouring words with names of several words joined. */
export function joinSpans(groups: readonly WordGroup[]): WordGroup[] {
  const spelled = groups.map(({ analysis }) => analysis.spelled);
  const spans: Span[] = equivalentsOf(spelled).map((span) => ({ ...span }));
  for (const span of spacingVariants(spelled)) {
    if (!spans.some(({ from, to }) => span.from < to && from < span.to)) spans.push({ ...span, kind: "spacing" });
  }
  const joined: WordGroup[] = [];
  for (let i = 0; i < groups.length; ) {
    const span = spans.find(({ from }) => from === i);
    joined.push(span === undefined ? groups[i]! : withOthers(groups.slice(span.from, span.to), span));
    i = span?.to ?? i + 1;
  }
  return joined;
}

function withOthers(words: readonly WordGroup[], { kind, others }: Span): WordGroup {
  const first = words[0]!;
  const known = new Set(words.length === 1 ? first.analysis.stems : []);
  const alternatives = others.map((other) => alternative(kind, other)).filter(({ term }) => !known.has(term));
  if (words.length === 1) {
    const all = [...first.alternatives, ...distinct(alternatives)];
    return { ...first, alternatives: all, key: keyOf(all) };
  }
  const typed = words.map(
    ({ text, analysis }): PhraseTerm => ({ raw: text, spelled: analysis.spelled, stems: analysis.stems }),
  );
  const last = words.at(-1)!;
  const all = [phraseAlternative("stem", typed, 1), ...distinct(alternatives)];
  return {
    text: words.map(({ text }) => text).join(" "),
    start: first.start,
    end: last.end,
    analysis: first.analysis,
    alternatives: all,
    key: keyOf(all),
    field: first.field,
    optional: words.every(({ optional }) => optional),
    weight: Math.max(...words.map(({ weight }) => weight)),
  };
}

function alternative(kind: AlternativeKind, spelled: readonly string[]): Alternative {
  const terms = spelled.map((word): PhraseTerm => ({ raw: word, spelled: word, stems: analyzeWord(word).stems }));
  if (terms.length > 1) return phraseAlternative(kind, terms, otherNameWeight);
  return { kind, lookup: "stem", term: terms[0]!.stems[0]!, weight: otherNameWeight, matches: true };
}

function phraseAlternative(kind: AlternativeKind, phrase: readonly PhraseTerm[], weight: number): Alternative {
  const term = phrase.map(({ stems }) => stems[0]!).join(" ");
  return { kind, lookup: "phrase", term, weight, phrase, matches: true };
}

/** Spellings that share a stem are one alternative. */
function distinct(alternatives: readonly Alternative[]): Alternative[] {
  return [...new Map(alternatives.map((each) => [`${each.lookup} ${each.term}`, each])).values()];
}
