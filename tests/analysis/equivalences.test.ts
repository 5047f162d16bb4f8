/** Query words -> other spellings: what must be offered, what must not, and what the lists themselves promise. @module */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equivalences, equivalentsOf, spacingVariants } from "../../src/analysis/equivalences/index.ts";
import { differInVowelsOnly, exchangedLetters, fold, looksForeign, spell, tokenize } from "../../src/analysis/index.ts";

const spelledOf = (text: string): string[] => tokenize(text).map(({ spelled }) => spelled);
const foldedOf = (text: string): string[] => spelledOf(text).map(fold);
const keyOf = (text: string): string => foldedOf(text).join(" ");
/** The others that a text's spans are offered, as folded phrases. */
const offered = (words: readonly string[]): string[] =>
  equivalentsOf(words).flatMap(({ others }) => others.map((other) => other.map(fold).join(" ")));

const YEAR: readonly (readonly string[])[] = [
  ["يناير", "كانون الثاني", "كانون ثاني", "كانون 2", "كانون ٢", "جانفي"],
  ["فبراير", "شباط", "فيفري"],
  ["مارس", "آذار", "اذار"],
  ["أبريل", "إبريل", "ابريل", "نيسان", "أفريل"],
  ["مايو", "أيار", "ايار", "مايس"],
  ["يونيو", "يونيه", "حزيران"],
  ["يوليو", "يوليه", "تموز", "جويلية", "يوليوز"],
  ["أغسطس", "اغسطس", "أوت", "غشت"],
  ["سبتمبر", "أيلول", "ايلول", "شتنبر"],
  ["أكتوبر", "اكتوبر", "تشرين الأول", "تشرين الاول", "تشرين أول", "تشرين 1"],
  ["نوفمبر", "تشرين الثاني", "تشرين ثاني", "تشرين 2", "نونبر"],
  ["ديسمبر", "كانون الأول", "كانون أول", "كانون 1", "دجنبر"],
];

const HIJRI: readonly (readonly string[])[] = [
  ["ربيع الأول", "ربيع أول", "ربيع 1"],
  ["ربيع الآخر", "ربيع الثاني", "ربيع ثاني"],
  ["جمادى الأولى", "جمادي الاول", "جماد أول"],
  ["جمادى الآخرة", "جمادى الثانية", "جماد ثاني"],
  ["ذو القعدة", "ذي القعدة", "ذوالقعدة"],
  ["ذو الحجة", "ذي الحجة", "ذا الحجة"],
];

describe.each([
  ["month", YEAR],
  ["hijri-month", HIJRI],
] as const)("%s", (kind, months) => {
  for (const usages of months) {
    for (const typed of usages) {
      it(`${typed} is offered every other name of its month`, () => {
        const [span, ...more] = equivalentsOf(foldedOf(typed));
        expect(more).toEqual([]);
        expect(span).toMatchObject({ from: 0, to: spelledOf(typed).length, kind });
        const wanted = usages.map(keyOf).filter((key) => key !== keyOf(typed));
        expect(span?.others.map((other) => other.map(fold).join(" "))).toEqual(expect.arrayContaining(wanted));
      });
    }
  }
});

describe("names and spacing that meet", () => {
  it.each([
    ["بغوغل", "جوجل", "particle before an unknown name"],
    ["وقوقل", "غوغل", "conjunction"],
    ["والإنكليزي", "إنجليزي", "conjunction and article"],
    ["للأرجنتين", "الأرجنطين", "ل and article"],
    ["أرجنتين", "الأرجنطين", "listed with its article, typed without"],
    ["الأميركيين", "أمريكا", "adjective and plural"],
    ["ديموقراطيون", "ديمقراطي", "plural"],
    ["الفايروسات", "فيروسات", "plural with article"],
    ["ببور سعيد", "بورسعيد", "particle before a phrase"],
    ["وبورسعيد", "بور سعيد", "conjunction before a phrase run together"],
    ["بلوس أنجلوس", "لوس أنجليس", "a phrase confirms its particle"],
    ["هونج كونج", "هونغ كونغ", "Egyptian ج"],
    ["في كانون الثاني", "يناير", "beside a preposition"],
    ["وكانون الأول", "ديسمبر", "conjunction before a month of two words"],
    ["بشباط", "فبراير", "particle before a month"],
    ["البو كمال", "البوكمال", "a town written apart"],
    ["لاسيما", "لا سيما", "particles together"],
    ["ولا سيما", "لاسيما", "particles apart, after و"],
    ["ان شاءالله", "إن شاء الله", "half together"],
    ["آب", "أغسطس", "a weak month by its madda"],
    ["15 اب", "أغسطس", "a weak month beside a number"],
    ["شهر ماي", "مايو", "a weak month after شهر"],
    ["أغسطس", "آب", "a weak month is offered"],
    ["جولية", "تموز", "Algerian July, as it is also written"],
    ["ك 2", "يناير", "Levantine, shortened"],
    ["ديسامبر", "كانون الأول", "after the French"],
    ["بي بي سي", "bbc", "letters by name"],
    ["BBC", "بي بي سي", "and in Latin"],
    ["سي ان ان", "CNN", "letters by name without hamzas"],
    ["سي ان ان", "سي إن إن", "which their hamzas are another spelling of"],
    ["إف بي آي", "fbi", "three letters, of which one has a madda"],
    ["لليونسكو", "unesco", "a word of initials"],
    ["مجموعة العشرين", "G20", "by its name"],
    ["شولتز", "شولتس", "a German z"],
    ["دميرتاش", "دميرطاش", "ت for ط"],
    ["فولجوجراد", "فولغوغراد", "both g of one name"],
    ["الروهينجا", "الروهينغا", "a people"],
    ["غليسيرين جليسرين", "غليسرين", "a chemical"],
    ["الأندونيسي", "أندنوسي", "an adjective"],
    ["جيجابايت", "غيغابايت", "a unit"],
    ["ليثوغراف", "ليتوجراف", "ث for ت and ج for غ"],
  ])("%s finds %s: %s", (typed, wanted) => {
    expect(offered(spelledOf(typed))).toContain(keyOf(wanted));
  });
});

