/** Broken plurals: form of the table, letters of every pattern, pairs that must and must not be there. @module */
import { describe, expect, it } from "vitest";
import { brokenPluralPatterns, brokenPlurals } from "../../lexicon/plurals.ts";
import { particleOf } from "../../src/analysis/arabic/function-words.ts";
import { analyzeWord, fold } from "../../src/analysis/index.ts";

const pluralsOf = new Map(brokenPlurals.map(([singular, ...plurals]) => [singular, plurals]));
const pairs = brokenPlurals.flatMap(([singular, ...plurals]) => plurals.map((plural) => [singular, plural] as const));

/** Letters of each pattern; a doubled root letter is written once, آ stands for two letters, a weak end may be lost. */
const LETTERS: Readonly<Record<string, RegExp | null>> = {
  AFAAL: /^(أ..?|آ.)ا.$/, // أفعال
  FUOOL: /^..و.$/, // فعول
  FIAAL: /^..ا.$/, // فعال
  FUAL: /^...$/, // فُعَل
  FIAL: /^...$/, // فِعَل
  FUUL: /^...$/, // فُعُل
  FUL: /^..?.$/, // فُعْل
  FALA: /^...ى$/, // فعلى
  AFILA: /^(أ..?|آ.).ة$/, // أفعلة
  AFUL: /^(أ..?.|أ..ي)$/, // أفعل
  FUALAA: /^...اء$/, // فعلاء
  AFILAA: /^أ...?اء$/, // أفعلاء
  FAWAAIL: /^.وا..?$/, // فواعل
  FAWAAEEL: /^.وا.ي.$/, // فواعيل
  FAAIL: /^..ائ.$/, // فعائل
  MAFAAIL: /^(م.ا|مآ)..?$/, // مفاعل
  MAFAAEEL: /^م.ا.ي.$/, // مفاعيل
  AFAAIL: /^أ.ا..?$/, // أفاعل
  AFAAEEL: /^أ.ا.ي.$/, // أفاعيل
  FAALIL: /^(..ا|.آ)..$/, // فعالل
  FAALEEL: /^..ا.ي.$/, // فعاليل
  FAALILA: /^..ا..ة$/, // فعاللة
  TAFAAEEL: /^(ت.ا|تآ).ي.$/, // تفاعيل
  FUAAL: /^..ا.$/, // فعّال
  FAALA: /^...ة$/, // فعلة
  FUAAH: /^..اة$/, // فعاة
  FULAAN: /^..?.ان$/, // فُعلان
  FILAAN: /^.ي?..?ان$/, // فِعلان
  FAAALA: /^..ا.ى$/, // فعالى
  FAAAYAA: /^..ايا$/, // فعايا
  FAAALI: /^..ا.ي?$/, // فعالي
  IRREGULAR: null,
  COLLECTIVE: null,
};

/** End like sound plurals although ات or ون belongs to no root. */
const SOUND_ENDINGS: Readonly<Record<string, string>> = {
  بنات: "the stem of بنت changes",
  أخوات: "the stem of أخت changes",
  أمهات: "a ه comes in that أم does not have",
  بنون: "ابن loses its alef",
};

/** Plurals that are a singular of the table as well. */
const ALSO_SINGULAR: Readonly<Record<string, string>> = {
  آنية: "plural of إناء, itself counted as one set with the plural أواني",
  صبية: "boys and girl, one family",
  فرق: "teams, more common than difference in the plural's texts",
  فكر: "ideas and thought, one family",
  نسب: "percentages; lineage has the same letters",
  خطب: "speeches; calamity is literary",
  نخب: "elites; toast is rare",
  سور: "suras; wall has the same letters",
  قرح: "ulcers, one family",
  كرب: "distress, one family",
  نذر: "omens and vow",
};

/** Spelled like a particle, and kept. */
const ALSO_PARTICLE: Readonly<Record<string, string>> = {
  ألم: "pain is the usual meaning outside of questions, and آلام has no other singular",
  فلك: "astronomy and orbits; and for you is its rarer reading",
  والي: "governor, mostly with the article, which وإلى never takes",
};

