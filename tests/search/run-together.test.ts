/**
 * Words with no space between them and the same words apart.
 */
import { describe, expect, it } from "vitest";
import { found, indexOf } from "./small-index.ts";

const texts = [
  "استقبل محمودعباس المبعوث", // 0
  "استقبل محمود عباس المبعوث", // 1
  "هبطت الطائرة في دارالسلام", // 2
  "هبطت الطائرة في دار السلام", // 3
  "عاد محمود وحده", // 4
  "هذه أسعار الدارسين", // 5
  "اشترى سورهات كثيرة", // 6
  "خرج من الدار وحل السلام", // 7
];

const cases: readonly (readonly [q: string, ids: readonly string[], why: string])[] = [
  ["محمود عباس", ["0", "1", "4"], "apart as typed, and run together"],
  ["عباس", ["1"], "half of what was run together is another word"],
  ["دارالسلام", ["2", "3"], "as typed, and apart; the words side by side only"],
  ["الطائرة دارالسلام", ["2", "3"], "beside another word"],
  ["المبعوث محمودعباس", ["0", "1"], "a name"],
  ["دار سين", ["3", "7"], "a known word is no two others run together"],
];

describe("run together", () => {
  it.each(cases)("%s finds %j: %s", async (q, ids) => {
    expect(await found(await indexOf(texts), { q, strict: true })).toEqual(ids);
  });

  it("holds both words", async () => {
    const request = { q: "محمود عباس", operator: "and", strict: true } as const;
    expect(await found(await indexOf(texts), request)).toEqual(["0", "1"]);
  });

  it("is asked of no pair that no text has: a word behind ابن need not be its name", async () => {
    const index = await indexOf(["توقيف ابن لرئيس الشركة", "اعتقلت الشرطة لصا", "مقدمة ابن خلدون", "مقدمة الكتاب"]);
    expect(await found(index, { q: "ابن الشرطة", strict: true })).toEqual(["0", "1", "2"]);
    expect(await found(index, { q: "ابن خلدون", strict: true })).toEqual(["2"]);
    expect((await index.search("ابن خالدون")).correction).toMatchObject({ searched: "ابن خلدون" });
  });

  it("is switched off with spacing", async () => {
    expect(await found(await indexOf(texts), { q: "دارالسلام", strict: true, relations: "-spacing" })).toEqual(["2"]);
  });

  it("of one word that lives nowhere is left to the correction, which says so", async () => {
    const index = await indexOf(texts.slice(3));
    const { correction, hits } = await index.search("دارالسلام");
    expect(correction).toMatchObject({ searched: "دار السلام", kind: "spacing", applied: true });
    expect(hits.map(({ id }) => id)).toContain("0");
  });
});
