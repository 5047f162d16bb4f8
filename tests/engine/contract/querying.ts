/**
 * Contract: what a query matches.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { DocumentInput, SearchRequest } from "../../../src/contract/index.ts";
import { type EngineFactory, found, idsOf, start, startWith } from "./test-engine.ts";

const documents: readonly DocumentInput[] = [
  { id: "minister", title: "وزير الخارجية", text: "وصل وزير الخارجية إلى بيروت صباحا" },
  { id: "visit", title: "زيارة", text: "استقبل الرئيس وزير الداخلية والخارجية في دمشق" },
  { id: "letters", title: "رسائل", text: "كتب وزير الداخلية رسالة، ثم ردت الخارجية" },
  { id: "school", title: "المدرسة", text: "عاد الطلاب إلى المدرسة بعد العطلة", author: "سمير نجار" },
  { id: "carpenter", title: "نجار القرية", text: "يصنع الأبواب من خشب الزيتون" },
  { id: "until", title: "إلى متى", text: "سؤال بلا جواب" },
  { id: "vowels", title: "قواعد", text: "هذه كُتُبٌ قديمة" },
  { id: "wrote", title: "أفعال", text: "كَتَبَ الدرس" },
  { id: "jet", title: "طائرة F-16", text: "حلقت طائرة من طراز F-16 فوق الميناء" },
];

export function describeQuerying(make: EngineFactory): void {
  describe("a query", () => {
    const rows: [string | SearchRequest, string, string][] = [
      ["الداخلية", "letters visit", "one word"],
      ["بيروت دمشق", "minister visit", "or is the default"],
      [{ q: "وزير دمشق", operator: "and" }, "visit", "and asks for all words"],
      [{ q: "بيروت دمشق", operator: "and", strict: true }, "", "and in strictness: nothing"],
      [{ q: "وزير الداخلية بيروت", minMatch: 2 }, "letters minister visit", "two of three"],
      [{ q: "وزير الداخلية دمشق", minMatch: 3 }, "visit", "three of three"],
      [{ q: "وزير الداخلية بيروت", minMatch: "67%" }, "letters minister visit", "two thirds of three, rounded down"],
      [{ q: "وزير الداخلية دمشق", minMatch: "100%" }, "visit", "all of them"],
      ["+بيروت الداخلية", "minister", "a required word"],
      ["الداخلية -دمشق", "letters", "a forbidden word"],
      ["الداخلية NOT دمشق", "letters", "a forbidden word, spelled out"],
      ["وزير AND دمشق", "visit", "both"],
      ["بيروت OR دمشق", "minister visit", "either"],
      ["+وزير +(بيروت | دمشق)", "minister visit", "either in a group"],
      ["+وزير +(دمشق (بيروت زيارة))", "minister visit", "groups in groups"],
      ["+وزير -(دمشق بيروت)", "letters", "a forbidden group"],
      ["-بيروت", "carpenter jet letters school until visit vowels wrote", "only a forbidden word"],
      ['"وزير الخارجية"', "minister", "a phrase keeps its order and its distance"],
      ['"الخارجية وزير"', "letters minister visit", "a phrase that nobody has is loosened"],
      [{ q: '"الخارجية وزير"', strict: true }, "", "but not in strictness"],
      [{ q: '"الرئيس الداخلية"', strict: true }, "", "words between do count"],
      [{ q: '"الرئيس الداخلية"~1', strict: true }, "visit", "slop lets one in"],
      [{ q: '"الرئيس الخارجية"~1', strict: true }, "", "but not two"],
      [{ q: '"وزير الداخلية رسالة"', strict: true }, "letters", "three words"],
      [{ q: '"الداخلية الخارجية"', strict: true }, "visit", "a word of the text may carry و"],
      ['-"وزير الخارجية" وزير', "letters visit", "a forbidden phrase"],
      ['"وزير الخارجية" OR زيتون', "carpenter minister", "a phrase or a word"],
      [{ q: '="كُتُب"', strict: true }, "vowels", "exact with marks"],
      [{ q: '="كَتَبَ"', strict: true }, "wrote", "exact with other marks"],
      [{ q: '="كتب"', strict: true }, "letters vowels wrote", "exact without marks does not ask for any"],
      [{ q: '="الدرس"', strict: true }, "wrote", "exact is the spelling"],
      [{ q: '="درس"', strict: true }, "", "exact does not strip ال"],
      ["نجا*", "carpenter", "a prefix, in the fields searched by default"],
      ["author:نجا*", "school", "a prefix in a field"],
      ["author:نجار", "school", "a word in a field"],
      ['author:"سمير نجار"', "school", "a phrase in a field"],
      [{ q: "نجار", fields: ["author"] }, "school", "other fields"],
      [{ q: "نجار", fields: ["title", "author"] }, "carpenter school", "several fields"],
      ["ببروت~", "minister", "one edit"],
      [{ q: "ببروب~1", strict: true }, "", "two edits are not one"],
      ["ببروب~2", "minister", "two edits"],
      ["F-16", "jet", "pieces of one word"],
      [{ q: "F-16 بيروت", operator: "and", strict: true }, "", "pieces count as words for and"],
      ["إلى متى", "minister school until", "function words alone are what it asks for"],
      [{ q: "إلى متى", operator: "and" }, "until", "all of them with and"],
      ['"إلى متى"', "until", "and as a phrase"],
      ["في بيروت", "minister", "beside other words they only score"],
      [{ q: "في بيروت", operator: "and" }, "minister", "and are not asked for"],
      ["!؟ ...", "", "punctuation asks for nothing"],
      ['"" () + -', "", "operators without operands likewise"],
      [{ q: "+دمشق OR -بيروت", syntax: "plain" }, "minister visit", "plain syntax has no operators"],
      ["وزير وزير", "letters minister visit", "a word said twice"],
    ];
    it.each(rows)("%j finds %s", async (request, ids, reason) => {
      const engine = await startWith(make, documents);
      expect((await found(engine, request)).join(" "), reason).toBe(ids);
    });

    const required: [SearchRequest, string, string][] = [
      [{ q: "+وزير دمشق", operator: "and", strict: true }, "visit", "a required word beside one that and requires"],
      [
        { q: '"وزير الداخلية" رسالة', operator: "and", strict: true },
        "letters",
        "a phrase beside a word that stands there",
      ],
      [{ q: '"وزير الداخلية" بيروت', operator: "and", strict: true }, "", "a phrase beside a word that does not"],
    ];
    it.each(required)("%j keeps all its demands", async (request, ids, reason) => {
      const engine = await startWith(make, documents);
      expect((await found(engine, request)).join(" "), reason).toBe(ids);
    });

    it("that is empty asks for everything, newest first", async () => {
      const engine = await startWith(make, documents.slice(0, 3));
      for (const q of ["", "  "]) {
        const response = await engine.search({ q });
        expect(idsOf(response)).toEqual(["letters", "visit", "minister"]);
        expect(response).toMatchObject({ total: 3, total_relation: "eq" });
      }
      await engine.update({ id: "minister", title: "محدث" });
      await engine.commit();
      expect(idsOf(await engine.search(""))).toEqual(["minister", "letters", "visit"]);
    });

    it("that was loosened says so; one that was not does not", async () => {
      const engine = await startWith(make, documents);
      const loosened = await engine.search({ q: "بيروت دمشق", operator: "and" });
      expect(loosened.correction).toMatchObject({ original: "بيروت دمشق", kind: "relaxed", applied: true });
      expect(loosened.query).toBe("بيروت دمشق");
      expect(loosened.total).toBe(2);
      expect((await engine.search('"وزير الخارجية"')).correction).toBeUndefined();
      const strict = await engine.search({ q: "بيروت دمشق", operator: "and", strict: true });
      expect(strict).toMatchObject({ total: 0, hits: [] });
      expect(strict.correction).toBeUndefined();
    });

    it("is loosened only as far as the filter leaves something, and keeps what it forbids", async () => {
      const engine = await startWith(make, documents);
      const response = await engine.search({ q: '"الخارجية وزير" -دمشق', filter: "title = رسائل" });
      expect(idsOf(response)).toEqual(["letters"]);
      const nothing = await engine.search({ q: '"الخارجية وزير"', filter: "title = المدرسة" });
      expect(nothing.total).toBe(0);
      expect(nothing.correction).toBeUndefined();
    });

    it("longer than its limits is cut, with a warning", async () => {
      const engine = await startWith(make, documents);
      const long = await engine.search(`بيروت ${"كلمة ".repeat(100)}`);
      expect(long.warnings).toEqual(["query_truncated"]);
      expect(idsOf(long)).toEqual(["minister"]);
      expect((await engine.search("بيروت")).warnings).toBeUndefined();
    });

    it("never throws, whatever was typed", async () => {
      const engine = await startWith(make, documents);
      const typed = [
        "(((((",
        '"',
        '="',
        "*",
        "~",
        "a:",
        ":",
        "-",
        "+-+",
        "OR OR",
        "\u0000",
        "\ud800",
        "()".repeat(900),
        "\u202e",
      ];
      for (const q of typed) expect((await engine.search({ q })).query).toBe(q);
    });

    const refused: [string, unknown][] = [
      ["an unknown parameter", { query: "x" }],
      ["a field that nothing has", { q: "كتاب", fields: ["titel"] }],
      ["values of a field that nothing has", { q: "كتاب", distinct: "nope" }],
      ["no request", null],
      ["a number instead of a request", 5],
      ["a negative limit", { limit: -1 }],
      ["a limit beyond 1,000", { limit: 1001 }],
      ["a limit that is no whole number", { limit: 1.5 }],
      ["a limit in a string", { limit: "5" }],
      ["a negative offset", { offset: -1 }],
      ["an unknown operator", { operator: "xor" }],
      ["a share beyond all", { minMatch: "101%" }],
      ["words as min_match", { minMatch: "many" }],
      ["facets that are no list", { facets: "a" }],
      ["refinements that are no lists", { refine: { a: "b" } }],
      ["a flag that is none", { strict: "yes" }],
      ["a query that is no text", { q: 5 }],
    ];
    it.each(refused)("with %s is refused", async (_, request) => {
      const engine = await startWith(make, documents);
      await expect(engine.search(request as SearchRequest)).rejects.toMatchObject({ code: "invalid_parameter" });
    });

    it("on an empty index finds nothing and does not fail", async () => {
      const { engine } = await start(make);
      for (const q of ["كتاب", '"كتاب جديد"', "ك*", "كتاب~", ""]) {
        expect(await engine.search(q)).toMatchObject({ total: 0, hits: [], total_relation: "eq" });
      }
      expect(await engine.suggest("ك")).toMatchObject({ suggestions: [] });
    });

    it("ranks the title above the text, and the typed spelling above others", async () => {
      const engine = await startWith(make, [
        { id: "text", title: "شيء", text: "حديقة" },
        { id: "title", title: "حديقة", text: "شيء" },
        { id: "folded", title: "نص", text: "كتابة جديدة" },
        { id: "typed", title: "نص", text: "كتابه جديدة" },
      ]);
      expect(idsOf(await engine.search("حديقة"))).toEqual(["title", "text"]);
      expect(idsOf(await engine.search("كتابه"))[0]).toBe("typed");
      expect(idsOf(await engine.search("كتابة"))[0]).toBe("folded");
    });

    it("explains each score as the sum of its parts", async () => {
      const engine = await startWith(make, documents);
      const { hits } = await engine.search({ q: "وزير الخارجية", explain: true });
      for (const { score, explanation } of hits) {
        expect(explanation?.value).toBeCloseTo(score, 9);
        const parts = explanation!.details!.reduce((sum, { value }) => sum + value, 0);
        expect(parts).toBeCloseTo(score, 6);
      }
    });
  });

  describe("suggestions", () => {
    it("complete the last word as people write it, most frequent first", async () => {
      const engine = await startWith(make, [
        { id: "1", title: "المدرسة", text: "المدرسة والمدينة" },
        { id: "2", title: "المدرسة", text: "طريق" },
        { id: "3", title: "المدينة", text: "طريق المدرسة" },
      ]);
      const { prefix, suggestions } = await engine.suggest("المد");
      expect(prefix).toBe("المد");
      const words = suggestions.filter(({ kind }) => kind === "word");
      expect(words.map(({ text }) => text)).toEqual(["المدرسة", "المدينة"]);
      expect(words[0]!.docs).toBeGreaterThanOrEqual(words[1]!.docs);
      expect((await engine.suggest("طريق المد")).suggestions.map(({ text }) => text)).toContain("طريق المدرسة");
    });

    it("are what stands behind the word before, where something does, and end with particles", async () => {
      const texts = ["إلى إلى البيت", "إلى النهر", "وزير الخارجية", "النهر الكبير", "وزراء"];
      const engine = await startWith(
        make,
        texts.map((text, id) => ({ id, text })),
      );
      const offered = async (prefix: string) =>
        (await engine.suggest(prefix)).suggestions.filter(({ kind }) => kind === "word").map(({ text }) => text);
      expect(await offered("وزير ال")).toEqual(["وزير الخارجية"]);
      expect(await offered("كبير ال")).toEqual([
        "كبير النهر",
        "كبير البيت",
        "كبير الخارجية",
        "كبير الكبير",
        "كبير إلى",
      ]);
      expect(await offered("إل")).toEqual(["النهر", "البيت", "الخارجية", "الكبير", "إلى"]);
    });

    it("follow the limit, and refuse one that makes no sense", async () => {
      const engine = await startWith(make, documents);
      expect((await engine.suggest("ا", { limit: 2 })).suggestions.length).toBeLessThanOrEqual(2);
      expect((await engine.suggest("ا", { limit: 0 })).suggestions).toEqual([]);
      expect((await engine.suggest("")).suggestions).toEqual([]);
      for (const limit of [-1, 101, 1.5])
        await expect(engine.suggest("ا", { limit })).rejects.toMatchObject({ code: "invalid_parameter" });
    });
  });
}
