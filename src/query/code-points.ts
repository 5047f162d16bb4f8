/**
 * The characters that queries and filters give a meaning to, by their Unicode names, and the classes of
 * characters the grammars are written in.
 * @module
 */

export const arabicComma = "\u060C";
export const arabicDecimalSeparator = "\u066B";
export const arabicTatweel = "\u0640";
export const minusSign = "\u2212";
export const leftGuillemet = "\u00AB";
export const rightGuillemet = "\u00BB";
export const leftDoubleQuote = "\u201C";
export const rightDoubleQuote = "\u201D";
/** Every mark that quotes something in a query. */
export const quoteMarks: string = `"${leftGuillemet}${rightGuillemet}${leftDoubleQuote}${rightDoubleQuote}`;

/** Arabic letter mark, left-to-right and right-to-left marks, embeddings, overrides and isolates (UAX #9). */
export const bidiControls = "\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069";

const letterOrDigit = /[\p{L}\p{N}]/u;
const space = /\s/;
const noBreakSpace = 0xa0;
/** The first space above the letters that nearly every query is written in. */
const oghamSpace = 0x1680;

/** What `\s` matches, by the code unit. */
export function isSpace(unit: number): boolean {
  if (unit < noBreakSpace) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return (unit === noBreakSpace || unit >= oghamSpace) && space.test(String.fromCharCode(unit));
}

/** Whether analysis can find a token in the text at all. */
export function hasLetterOrDigit(text: string): boolean {
  return letterOrDigit.test(text);
}
