/**
 * Lines of synonyms to rules. One rule a line:
 *
 *     # a comment
 *     سيارة, مركبة, عربة          each finds the others
 *     الاتحاد السوفيتي => روسيا    who types the left finds the right as well, not the other way round
 *
 * A comma of either script stands between spellings; a spelling may have several words. Blank lines and lines that
 * begin with # say nothing.
 * @module
 */
import { analyzeWord, tokenize } from "../../analysis/index.ts";
import { FihrisError, settingsLimits } from "../../contract/index.ts";
import type { PhraseTerm } from "../rewrite/word-group.ts";

/** Words in order. */
export type Spelling = readonly PhraseTerm[];

export interface SynonymRule {
  readonly typed: readonly Spelling[];
  readonly finds: readonly Spelling[];
}

const arrow = "=>";
const betweenSpellings = /[,\u060c]/;

/** Undefined for a line that says nothing. Throws `invalid_parameter` with the line's number, counted from 1. */
export function synonymRuleOf(line: string, number: number): SynonymRule | undefined {
  const text = line.trim();
  if (text === "" || text.startsWith("#")) return undefined;
  if (/[\n\r]/.test(text)) throw unreadable(number, "expected one line, got several");
  if (text.length > settingsLimits.synonymLineUnits)
    throw unreadable(number, `expected at most ${settingsLimits.synonymLineUnits} characters, got ${text.length}`);
  const sides = text.split(arrow);
  if (sides.length > 2) throw unreadable(number, `expected one ${arrow}, got ${sides.length - 1}`);
  const [typed, finds] = sides.map((side) => spellingsOf(side, number));
  if (finds !== undefined) return { typed: typed!, finds };
  if (typed!.length < 2)
    throw unreadable(number, `expected two spellings with a comma between them, got ${quoted(text)}`);
  return { typed: typed!, finds: typed! };
}

function spellingsOf(side: string, number: number): Spelling[] {
  const texts = side.split(betweenSpellings);
  if (texts.length > settingsLimits.synonymSpellings)
    throw unreadable(number, `expected at most ${settingsLimits.synonymSpellings} spellings, got ${texts.length}`);
  return texts.map((text): Spelling => {
    const words = tokenize(text).map(({ raw, spelled }) => ({ raw, spelled, stems: analyzeWord(spelled).stems }));
    if (words.length === 0)
      throw unreadable(number, `expected a word beside each comma or ${arrow}, got ${quoted(side.trim())}`);
    if (words.length > settingsLimits.synonymWords)
      throw unreadable(number, `expected at most ${settingsLimits.synonymWords} words, got ${quoted(text.trim())}`);
    return words;
  });
}

function unreadable(number: number, what: string): FihrisError {
  return new FihrisError("invalid_parameter", `synonyms, line ${number}: ${what}`, {
    remedy: `write one rule a line, "a, b" or "a ${arrow} b"; lines that begin with # are comments`,
  });
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
