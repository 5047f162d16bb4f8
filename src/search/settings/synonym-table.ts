/**
 * Rules of synonyms -> a table that finds them in the words of a query. Words meet by their stems and plurals, so
 * that a rule holds for every inflection; a spelling of several words needs all of them in order.
 * @module
 */
import type { WordGroup } from "../rewrite/word-group.ts";
import { type Spelling, type SynonymRule, synonymRuleOf } from "./synonym-rules.ts";

export interface SynonymSpan {
  /** Index of the first word. */
  readonly from: number;
  /** Index just after the last word. */
  readonly to: number;
  readonly others: readonly Spelling[];
}

/** A spelling as typed, and what it finds. */
interface Entry {
  readonly typed: Spelling;
  readonly finds: readonly Spelling[];
}

export class SynonymTable {
  /** By each stem of the first word. */
  readonly #byFirst = new Map<string, Entry[]>();

  /** @param lines - checked before, see {@link synonymRuleOf} */
  constructor(lines: readonly string[]) {
    lines.forEach((line, i) => {
      const rule = synonymRuleOf(line, i + 1);
      if (rule !== undefined) this.#add(rule);
    });
  }

  get isEmpty(): boolean {
    return this.#byFirst.size === 0;
  }

  #add({ typed, finds }: SynonymRule): void {
    for (const spelling of typed) {
      const entry = { typed: spelling, finds: finds.filter((other) => other !== spelling) };
      for (const stem of new Set(spelling[0]!.stems)) {
        const known = this.#byFirst.get(stem);
        if (known === undefined) this.#byFirst.set(stem, [entry]);
        else known.push(entry);
      }
    }
  }

  /** Spans of the words that rules know, leftmost and longest first; what several rules say of one span is added up. */
  spansOf(words: readonly WordGroup[]): SynonymSpan[] {
    const spans: SynonymSpan[] = [];
    if (this.isEmpty) return spans;
    const stems = words.map(stemsOf);
    for (let from = 0; from < words.length; ) {
      const found = this.#entriesAt(stems, from);
      const length = Math.max(0, ...found.map(({ typed }) => typed.length));
      const longest = found.filter(({ typed }) => typed.length === length);
      const to = from + length;
      if (length > 0) spans.push({ from, to, others: longest.flatMap(({ finds }) => finds) });
      from = Math.max(from + 1, to);
    }
    return spans;
  }

  #entriesAt(stems: readonly ReadonlySet<string>[], from: number): Entry[] {
    const entries = new Set([...stems[from]!].flatMap((stem) => this.#byFirst.get(stem) ?? []));
    return [...entries].filter(({ typed }) =>
      typed.every((word, i) => word.stems.some((stem) => stems[from + i]?.has(stem))),
    );
  }
}

/** What a word is known by; a prefix or a fuzzy word stands for many, and has no synonyms. */
function stemsOf({ alternatives }: WordGroup): ReadonlySet<string> {
  if (alternatives.some(({ kind }) => kind === "prefix" || kind === "fuzzy")) return new Set();
  return new Set(alternatives.filter(({ kind }) => kind === "stem" || kind === "plural").map(({ term }) => term));
}
