/**
 * Words that weigh little in this index or at this place: the owner's stop words, and marks of an era behind a year
 * (1442هـ, 2014م). As particles do, they score, but a document without them matches as well.
 * @module
 */
import { eraMarkLength } from "../../analysis/index.ts";
import { functionWordWeight, type PhraseTerm, type WordGroup } from "./word-group.ts";

/** @param stopWords - folded */
export function softenWords(groups: readonly WordGroup[], stopWords: ReadonlySet<string>): readonly WordGroup[] {
  const eras = groups.some(({ analysis }) => analysis.kind === "number")
    ? eraMarks(groups.map(({ analysis }) => analysis.spelled))
    : noMarks;
  if (eras.size === 0 && stopWords.size === 0) return groups;
  return groups.map((group, i) => (eras.has(i) || stopWords.has(group.analysis.folded) ? softened(group) : group));
}

/** A word that counts like a particle. */
export function softened(group: WordGroup): WordGroup {
  return { ...group, optional: true, weight: Math.min(group.weight, functionWordWeight) };
}

/** A phrase that ends with the mark of an era does not ask for the mark. */
export function withoutFinalEra(terms: readonly PhraseTerm[]): readonly PhraseTerm[] {
  const eras = eraMarks(terms.map(({ spelled }) => spelled));
  let end = terms.length;
  while (eras.has(end - 1)) end--;
  return terms.slice(0, end);
}

const noMarks: ReadonlySet<number> = new Set();

function eraMarks(spelled: readonly string[]): Set<number> {
  const marks = new Set<number>();
  for (let i = 1; i < spelled.length; i++) {
    for (let length = eraMarkLength(spelled, i); length > 0; length--) marks.add(i + length - 1);
  }
  return marks;
}
