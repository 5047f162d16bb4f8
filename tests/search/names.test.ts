/**
 * Other names of the same thing, from a query to documents: months, places, letters by name.
 * @module
 */
import { expect, it } from "vitest";
import { found, indexOf, ranked } from "./small-index.ts";

it.each([
  ["أغسطس", ["في آب الماضي", "أب الطفل", "اب الطفل", "شهر أوت"], "0 3", "a weak name is met by its very letters"],
  ["مايو", ["شهر ماي", "مي زيادة", "أيار"], "0 2", "another"],
  ["كانون الثاني", ["يناير", "الفصل الثاني", "كانون النار", "جانفي", "كانون 2", "كانون الثاني"], "0 3 4 5", "no half"],
  ["كانون ٢", ["يناير", "الفصل 2", "كانون ثاني"], "0 2", "a month by its number"],
  ["تشرين الاول", ["أكتوبر", "تشرين الثاني"], "0", "not the other of the two"],
  ["ربيع ثاني", ["ربيع الآخر", "ربيع الثاني", "ربيع الأول", "فصل الربيع"], "0 1", "a Hijri month"],
  ["جوجل", ["غوغل", "قوقل", "Google", "محرك"], "0 1 2", "a brand, also in Latin"],
  ["BBC", ["بي بي سي", "إذاعة", "bbc"], "0 2", "letters by name"],
  ["سي إن إن", ["قناة CNN", "سي ان ان", "إن سي"], "0 1", "letters by name, with their hamzas and without"],
  ["CNN", ["سي ان ان", "سي إن إن", "قناة"], "0 1", "from Latin"],
  ["سي آي ايه", ["CIA", "سي اي ايه", "سي آي إيه"], "0 1 2", "a madda left out"],
  ["الولايات المتحدة", ["الولايات المتحدة الأميركية", "الأمم المتحدة", "ولايات أخرى"], "0", "a name as a whole"],
  ["(غوغل)", ["جوجل"], "0", "within parentheses"],
  ["«غوغل»", ["جوجل"], "0", "between guillemets"],
  ["+غوغل", ["جوجل", "غيره"], "0", "required"],
])("%s in %j finds %s: %s", async (q, texts, ids) => {
  const index = await indexOf(texts);
  expect((await found(index, { q, strict: true })).join(" ")).toBe(ids);
});

it("the name that was typed ranks above the others", async () => {
  const index = await indexOf(["جوجل", "غوغل", "قوقل"]);
  expect((await ranked(index, "غوغل"))[0]).toBe("1");
  expect((await ranked(index, "قوقل"))[0]).toBe("2");
});

it.each([
  ["دوغلاسيان", ["دوجلاسيان", "دوقلاسيان"], "0 1", "foreign g"],
  ["بيلمنتوفسكي", ["بلمنتوفسكي", "بيلمنتوفيسكي", "بيلمونتوفسكي"], "0 1 2", "vowels left out"],
  ["سترافنسكي", ["سطرافنسكي", "سترافنسكي"], "0 1", "ط for ت"],
  ["مارتنسن", ["مورتنسن", "مارتينسن"], "1", "a vowel, never another one"],
  ["كلمنتس", ["كلمنتس", "كلمن"], "0", "no consonant left out"],
])("%s in %j finds %s, by rule: %s", async (q, texts, ids) => {
  const index = await indexOf(texts);
  expect((await found(index, { q, strict: true })).join(" ")).toBe(ids);
});

it.each([
  ["جاهز", "غاهز", "a pattern of a known root"],
  ["مدرسة", "مضرسة", "letters that no foreign word exchanges"],
  ["سفير", "صفير", "a short word"],
  ["تجارة", "طجارة", "a known word"],
])("%s does not find %s: %s", async (q, text) => {
  const index = await indexOf([text]);
  expect(await found(index, { q, strict: true })).toEqual([]);
});

it("a spelling by rule lights up, stands in the interpretation, and can be switched off", async () => {
  const index = await indexOf(["دوجلاسيان"]);
  const { hits, interpretation } = await index.search({ q: "دوغلاسيان", interpretation: true });
  expect(hits[0]!.highlights!["text"]).toEqual([{ start: 0, end: 9 }]);
  expect(interpretation![0]!.alternatives).toContainEqual(
    expect.objectContaining({ kind: "name", weight: 0.6, docs: 1 }),
  );
  expect(await found(index, { q: "دوغلاسيان", relations: "-name", correct: "off" })).toEqual([]);
});
