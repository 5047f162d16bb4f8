/**
 * Which tokens of a text the query lights up: whole tokens of the original, clitics and marks included; a phrase
 * is one range. Each distinct token is judged once.
 * @module
 */
import { analyzeWord, fold, spell, TokenCursor } from "../../analysis/index.ts";
import { followEachOther, isTerm } from "../match/phrase-matcher.ts";
import { editDistanceAtMost } from "../rewrite/edit-distance.ts";
import type { Phrase, QueryPlan } from "../rewrite/query-plan.ts";
import type { Alternative, WordGroup } from "../rewrite/word-group.ts";

export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** Numbers of the plan's groups that it matches; for a phrase those of its words. */
  readonly groups: readonly number[];
}

interface TextToken {
  readonly raw: string;
  readonly start: number;
  readonly end: number;
}

export class TokenMatcher {
  readonly #plan: QueryPlan;
  readonly #lit: readonly number[];
  readonly #byRaw = new Map<string, readonly number[]>();

  constructor(plan: QueryPlan) {
    this.#plan = plan;
    const scoring = plan.groups.map((_, i) => i).filter((i) => plan.scores[i]);
    // Particles light up only where the query has nothing else.
    const content = scoring.filter((i) => !plan.groups[i]!.optional);
    this.#lit = content.length > 0 ? content : scoring;
  }

  /** Ranges of `text` that match, ascending and disjoint. `field`: only words looked for there. */
  matches(text: string, field: string, isSearched: boolean): TextMatch[] {
    const tokens: TextToken[] = [];
    const cursor = new TokenCursor().reset(text);
    while (cursor.next())
      tokens.push({ raw: text.slice(cursor.start, cursor.end), start: cursor.start, end: cursor.end });
    const applies = (own: string | undefined) => (own === undefined ? isSearched : own === field);
    const phrases = this.#plan.phrases.filter((phrase) => applies(phrase.field));
    const ranges = phrases.flatMap((phrase) => this.#phraseRanges(tokens, phrase));
    const covered = new Set(ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
    const single: TextMatch[] = [];
    tokens.forEach(({ raw, start, end }, i) => {
      if (covered.has(i)) return;
      const groups = this.#groupsOf(raw).filter(
        (group) => applies(this.#plan.groups[group]!.field) && !this.#inPhrase(raw, phrases),
      );
      if (groups.length > 0) single.push({ start, end, groups });
    });
    const whole = mergeOverlaps(ranges).map(({ from, to }): TextMatch => {
      const groups = tokens.slice(from, to).flatMap(({ raw }) => this.#groupsOf(raw));
      return { start: tokens[from]!.start, end: tokens[to - 1]!.end, groups: [...new Set(groups)] };
    });
    return [...single, ...whole].sort((a, b) => a.start - b.start);
  }

  /** A word of a required phrase lights up only where the phrase stands. */
  #inPhrase(raw: string, phrases: readonly Phrase[]): boolean {
    return phrases.some((phrase) => phrase.terms.some((term) => isTerm(term, raw, this.#stems(raw), phrase.exact)));
  }

  #stems(raw: string): readonly string[] {
    return analyzeWord(spell(raw)).stems;
  }

  #groupsOf(raw: string): readonly number[] {
    let groups = this.#byRaw.get(raw);
    if (groups === undefined) {
      const spelled = spell(raw);
      const stems = spelled === "" ? [] : analyzeWord(spelled).stems;
      groups = spelled === "" ? [] : this.#lit.filter((i) => lights(this.#plan.groups[i]!, spelled, stems));
      this.#byRaw.set(raw, groups);
    }
    return groups;
  }

  #phraseRanges(tokens: readonly TextToken[], phrase: Phrase): { from: number; to: number }[] {
    const ranges: { from: number; to: number }[] = [];
    const places = phrase.terms.map((term) =>
      tokens.flatMap(({ raw }, i) => (isTerm(term, raw, this.#stems(raw), phrase.exact) ? [i] : [])),
    );
    if (places.some((list) => list.length === 0)) return [];
    for (const start of places[0]!) {
      if (!followEachOther([[start], ...places.slice(1)], phrase.slop)) continue;
      let last = start;
      for (const list of places.slice(1)) last = list.find((place) => place > last)!;
      ranges.push({ from: start, to: last + 1 });
    }
    return ranges;
  }
}

function mergeOverlaps(ranges: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const merged: { from: number; to: number }[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && range.from < last.to) last.to = Math.max(last.to, range.to);
    else merged.push({ ...range });
  }
  return merged;
}

function lights(group: WordGroup, spelled: string, stems: readonly string[]): boolean {
  return group.alternatives.some((alternative) => lit(alternative, spelled, stems));
}

function lit({ kind, term, edits }: Alternative, spelled: string, stems: readonly string[]): boolean {
  switch (kind) {
    case "stem":
      return stems.includes(term);
    case "typed":
      return spelled === term;
    case "spelling":
      return fold(spelled) === term;
    case "prefix":
      return fold(spelled).startsWith(term);
    case "fuzzy":
      return editDistanceAtMost(fold(spelled), term, edits ?? 1);
  }
}
