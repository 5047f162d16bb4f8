/**
 * How much a line reads like Arabic: what words begin and end with, and the words that are in every text. The same
 * line with its letters reversed has next to none of it, since ة and ى end words, the article begins them, and no
 * particle but a few (هل and له) is another one from behind.
 * @module
 */
import { particleOf } from "../../analysis/index.ts";
import { joining, plainLetters } from "./plain-letters.ts";

/** Letters and marks of the script, without its digits and punctuation. */
const word = /[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]+/g;
const marks = /[\p{M}\u0640]/gu;
const article = /^[\u0648\u0641\u0628\u0643]?\u0627\u0644\p{L}{2}/u;
const tehMarbuta = /^\p{L}{2,}\u0629$/u;
const alefMaksura = /^\p{L}{2,}\u0649$/u;

const shapePoints = 4;
const wordPoints = 2;

export interface ReadingEvidence {
  readonly points: number;
  /** Arabic words that could have given some. */
  readonly words: number;
}

export function evidenceOfReading(line: string): ReadingEvidence {
  let articles = 0;
  let points = 0;
  let words = 0;
  for (const [shaped] of line.matchAll(word)) {
    words++;
    if (isJoinedLikeAWord(shaped)) points += shapePoints;
    const plain = plainLetters(shaped).replace(marks, "");
    if (article.test(plain)) articles++;
    if (tehMarbuta.test(plain)) points += wordPoints;
    if (alefMaksura.test(plain)) points += 1;
    if (plain.length > 1 && particleOf(plain) !== undefined) points += wordPoints;
  }
  // Alone it proves nothing: adverbs like those for "for example" and "at all" are words with an article from behind.
  return { points: points === 0 ? 0 : points + articles * wordPoints, words };
}

/** Whether the shapes of its first and last letter are those of a beginning and an end, and one of them says so. */
function isJoinedLikeAWord(shaped: string): boolean {
  if (shaped.length < 2) return false;
  const first = joining(shaped[0]!);
  const last = joining(shaped.at(-1)!);
  const begins = first !== "final" && first !== "medial";
  const ends = last !== "initial" && last !== "medial";
  return begins && ends && (first === "initial" || last === "final");
}

/** ة or ى before a letter, or a shaped letter: rare in reading order, in every tenth word of reversed text. */
const signs = /[\u0629\u0649][\u064b-\u0652]*[\u0620-\u064a]|[\ufe80-\ufefc]/g;
/** In lines too short to be sure of one of those: the article from behind, or fi, min, an. */
const signOfShortLine =
  /[\u0620-\u064a]{2}\u0644\u0627(?![\u0620-\u0652])|(?<![\u0620-\u0652])(?:\u064a\u0641|\u0646\u0645|\u0646\u0639|\u0646\u0623)(?![\u0620-\u0652])/;
const shortLineUnits = 200;

/** A quick look at what nearly every text passes. */
export function mayBeReversed(text: string): boolean {
  return hasSigns(text, 1) || isShortWithSign(text);
}

/** The same of one line: the longer it is, the more signs it would have, and a slip of the pen is one. */
export function mayBeReversedLine(line: string): boolean {
  return hasSigns(line, Math.ceil(line.length / shortLineUnits)) || isShortWithSign(line);
}

function hasSigns(text: string, least: number): boolean {
  signs.lastIndex = 0;
  for (let found = 0; found < least; found++) if (!signs.test(text)) return false;
  return true;
}

function isShortWithSign(text: string): boolean {
  return text.length <= shortLineUnits && signOfShortLine.test(text);
}
