/** Word -> stems: pairs that must meet, pairs that must stay apart, family by family. @module */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeWord, fold, isFolded, spell, tokenize } from "../../src/analysis/index.ts";

const stemsOf = (word: string): readonly string[] => analyzeWord(spell(word)).stems;
const meet = (one: string, other: string): boolean => stemsOf(one).some((stem) => stemsOf(other).includes(stem));

type Pair = readonly [one: string, other: string, why: string];

const MEET: Readonly<Record<string, readonly Pair[]>> = {
  "1 letters": [
    ["أسعار", "اسعار", "hamza left out"],
    ["إضراب", "اضراب", "hamza below left out"],
    ["آثار", "اثار", "madda left out"],
    ["المصرى", "المصري", "Egyptian final ى"],
    ["مزرعه", "مزرعة", "ه for ة"],
    ["مرؤوس", "مرءوس", "hamza's seat"],
    ["رئوس", "رؤوس", "hamza's seat"],
    ["بيأة", "بيئة", "hamza before ة"],
    ["ءادم", "آدم", "two letters for madda"],
    ["فأس", "فاس", "hamza in the middle left out"],
    ["تأجيل", "تاجيل", "hamza in the middle left out"],
    ["بریطانیا", "بريطانيا", "Persian yeh"],
    ["شاطيء", "شاطئ", "seat written twice"],
    ["شئ", "شيء", "seat written for the letter"],
  ],
  "2 marks": [
    ["مَدْرَسَةٌ", "مدرسة", "harakat"],
    ["شكراً", "شكر", "tanwin after its alef"],
    ["شكرًا", "شكر", "tanwin before its alef"],
    ["جميــــل", "جميل", "tatweel"],
    ["إلٰه", "إله", "superscript alef"],
  ],
  "5 proclitics": [
    ["وبالجامعات", "جامعة", "three at once"],
    ["فسيدرسونها", "يدرسون", "conjunction, future, object"],
    ["كالأسد", "أسد", "comparison"],
    ["وللمدرسين", "مدرس", "لل after و"],
    ["بمستشفى", "مستشفى", "ب without article"],
    ["لسوريا", "سوريا", "ل before a name"],
    ["ولبنان", "لبنان", "و before a name in ل"],
    ["للجان", "لجان", "the article's ل and the noun's are one"],
    ["للغات", "لغة", "the same before a short noun"],
    ["وأعلن", "أعلن", "hamza opens the word"],
    ["بأسلحة", "أسلحة", "hamza opens the word"],
    ["أيعلمون", "يعلمون", "the question's alef"],
    ["لموبوتو", "موبوتو", "unknown name: both readings"],
    ["وزيلينسكي", "زيلينسكي", "unknown name after و"],
  ],
  "6 enclitics": [
    ["طاولته", "طاولة", "ة turns to ت"],
    ["حديقتهم", "حديقة", "the same"],
    ["لغتنا", "لغة", "the same, short noun"],
    ["زملاؤه", "زملاء", "hamza changes its seat"],
    ["زملائها", "زملاء", "hamza changes its seat"],
    ["زملاءنا", "زملاء", "hamza alone"],
    ["مستواها", "مستوى", "ى turns to ا"],
    ["بأصدقائكم", "أصدقاء", "proclitic and enclitic"],
    ["معلموهم", "معلم", "ون loses its ن"],
    ["حياتها", "حياة", "اة"],
    ["يده", "يد", "a noun of two letters"],
    ["أخوها", "أخ", "one of the five nouns"],
    ["استقبله", "استقبل", "object of a verb"],
  ],
  "7 inflection": [
    ["المهندسون", "مهندس", "sound plural"],
    ["مهندسين", "مهندس", "oblique"],
    ["مهندسات", "مهندسة", "feminine plural"],
    ["كتابان", "كتاب", "dual"],
    ["سيارتين", "سيارة", "dual of a feminine"],
    ["اللبنانية", "لبنان", "nisba"],
    ["الفرنسيون", "فرنسا", "nisba of a name in ا"],
    ["ليبي", "ليبيا", "nisba of a name in يا"],
    ["كتبوا", "كتبت", "perfect"],
    ["يكتبون", "سيكتب", "imperfect"],
    ["سنوات", "سنة", "irregular"],
    ["عشرون", "عشرين", "tens"],
  ],
  "15 mixed": [
    ["Books", "book", "plural"],
    ["companies", "Company", "plural in ies"],
    ["Trump's", "trump", "possessive"],
    ["running", "run", "doubled consonant"],
    ["played", "plays", "ed and s"],
  ],
};

const APART: Readonly<Record<string, readonly Pair[]>> = {
  "1 letters": [
    ["على", "علي", "a particle and a name"],
    ["إلى", "آلي", "a particle and an adjective"],
  ],
  "9 words that look affixed": [
    ["والد", "لد", "و of the root"],
    ["وزير", "زير", "و of the root"],
    ["وصول", "صول", "و of the root"],
    ["ورق", "رق", "و of the root"],
    ["لبنان", "لبن", "ان of the name"],
    ["ميدان", "ميد", "ان of the noun"],
    ["زيتون", "زيت", "ون of the noun"],
    ["فلسطين", "فلسط", "ين of the name"],
    ["بطاطس", "طاطس", "ب of the noun"],
    ["بيان", "يان", "ب of the noun"],
    ["ألمانيا", "مانيا", "ال of the name"],
    ["المانيا", "مانيا", "ال of the name, without its hamza"],
    ["لندن", "ندن", "ل of the name"],
    ["كندا", "ندا", "ك of the name"],
    ["كاتب", "كتاب", "neighbours, not twins"],
    ["فريق", "ريق", "ف of the root"],
    ["سلام", "لام", "س of the root"],
    ["الجامعة", "جامع", "ة that makes another word"],
    ["مدرسة", "مدرس", "ة that makes another word"],
    ["بنات", "بن", "ات of the noun"],
    ["مياه", "ميا", "ه of the root"],
    ["كرسي", "كرس", "ي of the noun"],
    ["التزام", "تزام", "ال of the verbal noun"],
    ["إلغاء", "غاء", "ال of the verbal noun"],
    ["business", "busines", "ss is no plural"],
    ["king", "k", "ing of the noun"],
  ],
};

