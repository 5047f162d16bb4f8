/**
 * A Latin word -> lower case without accents. Comes in: a slice that begins with a Latin letter. Goes out: its letters.
 * Invariant: idempotent; a possessive 's keeps a plain apostrophe so that the stemmer can see it.
 * @module
 */
import { charClass, LATIN } from "../unicode/char-class.ts";

/** Letters that have no canonical decomposition, by the spelling people type without them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ı: "i",
};

/** Lower-cased letters of a Latin slice, accents folded. */
export function spellLatin(raw: string): string {
  const decomposed = raw.normalize("NFKD").toLowerCase().normalize("NFKD");
  let spelled = "";
  for (let at = 0; at < decomposed.length; at++) {
    const char = decomposed[at] as string;
    if (charClass[decomposed.charCodeAt(at)] === LATIN) spelled += PLAIN[char] ?? char;
    else if ((char === "'" || char === "\u2019") && isPossessive(decomposed, at)) spelled += "'";
  }
  return spelled;
}

function isPossessive(word: string, at: number): boolean {
  return at > 0 && at === word.length - 2 && word[at + 1] === "s";
}
