/**
 * What a misspelled word may be behind its proclitics. Comes in: a folded word that no reading explains. Goes out: every
 * way to take the clitics before it off.
 * @module
 */
import { ARTICLE, LAM_LETTER, PROCLITIC_CHAINS } from "../arabic/affixes.ts";

export interface ProcliticRest {
  readonly before: string;
  readonly rest: string;
}

/** The word as it mostly stands in texts, if it is a noun without its article. */
export function withArticle(folded: string): string {
  return folded.startsWith(ARTICLE) ? folded : ARTICLE + folded;
}

/** Proclitics written onto a word that may have its own article: ل before it takes its ا, the article is written once. */
export function attached(before: string, word: string): string {
  if (!word.startsWith(ARTICLE)) return before + word;
  if (before.endsWith(ARTICLE)) return before.slice(0, -ARTICLE.length) + word;
  return before.endsWith(LAM_LETTER) ? before + word.slice(1) : before + word;
}

/** A shorter rest is too little to correct. */
const MIN_REST = 4;

/** Longest proclitics first; the bare word is not among them. */
export function withoutProclitics(folded: string): ProcliticRest[] {
  return PROCLITIC_CHAINS.map(({ text }) => text)
    .filter((text) => text !== "" && folded.startsWith(text) && folded.length - text.length >= MIN_REST)
    .sort((a, b) => b.length - a.length)
    .map((before) => ({ before, rest: folded.slice(before.length) }));
}
