/**
 * Which tokens of a text the query lights up: whole tokens of the original, clitics and marks included; a phrase
 * is one range. Each distinct token is judged once.
 * @module
 */
import { analyzeOften, fold, plainHash, spell, TokenCursor } from "../../analysis/index.ts";
import { sameMarks } from "../match/marks.ts";
import { endOfPhrase } from "../match/phrase-counter.ts";
import { editDistanceAtMost } from "../rewrite/edit-distance.ts";
import type { QueryPlan } from "../rewrite/query-plan.ts";
import type { Alternative, PhraseTerm, WordGroup } from "../rewrite/word-group.ts";

export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** Numbers of the plan's groups that it matches; for a phrase those of its words. */
  readonly groups: readonly number[];
}

interface Word {
  readonly spelled: string;
  readonly stems: readonly string[];
  /** Numbers of the groups that this word alone lights up. */
  readonly groups: readonly number[];
}

/** A token that may light up. */
interface TextToken {
  /** Its place among all tokens of the text. */
  readonly place: number;
  readonly raw: string;
  readonly word: Word;
  readonly start: number;
  readonly end: number;
}

interface TokenRange {
  readonly from: number;
  readonly to: number;
  readonly groups: readonly number[];
}

/** Words in order that light up together; `group` where they are an alternative of one. */
interface LitPhrase {
  readonly terms: readonly PhraseTerm[];
  readonly slop: number;
  readonly exact: boolean;
  readonly field: string | undefined;
  readonly group?: number;
}

export class TokenMatcher {
  /** Numbers of the plan's groups that light up. */
  readonly lit: readonly number[];
  readonly #plan: QueryPlan;
  readonly #alternatives: readonly LitPhrase[];
  readonly #words = new Map<string, Word>();

