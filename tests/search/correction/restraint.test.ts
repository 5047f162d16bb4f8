/**
 * What is not corrected, and what is only offered: people are asked "did you mean" where they made a slip, and are
 * left in peace otherwise.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../../src/analysis/index.ts";
import type { DocumentInput, SearchRequest } from "../../../src/contract/index.ts";
import { ingest } from "../../../src/ingest/index.ts";
import { indexOf } from "../small-index.ts";
import { samples } from "./news-samples.ts";

const leftAlone: readonly (readonly [request: SearchRequest, why: string])[] = [
  [{ q: "المدارس" }, "stands in a text"],
  [{ q: "ومدارسهم" }, "an inflection of what stands in a text"],
  [{ q: "مستشفى" }, "its plural and its article stand in texts"],
  [{ q: "برشلونه" }, "ه for ة is no slip"],
  [{ q: "facebook" }, "Latin words of the index are left alone"],
  [{ q: "سيارة" }, "a word of the lexicon that no text holds"],
  [{ q: "في من إلى" }, "particles only"],
  [{ q: "حرب -المفاوصات" }, "what is excluded is not looked for"],
  [{ q: "بنتسيقق* الحرب" }, "beginnings of words are no words"],
  [{ q: "كتبنتسيق~1" }, "who allows edits needs no others"],
  [{ q: "والقلب" }, "must not become a word without its first letter"],
  [{ q: "ككوكبا" }, "a first letter is not dropped"],
  [{ q: "2014" }, "a number"],
  [{ q: "" }, "nothing typed"],
  [{ q: "..." }, "punctuation"],
  [{ q: "بنتسيق", correct: "off" }, "switched off"],
  [{ q: "7arb", correct: "off" }, "switched off"],
  [{ q: "hgr]s", correct: "off" }, "switched off"],
  [{ q: "وليدالمعلم", correct: "off" }, "switched off"],
  [{ q: "الحرب بنتسيق", correct: "off" }, "switched off beside hits"],
  [{ q: "بنتسيق", filter: "category = culture" }, "what it would find is filtered away"],
  [{ q: "بنتسيق", firstPass: true }, "measuring asks for what was typed"],
];

test.each(leftAlone)("%j is left alone: %s", async (request) => {
  const index = await indexOf(samples);
  expect((await index.search(request)).correction).toBeUndefined();
});

describe("a word that is right, and in no text", () => {
  const rows: readonly (readonly [typed: string, text: string, why: string])[] = [
    ["المستقبل", "قال ألم قبل أن يمضي", "a word of the lexicon is not two"],
    ["المزيد", "سأل ألم يزد شيئا", "nor one with the article"],
    ["رؤية", "أبدى رأيه في الأمر", "hamza on another seat makes another word"],
    ["مناقشة", "طرحت الوزارة مناقصة جديدة", "a noun of a listed verb"],
    ["تدمير", "مصنع تدوير النفايات", "a noun of a listed verb of the second form"],
    ["تعتبر", "القصيدة تعبر عن الحزن", "the imperfect of a listed verb"],
    ["نستخدم", "نستقدم الخبراء", "the same of the tenth form"],
  ];
  test.each(rows)("%s is not answered by %j: %s", async (typed, text) => {
    const index = await indexOf([text, "نص آخر عن البحر"]);
    const { total, correction } = await index.search(typed);
    expect([total, correction]).toEqual([0, undefined]);
  });
});

const offered: readonly (readonly [typed: string, searched: string, why: string])[] = [
  ["الحرب المستشقيات", "الحرب المستشفيات", "one word is right"],
  ["وزير الخاريجة", "وزير الخارجية", "one word is right"],
  ["كرة مبارات", "كرة مباراة", "one word is right"],
  ["دمشق ريالمدريد", "دمشق ريال مدريد", "run together beside a word that is right"],
  ["دمشق hgr]s", "دمشق القدس", "one word with another layout"],
  ["دمشق al-quds", "دمشق القدس", "one word in Latin letters"],
  ["+دمشق المعلمم", "+دمشق المعلم", "operators stay"],
  ['"وزير الخارجية" موسكوو', '"وزير الخارجية" موسكو', "a phrase stays"],
];

test.each(offered)("%s: did you mean %s? (%s)", async (typed, searched) => {
  const index = await indexOf(samples);
  const { hits, correction, total } = await index.search(typed);
  expect(correction).toMatchObject({ original: typed, searched, applied: false });
  const asTyped = await index.search({ q: typed, correct: "off" });
  expect(asTyped.correction).toBeUndefined();
  expect({ hits, total }).toEqual({ hits: asTyped.hits, total: asTyped.total });
});

describe("a slip that a text has made as well", () => {
  const texts = [...Array.from({ length: 120 }, () => "افتتح المستشفى قسما"), "افتتح المسشتفى قسما"];

  test("is offered the word that is so much commoner", async () => {
    const index = await indexOf(texts);
    const { total, correction } = await index.search("المسشتفى");
    expect(total).toBe(1);
    expect(correction).toEqual({
      original: "المسشتفى",
      searched: "المستشفى",
      kind: "spelling",
      applied: false,
    });
  });

  test("a rare name beside a common one is none", async () => {
    const index = await indexOf([...Array.from({ length: 120 }, () => "زار حمدان البلدة"), "زار حمدون البلدة"]);
    expect((await index.search("حمدون")).correction).toBeUndefined();
  });
});

test("a correction has hits under the filters, and the one that has is found", async () => {
  const documents: DocumentInput[] = [
    { id: "a", text: "مفاوضات طويلة", category: "سياسة" },
    { id: "b", text: "مخطوطات طويلة", category: "ثقافة" },
  ];
  const index = await indexOf(documents);
  const ofPolitics = await index.search({ q: "مفواضات", filter: "category = سياسة" });
  expect(ofPolitics).toMatchObject({ total: 1, correction: { searched: "مفاوضات", applied: true } });
  const ofCulture = await index.search({ q: "مفواضات", filter: "category = ثقافة" });
  expect(ofCulture.total).toBe(0);
  expect(ofCulture.correction).toBeUndefined();
});

test("the spelling that most texts have is the one that is searched", async () => {
  const index = await indexOf(["الإسلامية", "الإسلامية", "الاسلاميه"]);
  expect((await index.search("الاسلاميهة")).correction).toMatchObject({ searched: "الإسلامية", applied: true });
});

test("company decides between words that are equally near", async () => {
  const index = await indexOf([
    ...Array.from({ length: 4 }, () => "سباق الخيول العربية"),
    ...Array.from({ length: 4 }, () => "قطف الحقول الخضراء"),
    ...Array.from({ length: 4 }, () => "زهرة الحقول الخضراء"),
  ]);
  expect((await index.search({ q: "+سباق +الخقول" })).correction).toMatchObject({ searched: "+سباق +الخيول" });
});

test("a conjunction whose words all exist is loosened, not corrected", async () => {
  const index = await indexOf(samples);
  const { correction } = await index.search({ q: "القاهرة برشلونة", operator: "and" });
  expect(correction).toMatchObject({ kind: "relaxed", applied: true });
  const strict = await index.search({ q: "القاهرة برشلونة", operator: "and", strict: true });
  expect(strict.correction).toBeUndefined();
});

test("strict forbids loosening and nothing else", async () => {
  const index = await indexOf(samples);
  const { correction } = await index.search({ q: "بنتسيق", strict: true });
  expect(correction).toMatchObject({ kind: "spelling", applied: true });
});

test("pages of a corrected query are pages of one list", async () => {
  const index = await indexOf(samples);
  const all = await index.search({ q: "الخارجيبة" });
  const first = await index.search({ q: "الخارجيبة", limit: 1 });
  const second = await index.search({ q: "الخارجيبة", limit: 1, cursor: first.next_cursor! });
  expect([first, second].map(({ hits }) => hits[0])).toEqual(all.hits);
  expect(second.correction).toEqual(all.correction);
});

test("the words of the sample corpus, and three in a row, ask for no correction", async () => {
  const documents: DocumentInput[] = [];
  const onProblem = (problem: unknown) => expect(problem).toBeUndefined();
  const corpus = join(import.meta.dirname, "..", "..", "..", "corpus");
  for await (const { document } of ingest([corpus], { onProblem })) documents.push(document);
  const index = await indexOf(documents);
  const words = new Set<string>();
  const runs = new Set<string>();
  for (const { text } of documents) {
    const tokens = tokenize(String(text));
    for (let i = 0; i + 3 < tokens.length; i += 7) {
      words.add(tokens[i]!.raw);
      runs.add(
        tokens
          .slice(i, i + 3)
          .map(({ raw }) => raw)
          .join(" "),
      );
    }
  }
  const corrected: string[] = [];
  for (const q of [...words, ...[...runs].slice(0, 600)]) {
    const { correction } = await index.search({ q, limit: 1, snippet: false });
    if (correction !== undefined) corrected.push(`${q}: ${correction.searched}`);
  }
  expect(words.size).toBeGreaterThan(1000);
  expect(corrected).toEqual([]);
});

test("a value that is no mode is refused", async () => {
  const index = await indexOf(samples);
  const request = { q: "x", correct: "always" } as unknown as SearchRequest;
  await expect(index.search(request)).rejects.toMatchObject({ code: "invalid_parameter" });
});
