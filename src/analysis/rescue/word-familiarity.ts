/**
 * How well the shipped tables know a word. Comes in: a spelled word. Goes out: a grade.
 * Invariant: pure. A word that is known needs no correction, whether an index holds it or not.
 * @module
 */
import { everyStep } from "../analysis-steps.ts";
import { FEMININE } from "../arabic/affixes.ts";
import { knowledgeOf, LISTED, ROOT } from "../arabic/base-knowledge.ts";
import { knownBase } from "../arabic/known-bases.ts";
import { equivalentsOf } from "../equivalences/index.ts";
import { memoized } from "../memoized.ts";
import { analyzeWord } from "../word-analysis.ts";

/** `listed`: a word of the lexicons; `patterned`: a pattern of a known root, which chance makes as well. */
export type Familiarity = "listed" | "patterned" | "unknown";

/** محاسبة is listed with its ة, جميلة as an adjective without; محكة is in neither list. */
function isListedFeminine(word: string, stem: string): boolean {
  return word === stem + FEMININE && knownBase(word, everyStep).isListedFeminine;
}

export const familiarityOf: (spelled: string) => Familiarity = memoized((spelled) => {
  const { stems, functionWord, folded, proclitics } = analyzeWord(spelled);
  if (functionWord || equivalentsOf([spelled]).length > 0) return "listed";
  const stem = stems[0] as string;
  const bare = folded.slice(proclitics.join("").length);
  if ([folded, bare].some((word) => knownBase(word, everyStep).isPluralOrItsSingular)) return "listed";
  const known = knownBase(stem, everyStep).isKeptFeminine ? LISTED : knowledgeOf(stem, false);
  // Endings fit many a slip: a word that is known only without them is not surely one.
  if (known >= LISTED) return bare === stem || isListedFeminine(bare, stem) ? "listed" : "patterned";
  return known > ROOT ? "patterned" : "unknown";
});
