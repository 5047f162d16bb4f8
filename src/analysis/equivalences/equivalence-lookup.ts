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
import { type Entry, equivalenceTable, opensName } from "./equivalence-table.ts";

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

const MAX_WORDS = 4;
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
 */
export function equivalentsOf(words: readonly string[]): EquivalentSpan[] {
  const folded = words.map(fold);
  const spans: EquivalentSpan[] = [];
  for (let from = 0; from < words.length; ) {
    const span = spanAt(words, folded, from);
    if (span !== undefined) spans.push(span);
    from = span === undefined ? from + 1 : span.to;
  }
  return spans;
}

function spanAt(words: readonly string[], folded: readonly string[], from: number): EquivalentSpan | undefined {
  const first = folded[from] as string;
  if (!canBegin(first)) return undefined;
  const readings = readingsOf(first);
  const most = readings.some(opensName) ? MAX_WORDS : 1;
  for (let to = Math.min(from + most, words.length); to > from; to--) {
    const following = folded.slice(from + 1, to);
    for (const reading of readings) {
      const entry = equivalenceTable().get([reading, ...following].join(" "));
      if (entry === undefined || !counts(entry, words, from, to)) continue;
      // In a phrase the words that follow confirm the particle (بلوس أنجلوس).
      const sure = reading === first || following.length > 0 || reading.length >= MIN_SURE;
      if (sure || sharesStem(reading, first)) return spanOf(entry, words, from, to);
    }
  }
  const entry = inflectedName(first);
  return entry !== undefined && counts(entry, words, from, from + 1) ? spanOf(entry, words, from, from + 1) : undefined;
}

const readingsOf = memoized((folded: string): readonly string[] => [folded, ...withoutProclitics(folded)]);

/** Whether any span may begin with the folded word: most words of a query begin none. */
const canBegin = memoized(
  (folded: string): boolean =>
    readingsOf(folded).some((reading) => opensName(reading) || equivalenceTable().has(reading)) ||
    inflectedName(folded) !== undefined,
);

/** Whether a span of equivalents may begin with a spelled word. */
export function mayOpenEquivalents(spelled: string): boolean {
  return canBegin(fold(spelled));
}

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

const inflectedName = memoized((folded: string): Entry | undefined => {
  for (const stem of analyzeWord(folded).stems) {
    for (const [ending, minStem] of NAME_ENDINGS) {
      const entry = stem.length < minStem ? undefined : equivalenceTable().get(stem + ending);
      if (entry?.group.kind === "name") return entry;
    }
  }
  return undefined;
});

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

function spanOf({ group, spelling }: Entry, words: readonly string[], from: number, to: number): EquivalentSpan {
  // Typed without its hamza (سي ان ان), the listed spelling is another one.
  const typed = words.slice(from, to).join(" ");
  const others = group.spellings.filter((other) => other !== spelling || other.words.join(" ") !== typed);
  return {
    from,
    to,
    kind: group.kind,
    others: others.map((other) => other.words),
    weakOthers: others.filter((other) => other.weak).map((other) => other.words),
  };
}
