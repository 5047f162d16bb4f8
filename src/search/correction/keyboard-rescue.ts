/**
 * A query typed with the wrong keyboard layout, set right from the raw text: all of it, or the pieces between spaces
 * that mean nothing as they are.
 * @module
 */
import { analyzeOften, fold, tokenize, withArabicKeys, withLatinKeys } from "../../analysis/index.ts";
import type { LexicalEvidence } from "./lexical-evidence.ts";

const latin = /\p{Script=Latin}/u;
const arabic = /\p{Script=Arabic}/u;
/** Punctuation whose keys are letters of the other layout. */
const letterKeys = /[;'[\],./`\\]\p{L}|\p{L}[;'[\],./`\\]/u;

/** The signs alone: most queries have none, and an expression without letters is told in a tenth of the time. */
const letterSign = /[;'[\],./`\\]/;

const insideWord = /[;'[\],./`\\]\p{L}/u;

/** Words this short become others too easily: they must stand in a text as they are, and not alone. */
const shortWord = 4;
const leastLetters = 3;
/** A word of the query may be missing from the index as any word may. */
const leastKnownShare = 0.6;

export interface KeyboardReading {
  readonly text: string;
  /** Documents that hold the rarest of its known words. */
  readonly docs: number;
}

/** Single letters with signs between or around them, which is no way to write words: ]lar, /v,t. */
export function isStrange(q: string): boolean {
  return letterSign.test(q) && letterKeys.test(q) && tokenize(q).every(({ raw }) => raw.length < leastLetters);
}

/**
 * Readings of the query as typed with the other layout, most likely first; empty where none makes known words.
 * @param isKnown - whether the snapshot holds a word of the query, as typed
 */
export function keyboardReadings(
  evidence: LexicalEvidence,
  q: string,
  isKnown: (raw: string) => boolean,
): KeyboardReading[] {
  const hasLetterKeys = letterKeys.test(q);
  const meansNothing = tokenize(q).every(({ raw }) => !isKnown(raw) || (hasLetterKeys && raw.length < leastLetters));
  const whole = meansNothing ? otherLayout(q).flatMap((text) => reading(evidence, text, leastKnownShare)) : [];
  if (whole.length > 0) return whole;
  let docs = Number.POSITIVE_INFINITY;
  const pieces = q.split(/(\s+)/).map((piece) => {
    const tokens = tokenize(piece);
    if (tokens.length === 0 || tokens.some(({ raw }) => isKnown(raw))) return piece;
    const [best] = otherLayout(piece).flatMap((text) => reading(evidence, text, 1));
    if (best === undefined) return piece;
    docs = Math.min(docs, best.docs);
    return best.text;
  });
  return docs === Number.POSITIVE_INFINITY ? [] : [{ text: pieces.join(""), docs }];
}

/** Text of both scripts was typed with both layouts: no key press explains it. */
function otherLayout(typed: string): string[] {
  const isLatin = latin.test(typed) || !arabic.test(typed);
  if (isLatin && arabic.test(typed)) return [];
  if (isLatin) return withArabicKeys(typed).filter((text) => text !== typed);
  // Arabic letters whose keys are punctuation do not stand inside Latin words.
  return withLatinKeys(typed).filter((text) => text !== typed && !insideWord.test(text));
}

/** The text as a reading, if so large a share of its words is known; none or one. */
function reading(evidence: LexicalEvidence, text: string, share: number): KeyboardReading[] {
  const words = tokenize(text).filter(({ spelled }) => /\p{L}/u.test(spelled));
  let known = 0;
  let letters = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { spelled } of words) {
    const { functionWord, kind } = analyzeOften(spelled);
    if (kind === "latin" && spelled.length < leastLetters) continue;
    const asWritten = spelled.length < shortWord || kind === "latin";
    const docs = asWritten ? evidence.written(fold(spelled)).docs : evidence.inflected(spelled);
    if (docs === 0) continue;
    known++;
    letters += spelled.length;
    if (!functionWord || spelled.length >= shortWord || words.length > 1) least = Math.min(least, docs);
  }
  const makesWords = least < Number.POSITIVE_INFINITY && letters >= leastLetters && known >= share * words.length;
  return makesWords ? [{ text, docs: least }] : [];
}
