/**
 * Is this a form of a verb? Comes in: a folded word without proclitics, and what was cut off its end. Goes out: the
 * grade of the reading and the verbs it may be of. Invariant: pure; a verb's stem is its perfect.
 * @module
 */
import type { AnalysisSteps } from "../analysis-steps.ts";
import {
  HE,
  I,
  IMPERFECT_LETTERS,
  NOT_OF_VERBS,
  OBJECT_OR_SUBJECT,
  type ProcliticChain,
  SHE_OR_YOU,
  WE,
} from "./affixes.ts";
import { particleOf } from "./function-words.ts";
import { type KnownBase, knownBase } from "./known-bases.ts";
import { perfectByPattern } from "./root-patterns.ts";
import {
  AFTER_IMPERFECT,
  AFTER_IMPERFECT_BOUND,
  AFTER_PERFECT,
  AFTER_PERFECT_BOUND,
  CONSONANT,
  NOTHING,
  PRONOUN,
  type VerbStem,
} from "./verb-endings.ts";

export interface VerbReading {
  readonly grade: number;
  readonly verb: string;
  /** Another verb that shares the form, or "". */
  readonly other: string;
}

/** A listed verb: surer than a pattern, less sure than a listed noun of the same letters. */
const VERB = 24;
export const MOST_OF_VERBS: number = VERB;
/** ن and أ open nouns and other verbs as well. */
const VERB_AFTER_WE = 22;
const VERB_AFTER_I = 21;
/** Without its hamza the first person looks like any noun in ا. */
const VERB_AFTER_BARE_ALEF = 18;
/** Three letters that begin with another prefix than ي: less than a root of those three. */
const SHORT_VERB = 15;
const SHORT = 3;
const noPerfects = { perfects: undefined };
/** A verb of a known root that no list has; only ي is sure to open one. */
const UNLISTED_VERB = 20;

/** The best reading of `written` as a verb between its proclitics and its ending, or undefined. */
export function verbReading(
  written: string,
  { perfects }: Pick<KnownBase, "perfects">,
  inflection: string,
  pronoun: string,
  chain: ProcliticChain,
  hamza: boolean,
  steps: AnalysisSteps,
): VerbReading | undefined {
  if (chain.verbs === "none" || pronoun === NOT_OF_VERBS || !steps.inflection) return undefined;
  const bound = pronoun !== "";
  if (perfects !== undefined && chain.verbs === "any") {
    let kinds = (bound ? AFTER_PERFECT_BOUND : AFTER_PERFECT).get(inflection);
    if (pronoun === OBJECT_OR_SUBJECT && inflection === "") kinds = PRONOUN | CONSONANT;
    const found = kinds === undefined ? undefined : reading(perfects, kinds, VERB);
    if (found !== undefined) return hamza && inflection === "" ? withFirstPerson(found, written, bound, steps) : found;
  }
  const prefix = written.charAt(0);
  if (!IMPERFECT_LETTERS.includes(prefix)) return undefined;
  const kinds = (bound ? AFTER_IMPERFECT_BOUND : AFTER_IMPERFECT).get(inflection);
  if (kinds === undefined || ((prefix === WE || prefix === I) && inflection !== "")) return undefined;
  const stem = written.slice(1);
  const known = reading(knownBase(stem, steps).imperfects, kinds, gradeAfter(prefix, written, hamza));
  if (known !== undefined || prefix !== HE || !steps.roots) return known;
  const perfect = perfectByPattern(stem);
  return perfect === undefined ? undefined : { grade: UNLISTED_VERB, verb: perfect, other: "" };
}

/**
 * The verb that a word in ت is the imperfect of, whatever else it is; "" if none, for a listed noun that is no verb and
 * for words of three letters, which are too many other things.
 */
export function verbOfHers(written: string, pronoun: string, chain: ProcliticChain, steps: AnalysisSteps): string {
  if (written.length <= SHORT || !written.startsWith(SHE_OR_YOU)) return "";
  const { isListed, perfects } = knownBase(written, steps);
  if (isListed && perfects === undefined) return "";
  const found = verbReading(written, noPerfects, "", pronoun, chain, false, steps);
  return found === undefined || particleOf(found.verb) !== undefined ? "" : found.verb;
}

/** أسمع is he made hear, and I hear. */
function withFirstPerson(found: VerbReading, written: string, bound: boolean, steps: AnalysisSteps): VerbReading {
  if (found.other !== "" || written.length <= SHORT) return found;
  const mine = reading(knownBase(written.slice(1), steps).imperfects, bound ? PRONOUN : NOTHING, VERB);
  return mine === undefined || mine.verb === found.verb
    ? found
    : { grade: found.grade, verb: found.verb, other: mine.verb };
}

function reading(stems: readonly VerbStem[] | undefined, kinds: number, grade: number): VerbReading | undefined {
  if (stems === undefined) return undefined;
  let verb = "";
  let other = "";
  for (const stem of stems) {
    if ((stem.before & kinds) === 0) continue;
    if (verb === "") verb = stem.verb;
    else if (other === "") other = stem.verb;
  }
  return verb === "" ? undefined : { grade, verb, other };
}

function gradeAfter(prefix: string, written: string, hamza: boolean): number {
  if (prefix === HE) return VERB;
  if (written.length <= SHORT) return SHORT_VERB;
  if (prefix === SHE_OR_YOU) return VERB;
  if (prefix === WE) return VERB_AFTER_WE;
  return hamza ? VERB_AFTER_I : VERB_AFTER_BARE_ALEF;
}
