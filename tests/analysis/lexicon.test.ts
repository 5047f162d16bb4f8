/** The word lists: size, form, duplicates, and every word coming back to its own stem from its usual chains. @module */
import { describe, expect, it } from "vitest";
import { imperfects, perfects } from "../../lexicon/conjugation.ts";
import { lexicon, wordLists } from "../../lexicon/nouns.ts";
import { wordsOf } from "../../lexicon/word-list.ts";
import * as REGULAR from "../../lexicon/words/regular-verbs.ts";
import * as WEAK from "../../lexicon/words/weak-verbs.ts";
import { particleOf } from "../../src/analysis/arabic/function-words.ts";
import { analyzeWord, fold } from "../../src/analysis/index.ts";

const stemsOf = (word: string): readonly string[] => analyzeWord(word).stems;

/** A noun before a pronoun: ة turns to ت, ى to ا, a hamza after ا takes a seat. */
function bound(noun: string): string {
  if (noun.endsWith("ة")) return `${noun.slice(0, -1)}ت`;
  if (noun.endsWith("ى")) return `${noun.slice(0, -1)}ا`;
  return noun.endsWith("اء") ? `${noun.slice(0, -1)}ؤ` : noun;
}
const lamAndArticle = (noun: string): string => (noun.startsWith("ل") ? `لل${noun.slice(1)}` : `لل${noun}`);

const BEFORE: Readonly<Record<string, (word: string) => string>> = {
  و: (word) => `و${word}`,
  ف: (word) => `ف${word}`,
  ب: (word) => `ب${word}`,
  ل: (word) => `ل${word}`,
  ك: (word) => `ك${word}`,
  ال: (word) => `ال${word}`,
  وال: (word) => `وال${word}`,
  بال: (word) => `بال${word}`,
  لل: lamAndArticle,
  ولل: (word) => `و${lamAndArticle(word)}`,
};
const AFTER: Readonly<Record<string, (word: string) => string>> = {
  ها: (word) => `${bound(word)}ها`,
  هم: (word) => `${bound(word)}هم`,
  نا: (word) => `${bound(word)}نا`,
  "ب هم": (word) => `ب${bound(word)}هم`,
};
/**
 * One word in a hundred with و is another word of the list (و + سادة, وسادة), and so with each chain. The single letters
 * ب ك ل have most of these, since Arabic begins so many words with them.
 */
const HOMOGRAPHS = 0.02;
const HOMOGRAPHS_OF_LETTERS = 0.035;

function shareLost(words: readonly string[], write: (word: string) => string): number {
  const lost = words.filter((word) => !stemsOf(write(word)).some((stem) => stemsOf(word).includes(stem)));
  return lost.length / words.length;
}

describe("size and form", () => {
  const lists = Object.entries(wordLists).flatMap(([wordClass, all]) => all.map((list) => [wordClass, list] as const));

  it("has more than 8,000 nouns, adjectives and names, and more than 3,000 verbs", () => {
    expect(lexicon.size).toBeGreaterThan(8000);
    const verbs = new Set([...perfects.values()].flatMap((stems) => stems.map(({ verb }) => verb)));
    expect(verbs.size).toBeGreaterThan(3000);
  });

  it("spells with Arabic letters, two at least, and without marks", () => {
    const odd = lists
      .flatMap(([, list]) => wordsOf(list))
      .filter((word) => !/^[\u0621-\u063a\u0641-\u064a]{2,}$/.test(word));
    expect(odd).toEqual([]);
  });

  it("has a verb once in its class", () => {
    for (const [name, list] of [...Object.entries(REGULAR), ...Object.entries(WEAK)]) {
      const verbs = wordsOf(list);
      expect(
        verbs.filter((verb, at) => verbs.indexOf(verb) !== at),
        name,
      ).toEqual([]);
    }
  });

  it("conjugates no verb to nothing", () => {
    for (const stems of [perfects, imperfects]) {
      expect([...stems.keys()].filter((stem) => stem === "" || fold(stem) !== stem)).toEqual([]);
    }
  });
});

