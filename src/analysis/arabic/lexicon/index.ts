/**
 * All word lists, folded once. Comes in: the lists of this folder. Goes out: sets of folded words.
 * Invariant: built at load from shipped tables only.
 * @module
 */
import { fold } from "../letter-fold.ts";
import { BORROWED_NOUNS } from "./borrowed-nouns.ts";
import {
  SHORT_FEMININES as FEMININES,
  IRREGULAR_INFLECTIONS,
  KEPT_FEMININES as KEPT,
  SHORT_NOUNS,
} from "./irregular-words.ts";
import { PERSONAL_NAMES } from "./personal-names.ts";
import { PLACE_NAMES } from "./place-names.ts";
import { AFFIX_LIKE_BEGINNING, AFFIX_LIKE_END } from "./primitive-nouns.ts";

/** A shorter word keeps its ending. */
const MIN_BASE = 3;

function spelledWords(list: string): string[] {
  return list.trim().split(/\s+/);
}

function words(list: string): string[] {
  return spelledWords(list).map(fold);
}

/** Feminine nouns whose stem keeps its ة (folded ه). */
export const keptFeminines: ReadonlySet<string> = new Set([...words(KEPT), ...words(FEMININES)]);

/**
 * Bases that are words as they stand. A feminine noun is listed without its ة, since ة comes off like an affix; a name in
 * ا without its ا, so that it meets its adjective (ليبيا ليبي, فرنسا فرنسي).
 */
export const lexicon: ReadonlySet<string> = new Set(
  spelledWords(
    [PLACE_NAMES, PERSONAL_NAMES, BORROWED_NOUNS, AFFIX_LIKE_BEGINNING, AFFIX_LIKE_END].join(" "),
  ).map((word) => fold(hasLooseEnding(word) ? word.slice(0, -1) : word)),
);

function hasLooseEnding(word: string): boolean {
  if (word.endsWith("ة")) return word.length > MIN_BASE;
  return word.endsWith("ا") && word.length > MIN_BASE + 1;
}

/** Two letters that are a whole noun. */
export const shortNouns: ReadonlySet<string> = new Set(words(SHORT_NOUNS).filter((word) => word.length === 2));

/** Folded form -> folded base. */
export const irregularInflections: ReadonlyMap<string, string> = new Map(
  IRREGULAR_INFLECTIONS.map(([form, base]) => [fold(form), fold(base)]),
);
