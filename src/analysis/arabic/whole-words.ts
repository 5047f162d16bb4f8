/**
 * Whole words of the lexicons inside a word that was read otherwise. Comes in: a folded word and how it was read. Goes
 * out: the reading that keeps a listed word letter for letter, or undefined. Invariant: pure.
 *
 * A noun and an ending may look like a particle and another noun: بطريقة is ب + طريقة rather than a penguin, قوته his
 * قوة rather than his food, وفدا the وفد in the accusative. Letters that are all a listed word's are the surer.
 * @module
 */
import type { AnalysisSteps } from "../analysis-steps.ts";
import { ALEF, TEH_MARBUTA } from "../unicode/arabic-letters.ts";
import {
  ACCUSATIVES_LIKE_NAMES,
  ALEF_LETTER,
  FEMININE,
  FEMININE_BOUND,
  NAMES_LIKE_PARTICLES,
  PARTICLES_BEFORE_WORDS,
  type ProcliticChain,
  TOLD_BY_HAMZA,
  WAW_LETTER,
  YEH_LETTER,
} from "./affixes.ts";
import { MIN_BASE, UNKNOWN } from "./base-knowledge.ts";
import { knownBase } from "./known-bases.ts";
import { endsIn, holdsHamzaOnAlef, showsHamza } from "./written-particles.ts";

/** How a word was read. */
export interface WordReading {
  readonly stem: string;
  readonly chain: ProcliticChain;
  readonly pronoun: string;
  /** Grade of its base. */
  readonly known: number;
}

export interface WholeWord {
  /** The word, folded. */
  readonly word: string;
  /** Whether it ends in ة. */
  readonly marbuta: boolean;
  /** Particles before it, one letter each. */
  readonly particles: string;
  readonly pronoun: string;
}

export function wholeWordIn(
  spelled: string,
  folded: string,
  reading: WordReading,
  steps: AnalysisSteps,
): WholeWord | undefined {
  const told = toldByHamza(spelled, reading);
  if (told !== undefined || reading.chain.article) return told;
  return (
    behindParticle(spelled, folded, reading, steps) ??
    boundFeminine(folded, reading, steps) ??
    accusative(spelled, folded, reading, steps) ??
    likeName(spelled, folded, reading)
  );
}

function isListed(word: string, marbuta: boolean, steps: AnalysisSteps): boolean {
  const known = knownBase(word, steps);
  return marbuta ? known.isListedFeminine : known.isListed;
}

/** بطريقة, بحكم, برؤية; but كبيرة is listed itself, though بيرة is as well. */
function behindParticle(
  spelled: string,
  folded: string,
  reading: WordReading,
  steps: AnalysisSteps,
): WholeWord | undefined {
  const before = reading.chain.text;
  const marbuta = endsIn(spelled, TEH_MARBUTA);
  if (isListed(folded.slice(before.length), marbuta, steps)) return undefined;
  for (const particles of PARTICLES_BEFORE_WORDS) {
    if (particles.length <= before.length || !folded.startsWith(particles)) continue;
    const word = folded.slice(particles.length);
    const hamza = showsHamza(spelled, particles.length);
    // A word that opens with hamza shows it behind a particle: بأبها, and لازمة is of لازم.
    if (word.length < MIN_BASE || (word.startsWith(ALEF_LETTER) && !hamza) || !isListed(word, marbuta, steps)) continue;
    const isSure = marbuta ? isNoAdjective(reading, particles) : hamza || isNoInflection(word, reading);
    if (isSure) return { word, marbuta, particles, pronoun: "" };
  }
  return undefined;
}

/** Behind و alone: وجيزة and وكيلة are feminines of adjectives, ورقية is of ورق; but ومكة is of no word. */
function isNoAdjective({ stem, known }: WordReading, particles: string): boolean {
  if (particles !== WAW_LETTER || known === UNKNOWN) return true;
  const isFail = stem.length === MIN_BASE + 1 && stem.charAt(2) === YEH_LETTER;
  return stem.length > MIN_BASE && !isFail;
}

/** Endings fit many a word (بكيت, بحري); they leave less of لحاكم, and of بحكم two letters. */
function isNoInflection(word: string, { stem, pronoun }: WordReading): boolean {
  if (pronoun !== "" && stem.length < MIN_BASE) return true;
  const last = word.charAt(word.length - 1);
  return word.length > MIN_BASE + 1 || (word.length > MIN_BASE && last !== YEH_LETTER && last !== ALEF_LETTER);
}

/** قوته is of قوة and حكمته of حكمة; حياته is of حياة, رفاته of رفات. */
function boundFeminine(folded: string, reading: WordReading, steps: AnalysisSteps): WholeWord | undefined {
  const { chain, pronoun, stem } = reading;
  const before = chain.text;
  const host = folded.slice(before.length, folded.length - pronoun.length);
  if (pronoun === "" || host !== stem || !host.endsWith(FEMININE_BOUND)) return undefined;
  const base = host.slice(0, -FEMININE_BOUND.length);
  const word = base + FEMININE;
  if (base.endsWith(ALEF_LETTER) || !isListed(word, true, steps)) return undefined;
  return { word, marbuta: true, particles: before, pronoun };
}

/** وفدا is no و + فدا, and أحيانا are times. */
function accusative(
  spelled: string,
  folded: string,
  { chain: { text: before }, pronoun }: WordReading,
  steps: AnalysisSteps,
): WholeWord | undefined {
  if (!endsIn(spelled, ALEF) || (before === "" && pronoun === "") || showsHamza(spelled, before.length))
    return undefined;
  const word = folded.slice(0, -ALEF_LETTER.length);
  // An ا after و is the silent one of وا.
  if (word.length < MIN_BASE || word.endsWith(WAW_LETTER) || !knownBase(word, steps).isListed) return undefined;
  return { word, marbuta: false, particles: "", pronoun: "" };
}

/** المرأة is of امرأة; المراة, as many write it, may be a mirror. */
function toldByHamza(spelled: string, { stem, chain: { text: before }, pronoun }: WordReading): WholeWord | undefined {
  const word = TOLD_BY_HAMZA.get(stem);
  if (word === undefined || !holdsHamzaOnAlef(spelled)) return undefined;
  return { word, marbuta: true, particles: before, pronoun };
}

/** باسم and دورا are names, and much oftener في اسم and دور. */
function likeName(
  spelled: string,
  folded: string,
  { stem, chain: { text: before }, pronoun }: WordReading,
): WholeWord | undefined {
  if (NAMES_LIKE_PARTICLES.has(stem))
    return { word: stem.slice(1), marbuta: false, particles: before + stem.charAt(0), pronoun };
  if (ACCUSATIVES_LIKE_NAMES.has(stem) && endsIn(spelled, ALEF) && folded === before + stem)
    return { word: stem.slice(0, -1), marbuta: false, particles: before, pronoun };
  return undefined;
}
