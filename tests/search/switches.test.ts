/**
 * What a request or a measurement switches off: kinds of alternatives, steps of the analysis, features of the ranking.
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analysisSteps, analyzeWord, spell, stepsWithout } from "../../src/analysis/index.ts";
import type { SearchRequest } from "../../src/contract/index.ts";
import { Index, type Step, steps } from "../../src/engine/index.ts";
import { rankingFeatures } from "../../src/search/ranking-features.ts";
import { relationKinds } from "../../src/search/rewrite/relations.ts";

let dir: string;
let folders = 0;
const indexes: Index[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "switches-"));
});
afterAll(async () => {
  for (const index of indexes) await index.close();
  rmSync(dir, { recursive: true });
});

async function indexOf(texts: Record<string, string>, without: readonly Step[] = []): Promise<Index> {
  const index = await Index.open(join(dir, `${folders++}`), { without });
  indexes.push(index);
  await index.add(Object.entries(texts).map(([id, text]) => ({ id, text })));
  await index.commit();
  return index;
}

async function found(index: Index, request: SearchRequest): Promise<string[]> {
  const { hits } = await index.search({ snippet: false, strict: true, ...request });
  return hits.map(({ id }) => id).sort();
}

describe("relations of a request", () => {
  const texts = { plural: "فتحت المدارس أبوابها", month: "عاد في أكتوبر", words: "الأول في تشرين" };

  it.each([
    { q: "مدرسة", relations: "", hits: ["plural"], reason: "all kinds are on" },
    { q: "مدرسة", relations: "-kin", hits: ["plural"], reason: "another kind is off" },
    { q: "مدرسة", relations: "-plural", hits: [], reason: "plurals are off" },
    { q: "مدرسة", relations: " -kin , -plural ", hits: [], reason: "blanks between them" },
    { q: "تشرين الأول", relations: "", hits: ["month"], reason: "a month is met by its names, never by half of one" },
    { q: "تشرين الأول", relations: "-month", hits: ["words"], reason: "without months its words are words" },
  ])("$q with relations=$relations: $reason", async ({ q, relations, hits }) => {
    const index = await indexOf(texts);
    expect(await found(index, { q, relations })).toEqual(hits);
  });

  it("shows what is off in the interpretation, with the documents that it would find", async () => {
    const index = await indexOf(texts);
    const { interpretation } = await index.search({ q: "مدرسة", interpretation: true, relations: "-plural" });
    const { alternatives } = interpretation![0]!;
    expect(alternatives.filter(({ kind }) => kind === "plural")).toEqual([
      expect.objectContaining({ on: false, docs: 1 }),
    ]);
    expect(alternatives.filter(({ kind }) => kind !== "plural").every(({ on }) => on)).toBe(true);
  });

  it("shows kin as on or off", async () => {
    const index = await indexOf({
      a: "كتب",
      b: "مكاتب",
      ...Object.fromEntries([...Array(60)].map((_, i) => [i, "بيت"])),
    });
    const kinOf = async (relations: string) => {
      const { interpretation } = await index.search({ q: "كتب", interpretation: true, relations });
      return interpretation![0]!.alternatives.filter(({ kind }) => kind === "kin").map(({ on }) => on);
    };
    expect(await kinOf("")).toEqual([true]);
    expect(await kinOf("-kin")).toEqual([false]);
  });

  it.each(["-nisba", "plural", "+plural", "-stem"])("refuses %s and names the kinds", async (relations) => {
    const index = await indexOf(texts);
    await expect(index.search({ q: "x", relations })).rejects.toMatchObject({
      code: "invalid_parameter",
      remedy: expect.stringContaining("hijri-month"),
    });
  });

  it("keeps a cursor to its relations", async () => {
    const index = await indexOf({ a: "بيت", b: "بيت" });
    const { next_cursor: cursor } = await index.search({ q: "بيت", limit: 1 });
    await expect(index.search({ q: "بيت", limit: 1, cursor: cursor!, relations: "-kin" })).rejects.toMatchObject({
      code: "invalid_parameter",
    });
  });
});

describe("hits without what is stored", () => {
  it("hold id, score, the id as title, and no fields", async () => {
    const index = await indexOf({ a: "بيت" });
    const whole = await index.search({ q: "بيت" });
    const { hits } = await index.search({ q: "بيت", stored: false });
    expect(hits).toEqual([{ id: "a", score: whole.hits[0]!.score, title: "a", fields: {} }]);
  });

  it("have no snippet to show", async () => {
    const index = await indexOf({ a: "بيت" });
    await expect(index.search({ q: "بيت", stored: false, snippet: true })).rejects.toMatchObject({
      code: "invalid_parameter",
    });
  });
});

describe("analysis without a step", () => {
  it.each([
    { step: "marks", word: "كُتُب", before: "كتب", after: "كُتُب", reason: "vowel signs stay" },
    { step: "letter-forms", word: "ﻛﺘﺐ", before: "كتب", after: "ﻛﺘﺐ", reason: "presentation forms stay" },
    { step: "digits", word: "٢٠١٧", before: "2017", after: "٢٠١٧", reason: "digits stay" },
  ] as const)("$step: $reason", ({ step, word, before, after }) => {
    expect(spell(word)).toBe(before);
    expect(spell(word, stepsWithout([step]))).toBe(after);
  });

  it.each([
    {
      step: "letters",
      word: "مدرسة",
      before: ["مدرسه"],
      after: ["مدرسة"],
      reason: "ة stays apart from ه",
    },
    {
      step: "function-words",
      word: "على",
      before: ["على"],
      after: ["علي"],
      reason: "a particle is a word like others",
    },
    { step: "proclitics", word: "والكتاب", before: ["كتاب"], after: ["والكتاب"], reason: "و and ال stay" },
    { step: "pronouns", word: "كتابهم", before: ["كتاب"], after: ["كتابهم"], reason: "هم stays" },
    { step: "inflection", word: "معلمون", before: ["معلم"], after: ["معلمون"], reason: "ون stays" },
    { step: "latin-endings", word: "cities", before: ["city"], after: ["cities"], reason: "ies stays" },
  ] as const)("$step: $reason", ({ step, word, before, after }) => {
    expect(analyzeWord(word).stems.slice(0, 1)).toEqual(before);
    expect(analyzeWord(word, stepsWithout([step])).stems.slice(0, 1)).toEqual(after);
  });

  it("takes particles for words", () => {
    expect(analyzeWord("على").functionWord).toBe(true);
    expect(analyzeWord("على", stepsWithout(["function-words"])).functionWord).toBe(false);
  });

  it("reads a listed name like an unknown word without the lexicon", () => {
    expect(analyzeWord("ألمانيا").stems).not.toEqual(analyzeWord("ألمانيا", stepsWithout(["lexicon"])).stems);
  });

  it("keeps one reading without the second stem", () => {
    const two = ["جامعه", "بلغورن"].filter((word) => analyzeWord(word).stems.length === 2);
    expect(two.length).toBeGreaterThan(0);
    for (const word of two) expect(analyzeWord(word, stepsWithout(["second-stem"])).stems).toHaveLength(1);
  });
});

describe("an index without a step", () => {
  it.each([
    { without: ["proclitics"], q: "كتاب", text: "والكتاب", reason: "the index and the query are read without it" },
    { without: ["plural"], q: "مدرسة", text: "مدارس", reason: "a kind of alternatives" },
  ] as const)("$without: $reason", async ({ without, q, text }) => {
    expect(await found(await indexOf({ a: text }), { q })).toEqual(["a"]);
    expect(await found(await indexOf({ a: text }, without), { q })).toEqual([]);
  });

  it.each([
    { feature: "proximity", texts: ["بيت جديد كبير واسع شارع طويل", "بيت شارع جديد كبير واسع طويل"] },
    { feature: "lead", texts: [`${"حجر ".repeat(30)}بيت شارع`, `بيت شارع ${"حجر ".repeat(30)}`] },
  ] as const)("without $feature scores what it added no more", async ({ feature, texts }) => {
    const documents = Object.fromEntries([...texts, ...Array<string>(20).fill("غيم")].map((text, i) => [`${i}`, text]));
    const scores = async (without: readonly Step[]) => {
      const { hits } = await (await indexOf(documents, without)).search({ q: "بيت شارع" });
      return hits.map(({ score }) => score);
    };
    const [best, next] = await scores([]);
    expect(best!).toBeGreaterThan(next!);
    const [same, other] = await scores([feature, "similar-letters"]);
    expect(same!).toBeLessThan(best!);
    if (feature === "lead") expect(same!).toBeCloseTo(other!, 10);
  });

  it("scores particles like words without their weight", async () => {
    const texts = { a: "من البيت", b: "إلى البيت", c: "من" };
    const scoreOf = async (without: readonly Step[]) => {
      const { hits } = await (await indexOf(texts, without)).search({ q: "من", firstPass: true });
      return hits[0]!.score;
    };
    expect(await scoreOf(["function-word-weight"])).toBeCloseTo(5 * (await scoreOf([])), 10);
  });

  it("scores words of asking like others without their weight", async () => {
    const texts = { a: "أسباب الحادث", b: "انهيار الحادث", c: "سبب" };
    const scoreOf = async (q: string, without: readonly Step[]) => {
      const { hits } = await (await indexOf(texts, without)).search({ q, firstPass: true });
      return hits[0]!.score;
    };
    expect(await scoreOf("سبب", [])).toBeCloseTo(0.6 * (await scoreOf("سبب", ["asking-word-weight"])), 10);
    // What the answer is about weighs the same.
    expect(await scoreOf("انهيار", [])).toBe(await scoreOf("انهيار", ["asking-word-weight"]));
  });

  it("is opened without the same steps of the analysis, or not at all", async () => {
    const made = await indexOf({ a: "والكتاب" }, ["proclitics", "plural"]);
    await made.close();
    await expect(Index.open(made.path)).rejects.toMatchObject({ code: "index_version", message: /proclitics/u });
    await expect(Index.open(made.path, { without: ["letters"] })).rejects.toMatchObject({ code: "index_version" });
    const again = await Index.open(made.path, { without: ["similar-letters", "proclitics"] });
    indexes.push(again);
    expect(await found(again, { q: "والكتاب" })).toEqual(["a"]);
  });

  it("refuses an unknown step and lists the known ones", async () => {
    const open = Index.open(join(dir, "unknown"), { without: ["magic" as Step] });
    await expect(open).rejects.toMatchObject({
      code: "invalid_parameter",
      remedy: expect.stringContaining("similar-letters"),
    });
  });

  it("knows every step once", () => {
    expect(steps).toEqual([...analysisSteps, ...relationKinds, ...rankingFeatures]);
    expect(new Set(steps).size).toBe(steps.length);
  });
});
