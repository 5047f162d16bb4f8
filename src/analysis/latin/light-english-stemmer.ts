/**
 * Light English stemming. Comes in: a spelled Latin word. Goes out: its stem.
 * Invariant: at least three letters remain, and only inflection goes: plural s, possessive 's, ed, ing. Names of other
 * languages written in Latin letters must survive, so nothing derivational is touched.
 * @module
 */
const VOWEL = /[aeiouy]/;
/** A doubled consonant that inflection added; ll, ss and zz belong to the word. */
const DOUBLED = /([bdgmnprt])\1$/;

/** Stem of a lower-case Latin word. */
export function stemLatin(word: string): string {
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
  return withoutVerbEnding(withoutPlural(bare));
}

function withoutPlural(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word;
  if (/(ch|sh|x|ss|z)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutVerbEnding(word: string): string {
  const ending = word.endsWith("ing") ? 3 : word.endsWith("ed") && !word.endsWith("eed") ? 2 : 0;
  const rest = word.slice(0, word.length - ending);
  if (ending === 0 || rest.length < 4 || !VOWEL.test(rest)) return word;
  return DOUBLED.test(rest) ? rest.slice(0, -1) : rest;
}