  constructor(plan: QueryPlan) {
    this.#plan = plan;
    const scoring = plan.groups.map((_, i) => i).filter((i) => plan.scores[i]);
    // Particles light up only where the query has nothing else.
    const content = scoring.filter((i) => !plan.groups[i]!.optional);
    this.lit = content.length > 0 ? content : scoring;
    this.#alternatives = this.lit.flatMap((group) =>
      plan.groups[group]!.alternatives.flatMap(({ phrase }): LitPhrase[] =>
        phrase === undefined ? [] : [{ terms: phrase, slop: 0, exact: false, field: plan.groups[group]!.field, group }],
      ),
    );
  }

  /** Words of phrases and of names of several words. */
  get terms(): readonly PhraseTerm[] {
    return [...this.#plan.phrases, ...this.#alternatives].flatMap(({ terms }) => terms);
  }

  /**
   * Ranges of `text` that match, ascending and disjoint. `field`: only words looked for there.
   * @param among - words, as they are spelled, that no other of the text need be asked for; undefined: all of them
   */
  matches(text: string, field: string, isSearched: boolean, among: ReadonlySet<string> | undefined): TextMatch[] {
    if (among?.size === 0) return [];
    const tokens = this.#tokens(text, among);
    const applies = (own: string | undefined) => (own === undefined ? isSearched : own === field);
    const phrases: readonly LitPhrase[] = this.#plan.phrases.filter((phrase) => applies(phrase.field));
    const alternatives = this.#alternatives.filter((phrase) => applies(phrase.field));
    const ranges = mergeOverlaps([...phrases, ...alternatives].flatMap((phrase) => phraseRanges(tokens, phrase)));
    const found = ranges.map(({ from, to, groups }): TextMatch => {
      const inside = tokens.filter(({ place }) => from <= place && place < to);
      const all = new Set([...groups, ...inside.flatMap(({ word }) => word.groups)]);
      return { start: inside[0]!.start, end: inside.at(-1)!.end, groups: [...all] };
    });
    let range = 0;
    for (const { place, raw, word, start, end } of tokens) {
      while (range < ranges.length && ranges[range]!.to <= place) range++;
      if (range < ranges.length && ranges[range]!.from <= place) continue;
      const groups = word.groups.filter((group) => applies(this.#plan.groups[group]!.field));
      // A word of a required phrase lights up only where the phrase stands.
      const held = () => phrases.some(({ terms }) => terms.some((term) => isTerm(term, raw, word, false)));
      if (groups.length > 0 && !held()) found.push({ start, end, groups });
    }
    return found.sort((a, b) => a.start - b.start);
  }

  /** In order. */
  #tokens(text: string, among: ReadonlySet<string> | undefined): TextToken[] {
    const tokens: TextToken[] = [];
    const seen = among === undefined ? undefined : hashesOf(among);
    const cursor = new TokenCursor().reset(text);
    while (cursor.next()) {
      const { start, end, position: place } = cursor;
      if (seen !== undefined) {
        const hash = plainHash(text, start, end);
        if (hash !== 0 && !seen.has(hash)) continue;
      }
      const raw = text.slice(start, end);
      const word = this.#wordOf(raw, among);
      if (word !== undefined) tokens.push({ place, raw, word, start, end });
    }
    return tokens;
  }

  /** Undefined for a word that nothing of the query asks for. */
  #wordOf(raw: string, among: ReadonlySet<string> | undefined): Word | undefined {
    let word = this.#words.get(raw);
    if (word === undefined) {
      const { steps } = this.#plan.switches;
      const spelled = spell(raw, steps);
      if (spelled === "" || among?.has(spelled) === false) return undefined;
      const { stems } = analyzeOften(spelled, steps);
      word = { spelled, stems, groups: this.lit.filter((i) => lights(this.#plan.groups[i]!, spelled, stems)) };
      this.#words.set(raw, word);
    }
    return word;
  }
}

/** Of the words that stand for themselves where a text has them. */
function hashesOf(words: ReadonlySet<string>): ReadonlySet<number> {
  const hashes = new Set<number>();
  for (const word of words) hashes.add(plainHash(word, 0, word.length));
  return hashes;
}

/** Places of tokens, `[from, to)`; a token that may light up stands at both ends. */
function phraseRanges(tokens: readonly TextToken[], phrase: LitPhrase): TokenRange[] {
  const places = phrase.terms.map((term) =>
    tokens.flatMap(({ place, raw, word }) => (isTerm(term, raw, word, phrase.exact) ? [place] : [])),
  );
  const groups = phrase.group === undefined ? [] : [phrase.group];
  return places[0]!.flatMap((from): TokenRange[] => {
    const last = endOfPhrase(places, from, phrase.slop);
    return last === undefined ? [] : [{ from, to: last + 1, groups }];
  });
}

/** Whether a token of the text is the phrase's word. */
function isTerm(term: PhraseTerm, raw: string, word: Word, exact: boolean): boolean {
  if (exact) return word.spelled === term.spelled && sameMarks(term.raw, raw);
  return word.stems.some((stem) => term.stems.includes(stem));
}

function mergeOverlaps(ranges: readonly TokenRange[]): TokenRange[] {
  const merged: TokenRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && range.from < last.to) {
      merged[merged.length - 1] = {
        ...last,
        to: Math.max(last.to, range.to),
        groups: [...last.groups, ...range.groups],
      };
    } else merged.push(range);
  }
  return merged;
}

function lights(group: WordGroup, spelled: string, stems: readonly string[]): boolean {
  return group.alternatives.some((alternative) => alternative.matches && lit(alternative, spelled, stems));
}

function lit({ lookup, term, edits }: Alternative, spelled: string, stems: readonly string[]): boolean {
  switch (lookup) {
    case "stem":
      return stems.includes(term);
    case "word":
      return spelled === term;
    case "spellings":
      return fold(spelled) === term;
    case "prefix":
      return fold(spelled).startsWith(term);
    case "fuzzy":
      return editDistanceAtMost(fold(spelled), term, edits ?? 1);
    case "phrase":
      return false;
  }
}
