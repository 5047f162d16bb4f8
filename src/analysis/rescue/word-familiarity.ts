/**
 * How well the shipped tables know a word. Comes in: a spelled word. Goes out: a grade.
 * Invariant: pure. A word that is known needs no correction, whether an index holds it or not.
 * @module
 */
import { FEMININE } from "../arabic/affixes.ts";
import { knowledgeOf, LISTED, ROOT } from "../arabic/base-knowledge.ts";
import { brokenPlurals } from "../arabic/broken-plurals.ts";
import { fold } from "../arabic/letter-fold.ts";
import { keptFeminines, wordLists } from "../arabic/lexicon/index.ts";
import { equivalentsOf } from "../equivalences/index.ts";
import { memoized } from "../memoized.ts";
import { analyzeWord } from "../word-analysis.ts";

/** `listed`: a word of the lexicons; `patterned`: a pattern of a known root, which chance makes as well. */
export type Familiarity = "listed" | "patterned" | "unknown";

/** Made at first use. */
let pluralForms: ReadonlySet<string> | undefined;

function isPluralOrItsSingular(word: string): boolean {
  pluralForms ??= new Set(brokenPlurals.flatMap((forms) => forms.map(fold)));
  return pluralForms.has(word);
}

let feminines: ReadonlySet<string> | undefined;

/** محاسبة is listed with its ة, جميلة as an adjective without; محكة is in neither list. */
function isListedFeminine(word: string, stem: string): boolean {
  if (word !== stem + FEMININE) return false;
  const folded = (lists: readonly string[]): string[] => lists.flatMap((list) => list.trim().split(/\s+/)).map(fold);
  feminines ??= new Set([
    ...folded([...wordLists.noun, ...wordLists.name]),
    ...folded(wordLists.adjective).map((adjective) => adjective + FEMININE),
  ]);
  return feminines.has(word);
}

export const familiarityOf: (spelled: string) => Familiarity = memoized((spelled) => {
  const { stems, functionWord, folded, proclitics } = analyzeWord(spelled);
  if (functionWord || equivalentsOf([spelled]).length > 0) return "listed";
  const stem = stems[0] as string;
  const bare = folded.slice(proclitics.join("").length);
  if (isPluralOrItsSingular(folded) || isPluralOrItsSingular(bare)) return "listed";
  const known = keptFeminines.has(stem) ? LISTED : knowledgeOf(stem, false);
  // Endings fit many a slip: a word that is known only without them is not surely one.
  if (known >= LISTED) return bare === stem || isListedFeminine(bare, stem) ? "listed" : "patterned";
  return known > ROOT ? "patterned" : "unknown";
});