describe("form of the table", () => {
  it("holds at least 1,600 singulars", () => {
    expect(brokenPlurals.length).toBeGreaterThanOrEqual(1600);
  });

  it("has every singular once, and every plural of it once", () => {
    expect(pluralsOf.size).toBe(brokenPlurals.length);
    for (const [singular, ...plurals] of brokenPlurals) expect(new Set(plurals).size, singular).toBe(plurals.length);
  });

  it("has every singular once in a pattern, in alphabetical order", () => {
    for (const [pattern, table] of Object.entries(brokenPluralPatterns)) {
      const singulars = table
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]);
      expect(singulars, pattern).toEqual([...new Set(singulars)].sort());
    }
  });

  it("holds Arabic letters only, two at least, and no plural that is its singular", () => {
    for (const [singular, plural] of pairs) {
      expect(singular).toMatch(/^[\u0621-\u063a\u0641-\u064a]{2,}$/);
      expect(plural).toMatch(/^[\u0621-\u063a\u0641-\u064a]{2,}$/);
      expect(plural).not.toBe(singular);
    }
  });

  it("leaves sound plurals to the endings", () => {
    for (const [singular, plural] of pairs) {
      const ending = /(ات|ون)$/.exec(plural)?.[0];
      if (ending === undefined || plural in SOUND_ENDINGS) continue;
      expect(singular.replace("ة", "").endsWith(ending.at(-1) as string), `${singular} ${plural}`).toBe(true);
    }
  });

  it("holds no particle without a reason", () => {
    const particles = new Set(pairs.flat().filter((word) => particleOf(word) !== undefined));
    expect([...particles].filter((word) => !(word in ALSO_PARTICLE))).toEqual([]);
  });

  it("has no plural that is another entry's singular without a reason", () => {
    const collectives = new Set(brokenPluralPatterns["COLLECTIVE"]?.split(/\s+/));
    const unexplained = pairs.filter(
      ([, plural]) => pluralsOf.has(plural) && !(plural in ALSO_SINGULAR) && !collectives.has(plural),
    );
    expect(unexplained).toEqual([]);
  });

  it("has no plural that only folding makes another singular, but قوى (قوي)", () => {
    const singulars = new Map(brokenPlurals.map(([singular]) => [fold(singular), singular]));
    const met = pairs.filter(([singular, plural]) => {
      const other = singulars.get(fold(plural));
      return other !== undefined && other !== singular && other !== plural;
    });
    expect(met).toEqual([["قوة", "قوى"]]);
  });
});

describe("letters of the patterns", () => {
  it.each(Object.entries(brokenPluralPatterns))("%s", (pattern, table) => {
    expect(pattern in LETTERS).toBe(true);
    const letters = LETTERS[pattern];
    if (!letters) return;
    const plurals = table
      .trim()
      .split("\n")
      .flatMap((line) => line.split(" ").slice(1));
    expect(plurals.filter((plural) => !letters.test(plural))).toEqual([]);
  });
});

const PRESENT = [
  ["مدرسة", "مدارس", "place, مفاعل"],
  ["طفل", "أطفال", "أفعال"],
  ["قرية", "قرى", "weak فُعَل"],
  ["سؤال", "أسئلة", "hamza changes its seat"],
  ["رئيس", "رؤساء", "hamza changes its seat"],
  ["جندي", "جنود", "nisba in the singular only"],
  ["كتاب", "كتب", "فُعُل"],
  ["طبيب", "أطباء", "doubled root"],
  ["عقد", "عقود", "فعول"],
  ["قانون", "قوانين", "فواعيل"],
  ["شيخ", "شيوخ", "first plural"],
  ["شيخ", "مشايخ", "second plural, other pattern"],
  ["أستاذ", "أساتذة", "five root letters"],
  ["برنامج", "برامج", "five root letters, one lost"],
  ["بنك", "بنوك", "loan word"],
  ["فيلم", "أفلام", "loan word"],
  ["شجرة", "شجر", "collective"],
  ["شجرة", "أشجار", "plural of the collective"],
  ["تمرة", "تمر", "collective"],
  ["امرأة", "نساء", "other root"],
  ["مرأة", "نساء", "as it stands after the article"],
  ["إنسان", "ناس", "shortened"],
  ["ماء", "مياه", "a ه comes in"],
  ["فم", "أفواه", "other root"],
  ["أخ", "إخوة", "two letters"],
  ["أخ", "إخوان", "two letters"],
  ["أب", "آباء", "two letters"],
  ["ابن", "أبناء", "alef of the singular lost"],
  ["ابن", "بنون", "sound ending, other stem"],
  ["اسم", "أسماء", "alef of the singular lost"],
  ["دم", "دماء", "two letters"],
  ["يد", "أيدي", "two letters"],
  ["يد", "أيد", "without article"],
  ["قاضي", "قضاة", "weak doer"],
  ["قاض", "قضاة", "weak doer without article"],
  ["شاطئ", "شواطئ", "final hamza"],
  ["بئر", "آبار", "madda"],
  ["قتيل", "قتلى", "فعلى"],
  ["هدية", "هدايا", "فعايا"],
  ["ميناء", "موانئ", "final hamza"],
  ["عصر", "عصور", "فعول"],
  ["قضية", "قضايا", "فعايا"],
] as const;

