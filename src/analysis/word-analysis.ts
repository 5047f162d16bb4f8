/**
 * Spelled word -> folded form, stems, clitics. Comes in: a spelled word. Goes out: everything the index and the query
 * know of it. Invariant: a pure function of the word, the steps and the shipped tables, never of any collection; callers
 * cache.
 * @module
 */
import { type AnalysisSteps, everyStep } from "./analysis-steps.ts";
import { stemArabic } from "./arabic/arabic-stemmer.ts";
import { particleOf } from "./arabic/function-words.ts";
import { LATIN_LETTER_NAMES } from "./arabic/latin-letter-names.ts";
import { fold } from "./arabic/letter-fold.ts";
import { stemLatin } from "./latin/light-english-stemmer.ts";
import { memoized } from "./memoized.ts";
import { ARABIC, charClass, DIGIT, LATIN } from "./unicode/char-class.ts";

/**
 * Written into each segment: stems of another version do not meet these. A reading that is added beside the one that a
 * word had meets what was indexed before, and changes nothing here.
 */
export const analyzerVersion = 2;

export interface WordAnalysis {
  readonly spelled: string;
  readonly folded: string;
  /** One, or two for an unknown word with two plausible readings; best first. */
  readonly stems: readonly string[];
  /** Spelled pieces in order, for display. */
  readonly proclitics: readonly string[];
  readonly enclitics: readonly string[];
  /** Question word or particle, decided by the spelled form. */
  readonly functionWord: boolean;
  readonly kind: "arabic" | "latin" | "number" | "other";
}

const NONE: readonly string[] = [];

/** Analysis of a spelled word (see `spell`); `steps` leave some out for measuring. */
export function analyzeWord(spelled: string, steps: AnalysisSteps = everyStep): WordAnalysis {
  const kind = kindOf(spelled);
  const folded = kind === "arabic" && steps.letters ? fold(spelled) : spelled;
  if (kind !== "arabic") {
    const stems = [kind === "latin" && steps["latin-endings"] ? stemLatin(spelled) : spelled];
    return { spelled, folded, stems, proclitics: NONE, enclitics: NONE, functionWord: false, kind };
  }
  const particle = steps["function-words"] ? particleOf(spelled) : undefined;
  if (particle !== undefined) {
    return { spelled, folded, stems: [particle], proclitics: NONE, enclitics: NONE, functionWord: true, kind };
  }
  const { stems, proclitics, enclitics } = stemArabic(spelled, folded, steps);
  const latin = steps["latin-names"] ? LATIN_LETTER_NAMES.get(spelled) : undefined;
  return {
    spelled,
    folded,
    stems: latin === undefined ? stems : [stems[0] as string, latin],
    proclitics,
    enclitics,
    functionWord: false,
    kind,
  };
}

const remembered = memoized((spelled) => analyzeWord(spelled));

/** The same, remembered with all steps: what corrects a query or lights up its hits asks for the same words again and again. */
export function analyzeOften(spelled: string, steps: AnalysisSteps = everyStep): WordAnalysis {
  return steps === everyStep ? remembered(spelled) : analyzeWord(spelled, steps);
}

function kindOf(spelled: string): WordAnalysis["kind"] {
  switch (charClass[spelled.charCodeAt(0)]) {
    case ARABIC:
      return "arabic";
    case LATIN:
      return "latin";
    case DIGIT:
      return "number";
    default:
      return "other";
  }
}
