/**
 * How well the shipped tables know a word. Comes in: a spelled word. Goes out: a grade.
 * Invariant: pure. A word that is known needs no correction, whether an index holds it or not.
 * @module
 */
import { FEMININE } from "../arabic/affixes.ts";
import { knowledgeOf, LISTED, ROOT } from "../arabic/base-knowledge.ts";
import { brokenPlurals } from "../arabic/broken-plurals.ts";
import { fold } from "../arabic/letter-fold.ts";
import { keptFeminines } from "../arabic/lexicon/index.ts";
import { equivalentsOf } from "../equivalences/index.ts";
import { analyzeWord } from "../word-analysis.ts";

/** `listed`: a word of the lexicons; `patterned`: a pattern of a known root, which chance makes as well. */
export type Familiarity = "listed" | "patterned" | "unknown";

/** Made at first use. */
let pluralForms: ReadonlySet<string> | undefined;

function isPluralOrItsSingular(word: string): boolean {
  pluralForms ??= new Set(brokenPlurals.flatMap((forms) => forms.map(fold)));
  return pluralForms.has(word);
}

export function familiarityOf(spelled: string): Familiarity {
  const { stems, functionWord, folded, proclitics } = analyzeWord(spelled);
  if (functionWord || equivalentsOf([spelled]).length > 0) return "listed";
  const stem = stems[0] as string;
  const bare = folded.slice(proclitics.join("").length);
  if (isPluralOrItsSingular(folded) || isPluralOrItsSingular(bare)) return "listed";
  const known = keptFeminines.has(stem) ? LISTED : knowledgeOf(stem, false);
  // Endings fit many a slip: a word that is known only without them is not surely one.
  if (known >= LISTED) return bare === stem || bare === stem + FEMININE ? "listed" : "patterned";
  return known > ROOT ? "patterned" : "unknown";
}