describe("words that stay as they are", () => {
  it.each([
    ["الثاني", "an ordinal is no month"],
    ["الأول", "an ordinal is no month"],
    ["كانون", "alone it is a stove"],
    ["تشرين", "alone it is either of two months, or a newspaper"],
    ["ربيع", "spring"],
    ["جمادى", "either of two months"],
    ["الكتاب الثاني", "the second book"],
    ["باب", "not ب + آب"],
    ["أب", "father"],
    ["اب", "father without its hamza"],
    ["السيدة ماي", "a surname"],
    ["صفر", "zero"],
    ["محرم", "forbidden"],
    ["للأبد", "not ل + لا بد"],
    ["كما بين", "not ك + ما بين"],
    ["بلا وعي", "not ب + لاوعي"],
    ["السيولة", "not of Seoul"],
    ["الطائفية", "not of Taif"],
    ["كيف", "how, never Kyiv"],
    ["كانت", "was, never Kant"],
    ["هوائي", "airy, never of Hawaii"],
    ["جوا", "by air"],
    ["ركبتي", "my knee"],
    ["غنت", "she sang"],
    ["بال", "mind"],
    ["أكره", "I hate"],
    ["سيدا", "a master"],
    ["كتابة", "writing"],
    ["سارت", "she walked"],
    ["السويد", "not of Sweida"],
    ["قوس المدرسة", "plain words"],
  ])("%s: %s", (typed) => {
    expect(equivalentsOf(spelledOf(typed))).toEqual([]);
  });

  it("keeps half a name from standing for the whole", () => {
    expect(equivalentsOf(foldedOf("نيو"))).toEqual([]);
    expect(equivalentsOf(foldedOf("أنجلوس"))).toEqual([]);
    expect(equivalentsOf(foldedOf("سيما"))).toEqual([]);
  });
});

describe("spans", () => {
  it("takes the longest first, left to right, without overlap", () => {
    const spans = equivalentsOf(foldedOf("تشرين الثاني نوفمبر في مانشستر يونايتد و نيو يورك"));
    expect(spans.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 3],
      [4, 6],
      [7, 9],
    ]);
  });

  it("names the others that are commoner as another word", () => {
    const [span] = equivalentsOf(["مايو"]);
    expect(span?.weakOthers).toEqual([["ماي"]]);
    expect(span?.others).toContainEqual(["ماي"]);
  });

  it("stay sorted, disjoint and inside the words, whatever the words are", () => {
    const word = fc.constantFrom(
      ..."كانون الثاني تشرين الأول غوغل في و آب 2 بور سعيد لا سيما نيو يورك ل ال بال".split(" "),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string().map(spell)), { maxLength: 8 }), (words) => {
        for (const spans of [equivalentsOf(words), spacingVariants(words)]) {
          let end = 0;
          for (const { from, to, others } of spans) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeGreaterThan(from);
            expect(others.length).toBeGreaterThan(0);
            end = to;
          }
          expect(end).toBeLessThanOrEqual(words.length);
        }
      }),
    );
  });
});

