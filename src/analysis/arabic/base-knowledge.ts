/**
 * How well a base is known as a word. Comes in: a folded base without affixes. Goes out: a grade.
 * Invariant: pure; the grades are points on the scale that affix-scores.ts adds to.
 * @module
 */
import { type AnalysisSteps, everyStep } from "../analysis-steps.ts";
import { ALEF_LETTER, WAW_LETTER } from "./affixes.ts";
import { type KnownBase, knownBase } from "./known-bases.ts";
import { followsPattern } from "./root-patterns.ts";

/** In the lexicon. */
export const LISTED = 30;
/** A pattern of a known root, longer than the root itself. */
const PATTERNED = 20;
/** A known root of three letters: as likely chance as not, since one string in ten is a root. */
export const ROOT = 16;
/** Follows a pattern, yet is more likely something else. */
const DOUBTFUL = 15;
export const UNKNOWN = 0;

/** Fewer letters are a base only where the lexicon has them. */
export const MIN_BASE = 3;

/** Grade of a base; `verb` when its ending says that it is one, for which the lexicon of nouns counts nothing. */
export function knowledgeOf(base: string, verb: boolean, steps: AnalysisSteps = everyStep): number {
  return gradeOf(base, knownBase(base, steps), verb, steps);
}

/** The same of a base that has been looked up. */
export function gradeOf(base: string, known: KnownBase, verb: boolean, steps: AnalysisSteps): number {
  if (!verb && (known.isListed || known.isShortNoun)) return LISTED;
  if (!steps.roots || !followsPattern(base)) return UNKNOWN;
  if (base.length <= MIN_BASE) return ROOT;
  // Beyond three letters a final ا is an ending, never a root's last letter.
  if (base.endsWith(ALEF_LETTER)) return UNKNOWN;
  // The lexicon has the words in و; a further one is more often و before a verb (وعاد, وزال).
  return base.startsWith(WAW_LETTER) ? DOUBTFUL : PATTERNED;
}
