/**
 * What the affixes of a reading say for it or against it. Comes in: the affixes and the grade of the base between them.
 * Goes out: points to add to that grade. Invariant: pure.
 *
 * The numbers order the cases and are not fitted: a listed whole beats everything but the article before a listed base; an
 * unknown word loses its article, its و and its regular endings, and keeps a first letter that could be its own.
 * @module
 */
import {
  ADDRESSING_PRONOUNS,
  ALEF_LETTER,
  ARTICLE,
  FEMININE,
  NOON_LETTER,
  type ProcliticChain,
  STRONG_PRONOUNS,
  WAW_LETTER,
} from "./affixes.ts";
import { LISTED, MIN_BASE, UNKNOWN } from "./base-knowledge.ts";

const NO_PROCLITIC = 8;
const ARTICLE_POINTS = 20;

const CONJUNCTION_BEFORE_KNOWN = 8;
const CONJUNCTION_BEFORE_LONG = 9;
const CONJUNCTION_BEFORE_SHORT = 4;
/** Surer than a pattern's whole word: بواقع is ب + واقع. */
const PARTICLE_BEFORE_LISTED = -1;
const PARTICLE_BEFORE_KNOWN = -2;
/** ولدهم is ولد + هم rather than و + ل + دهم. */
const PARTICLE_AFTER_CONJUNCTION = -2;
const PARTICLE_BEFORE_UNKNOWN = -12;
/** س and ي together: سيجدونه is no noun سيجد. */
export const FUTURE_OF_HIS = 8;
/** وعدنا is وعد + نا rather than و + عدن + ا, and فكرها no ف + كره + ا. */
const TANWIN_AFTER_CONJUNCTION = -2;
/** فقدوا is they lost rather than ف + قدو + ا. */
const PLURAL_AS_TANWIN = -7;
const INFLECTION_OF_KNOWN = -2;
const INFLECTION_OF_UNKNOWN = 3;
const PRONOUN_OF_KNOWN = -3;
const STRONG_PRONOUN_OF_UNKNOWN = 3;
const WEAK_PRONOUN_OF_UNKNOWN = -4;
/** لبنك is ل + بنك rather than your لبن. */
const ADDRESSED_OF_KNOWN = -11;
/** الهوى is not إله + وي: words this short do not withstand the article. */
const SHORT_AFTER_ARTICLE = 4;
/** Verbs of a list withstand it too: التقى is no ال + تقى. */
const LIKE_ARTICLE_GRADE = 21;

/** Points of the proclitics before a base. */
export function procliticScore(chain: ProcliticChain, base: string, inflection: string, known: number): number {
  const isKnown = known > UNKNOWN;
  if (chain.article) return ARTICLE_POINTS;
  let score = chain.text === "" ? NO_PROCLITIC : 0;
  if (chain.particle) {
    score += known === LISTED ? PARTICLE_BEFORE_LISTED : isKnown ? PARTICLE_BEFORE_KNOWN : PARTICLE_BEFORE_UNKNOWN;
    if (chain.conjunction) score += PARTICLE_AFTER_CONJUNCTION;
  }
  if (chain.conjunction && inflection === ALEF_LETTER) {
    if (endsLikePronoun(base)) score += TANWIN_AFTER_CONJUNCTION;
    else if (base.endsWith(WAW_LETTER)) score += PLURAL_AS_TANWIN;
  }
  if (chain.conjunction) {
    const long = base.length + inflection.length > MIN_BASE;
    score += isKnown ? CONJUNCTION_BEFORE_KNOWN : long ? CONJUNCTION_BEFORE_LONG : CONJUNCTION_BEFORE_SHORT;
  }
  return score;
}

/**
 * Points of a listed word that looks like the article and another word: it is listed to withstand the article
 * (ألمانيا, also without its hamza), but الباب is the door and no ألباب. `rest`: what the article would leave is listed.
 */
export function articleLikeScore(base: string, known: number, hamza: boolean, rest: boolean): number {
  const looks = known >= LIKE_ARTICLE_GRADE && base.length > SHORT_AFTER_ARTICLE && base.startsWith(ARTICLE);
  return looks && (hamza || !rest) ? ARTICLE_POINTS : 0;
}

function endsLikePronoun(base: string): boolean {
  return base.endsWith(NOON_LETTER) || base.endsWith(FEMININE);
}

/** Points of the endings after a base. */
export function endingScore(inflection: string, pronoun: string, known: number): number {
  const isKnown = known > UNKNOWN;
  let score = 0;
  if (inflection !== "") score += isKnown ? INFLECTION_OF_KNOWN : INFLECTION_OF_UNKNOWN;
  if (pronoun !== "") {
    const ofUnknown = STRONG_PRONOUNS.has(pronoun) ? STRONG_PRONOUN_OF_UNKNOWN : WEAK_PRONOUN_OF_UNKNOWN;
    const ofKnown = ADDRESSING_PRONOUNS.has(pronoun) ? ADDRESSED_OF_KNOWN : PRONOUN_OF_KNOWN;
    score += isKnown ? ofKnown : ofUnknown;
  }
  return score;
}
