/**
 * What the lists of nouns, adjectives and names say of bases. Comes in: the lists. Goes out: sets and maps of folded words.
 * Invariant: a word's class and its letters decide, nothing that a collection holds.
 * @module
 */

import { FEMININE } from "../src/analysis/arabic/affixes.ts";
import { fold } from "../src/analysis/arabic/letter-fold.ts";
import { FAALA } from "./broken-plurals/fuaal.ts";
import { brokenPlurals } from "./plurals.ts";
import { wordsOf } from "./word-list.ts";
import { BORROWED_NOUNS } from "./words/borrowed-nouns.ts";
import { COLOURS, DEFECTIVE_NOUNS, ENDING_IN_ALEF_HAMZA } from "./words/changing-ends.ts";
import {
  ENDING_IN_HAMZA_SEAT,
  SHORT_FEMININES as FEMININES,
  IRREGULAR_INFLECTIONS,
  KEPT_FEMININES as KEPT,
  SHORT_NOUNS,
} from "./words/irregular-words.ts";
import { FAMILY_NAMES, PERSONAL_NAMES } from "./words/personal-names.ts";
import { MORE_PLACE_NAMES, PLACE_NAMES } from "./words/place-names.ts";
import { ADJECTIVES_LIKE_AFFIXED, AFFIX_LIKE_BEGINNING, AFFIX_LIKE_END } from "./words/primitive-nouns.ts";
import { ECONOMY_ADJECTIVES, ECONOMY_NOUNS } from "./words/topics/economy-and-work.ts";
import { HEALTH_ADJECTIVES, HEALTH_NOUNS } from "./words/topics/health-and-body.ts";
import { HOME_ADJECTIVES, HOME_NOUNS } from "./words/topics/home-travel-and-war.ts";
import { MEDIA_ADJECTIVES, MEDIA_NOUNS } from "./words/topics/media-art-and-sport.ts";
import { NATURE_ADJECTIVES, NATURE_NOUNS } from "./words/topics/nature-and-food.ts";
import { RELIGION_ADJECTIVES, RELIGION_NOUNS } from "./words/topics/religion.ts";
import { SCIENCE_ADJECTIVES, SCIENCE_NOUNS } from "./words/topics/science-and-learning.ts";
import { STATE_ADJECTIVES, STATE_NOUNS } from "./words/topics/state-and-law.ts";
import { GENERAL_ADJECTIVES, GENERAL_NOUNS } from "./words/topics/time-and-thought.ts";
import { FINAL_YEH_VERBS } from "./words/weak-verbs.ts";

/** أفران: its ان is of the pattern and of the root. */
const AFAAL_OF_NOON = /^أ..ان$/u;
/** تغطية, تهنئة: verbal nouns of weak verbs, whose ية is no nisba. */
const WEAK_VERBAL_NOUN = /^ت(?!قن|بع|رك)..[يئ]ة$/u;
/** A shorter word keeps its ending. */
const MIN_BASE = 3;

const TOPIC_NOUNS: readonly string[] = [
  STATE_NOUNS,
  ECONOMY_NOUNS,
  HEALTH_NOUNS,
  RELIGION_NOUNS,
  SCIENCE_NOUNS,
  MEDIA_NOUNS,
  NATURE_NOUNS,
  HOME_NOUNS,
  GENERAL_NOUNS,
];

/** Word lists by class; a verb is in conjugation.ts, a particle in `src/analysis/arabic/function-words.ts`. */
export const wordLists: Readonly<Record<"noun" | "adjective" | "name", readonly string[]>> = {
  noun: [BORROWED_NOUNS, AFFIX_LIKE_BEGINNING, AFFIX_LIKE_END, DEFECTIVE_NOUNS, ENDING_IN_HAMZA_SEAT, ...TOPIC_NOUNS],
  adjective: [
    ADJECTIVES_LIKE_AFFIXED,
    STATE_ADJECTIVES,
    ECONOMY_ADJECTIVES,
    HEALTH_ADJECTIVES,
    RELIGION_ADJECTIVES,
    SCIENCE_ADJECTIVES,
    MEDIA_ADJECTIVES,
    NATURE_ADJECTIVES,
    HOME_ADJECTIVES,
    GENERAL_ADJECTIVES,
  ],
  name: [PLACE_NAMES, MORE_PLACE_NAMES, PERSONAL_NAMES, FAMILY_NAMES],
};

const TOPICS: ReadonlySet<string> = new Set([...TOPIC_NOUNS, ...wordLists.adjective]);

const splitLists = new Map<string, readonly string[]>();

/** Words of a list; several tables are made of one. */
function words(list: string): readonly string[] {
  let split = splitLists.get(list);
  if (split === undefined) {
    split = wordsOf(list);
    splitLists.set(list, split);
  }
  return split;
}

/** Feminine nouns whose stem keeps its ة (folded ه). */
export const keptFeminines: ReadonlySet<string> = new Set(
  [...words(KEPT), ...words(FEMININES), ...everyWord().filter(isShortFeminine)].map(fold),
);

/** Plurals that keep it too, since they would be a verb or its noun without: قتلة is no قتل. Other endings are of those. */
export const keptPlurals: ReadonlySet<string> = new Set(
  words(FAALA)
    .filter((word) => /^[^إ][^ا][^ي]ة$/u.test(word))
    .map(fold),
);

/** Two letters and ة: without it nothing would remain to know them by. */
function isShortFeminine(word: string): boolean {
  return word.length === MIN_BASE && word.endsWith("ة");
}

function everyWord(): string[] {
  return [...wordLists.noun, ...wordLists.adjective].flatMap(words);
}

