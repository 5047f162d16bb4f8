/**
 * Queries that find nothing as they were typed, and what is searched instead. Each row is a family, not a word: the
 * words stand in `news-samples.ts` and nowhere in the code.
 */
import { describe, expect, test } from "vitest";
import type { SearchRequest } from "../../../src/contract/index.ts";
import { indexOf } from "../small-index.ts";
import { samples } from "./news-samples.ts";

type Row = readonly [typed: string, searched: string, why: string];

const spelling: readonly Row[] = [
  ["بنتسيق", "بتنسيق", "neighbours swapped"],
  ["المسشتفيات", "المستشفيات", "neighbours swapped inside a long word"],
  ["برشلنة", "برشلونة", "a long vowel left out"],
  ["المفااوضات", "المفاوضات", "a letter twice"],
  ["الأصعار الذهب", "أسعار الذهب", "ص for س behind an article that the text does not have"],
  ["كوكبن", "كوكبا", "one letter for another at the end"],
  ["مبارات", "مباراة", "ت for ة"],
  ["المستسفى", "المستشفى", "dots left out"],
  ["مسوول", "مسؤول", "hamza left out"],
  ["الإقتساد", "الاقتصاد", "س for ص"],
  ["برشلونه ريال مدريض", "برشلونه ريال مدريد", "ض for د; what is right stays as it was typed"],
  ["الاستسمار", "الاستثمار", "س for ث, as it is said"],
  ["وزارت الصحه", "وزارة الصحه", "the word behind is found already"],
  ["المخططوطات", "مخطوطات", "doubled, with an article that the text does not have"],
  ["الجمبار", "الجمباز", "ر for ز"],
  ["هواتف samsang", "هواتف samsung", "Latin words have slips as well"],
  ["الزراعخ", "الزراعة", "a key beside the right one"],
];

const spacing: readonly Row[] = [
  ["وليدالمعلم", "وليد المعلم", "run together"],
  ["حيدرالعبادي", "حيدر العبادي", "run together"],
  ["وزيرالخارجية", "وزير الخارجية", "run together"],
  ["رئيسوزراءالعراق", "رئيس وزراء العراق", "three words run together"],
  ["ريالمدريد", "ريال مدريد", "run together without an article"],
  ["المست شفيات", "المستشفيات", "broken in two"],
  ["الاست ثمار", "الاستثمار", "broken in two"],
  ["مخطو طات", "مخطوطات", "broken in two, no article"],
];

const keyboard: readonly Row[] = [
  ["hgr]s", "القدس", "] is د"],
  ["]lar", "دمشق", "the first letter is punctuation"],
  ["hgkt'", "النفط", "the last letter is punctuation"],
  ["HGKT'", "النفط", "Caps Lock"],
  ["hgHv]k", "الأردن", "unknown to the index; أ with Shift"],
  ["hgh,glfdh]", "الاولمبياد", "commas and brackets"],
  ["hgHvq", "الأرض", "Shift for أ alone"],
  ["lfhvhm ;vm hgr]l", "مباراة كرة القدم", "several words"],
  ["hgbuf", "اللاعب", "the key of لا writes two letters"],
  ["بشؤثلاخخن", "facebook", "Arabic layout for a Latin word"],
  ["سشةسعىل", "samsung", "Arabic layout for a Latin word"],
  ["لاعيلثف", "budget", "the key of لا is b"],
];

const arabizi: readonly Row[] = [
  ["7arb", "الحرب", "ح as 7"],
  ["3iraq", "العراق", "ع as 3"],
  ["iraq", "العراق", "ع not written"],
  ["souria", "سوريا", "French vowels"],
  ["sourya", "سوريا", "English vowels"],
  ["al-quds", "القدس", "article with a hyphen"],
  ["el quds", "القدس", "article with a space"],
  ["el2ods", "القدس", "ق as 2, vowels of Cairo"],
  ["mo7ammad", "محمد", "doubled consonant"],
  ["mohamed", "محمد", "h for ح"],
  ["5aled", "خالد", "خ as 5"],
  ["khalid", "خالد", "خ as kh"],
  ["sa3oudia", "السعودية", "article left out"],
  ["as-sa3udiyya", "السعودية", "article before a sun letter"],
  ["qatar", "قطر", "t for ط"],
  ["masr", "ومصر", "the text has it behind و only"],
  ["el ra2is", "رئيس", "hamza as 2"],
  ["el-mustashfa", "المستشفى", "final ى"],
  ["dimashq", "دمشق", "q"],
  ["dimashk", "دمشق", "k for ق"],
  ["bayrout", "بيروت", "ay"],
  ["beirut", "بيروت", "ei"],
  ["al-jaza2ir", "الجزائر", "hamza inside"],
  ["abdelaziz", "عبد العزيز", "a name of two words"],
  ["abd el aziz", "عبد العزيز", "a name of three pieces"],
  ["wazir al-kharijia", "وزير الخارجية", "two words"],
  ["el9ahira", "القاهرة", "9 for ق"],
  ["وليد dimashq", "وليد دمشق", "one word of two"],
];

/** A clitic or an article more or less is the same answer. */
function withoutClitics(text: string): string {
  return text
    .split(" ")
    .map((word) => word.replace(/^و?(ال)?/, ""))
    .join(" ");
}

test.each(["7arb", "mo7amed", "sala7"])("the digit of %s is a letter, and finds no number", async (typed) => {
  const index = await indexOf([...samples, "باع المتجر 7 غسالات", "لقاء محمد صلاح"]);
  const { correction, hits } = await index.search(typed);
  expect(correction).toMatchObject({ original: typed, kind: "arabizi", applied: true });
  expect(hits.map(({ id }) => id)).not.toContain(String(samples.length));
  // A word that texts have keeps its digit.
  const known = await indexOf(["windows 7", "windows", "7 نوافذ"]);
  expect((await known.search({ q: "windows7", correct: "off" })).total).toBe(3);
});

describe.each([
  ["spelling", spelling],
  ["spacing", spacing],
  ["keyboard", keyboard],
  ["arabizi", arabizi],
] as const)("%s", (kind, rows) => {
  test.each(rows)("%s: %s (%s)", async (typed, searched) => {
    const index = await indexOf(samples);
    const request: SearchRequest = { q: typed, operator: "and", strict: true };
    const { correction, total, query } = await index.search(request);
    expect({ ...correction, searched: withoutClitics(correction?.searched ?? "") }).toEqual({
      original: typed,
      searched: withoutClitics(searched),
      kind,
      applied: true,
    });
    expect(query).toBe(typed);
    expect(total).toBeGreaterThan(0);
    const asked = await index.search({ ...request, q: correction!.searched, correct: "off" });
    expect((await index.search(request)).hits).toEqual(asked.hits);
    expect((await index.search({ ...request, correct: "off" })).total).toBe(0);
    expect(await index.search({ ...request, correct: "suggest" })).toMatchObject({
      total: 0,
      correction: { ...correction, applied: false },
    });
  });
});
