/**
 * Query words -> how many of them are only the mark of an era. Comes in: spelled words. Goes out: a count.
 * Invariant: a letter marks an era only behind a number (1442 هـ، 2014م، 500 ق.م); alone it is a letter.
 * @module
 */
import { digitValue } from "../unicode/digits.ts";

/** Of the Hijra, of the birth; before either. The tatweel of هـ is gone once it is spelled. */
const ERA_MARKS: readonly (readonly string[])[] = [["ق", "م"], ["ق", "ه"], ["م"], ["ه"]];

/** Number of words from `at` on that mark the era of the number just before them; 0 where they do not. */
export function eraMarkLength(words: readonly string[], at: number): number {
  const before = words[at - 1];
  if (before === undefined || digitValue(before.charCodeAt(0)) < 0) return 0;
  const mark = ERA_MARKS.find((letters) => letters.every((letter, i) => words[at + i] === letter));
  return mark?.length ?? 0;
}
