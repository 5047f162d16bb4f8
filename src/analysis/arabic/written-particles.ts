/**
 * What the spelling of a word says of its particles and its ending, where folding has joined letters. Comes in: the word
 * as it is spelled. Goes out: yes or no. Invariant: pure.
 * @module
 */
import { ALEF, ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA, ALEF_MAKSURA } from "../unicode/arabic-letters.ts";
import { ALEF_LETTER, ARTICLE, ARTICLE_AFTER_LAM, LETTERS_BEFORE_HAMZA, type ProcliticChain } from "./affixes.ts";
import { MIN_BASE } from "./base-knowledge.ts";

const HAMZA_ON_ALEF = String.fromCharCode(ALEF_HAMZA_ABOVE);

/** The article's alef is bare (ألمانيا and إلزام have none), the question's alef is not. */
export function isWritten(chain: ProcliticChain, spelled: string): boolean {
  if (chain.text.startsWith(ALEF_LETTER) && chain.text !== ARTICLE && spelled.charCodeAt(0) !== ALEF_HAMZA_ABOVE)
    return false;
  if (chain.article)
    return chain.text.endsWith(ARTICLE_AFTER_LAM) || spelled.charCodeAt(chain.text.length - 2) === ALEF;
  return true;
}

/** Hamza on an alef opens a word, so that in وأكد and بإشراف one letter stands before it; only short bases hold one. */
export function hidesParticle(rest: string, chain: ProcliticChain, spelled: string): boolean {
  const second = spelled.charCodeAt(chain.text.length + 1);
  if (second === ALEF_HAMZA_BELOW) return true;
  return second === ALEF_HAMZA_ABOVE && rest.length > MIN_BASE && LETTERS_BEFORE_HAMZA.includes(rest.charAt(0));
}

/** Whether the word behind so many letters opens with hamza on an alef. */
export function showsHamza(spelled: string, at: number): boolean {
  const unit = spelled.charCodeAt(at);
  return unit === ALEF_HAMZA_ABOVE || unit === ALEF_HAMZA_BELOW || unit === ALEF_MADDA;
}

/** @param letter - its code unit */
export function endsIn(spelled: string, letter: number): boolean {
  return spelled.charCodeAt(spelled.length - 1) === letter;
}

/** Anywhere in the word. */
export function holdsHamzaOnAlef(spelled: string): boolean {
  return spelled.includes(HAMZA_ON_ALEF);
}

/** فرأى and فجرى: hamza on an alef within a word, and ى at its end, are mostly of verbs. */
export function looksLikeVerb(spelled: string): boolean {
  return endsIn(spelled, ALEF_MAKSURA) || holdsHamzaOnAlef(spelled);
}