describe("foreign spellings by rule", () => {
  it.each([
    ["مارتنسن", "مارتينسن", true, "a vowel left out"],
    ["مارتينسن", "مارتنسن", true, "the other way round"],
    ["مارتنسن", "مورتنسن", false, "another vowel"],
    ["سترافنسكي", "ستيرافينسكي", true, "two vowels"],
    ["سترفنسكي", "ستيرافينسكي", false, "three"],
    ["كلمنت", "كلمنتس", false, "a consonant more"],
  ])("%s and %s differ in vowels only: %s (%s)", (a, b, same) => {
    expect(differInVowelsOnly(a, b)).toBe(same);
  });

  it.each([
    ["دوغلاسيان", true, "unknown and long"],
    ["مدارس", false, "a pattern of a known root"],
    ["استعمار", false, "another"],
    ["غودو", false, "short"],
    ["يوهانا", false, "few consonants"],
  ])("%s looks foreign: %s (%s)", (stem, foreign) => {
    expect(looksForeign(fold(stem))).toBe(foreign);
  });

  it("exchange one letter wherever it stands, and keep the stem itself", () => {
    const spellings = exchangedLetters("فولغوغراد");
    expect(spellings[0]).toBe("فولغوغراد");
    expect(spellings).toContain("فولجوجراد");
    expect(spellings).not.toContain("فولجوغراد");
  });

  it("tell the same of a pair in either order, and every word from itself", () => {
    const word = fc.stringMatching(/^[بتسكغجاوي]{1,8}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(differInVowelsOnly(a, b)).toBe(differInVowelsOnly(b, a));
        expect(differInVowelsOnly(a, a)).toBe(true);
      }),
    );
  });
});

describe("lists", () => {
  it("hold every spelling once by its folded form, over all groups", () => {
    const twice: string[] = [];
    const seen = new Set<string>();
    for (const spelling of equivalences.flatMap(({ spellings }) => spellings)) {
      const key = keyOf(spelling);
      if (seen.has(key)) twice.push(spelling);
      seen.add(key);
    }
    expect(twice).toEqual([]);
  });

  it("hold spelled words, one to four, and two spellings a group at least", () => {
    const wrong = equivalences
      .flatMap(({ spellings }) => spellings)
      .filter((spelling) => spelledOf(spelling).join(" ") !== spelling || spelledOf(spelling).length > 4);
    expect(wrong).toEqual([]);
    expect(equivalences.filter(({ spellings }) => spellings.length < 2)).toEqual([]);
    expect(equivalences.filter(({ kind }) => kind === "month")).toHaveLength(12);
    expect(equivalences.filter(({ kind }) => kind === "name").length).toBeGreaterThan(1500);
  });

  it("are found by every spelling, folded, unless it is weak", () => {
    const lost = equivalences.flatMap(({ spellings, weak }) =>
      spellings.filter(
        (spelling) => !weak.includes(spelling) && offered(foldedOf(spelling)).length < spellings.length - 1,
      ),
    );
    expect(lost).toEqual([]);
  });
});

describe("spacing by rule", () => {
  it.each([
    ["عبدالله", "عبد الله"],
    ["وعبدالرحمن", "وعبد الرحمن"],
    ["لعبدالعزيز", "لعبد العزيز"],
    ["عبد ربه", "عبدربه"],
    ["عبد القادر", "عبدالقادر"],
    ["أبو ظبي", "أبوظبي"],
    ["بأبوظبي", "بأبو ظبي"],
    ["ابن خلدون", "ابنخلدون"],
    ["ابنسينا", "ابن سينا"],
    ["آل سعود", "آلسعود"],
    ["ذوالفقار", "ذو الفقار"],
    ["نورالدين", "نور الدين"],
    ["نصر الله", "نصرالله"],
  ])("%s is %s as well", (typed, wanted) => {
    const [variant] = spacingVariants(spelledOf(typed));
    expect(variant).toMatchObject({ from: 0, to: spelledOf(typed).length });
    expect(variant?.others.map((other) => other.join(" "))).toContain(wanted);
  });

  it.each([
    ["والدين", "parents, or debts"],
    ["الوالدين", "parents"],
    ["بالله", "an oath"],
    ["أبوهم", "their father"],
    ["أبوهما", "the father of two"],
    ["أبوابها", "doors"],
    ["ابنتها", "her daughter"],
    ["ابناؤهم", "their sons"],
    ["آلاف", "thousands"],
    ["آليات", "mechanisms"],
    ["بنوك", "banks"],
    ["عبد من", "a preposition follows"],
    ["من الله", "a preposition before"],
    ["لذا فإن", "a particle"],
    ["ذي صلة", "an adjective's phrase"],
    ["عبدة", "slaves"],
  ])("%s stays: %s", (typed) => {
    expect(spacingVariants(spelledOf(typed))).toEqual([]);
  });

  it("joins the inner name of a chain", () => {
    expect(spacingVariants(spelledOf("خالد بن عبد العزيز"))).toEqual([{ from: 2, to: 4, others: [["عبدالعزيز"]] }]);
  });
});