describe.each(Object.entries(MEET))("family %s meets", (_family, pairs) => {
  it.each(pairs)("%s and %s: %s", (one, other) => {
    expect(meet(one, other), `${stemsOf(one)} | ${stemsOf(other)}`).toBe(true);
  });
});

describe.each(Object.entries(APART))("family %s stays apart", (_family, pairs) => {
  it.each(pairs)("%s and %s: %s", (one, other) => {
    expect(meet(one, other), `${stemsOf(one)} | ${stemsOf(other)}`).toBe(false);
  });
});

describe("function words", () => {
  it.each([
    "على",
    "ولأن",
    "فيها",
    "عليه",
    "لديهم",
    "بأن",
    "والتي",
    "لماذا",
    "متى",
    "أين",
    "كم",
    "هل",
    "من",
    "ما",
    "كيف",
    "أي",
    "هو",
    "هي",
    "إنها",
    "انه",
    "وفى",
  ])("%s is one", (word) => expect(analyzeWord(spell(word)).functionWord).toBe(true));
  it.each(["علي", "عين", "بيت", "عدم", "كلام", "مدينة", "آلي", "فيل", "كتاب"])("%s is none", (word) =>
    expect(analyzeWord(spell(word)).functionWord).toBe(false),
  );
  it("a particle with clitics meets the particle", () => {
    for (const [one, other] of [
      ["فيها", "في"],
      ["لديهم", "لدى"],
      ["ولأنهم", "أن"],
      ["وعليكم", "على"],
    ] as const) {
      expect(stemsOf(one)).toEqual(stemsOf(other));
    }
  });
});

describe("clitics", () => {
  it.each([
    ["وبالمدارس", ["و", "ب", "ال"], []],
    ["فسيكتبونها", ["ف", "س"], ["ها"]],
    ["وللحكومة", ["و", "ل", "ال"], []],
    ["سيارتهم", [], ["هم"]],
    ["والدها", [], ["ها"]],
    ["ولاؤه", [], ["ه"]],
    ["مزرعة", [], []],
    ["وزير", [], []],
  ] as const)("%s", (word, proclitics, enclitics) => {
    const analysis = analyzeWord(spell(word));
    expect([analysis.proclitics, analysis.enclitics]).toEqual([proclitics, enclitics]);
  });
});

describe("kinds", () => {
  it.each([
    ["كتاب", "arabic"],
    ["book", "latin"],
    ["3.5", "number"],
    ["東京", "other"],
    ["", "other"],
  ] as const)("%s is %s", (word, kind) => expect(analyzeWord(word).kind).toBe(kind));
  it("the name of a Latin letter meets the letter", () => {
    const words = (text: string) => tokenize(text).map((token) => analyzeWord(token.spelled).stems);
    const [letter, number] = words("F-16");
    const [name, sameNumber] = words("إف 16");
    expect(name).toContain(letter?.[0]);
    expect(sameNumber).toEqual(number);
  });
});

describe("properties", () => {
  const arabicWord = fc.string({
    unit: fc.constantFrom(..."ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ"),
    minLength: 1,
    maxLength: 14,
  });
  const anyString = fc.string({ unit: "binary" });

  it("what is told to be folded already is left as it is by folding", () => {
    const letters = fc.constantFrom(..."ءآأؤإئابةتىيوهلن", "x", "7");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 6 }), fc.array(letters, { maxLength: 2 }), (word, beside) => {
        const units = Uint16Array.from([...beside, ...word, ...beside], (letter) => letter.charCodeAt(0));
        const isToldSo = isFolded(units, beside.length, beside.length + word.length);
        if (isToldSo) expect(fold(word.join(""))).toBe(word.join(""));
        // Most words are, and are read where they lie.
        else expect(word.join("")).toMatch(/[ءآأؤإئةى]/);
      }),
    );
  });

  it("folding twice is folding once", () => {
    fc.assert(
      fc.property(fc.oneof(arabicWord, anyString), (word) => {
        expect(fold(fold(word))).toBe(fold(word));
      }),
      { numRuns: 1000 },
    );
  });
  it("analysis never throws and gives one or two stems that are no empty words", () => {
    fc.assert(
      fc.property(fc.oneof(arabicWord, anyString.map(spell), anyString), (word) => {
        const { stems } = analyzeWord(word);
        expect(stems.length === 1 || stems.length === 2).toBe(true);
        expect(new Set(stems).size).toBe(stems.length);
        if (word !== "") expect(stems).not.toContain("");
      }),
      { numRuns: 1000 },
    );
  });
  it("marks but the small alef, tatweel and controls never change the stem", () => {
    const mark = fc.constantFrom(..."ًٌٍَُِّْۖـ\u200c\u200d\u200f\u202b");
    fc.assert(
      fc.property(arabicWord, fc.array(fc.tuple(fc.nat(20), mark), { maxLength: 6 }), (word, marks) => {
        let marked = word;
        for (const [place, sign] of marks) {
          const at = 1 + (place % marked.length);
          marked = marked.slice(0, at) + sign + marked.slice(at);
        }
        expect(stemsOf(marked)).toEqual(stemsOf(word));
        expect(tokenize(marked)).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });
});
