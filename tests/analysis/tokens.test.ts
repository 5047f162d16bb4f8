/** Text -> tokens: where words begin and end. Offsets are checked by slicing, never typed by hand. @module */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spell, TokenCursor, tokenize } from "../../src/analysis/index.ts";

const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", maxLength: 1 }),
    fc.constantFrom(..."كتاب وَالـًىء1٢.,٬٫ -_a'é\u200c\u202b\ud83d&;"),
  ),
  maxLength: 60,
});
const cases: readonly (readonly [why: string, text: string, spelled: readonly string[]])[] = [
  ["letters and digits part, with or without a hyphen", "F-16 f16 F16", ["f", "16", "f", "16", "f", "16"]],
  ["an era mark does not hide the year", "1442هـ", ["1442", "ه"]],
  ["decimals of both scripts", "16.5 ٣٫٥", ["16.5", "3.5"]],
  ["thousands of both scripts", "1,000 ١٬٠٠٠ 2,500,000.75", ["1000", "1000", "2500000.75"]],
  ["dates are three numbers", "11.9.2014", ["11", "9", "2014"]],
  ["ranges are two numbers", "2014-2015", ["2014", "2015"]],
  [
    "groups of other than three digits are a list",
    "1,00 10,20,300 1000,200",
    ["1", "00", "10", "20", "300", "1000", "200"],
  ],
  ["a full stop without a space", "هناك.وكان", ["هناك", "وكان"]],
  ["a number ends a sentence", "عام 2014. ثم", ["عام", "2014", "ثم"]],
  ["scripts stuck together", "تويترTwitter", ["تويتر", "twitter"]],
  ["HTML residue is no word", "الأمن&quot; &amp;nbsp;&nbsp;و&#1234;سلام&#x6A;", ["الأمن", "و", "سلام"]],
  ["escaped twice", "a &amp;quot;b&amp;amp; c &amp;more", ["a", "b", "c", "more"]],
  ["a month and its year", "11.2014 1.1999 12.2030 ١١.٢٠١٤", ["11", "2014", "1", "1999", "12", "2030", "11", "2014"]],
  ["decimals that look like no month", "13.2014 3.1415 11.201 ١١٫٢٠١٤", ["13.2014", "3.1415", "11.201", "11.2014"]],
  ["an ampersand alone is no entity", "a & b; AT&T", ["a", "b", "at", "t"]],
  ["signs of the web separate", "#حرية_التعبير @user_name", ["حرية", "التعبير", "user", "name"]],
  [
    "marks, tatweel, joiners and bidi controls join",
    "كِتَابٌ كتـــاب كت\u200cاب \u202bكتاب\u202c",
    ["كتاب", "كتاب", "كتاب", "كتاب"],
  ],
  ["marks alone are no word", "ـــ ً ُ \u200f", []],
  ["signs between verses separate", "العالمين\u06ddالرحمن", ["العالمين", "الرحمن"]],
  ["other scripts are kept whole", "Москва 東京 𐍈𐍉", ["москва", "東京", "𐍈𐍉"]],
  ["possessive s stays with its word", "Obama's O'Neil", ["obama's", "o", "neil"]],
  ["digits of other scripts", "۲۰۱۴ २०१४", ["2014", "2014"]],
];

function tokensOf(text: string): { start: number; end: number; position: number }[] {
  const cursor = new TokenCursor().reset(text);
  const tokens = [];
  while (cursor.next()) tokens.push({ start: cursor.start, end: cursor.end, position: cursor.position });
  return tokens;
}

