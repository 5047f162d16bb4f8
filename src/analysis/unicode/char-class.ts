/**
 * What a UTF-16 code unit is to the tokenizer. Comes in: Unicode properties, once, at load. Goes out: one byte a unit.
 * Invariant: a unit that joins (mark or control) never starts a word and never ends one before its last letter.
 * @module
 */
import { END_OF_AYAH, PLACE_OF_SAJDAH, SMALL_WAW, SMALL_YEH, START_OF_RUB_EL_HIZB, TATWEEL } from "./arabic-letters.ts";
import { digitValue } from "./digits.ts";

export const SEPARATOR = 0;
export const ARABIC = 1;
export const LATIN = 2;
export const DIGIT = 3;
/** A letter of any other script. */
export const OTHER = 4;
/** Belongs to the letter before it and to the word's extent. */
export const MARK = 5;
/** Invisible: neither splits a word nor extends it (joiners, bidi controls, soft hyphen). */
export const CONTROL = 6;
/** Half of a pair: see {@link classOfCodePoint}. */
export const SURROGATE = 7;

export const charClass: Uint8Array = buildClassTable();

const ASTRAL_LETTER = /^[\p{L}\p{Nd}]$/u;
const ASTRAL_MARK = /^[\p{M}\p{Cf}]$/u;

/** Class of a code point beyond the basic plane. Digits there count as letters of their script. */
export function classOfCodePoint(codePoint: number): number {
  const char = String.fromCodePoint(codePoint);
  if (ASTRAL_LETTER.test(char)) return OTHER;
  return ASTRAL_MARK.test(char) ? MARK : SEPARATOR;
}

function buildClassTable(): Uint8Array {
  const table = new Uint8Array(0x10000);
  const units = new Uint16Array(0x10000).map((_, unit) => (unit >= 0xd800 && unit <= 0xdfff ? 0 : unit));
  let plane = "";
  for (let from = 0; from < 0x10000; from += 0x1000) {
    plane += String.fromCharCode(...units.subarray(from, from + 0x1000));
  }
  const assign = (runs: RegExp, value: number): void => {
    for (const run of plane.matchAll(runs)) table.fill(value, run.index, run.index + run[0].length);
  };
  assign(/\p{L}+/gu, OTHER);
  assign(/(?:(?=\p{L})\p{Script=Latin})+/gu, LATIN);
  assign(/(?:(?=\p{L})\p{Script=Arabic})+/gu, ARABIC);
  // Harakat, Quranic signs and combining accents; transliteration's spacing modifiers (ʿayn, ʾhamza) as well.
  assign(/\p{M}+/gu, MARK);
  table.fill(MARK, 0x02b9, 0x02e0);
  table[TATWEEL] = MARK;
  table[SMALL_WAW] = MARK;
  table[SMALL_YEH] = MARK;
  // Spacing shapes of the marks themselves, as old PDF producers write them.
  table.fill(MARK, 0xfe70, 0xfe80);
  table.fill(MARK, 0xfbb2, 0xfbc3);
  assign(/\p{Cf}+/gu, CONTROL);
  table[0xfffe] = SEPARATOR;
  // Signs that stand between verses, never in a word.
  for (const sign of [END_OF_AYAH, START_OF_RUB_EL_HIZB, PLACE_OF_SAJDAH]) table[sign] = SEPARATOR;
  // Ligatures of a whole formula (U+FDFA, U+FDFB): several words in one sign, so no word.
  table.fill(SEPARATOR, 0xfdfa, 0xfdfc);
  for (let unit = 0; unit < 0x10000; unit++) if (digitValue(unit) >= 0) table[unit] = DIGIT;
  table.fill(SURROGATE, 0xd800, 0xe000);
  return table;
}