describe("every word comes back to its stem", () => {
  const content = (word: string): boolean => particleOf(word) === undefined;
  const nouns = [...new Set([...wordLists.noun, ...wordLists.adjective].flatMap(wordsOf))].filter(content);
  const names = [...new Set(wordLists.name.flatMap(wordsOf))].filter(content);

  it.each(Object.entries(BEFORE))("after %s", (chain, write) => {
    const allowed = chain.length === 1 && "بكل".includes(chain) ? HOMOGRAPHS_OF_LETTERS : HOMOGRAPHS;
    expect(shareLost([...nouns, ...names], write)).toBeLessThan(allowed);
  });

  it.each(Object.entries(AFTER))("before %s", (chain, write) => {
    expect(shareLost(nouns, write)).toBeLessThan(chain.includes("ب") ? HOMOGRAPHS_OF_LETTERS : 0.03);
  });
});

/** A listed word that reads as affixes and another listed word: the whole wins. */
const COLLISIONS = [
  ["وسادة", "سادة"],
  ["وسائل", "سائل"],
  ["وكيل", "كيل"],
  ["وصيف", "صيف"],
  ["فرض", "رض"],
  ["فطور", "طور"],
  ["فداء", "داء"],
  ["بستان", "ستان"],
  ["بغال", "غال"],
  ["بطن", "طن"],
  ["بيان", "يان"],
  ["كبستان", "ستان"],
  ["كتاب", "تاب"],
  ["كفيل", "فيل"],
  ["كواكب", "واكب"],
  ["كوارث", "وارث"],
  ["لباب", "باب"],
  ["لقلق", "قلق"],
  ["لعين", "عين"],
  ["لحوم", "حوم"],
  ["وحيد", "حيد"],
  ["وشاح", "شاح"],
  ["وجود", "جود"],
  ["وريد", "ريد"],
  ["فهرس", "هرس"],
  ["فارق", "ارق"],
  ["فلاح", "لاح"],
  ["بليغ", "ليغ"],
  ["بادرة", "ادرة"],
  ["بشائر", "شائر"],
  ["كرامة", "رامة"],
  ["كيان", "يان"],
  ["لطيف", "طيف"],
  ["لقاح", "قاح"],
  ["سلطان", "سلطة"],
  ["مرجان", "مرج"],
  ["بنيان", "بني"],
  ["حصان", "حصة"],
  ["ديوان", "ديو"],
  ["عنوان", "عنو"],
  ["يقطين", "يقط"],
  ["تأمين", "تأم"],
  ["شاهين", "شاه"],
  ["روبيان", "روب"],
  ["وزارة", "زيارة"],
  ["ولادة", "لادة"],
  ["الباب", "ألباب"],
  ["الغاز", "ألغاز"],
  ["الفرد", "ألفرد"],
  ["ورقة", "رقة"],
  ["فكرة", "كرة"],
  ["فدية", "دية"],
  ["وجهة", "جهة"],
  ["وردة", "ردة"],
] as const;

describe("collisions stay apart", () => {
  it.each(COLLISIONS)("%s and %s", (one, other) => {
    expect(
      stemsOf(one).some((stem) => stemsOf(other).includes(stem)),
      `${stemsOf(one)} | ${stemsOf(other)}`,
    ).toBe(false);
  });
});

describe("two good readings", () => {
  it.each([
    ["والدين", "والد", "دين"],
    ["والدين", "الوالد", "الدين"],
    ["يخرج", "خرج", "أخرج"],
    ["قلت", "قال", "قل"],
    ["أسمع", "سمع", "أسمع"],
  ])("%s meets %s and %s", (word, one, other) => {
    for (const reading of [one, other]) {
      expect(
        stemsOf(word).some((stem) => stemsOf(reading).includes(stem)),
        reading,
      ).toBe(true);
    }
  });
});
