/**
 * Highlights, for which the forward index says which words need be asked, against those for which every word is.
 */
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { plainHash, spell } from "../../src/analysis/index.ts";
import { LitWords } from "../../src/search/snippet/lit-words.ts";
import { indexOf } from "./small-index.ts";

/** Spellings that meet, marks and a stretched word, names of several words, particles, numbers, other scripts. */
const words = [
  ...["كتاب", "الكتاب", "وكتابهم", "كُتُبٌ", "كتـــاب", "مدرسة", "بمدارسهم", "مدرّسون", "في", "من", "على"],
  ...["تشرين", "الأول", "أكتوبر", "عبد", "الله", "عبدالله", "2014", "٢٠١٤", "Book", "books", "F-16", "ﻛﺘﺎﺏ"],
];
const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 }).map((list) => list.join(" "));
const queries = [
  ...["كتاب", "مدرسة كتاب", '"كتاب مدرسة"~2', '="كُتُبٌ"', "تشرين الأول", "عبد الله", "من في", "2014 book", "F-16"],
  ...["title:كتاب مدرسة", '"في مدرسة"', "كتا*", "مدرسه~ كتاب", "أكتوبر -كتاب", "+مدرسة (كتاب OR book)"],
];

it("lights up what asking every word of the text lights up", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ title: text, text }), { minLength: 1, maxLength: 4 }), async (documents) => {
      const index = await indexOf(documents.map((each, i) => ({ id: i, ...each })));
      const ask = async () => {
        const found = await Promise.all(queries.map((q) => index.search({ q, correct: "off" })));
        return found.map(({ hits }, i) => [
          queries[i],
          hits.map(({ highlights, snippet }) => ({ highlights, snippet })),
        ]);
      };
      const told = await ask();
      const asked = vi.spyOn(LitWords.prototype, "of").mockReturnValue(undefined);
      try {
        expect(told).toEqual(await ask());
      } finally {
        asked.mockRestore();
      }
      await index.close();
    }),
    { numRuns: 25 },
  );
}, 60_000);

it("takes only words for plain that stand for themselves, and tells the others by 0", () => {
  const unit = fc.constantFrom(..."ابتةىءأئؤيكـ\u064b\u0670\u0651گپ0a٣ﻛ".split(""));
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 8 }), (word) => {
      fc.pre(plainHash(word, 0, word.length) !== 0);
      expect(spell(word)).toBe(word);
    }),
  );
  expect(plainHash("كتاب", 0, 4)).not.toBe(0);
  expect(plainHash("كِتاب", 0, 5)).toBe(0);
});
