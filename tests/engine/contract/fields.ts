/**
 * Contract: types belong to values, nothing is rejected for its type, no name touches a prototype.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { DocumentInput, FieldValue } from "../../../src/contract/index.ts";
import { type EngineFactory, found, start, startWith } from "./test-engine.ts";

export function describeFields(make: EngineFactory): void {
  describe("fields", () => {
    it("come back as they were given", async () => {
      const fields = {
        title: "عنوان",
        n: -1.5e3,
        flag: false,
        nothing: null,
        empty: "",
        list: ["أ", 2, true, null, ["ب"]],
        author: { name: "سلمى", born: { year: 1980 } },
      };
      const engine = await startWith(make, [{ id: "1", ...fields }]);
      expect((await engine.get("1"))?.fields).toEqual(fields);
      expect((await engine.search("عنوان")).hits[0]?.fields).toEqual(fields);
    });

    const typed: [string, DocumentInput[string], string, boolean][] = [
      ["a string is a keyword", "خبر", "v = خبر", true],
      ["a keyword compares exactly", "الخبر", "v = خبر", false],
      ["tatweel and outer blanks do not count", " خبـر ", "v = خبر", true],
      ["a string of 256 units is a keyword", "ك".repeat(256), `v = ${"ك".repeat(256)}`, true],
      ["a string of 257 units is none", "ك".repeat(257), `v = ${"ك".repeat(257)}`, false],
      ["a long string exists all the same", "ك".repeat(257), "v EXISTS", true],
      ["a number compares as a number", 10, "v > 9", true],
      ["a number in a string is no number", "10", "v = 9.9", false],
      ["a date string is a date", "2020-02-29", "v = 2020", true],
      ["a timestamp with an offset is its moment", "2020-03-01T01:00:00+03:00", "v = 2020-02-29", true],
      ["a day that no calendar has is no date, but text", "2021-02-29", 'v = "2021-02-29"', true],
      ["a date string is a keyword too", "2020-02-29", 'v = "2020-02-29"', true],
      ["a truth value is a keyword", true, "v = true", true],
      ["false is a value", false, "v EXISTS", true],
      ["zero is a value", 0, "v EXISTS", true],
      ["null is missing", null, "v EXISTS", false],
      ["an empty string is missing", "", "v EXISTS", false],
      ["an empty list is missing", [], "v EXISTS", false],
      ["any value of a list", ["أ", "ب"], "v = ب", true],
      ["lists in lists", [["أ"], [["ب"]]], "v = ب", true],
      ["lists of several types", ["أ", 5, "2020-01-01"], "v = 5", true],
    ];
    it.each(typed)("%s", async (_, value, filter, isFound) => {
      // The second document makes the field known, in a way that the filters above do not meet.
      const engine = await startWith(make, [
        { id: "1", v: value as FieldValue },
        { id: "2", v: ["آخر", 1, "1900-01-01"] },
      ]);
      expect((await found(engine, { filter })).includes("1")).toBe(isFound);
    });

    it("of objects flatten with dots, through lists", async () => {
      const engine = await startWith(make, [
        { id: "1", author: { name: "سلمى", city: { name: "حلب" } } },
        { id: "2", author: [{ name: "كريم" }, { name: "ندى" }] },
      ]);
      expect(await found(engine, { filter: "author.name = ندى" })).toEqual(["2"]);
      expect(await found(engine, { filter: "author.city.name = حلب" })).toEqual(["1"]);
      expect(await found(engine, "author.name:سلمى")).toEqual(["1"]);
      expect(await found(engine, { q: "كريم", fields: ["author.name"] })).toEqual(["2"]);
    });

    it("hold values of several types, in any order of arrival", async () => {
      const values = ["مئة", 100, "2020-01-01", true];
      for (const order of [values, [...values].reverse()]) {
        const engine = await startWith(
          make,
          order.map((v) => ({ id: String(v), v })),
        );
        expect(await found(engine, { filter: "v = 100" })).toEqual(["100"]);
        expect(await found(engine, { filter: "v = مئة" })).toEqual(["مئة"]);
        expect(await found(engine, { filter: "v > 99" })).toContain("100");
        expect(await found(engine, { filter: "v = 2020" })).toContain("2020-01-01");
      }
    });

    it("leave a gap between the values of a list that no phrase crosses", async () => {
      const engine = await startWith(make, [
        { id: "1", text: ["وصل وزير", "الخارجية أمس"] },
        { id: "2", text: ["وصل وزير الخارجية", "أمس"] },
      ]);
      expect(await found(engine, { q: '"وزير الخارجية"', strict: true })).toEqual(["2"]);
      expect(await found(engine, { q: '"وزير الخارجية"~9', strict: true })).toEqual(["2"]);
    });

    const prototypeNames = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length", "valueOf"];
    it.each(prototypeNames)("called %s never touch a prototype", async (name) => {
      const before = Object.getOwnPropertyNames(Object.prototype).sort();
      // JSON.parse makes an own member of any name, as a body of HTTP does.
      const document = JSON.parse(`{"id":"1","title":"نص","o":{${JSON.stringify(name)}:"عميق"}}`) as DocumentInput;
      const plain = JSON.parse(`{"id":"2","title":"نص",${JSON.stringify(name)}:"قيمة"}`) as DocumentInput;
      const { engine } = await start(make);
      await engine.add(document);
      const refused = await engine.add(plain).then(
        () => false,
        (cause: unknown) => (cause as { code: string }).code === "field_reserved",
      );
      // Names that begin with an underscore are reserved; the others are names like any.
      expect(refused).toBe(name.startsWith("_"));
      await engine.commit();
      expect(JSON.parse(JSON.stringify((await engine.get("1"))?.fields))).toEqual(
        JSON.parse(`{"title":"نص","o":{${JSON.stringify(name)}:"عميق"}}`),
      );
      expect(await found(engine, { filter: `"o.${name}" = عميق` })).toEqual(["1"]);
      if (!refused) {
        expect(await found(engine, { filter: `"${name}" = قيمة` })).toEqual(["2"]);
        const { facets } = await engine.search({ facets: [name] });
        expect(Object.hasOwn(facets!, name)).toBe(true);
        expect(facets![name]?.values).toEqual([{ value: "قيمة", count: 1 }]);
        expect(Object.hasOwn((await engine.stats()).fields, name)).toBe(true);
      }
      expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
      expect(({} as Record<string, unknown>)["قيمة"]).toBeUndefined();
    });

    const refused: [string, unknown, string][] = [
      ["a reserved name", { id: "1", _secret: 1 }, "field_reserved"],
      ["an empty name", { id: "1", "": 1 }, "invalid_document"],
      ["more than eight levels", { id: "1", a: JSON.parse(`${"[".repeat(9)}1${"]".repeat(9)}`) }, "invalid_document"],
      ["more than a thousand names", Object.fromEntries([["id", 1], ...names(1001)]), "invalid_document"],
      ["more than 16 MiB", { id: "1", text: "ا".repeat(8 * 1024 * 1024 + 1) }, "too_large"],
      ["a function", { id: "1", f: () => 1 }, "invalid_document"],
      ["a map, of which JSON knows nothing", { id: "1", f: new Map([["a", 1]]) }, "invalid_document"],
      ["a date that is no text", { id: "1", f: [new Date(0)] }, "invalid_document"],
      ["a list instead of a document", [["id", 1]], "invalid_document"],
      ["null instead of a document", null, "invalid_document"],
    ];
    it.each(refused)("with %s are refused", async (_, document, code) => {
      const { engine } = await start(make);
      await expect(engine.add([document as DocumentInput])).rejects.toMatchObject({ code });
    });

    it("at their limits are taken", async () => {
      const deep = JSON.parse(`${"[".repeat(8)}1${"]".repeat(8)}`) as FieldValue;
      const engine = await startWith(make, [{ id: "1", deep }, Object.fromEntries([["id", 2], ...names(1000)])]);
      expect(await found(engine, { filter: "deep = 1 OR f999 = 1" })).toEqual(["1", "2"]);
    });

    it("are counted in stats by what they hold, over live documents", async () => {
      const engine = await startWith(make, [
        { id: "1", title: "أ", n: 1, when: "2020-01-01" },
        { id: "2", title: "ب", n: 2 },
        { id: "3", title: "ج" },
      ]);
      await engine.delete("2");
      await engine.commit();
      const { documents, fields, bytes, bytes_by_part } = await engine.stats();
      expect(documents).toBe(2);
      expect(fields["n"]).toEqual({ kinds: ["number"], docs: 1 });
      expect(fields["title"]).toMatchObject({ docs: 2 });
      expect(fields["when"]?.kinds).toEqual(["text", "keyword", "date"]);
      expect(bytes).toBe(Object.values(bytes_by_part).reduce((sum, part) => sum + part, 0));
    });
  });
}

function names(count: number): [string, number][] {
  return Array.from({ length: count }, (_, i) => [`f${i}`, 1]);
}
