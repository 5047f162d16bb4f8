/**
 * Contract: filters, facets, refinements, sorting, distinct.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { DocumentInput } from "../../../src/contract/index.ts";
import { type EngineFactory, found, idsOf, startWith } from "./test-engine.ts";

const documents: readonly DocumentInput[] = [
  { id: "a", title: "خبر", category: "سياسة", tags: ["عاجل", "محلي"], n: 3, date: "2017-01-01", live: true },
  { id: "b", title: "خبر", category: "رياضة", tags: "محلي", n: [1, 9], date: "2017-06-15T23:30:00Z" },
  { id: "c", title: "خبر", category: "رياضة", n: 3.5, date: "2018-06-30", live: false },
  { id: "d", title: "خبر", category: "شؤون عربية", n: -2, date: "2017-12-31" },
  { id: "e", title: "خبر" },
];

export function describeFiltering(make: EngineFactory): void {
  describe("filters", () => {
    const rows: [string, string, string][] = [
      ["category = رياضة", "b c", "equality"],
      ['category = "شؤون عربية"', "d", "a quoted value"],
      ["category = ريـاضة", "b c", "tatweel does not count"],
      ["category = رياض", "", "keywords do not stem"],
      ["category != رياضة", "a d e", "!= is true where the field is missing"],
      ["NOT category = رياضة", "a d e", "NOT likewise"],
      ["category IN [رياضة, سياسة]", "a b c", "any of a list"],
      ["category NOT IN [رياضة، سياسة]", "d e", "none of a list, with the Arabic comma"],
      ["category EXISTS", "a b c d", "existence"],
      ["NOT category EXISTS", "e", "absence"],
      ["category > رياضة", "a d", "keywords in code unit order"],
      ["category <= رياضة", "b c", "keywords in code unit order"],
      ["tags = محلي", "a b", "several values: any"],
      ["tags != عاجل", "b c d e", "several values: none is"],
      ["tags = عاجل AND tags = محلي", "a", "conjunction over values"],
      ["tags = عاجل OR category = رياضة", "a b c", "disjunction"],
      ["n = 3", "a", "a number"],
      ["n = 3.0", "a", "a number is not its spelling"],
      ["n = ٣", "a", "digits of Arabic script"],
      ["n = ۳٫۵", "c", "digits and separator of Persian"],
      ["n != 3", "b c d e", "!= of numbers"],
      ["n > 3", "b c", "greater, any value"],
      ["n >= 3", "a b c", "greater or equal"],
      ["n < 3", "b d", "less, any value"],
      ["n <= -2", "d", "less or equal, negative"],
      ["n 2 TO 3.5", "a c", "a range holds for one value: 1 and 9 are no number from 2 to 3.5"],
      ["n 3 TO 3", "a", "a range of one"],
      ["date = 2017", "a b d", "a year is its interval"],
      ["date = 2017-06", "b", "a month is its interval"],
      ["date = 2017-06-15", "b", "a day is its interval"],
      ["date != 2017", "c e", "!= of an interval"],
      ["date > 2017", "c", "after the interval"],
      ["date >= 2017-06", "b c d", "from the interval's beginning"],
      ["date < 2017-06-15", "a", "before the interval"],
      ["date <= 2017-06", "a b", "to the interval's end"],
      ["date 2017-06 TO 2018", "b c d", "a range of intervals, both included"],
      ["date = ٢٠١٧-٠٦", "b", "a date in Arabic digits"],
      ["date > 2017-06-15T23:29:59Z AND date < 2017-06-16", "b", "moments"],
      ["live = true", "a", "truth values"],
      ["live != true", "b c d e", "truth values, missing"],
      ["id = c", "c", "the id"],
      ["id IN [a, e, zzz]", "a e", "ids"],
      ["(category = سياسة OR category = رياضة) AND NOT n < 3", "a c", "parentheses"],
      ["category = سياسة OR category = رياضة AND n = 3.5", "a c", "AND binds closer"],
      ["title = خبر", "a b c d e", "text that is short is a keyword too"],
    ];
    it.each(rows)("%s finds %s", async (filter, ids, reason) => {
      const engine = await startWith(make, documents);
      expect((await found(engine, { filter })).join(" "), reason).toBe(ids);
      const { total } = await engine.search({ q: "خبر", filter, limit: 0 });
      expect(total, "with words").toBe(ids === "" ? 0 : ids.split(" ").length);
    });

    const wrong: [string, string, number | undefined][] = [
      ["category رياضة", "filter_syntax", 14],
      ["category =", "filter_syntax", 10],
      ["nothing = 1", "filter_unknown_field", 0],
      ["category = رياضة AND nothing EXISTS", "filter_unknown_field", 21],
      ["n > كثير", "filter_type", 4],
      ["date < غدا", "filter_type", 7],
    ];
    it.each(wrong)("%s answers %s", async (filter, code, position) => {
      const engine = await startWith(make, documents);
      await expect(engine.search({ filter })).rejects.toMatchObject({ code, position });
    });

    it("leave nothing in an index without documents, and do not complain", async () => {
      const engine = await startWith(make, []);
      expect(await engine.search({ filter: "category = رياضة", facets: ["category"] })).toMatchObject({ total: 0 });
    });
  });

  describe("facets", () => {
    it("count values exactly, most frequent first, ties by value", async () => {
      const engine = await startWith(make, documents);
      const { facets } = await engine.search({ q: "خبر", facets: ["category", "tags"] });
      expect(facets).toEqual({
        category: {
          values: [
            { value: "رياضة", count: 2 },
            { value: "سياسة", count: 1 },
            { value: "شؤون عربية", count: 1 },
          ],
          other: 0,
          missing: 1,
        },
        tags: {
          values: [
            { value: "محلي", count: 2 },
            { value: "عاجل", count: 1 },
          ],
          other: 0,
          missing: 3,
        },
      });
    });

    it("follow the filter and the words, and leave out the deleted", async () => {
      const engine = await startWith(make, documents);
      await engine.delete("b");
      await engine.commit();
      const { facets } = await engine.search({ q: "خبر", filter: "date = 2017", facets: ["category"] });
      expect(facets?.["category"]?.values.map(({ value, count }) => `${value} ${count}`)).toEqual([
        "سياسة 1",
        "شؤون عربية 1",
      ]);
    });

    it("say how many values were left out", async () => {
      const engine = await startWith(make, documents);
      const { facets } = await engine.search({ facets: ["category"], facetLimit: 1 });
      expect(facets?.["category"]).toEqual({ values: [{ value: "رياضة", count: 2 }], other: 2, missing: 1 });
    });

    it("count a value that a document repeats once, words and numbers alike", async () => {
      const engine = await startWith(make, [{ id: "1", tag: ["أ", "أ"], n: [5, 5] }]);
      const { facets } = await engine.search({ facets: ["tag", "n"] });
      expect(facets?.["tag"]?.values).toEqual([{ value: "أ", count: 1 }]);
      expect(facets?.["n"]?.values).toEqual([{ value: "5", count: 1 }]);
    });

    it("of numbers and dates carry statistics over the matching documents", async () => {
      const engine = await startWith(make, documents);
      const { facets } = await engine.search({ filter: "n EXISTS", facets: ["n", "date"] });
      expect(facets?.["n"]?.stats).toEqual({ min: -2, max: 9, sum: 14.5, avg: 2.9 });
      expect(facets?.["date"]?.stats).toMatchObject({ min: Date.UTC(2017, 0, 1), max: Date.UTC(2018, 5, 30) });
    });

    it("of a field that nobody has are refused", async () => {
      const engine = await startWith(make, documents);
      await expect(engine.search({ facets: ["nothing"] })).rejects.toMatchObject({ code: "invalid_parameter" });
    });
  });

  describe("refinements", () => {
    it("narrow the hits and the other facets, not their own", async () => {
      const engine = await startWith(make, documents);
      const { hits, total, facets } = await engine.search({
        q: "خبر",
        refine: { category: ["رياضة"] },
        facets: ["category", "tags"],
      });
      expect(hits.map(({ id }) => id).sort()).toEqual(["b", "c"]);
      expect(total).toBe(2);
      expect(facets?.["category"]?.values).toHaveLength(3);
      expect(facets?.["tags"]).toMatchObject({ values: [{ value: "محلي", count: 1 }], missing: 1 });
    });

    it("of two fields narrow each other, and take any of several values", async () => {
      const engine = await startWith(make, documents);
      const { total, facets } = await engine.search({
        refine: { category: ["رياضة", "سياسة"], tags: ["محلي"] },
        facets: ["category", "tags"],
      });
      expect(total).toBe(2);
      expect(facets?.["category"]?.values.map(({ value }) => value)).toEqual(["رياضة", "سياسة"]);
      expect(facets?.["tags"]?.values.map(({ value }) => value)).toEqual(["محلي", "عاجل"]);
    });

    it("work on numbers as the facet shows them", async () => {
      const engine = await startWith(make, documents);
      expect(await found(engine, { refine: { n: ["3.5", "9"] } })).toEqual(["b", "c"]);
    });
  });

  describe("sorting", () => {
    const rows: [string, string, string][] = [
      ["n:asc", "d b a c e", "the least of several values, missing last"],
      ["n:desc", "b c a d e", "the greatest of several values, missing last"],
      ["date:asc", "a b d c e", "dates"],
      ["date:desc", "c d b a e", "dates, missing last here too"],
      ["category:asc", "b c a d e", "keywords in code unit order, ties by insertion"],
      ["category:desc", "d a b c e", "ties by insertion in both directions"],
      ["category:asc,n:desc", "b c a d e", "several keys"],
      ["live:asc,n:asc", "c a d b e", "missing last, then the second key"],
    ];
    it.each(rows)("by %s gives %s", async (sort, order, reason) => {
      const engine = await startWith(make, documents);
      expect(idsOf(await engine.search({ q: "خبر", sort })).join(" "), reason).toBe(order);
      expect(idsOf(await engine.search({ sort })).join(" "), "without words").toBe(order);
    });

    it("by score is the default, ties by insertion", async () => {
      const engine = await startWith(make, documents.slice(0, 4));
      expect(idsOf(await engine.search("خبر"))).toEqual(idsOf(await engine.search({ q: "خبر", sort: "_score" })));
      expect(idsOf(await engine.search("خبر"))).toEqual(["a", "b", "c", "d"]);
    });

    it("by a field that nobody has is refused", async () => {
      const engine = await startWith(make, documents);
      await expect(engine.search({ sort: "nothing:asc" })).rejects.toMatchObject({ code: "sort_field" });
      await expect(engine.search({ sort: "id:asc" })).rejects.toMatchObject({
        code: "sort_field",
        remedy: expect.not.stringMatching(/\bid\b/),
      });
      await expect(engine.search({ facets: ["id"] })).rejects.toMatchObject({ code: "invalid_parameter" });
    });

    it("keeps the order of insertion over updates, commits and merges", async () => {
      const engine = await startWith(make, documents);
      for (let i = 0; i < 12; i++) {
        await engine.add({ id: `x${i}`, title: "خبر", n: 100 });
        await engine.commit();
      }
      await engine.update({ id: "x3", title: "خبر", n: 100 });
      await engine.commit();
      const expected = [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 3].map((i) => `x${i}`);
      expect(idsOf(await engine.search({ filter: "n = 100", sort: "n:asc", limit: 20 }))).toEqual(expected);
    });
  });

  describe("distinct", () => {
    it("keeps the best hit of each value and every hit without one", async () => {
      const engine = await startWith(make, documents);
      const { hits, total } = await engine.search({ q: "خبر", distinct: "category", sort: "n:desc" });
      expect(hits.map(({ id }) => id)).toEqual(["b", "a", "d", "e"]);
      expect(total).toBe(4);
    });
  });
}
