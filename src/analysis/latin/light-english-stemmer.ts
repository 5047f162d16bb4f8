/**
 * Light English stemming. Comes in: a spelled Latin word. Goes out: its stem.
 * Invariant: at least three letters remain, and only inflection goes: plural s, possessive 's, ed, ing, and the silent e
 * that ed and ing have taken (making, make). Names of other languages written in Latin letters must survive, so nothing
 * derivational is touched. The measure of a word is Porter's (1980, An algorithm for suffix stripping).
 * @module
 */
const VOWEL = /[aeiouy]/;
/** A doubled consonant that inflection added; ll, ss and zz belong to the word. */
const DOUBLED = /([bdgmnprt])\1$/;
/** Ends in a stem that needs an e to be read: creat, troubl, realiz. */
const NEEDS_E = /(at|bl|iz)$/;
/** Consonant, vowel, consonant: mak, hop, but not fix or play. */
const CLOSED = /[^aeiou][aeiouy][^aeiouwxy]$/;
/** Vowels before a consonant, counted once: two in manag, one in make. */
const MEASURE = /[aeiouy]+[^aeiouy]+/g;

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    used: "use",
    using: "use",
    buses: "bus",
    gases: "gas",
    viruses: "virus",
    men: "man",
    women: "woman",
    children: "child",
    people: "person",
    feet: "foot",
    teeth: "tooth",
    mice: "mouse",
    wives: "wife",
    lives: "life",
    knives: "knife",
    leaves: "leaf",
    wolves: "wolf",
    shelves: "shelf",
    halves: "half",
    heroes: "hero",
    potatoes: "potato",
    tomatoes: "tomato",
    echoes: "echo",
    analyses: "analysis",
    crises: "crisis",
    series: "series",
    news: "news",
    species: "species",
    movies: "movie",
    cookies: "cookie",
  }),
);

/** Stem of a lower-case Latin word. */
export function stemLatin(word: string): string {
  const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
  const known = IRREGULAR.get(bare);
  return withoutSilentE(known ?? withoutVerbEnding(withoutPlural(bare)));
}

function withoutPlural(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(ch|sh|x|ss|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutVerbEnding(word: string): string {
  if (word.endsWith("ied")) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  const ending = word.endsWith("ing") ? 3 : word.endsWith("ed") && !word.endsWith("eed") ? 2 : 0;
  const rest = word.slice(0, word.length - ending);
  if (ending === 0 || rest.length < 3 || !VOWEL.test(rest)) return word;
  if (DOUBLED.test(rest)) return rest.length > 3 ? rest.slice(0, -1) : word;
  if (NEEDS_E.test(rest)) return `${rest}e`;
  return CLOSED.test(rest) && measure(rest) === 1 ? `${rest}e` : rest;
}

/** manage and managing, create and created; make keeps its e, so that plan and plane stay apart. */
function withoutSilentE(word: string): string {
  if (word.length < 5 || !word.endsWith("e") || word.endsWith("ee")) return word;
  const rest = word.slice(0, -1);
  const syllables = measure(rest);
  return syllables > 1 || (syllables === 1 && !CLOSED.test(rest)) ? rest : word;
}

function measure(word: string): number {
  return word.match(MEASURE)?.length ?? 0;
}