const ABSENT = [
  ["كاتب", "كتاب", "book"],
  ["جمل", "جمال", "beauty"],
  ["أسد", "أسود", "black"],
  ["سرير", "أسرة", "family"],
  ["جزيرة", "جزائر", "Algeria"],
  ["علم", "أعلام", "folds like media"],
  ["أجير", "أجراء", "folds like procedure"],
  ["روضة", "رياض", "Riyadh"],
  ["شعر", "شعور", "feeling"],
  ["ظهر", "ظهور", "appearance"],
  ["موطن", "مواطن", "citizen"],
  ["حجرة", "حجر", "stone"],
  ["مصر", "أمصار", "Egypt"],
  ["فلم", "أفلام", "and not"],
  ["نعمة", "نعم", "yes"],
  ["حصن", "حصان", "horse"],
  ["لغة", "لغات", "sound"],
  ["معلم", "معالم", "teacher"],
] as const;

/** A noun before a pronoun: ة turns to ت, ى to ا, a hamza after ا takes a seat. */
function bound(noun: string): string {
  if (noun.endsWith("ة")) return `${noun.slice(0, -1)}ت`;
  if (noun.endsWith("ى")) return `${noun.slice(0, -1)}ا`;
  return noun.endsWith("اء") ? `${noun.slice(0, -1)}ؤ` : noun;
}

describe("with clitics", () => {
  const words = [...new Set(pairs.flat())].filter((word) => particleOf(word) === undefined);
  it.each([
    ["its own", (word: string) => `${bound(word)}ها`],
    ["ب and a pronoun", (word: string) => `ب${bound(word)}هم`],
    ["و and the article", (word: string) => `وال${word}`],
    ["و", (word: string) => `و${word}`],
  ] as const)("%s: 96 of 100 singulars and plurals keep a stem, the others are other words as well", (_why, write) => {
    const lost = words.filter((word) => {
      const { stems } = analyzeWord(word);
      return !analyzeWord(write(word)).stems.some((stem) => stems.includes(stem));
    });
    expect(lost.length / words.length).toBeLessThan(0.04);
  });

  it.each([
    ["بمدارسهم", "مدارس"],
    ["ووزرائها", "وزراء"],
    ["كأطفالنا", "أطفال"],
    ["لأصدقائه", "أصدقاء"],
    ["فقراهم", "قرى"],
    ["بأسئلتكم", "أسئلة"],
    ["وللجنود", "جنود"],
  ])("%s has the stem of %s", (word, plural) => {
    expect(analyzeWord(word).stems).toContain(analyzeWord(plural).stems[0]);
  });
});

describe("pairs", () => {
  it.each(PRESENT)("%s has %s: %s", (singular, plural) => {
    expect(pluralsOf.get(singular)).toContain(plural);
  });

  it.each(ABSENT)("%s lacks %s: %s", (singular, plural) => {
    expect(pluralsOf.get(singular) ?? []).not.toContain(plural);
  });
});