/**
 * Bases that are words as they stand. A feminine noun is listed without its ة, since ة comes off like an affix; a name in
 * ا without its ا, so that it meets its adjective (ليبيا ليبي, فرنسا فرنسي); an adjective in ي without it, so that it
 * meets its noun (سياسي سياسة).
 */
export const lexicon: ReadonlySet<string> = new Set([
  ...Object.values(wordLists).flatMap((lists) =>
    lists.flatMap((list) =>
      words(list)
        .filter((word) => !isShortFeminine(word))
        .map((word) => fold(word.slice(0, word.length - looseEnding(word, list)))),
    ),
  ),
  // A broken plural is as much a word as its singular: أجور is no verb of the first person.
  ...brokenPlurals.flatMap((forms) => forms.filter(standsAlone).map(fold)),
]);

/**
 * Nouns that are listed without ة: شهري is of شهر, and not of شهرة. The nisba of any other letters is that of the
 * feminine (عائلي عائلة, صناعي صناعة).
 */
export const wholeNouns: ReadonlySet<string> = new Set(
  wordLists.noun.flatMap((list) =>
    words(list)
      .filter((word) => looseEnding(word, list) === 0)
      .map(fold),
  ),
);

/**
 * ة, ان and ي are told by the rules of endings (إخوة shares its letters with أخوه, ولدان with two boys), and three letters
 * that begin with أ by their roots (أيم would open أيمكن).
 */
function standsAlone(word: string): boolean {
  if (word.length < MIN_BASE || word.endsWith("ة") || word.endsWith("ي")) return false;
  if (word.endsWith("ان") && !AFAAL_OF_NOON.test(word)) return false;
  return word.length > MIN_BASE || !word.startsWith("أ");
}

/** How many letters at the end of a word come off like an affix. */
function looseEnding(word: string, list: string): number {
  const nisba = TOPICS.has(list);
  if (WEAK_VERBAL_NOUN.test(word)) return 1;
  if (nisba && word.endsWith("ية") && !word.endsWith("اية") && word.length > MIN_BASE + 1) return 2;
  if (nisba && word.endsWith("ي") && word.length > MIN_BASE) return 1;
  if (word.endsWith("ة")) return word.length > MIN_BASE ? 1 : 0;
  return word.endsWith("ا") && word.length > MIN_BASE + 1 ? 1 : 0;
}

/** توصي, as توصية stands without its ة: by itself it is the verb, she recommends. Of a verb of V it is the noun (تولي). */
export const verbsWithoutFeminine: ReadonlySet<string> = new Set(
  everyWord()
    .filter((word) => WEAK_VERBAL_NOUN.test(word) && !words(FINAL_YEH_VERBS).includes(`${word.slice(0, -2)}ى`))
    .map((word) => fold(word.slice(0, -1))),
);

/** Two letters that are a whole noun. */
export const shortNouns: ReadonlySet<string> = new Set(
  [...words(SHORT_NOUNS), ...everyWord()].map(fold).filter((word) => word.length === 2),
);

/** Folded form -> folded base. */
export const irregularInflections: ReadonlyMap<string, string> = new Map([
  ...words(ENDING_IN_HAMZA_SEAT).map((word) => [reseated(word), fold(word)] as const),
  ...words(ENDING_IN_ALEF_HAMZA).map((word) => [bound(word), fold(word)] as const),
  ...words(COLOURS).flatMap((word, at, all): (readonly [string, string])[] => {
    if (at % 2 === 0) return [];
    const masculine = fold(all[at - 1] as string);
    return [
      [fold(word), masculine],
      [bound(word), masculine],
    ];
  }),
  ...IRREGULAR_INFLECTIONS.flatMap(([form, base]): (readonly [string, string])[] => {
    const entry = [fold(form), fold(base)] as const;
    // صحيا: a nisba with its tanwin.
    return form.endsWith("ي") ? [entry, [`${entry[0]}ا`, entry[1]]] : [entry];
  }),
]);

/** قاض, as it stands without the article and before ون and ين -> قاضي. */
export const defectives: ReadonlyMap<string, string> = new Map(
  words(DEFECTIVE_NOUNS).map((word) => [fold(word).slice(0, -1), fold(word)] as const),
);

/** صحراو, as صحراء stands before an ending. */
function bound(word: string): string {
  return `${fold(word).slice(0, -1)}و`;
}

/** خطئ, as خطأ stands before a pronoun. */
function reseated(word: string): string {
  return `${fold(word).slice(0, -1)}ئ`;
}

const ARTICLE_CHAINS = ["وال", "فال", "بال", "كال"];

/** Beginnings of listed words that look like a particle, the article and a further letter: والد, بالغ. */
export const articleLike: ReadonlySet<string> = new Set(
  [...lexicon].filter((word) => ARTICLE_CHAINS.includes(word.slice(0, 3))).map((word) => word.slice(0, 4)),
);

/** Listed only because they look like the article and another word: التماس, التهام. */
export const withstandingArticle: ReadonlySet<string> = new Set(
  words(AFFIX_LIKE_BEGINNING)
    .filter((word) => word.startsWith("ال"))
    .map(fold),
);

/** Feminine nouns and names as they stand, and the feminine of every adjective: محاسبة is listed with its ة, جميلة without. */
export const listedFeminines: ReadonlySet<string> = new Set(
  [
    ...[...wordLists.noun, ...wordLists.name].flatMap(words).map(fold),
    ...wordLists.adjective.flatMap(words).map((adjective) => fold(adjective) + FEMININE),
  ].filter((word) => word.endsWith(FEMININE)),
);
