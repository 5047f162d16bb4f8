/**
 * The tables that ship: what all lists say, by base, in rows of words. `src/analysis/arabic/known-bases.ts` reads them.
 * @module
 */
import { FEMININE } from "../src/analysis/arabic/affixes.ts";
import { type BaseClass, baseClasses } from "../src/analysis/arabic/base-classes.ts";
import { fold } from "../src/analysis/arabic/letter-fold.ts";
import type { VerbStem } from "../src/analysis/arabic/verb-endings.ts";
import { imperfects, perfects, verbalNouns } from "./conjugation.ts";
import { encodeRows, type WordRow } from "./encode-rows.ts";
import { moduleOf, type Tables } from "./module.ts";
import {
  articleLike,
  defectives,
  irregularInflections,
  keptFeminines,
  keptPlurals,
  lexicon,
  listedFeminines,
  shortNouns,
  verbsWithoutFeminine,
  wholeNouns,
  withstandingArticle,
} from "./nouns.ts";
import { brokenPlurals } from "./plurals.ts";
import { wordsOf } from "./word-list.ts";
import { QUADRILITERAL_ROOTS } from "./words/quadriliteral-roots.ts";
import { TRILITERAL_ROOTS } from "./words/triliteral-roots.ts";

interface LexiconTables extends Tables {
  /** By the sum of classes of `base-classes.ts`: the bases that have just these. */
  readonly bases: Readonly<Record<string, string>>;
  /** Inflected form and its base. */
  readonly irregulars: string;
  /** A word without the ي that it has lost, and the word. */
  readonly defectives: string;
  /** Verbal noun and its verb. */
  readonly verbalNouns: string;
  /** Stem and its verbs, each with the sum of what may follow as its tag. */
  readonly perfects: string;
  readonly imperfects: string;
  /** Beginnings of bases that look like a particle, the article and a further letter. */
  readonly articleLike: string;
  /** Bases that only look like the article and another word. */
  readonly withstandingArticle: string;
  /** Roots of three consonants and of four. */
  readonly roots: string;
  /** Singular, as spelled, and its broken plurals. */
  readonly brokenPlurals: string;
}

/** The classes of every base that has any. */
export function classesByBase(): Map<string, number> {
  const classes = new Map<string, number>();
  const add = (name: BaseClass, words: Iterable<string>): void => {
    for (const word of words) classes.set(word, (classes.get(word) ?? 0) | baseClasses[name]);
  };
  add("isListed", lexicon);
  add("isShortNoun", shortNouns);
  add("isWholeNoun", wholeNouns);
  add("keepsFeminine", withoutFeminine(keptFeminines));
  add("keepsPlural", withoutFeminine(keptPlurals));
  add("isVerbWithoutFeminine", verbsWithoutFeminine);
  add("isKeptFeminine", keptFeminines);
  add("isListedFeminine", listedFeminines);
  add("isPluralOrItsSingular", brokenPlurals.flat().map(fold));
  return classes;
}

function makeTables(): LexiconTables {
  const byClasses = new Map<number, string[]>();
  for (const [base, classes] of classesByBase()) byClasses.set(classes, [...(byClasses.get(classes) ?? []), base]);
  const bases = [...byClasses].sort(([a], [b]) => a - b).map(([classes, all]) => [String(classes), rowsOf(all)]);
  return {
    bases: Object.fromEntries(bases),
    irregulars: pairs(irregularInflections),
    defectives: pairs(defectives),
    verbalNouns: pairs(verbalNouns),
    perfects: verbs(perfects),
    imperfects: verbs(imperfects),
    articleLike: rowsOf(articleLike),
    withstandingArticle: rowsOf(withstandingArticle),
    roots: rowsOf(new Set(wordsOf(`${TRILITERAL_ROOTS} ${QUADRILITERAL_ROOTS}`))),
    // In the order of the patterns, which is that of the plurals of a stem.
    brokenPlurals: encodeRows(
      brokenPlurals.map(([word, ...plurals]) => ({ word, values: plurals.map((value) => ({ tag: 0, value })) })),
    ),
  };
}

/** Source of `src/analysis/arabic/lexicon-tables.ts`. */
export function lexiconModule(): string {
  return moduleOf("The lexicon.", makeTables());
}

/** What stands before a final ة. */
function withoutFeminine(words: ReadonlySet<string>): string[] {
  return [...words].filter((word) => word.endsWith(FEMININE)).map((word) => word.slice(0, -FEMININE.length));
}

function rowsOf(words: Iterable<string>): string {
  return sorted([...words].map((word) => ({ word })));
}

function pairs(map: ReadonlyMap<string, string>): string {
  return sorted([...map].map(([word, value]) => ({ word, values: [{ tag: 0, value }] })));
}

function verbs(stems: ReadonlyMap<string, readonly VerbStem[]>): string {
  return sorted(
    [...stems].map(([word, all]) => ({ word, values: all.map(({ verb, before }) => ({ tag: before, value: verb })) })),
  );
}

function sorted(rows: WordRow[]): string {
  return encodeRows(rows.sort((a, b) => (a.word < b.word ? -1 : 1)));
}
