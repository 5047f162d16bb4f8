/**
 * Query words -> the groups of spellings they belong to. Comes in: words in order. Goes out: spans, left to right.
 * Invariant: spans do not overlap, and none begins inside a longer one; half a name never stands for the whole.
 * @module
 */
import { fold } from "../arabic/letter-fold.ts";
import { memoized } from "../memoized.ts";
import { digitValue } from "../unicode/digits.ts";
import { analyzeWord } from "../word-analysis.ts";
import type { Equivalence } from "./equivalence-list.ts";
import { type Entry, equivalenceTable, type LongerNames, longerNamesFrom } from "./equivalence-table.ts";

export interface EquivalentSpan {
  /** Index of the first word. */
  readonly from: number;
  /** Index just after the last word. */
  readonly to: number;
  readonly kind: Equivalence["kind"];
  /** The group's other spellings, each as its spelled words, in the order of the list. */
  readonly others: readonly (readonly string[])[];
  /** Those of `others` that are commoner as another word: best matched by their spelled form, not by their stem. */
  readonly weakOthers: readonly (readonly string[])[];
}

const MONTH = "شهر";
const ARTICLE = "ال";
const LAM = "ل";
/** What may be written onto the first word: a conjunction, a particle, the article (لل after ل). */
const PROCLITICS = /^([وف]?)([بكل]?)(ال|(?<=ل)ل)?/u;
/** A shorter name of one word without its proclitics needs the analyzer's agreement: باب is not ب + آب. */
const MIN_SURE = 5;
/** What a name has beside its stem (أميركيين is of أميركا), and how long a stem is surely that name's: سويد is not سويدا. */
const NAME_ENDINGS: readonly (readonly [ending: string, minStem: number])[] = [
  ["", 4],
  ["ا", 5],
  ["ه", 5],
  ["ي", 4],
  ["يه", 4],
];

/**
 * Groups that spans of one to four words belong to, leftmost and longest first. The words are spelled or folded forms;
 * the first of a span may carry proclitics, a name of one word inflection as well. A weak spelling counts only beside a
 * number, after شهر, or where its spelled form differs from its folded one (آب, not أب), which folded words cannot show.
 * @param folded - the words folded, where the caller knows them
 * @param openings - what each word may begin, where the caller knows it
 */
export function equivalentsOf(
  words: readonly string[],
  folded: readonly string[] = words.map(fold),
  openings: readonly (Opening | undefined)[] = folded.map(openingOf),
): EquivalentSpan[] {
  const spans: EquivalentSpan[] = [];
  for (let from = 0; from < words.length; ) {
    const opening = openings[from];
    const span = opening && mayBegin(opening, folded[from + 1]) ? spanAt(words, folded, from, opening) : undefined;
    if (span !== undefined) spans.push(span);
    from = span === undefined ? from + 1 : span.to;
  }
  return spans;
}

/** Whether a span may begin with the word, given the folded word behind it: most that open one only open longer names. */
export function mayBegin({ byItself, seconds }: Opening, next: string | undefined): boolean {
  return byItself || (next !== undefined && seconds.has(next));
}

function spanAt(
  words: readonly string[],
  folded: readonly string[],
  from: number,
  { readings, most, seconds, inflected }: Opening,
): EquivalentSpan | undefined {
  const next = folded[from + 1];
  const last = next !== undefined && seconds.has(next) ? Math.min(from + most, words.length) : from + 1;
  for (let to = last; to > from; to--) {
    const length = to - from;
    const following = length === 1 ? "" : folded.slice(from + 1, to).join(" ");
    for (const reading of readings) {
      if (length > (reading.longer?.most ?? 1)) continue;
      // In a phrase the words that follow confirm the particle (بلوس أنجلوس).
      const entry = length === 1 ? reading.alone : equivalenceTable().get(`${reading.text} ${following}`);
      if (entry !== undefined && counts(entry, words, from, to)) return spanOf(entry, words, from, to);
    }
  }
  return inflected !== undefined && counts(inflected, words, from, from + 1)
    ? spanOf(inflected, words, from, from + 1)
    : undefined;
}

/** Spans that a folded word may begin. */
export interface Opening {
  readonly readings: readonly Reading[];
  /** Words of the longest. */
  readonly most: number;
  /** Second words of those of several. */
  readonly seconds: ReadonlySet<string>;
  /** A name that it is an inflection of. */
  readonly inflected: Entry | undefined;
  /** Whether a name of one word may be meant. */
  readonly byItself: boolean;
}