describe("tokenize", () => {
  it.each(cases)("%s", (_why, text, spelled) => {
    expect(tokenize(text).map((token) => token.spelled)).toEqual(spelled);
  });

  it("takes a word with its marks and leaves outer controls out", () => {
    const text = "قال \u202bالشَّاعِرُ\u202c: كتـــابٌ!";
    expect(tokenize(text).map((token) => text.slice(token.start, token.end))).toEqual(["قال", "الشَّاعِرُ", "كتـــابٌ"]);
  });

  it("is sorted, disjoint, inside the text, and every token spells something", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const [index, token] of tokenize(text).entries()) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(token.position).toBe(index);
          expect(token.raw).toBe(text.slice(token.start, token.end));
          expect(token.spelled).not.toBe("");
          end = token.end;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never cuts a surrogate pair", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const { start, end } of tokensOf(text)) expect(text.slice(start, end).isWellFormed()).toBe(true);
      }),
    );
  });

  it("reads hostile repetitions to their end, twice the text giving twice the tokens", () => {
    for (const unit of ["1,000 ", "1. ", "&", "ـ", "\u200c", "ً", "a's ", "\ud83d", "كتاب، "]) {
      const once = tokensOf(unit.repeat(30_000)).length;
      expect(tokensOf(unit.repeat(60_000)).length).toBe(2 * once);
    }
  });

  it("starts over on another text", () => {
    const cursor = new TokenCursor().reset("أول نص");
    cursor.next();
    cursor.next();
    expect(cursor.reset("ثان").next()).toBe(true);
    expect([cursor.start, cursor.end, cursor.position]).toEqual([0, 3, 0]);
    expect(cursor.next()).toBe(false);
    expect(cursor.next()).toBe(false);
  });
});

describe("spell", () => {
  const rows: readonly (readonly [why: string, raw: string, spelled: string])[] = [
    ["superscript alef of a word that has no other", "هٰذا", "هذا"],
    ["the same, with a particle and marks", "فَذَٰلِكُمُ", "فذلكم"],
    ["the name of God", "اللّٰه", "الله"],
    ["superscript alef is a letter elsewhere", "كِتَٰب", "كتاب"],
    ["after و, a letter of its own", "ٱلسَّمَٰوَٰتِ", "السماوات"],
    ["و for the alef before ة", "ٱلصَّلَوٰةَ", "الصلاة"],
    ["و for the alef before a final ا", "ٱلرِّبَوٰاْ", "الربا"],
    ["above a final ى it is a mark", "مُوسَىٰ", "موسى"],
    ["ى for the alef before a pronoun", "هَدَىٰهُم", "هداهم"],
    ["hamza on the line", "شَيۡـٔٗا", "شيئا"],
    ["and in الرحمن", "الرَّحْمٰنِ", "الرحمن"],
    ["alef wasla is an alef", "ٱلله", "الله"],
    ["presentation forms", "ﻛﺘﺎﺏ", "كتاب"],
    ["ligatures of lam and alef", "ﻻﻋﺐ", "لاعب"],
    ["the ligature of the Name", "ﷲ", "الله"],
    ["Persian kaf and yeh", "کتابی", "كتابي"],
    ["Urdu heh", "ہمدان", "همدان"],
    ["gaf", "گوگل", "كوكل"],
    ["decomposed hamza is a letter", "ا\u0654حمد", "أحمد"],
    ["decomposed madda", "ا\u0653من", "آمن"],
    ["Quranic marks", "قُلۡ\u06d6", "قل"],
    ["tanwin before or after its alef", "رحيمًا", "رحيما"],
    ["the other order", "رحيماً", "رحيما"],
    ["accents and case", "CAFÉ", "cafe"],
    ["letters without decomposition", "Straße", "strasse"],
    ["nothing of the word remains", "ـًُ", ""],
    ["nothing at all", "", ""],
  ];
  it.each(rows)("%s", (_why, raw, spelled) => expect(spell(raw)).toBe(spelled));

  it.each([
    ["ى and ي", "على", "علي"],
    ["ة and ه", "كتابة", "كتابه"],
    ["أ and ا", "أن", "ان"],
    ["ؤ and ئ", "مسؤول", "مسئول"],
  ])("keeps %s apart", (_why, one, other) => expect(spell(one)).not.toBe(spell(other)));

  it("cuts at 255 units and never inside a pair", () => {
    expect(spell("ك".repeat(300))).toHaveLength(255);
    expect(spell("𐍈".repeat(300)).isWellFormed()).toBe(true);
    expect(spell("𐍈".repeat(300)).length).toBeLessThanOrEqual(255);
  });

  it("never throws and changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { raw, spelled } of tokenize(text)) {
          expect(spell(spelled)).toBe(spelled);
          expect(spell(raw).length).toBeLessThanOrEqual(255);
        }
        spell(text);
      }),
      { numRuns: 1000 },
    );
  });
});
