/**
 * How well the shipped tables know a word. Comes in: a spelled word. Goes out: a grade.
 * Invariant: pure. A word that is known needs no correction, whether an index holds it or not.
 * @module
 */
import { everyStep } from "../analysis-steps.ts";
import { ARTICLE, FEMININE, IMPERFECT_LETTERS } from "../arabic/affixes.ts";
import { knowledgeOf, LISTED, MIN_BASE, ROOT } from "../arabic/base-knowledge.ts";
import { knownBase } from "../arabic/known-bases.ts";
import { equivalentsOf } from "../equivalences/index.ts";
import { memoized } from "../memoized.ts";
import { MEEM, TEH, YEH } from "../unicode/arabic-letters.ts";
import { analyzeWord } from "../word-analysis.ts";

/** `listed`: a word of the lexicons; `patterned`: a pattern of a known root, which chance makes as well. */
export type Familiarity = "listed" | "patterned" | "unknown";

/** تعتبر of اعتبر: what stands before an imperfect tells it from a slip, as the endings of a perfect do not. */
function isListedImperfect(word: string, stem: string): boolean {
  if (word.length <= MIN_BASE || word.startsWith(stem) || !IMPERFECT_LETTERS.includes(word.charAt(0))) return false;
  return knownBase(stem, everyStep).perfects !== undefined;
}

/** مناقش of ناقش, تدمير of دمر. */
function isOfListedVerb(stem: string): boolean {
  const isVerb = (perfect: string): boolean => knownBase(perfect, everyStep).perfects !== undefined;
  if (stem.charCodeAt(0) === MEEM) return stem.length > MIN_BASE + 1 && isVerb(stem.slice(1));
  const isOfSecondForm = stem.length === 5 && stem.charCodeAt(0) === TEH && stem.charCodeAt(3) === YEH;
  return isOfSecondForm && isVerb(stem.slice(1, 3) + stem.slice(4));
}

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
  const { isKeptFeminine, verb } = knownBase(stem, everyStep);
  if (isListedImperfect(bare, stem) && !proclitics.includes(ARTICLE)) return "listed";
  const isWhole = bare === stem || bare === stem + FEMININE;
  if (isWhole && (verb !== undefined || isOfListedVerb(stem))) return "listed";
  const known = isKeptFeminine ? LISTED : knowledgeOf(stem, false);
  // Endings fit many a slip: a word that is known only without them is not surely one.
  if (known >= LISTED) return bare === stem || isListedFeminine(bare, stem) ? "listed" : "patterned";
  return known > ROOT ? "patterned" : "unknown";
});