/** The word, or what remains of it without its proclitics. */
interface Reading {
  readonly text: string;
  /** Names of several words that begin with it. */
  readonly longer: LongerNames | undefined;
  /** The name that it is by itself, where that is sure. */
  readonly alone: Entry | undefined;
}

/** What spans a folded word may begin; undefined for most words of a query. */
export const openingOf: (folded: string) => Opening | undefined = memoized((folded) => {
  const readings = [folded, ...withoutProclitics(folded)].map((text): Reading => {
    const isSure = text === folded || text.length >= MIN_SURE || sharesStem(text, folded);
    return { text, longer: longerNamesFrom(text), alone: isSure ? equivalenceTable().get(text) : undefined };
  });
  const opening = readings.filter(({ longer, alone }) => longer !== undefined || alone !== undefined);
  const inflected = inflectedName(folded);
  if (opening.length === 0 && inflected === undefined) return undefined;
  const most = Math.max(1, ...opening.map(({ longer }) => longer?.most ?? 1));
  const seconds = new Set(opening.flatMap(({ longer }) => [...(longer?.seconds ?? [])]));
  const byItself = inflected !== undefined || opening.some(({ alone }) => alone !== undefined);
  return { readings: opening, most, seconds, inflected, byItself };
});

/** What may remain once a conjunction, a particle and the article are off, the least taken first; last with an article. */
function withoutProclitics(folded: string): string[] {
  const [whole, conjunction, particle, article] = PROCLITICS.exec(folded) as RegExpExecArray & [string, string, string];
  // A particle is no more than itself after و: ولا, but not ب + ما.
  if (analyzeWord(folded).functionWord) return conjunction === "" ? [] : [folded.slice(1)];
  const cuts = new Set([conjunction.length, conjunction.length + particle.length, whole.length]);
  cuts.delete(0);
  const rests = [...cuts].map((cut) => folded.slice(cut));
  if (article === undefined) return rests;
  // للاذقية is ل + اللاذقية, but للأبد is not ل + لابد.
  const sure = article === LAM ? rests.filter((rest) => !rest.startsWith(LAM) || rest.length >= MIN_SURE) : rests;
  return [...sure, ARTICLE + folded.slice(whole.length)];
}

function sharesStem(rest: string, folded: string): boolean {
  const { stems } = analyzeWord(folded);
  return analyzeWord(rest).stems.some((stem) => stems.includes(stem));
}

function inflectedName(folded: string): Entry | undefined {
  for (const stem of analyzeWord(folded).stems) {
    for (const [ending, minStem] of NAME_ENDINGS) {
      const entry = stem.length < minStem ? undefined : equivalenceTable().get(stem + ending);
      if (entry?.group.kind === "name") return entry;
    }
  }
  return undefined;
}

function counts({ spelling }: Entry, words: readonly string[], from: number, to: number): boolean {
  if (!spelling.weak) return true;
  const typed = words.slice(from, to).join(" ");
  return (
    (typed === spelling.words.join(" ") && typed !== spelling.key) ||
    isNumber(words[from - 1]) ||
    isNumber(words[to]) ||
    words[from - 1] === MONTH
  );
}

function isNumber(word: string | undefined): boolean {
  return word !== undefined && digitValue(word.charCodeAt(0)) >= 0;
}

function spanOf(entry: Entry, words: readonly string[], from: number, to: number): EquivalentSpan {
  const { others, weakOthers } = othersOf(entry, words.slice(from, to).join(" "));
  return { from, to, kind: entry.group.kind, others, weakOthers };
}

type Others = Pick<EquivalentSpan, "others" | "weakOthers">;

const known = new WeakMap<Entry, Map<string, Others>>();

/** The group's spellings but the one that was typed, the same object for the same words. */
function othersOf(entry: Entry, typed: string): Others {
  let byTyped = known.get(entry);
  if (byTyped === undefined) {
    byTyped = new Map();
    known.set(entry, byTyped);
  }
  let found = byTyped.get(typed);
  if (found === undefined) {
    const { group, spelling } = entry;
    // Typed without its hamza (سي ان ان), the listed spelling is another one.
    const others = group.spellings.filter((other) => other !== spelling || other.words.join(" ") !== typed);
    found = {
      others: others.map((other) => other.words),
      weakOthers: others.filter((other) => other.weak).map((other) => other.words),
    };
    byTyped.set(typed, found);
  }
  return found;
}
