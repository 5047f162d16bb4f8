/**
 * Contract: highlights are whole tokens of the stored value, snippets are safe to show.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { FieldValue, Hit, SearchRequest } from "../../../src/contract/index.ts";
import { type EngineFactory, startWith } from "./test-engine.ts";

/** What the highlights of a field light up, by slicing the stored value. */
function lit(hit: Hit, field: string): string[] {
  const stored = hit.fields[field] as FieldValue;
  const values = Array.isArray(stored) ? (stored as string[]) : [stored as string];
  return (hit.highlights?.[field] ?? []).map(({ index, start, end }) => values[index ?? 0]!.slice(start, end));
}

export function describeHighlighting(make: EngineFactory): void {
  describe("highlights", () => {
    const rows: [string, string | SearchRequest, string[], string][] = [
      ["ذهب إلى المدرسة أمس", "مدرسة", ["المدرسة"], "the whole word with its clitics"],
      ["هذه كُتُبٌ قديمة", "كتب", ["كُتُبٌ"], "marks belong to the word"],
      ["كتـــاب قديم", "كتاب", ["كتـــاب"], "tatweel too"],
      ["قال: «الباقين» وسكت، والناس", "الباقين", ["الباقين"], "not every ال"],
      ["وصل وزير الخارجية، ثم غادر وزير", '"وزير الخارجية"', ["وزير الخارجية"], "a phrase is one range, and only that"],
      ["وزير وزير الخارجية", '"وزير الخارجية"', ["وزير الخارجية"], "the phrase, not the word before it"],
      ["بيروت ثم دمشق ثم بيروت", "بيروت دمشق", ["بيروت", "دمشق", "بيروت"], "in order of the text"],
      ["في بيروت في دمشق", "في بيروت", ["بيروت"], "particles only where there is nothing else"],
      ["إلى متى الصمت", "إلى متى", ["إلى", "متى"], "as here"],
      ["كُتِب كَتَبَ", { q: '="كَتَبَ"' }, ["كَتَبَ"], "exact marks"],
      ["مدرس ومدرسة", "مدرس*", ["مدرس"], "a prefix lights words that begin so"],
      ["بيروت وبغداد", "ببروت~", ["بيروت"], "a word found by its edits"],
      ["طائرة F-16 مقاتلة", "f-16", ["F", "16"], "pieces"],
      ["سفينة 🚢 سفينة", "سفينة", ["سفينة", "سفينة"], "offsets are UTF-16 units, beyond emoji too"],
      ["دمشق -بيروت", "دمشق -حلب", ["دمشق"], "nothing of what is forbidden"],
    ];
    it.each(rows)("%s for %j", async (text, query, expected, reason) => {
      const engine = await startWith(make, [{ id: "1", title: "عنوان", text }]);
      const { hits } = await engine.search(typeof query === "string" ? { q: query } : query);
      expect(hits).toHaveLength(1);
      expect(lit(hits[0]!, "text"), reason).toEqual(expected);
    });

    it("cover every searched field and name the value of a list", async () => {
      const engine = await startWith(make, [
        { id: "1", title: "كتاب البحر", text: ["لا شيء", "كتابٌ وكتاب", "", "الكتاب"], note: "كتاب" },
      ]);
      const [hit] = (await engine.search("كتاب")).hits;
      expect(lit(hit!, "title")).toEqual(["كتاب"]);
      expect(hit!.highlights?.["text"]?.map(({ index }) => index)).toEqual([1, 1, 2]);
      expect(hit!.highlights?.["note"]).toBeUndefined();
      const [other] = (await engine.search({ q: "كتاب", fields: ["note"] })).hits;
      expect(lit(other!, "note")).toEqual(["كتاب"]);
      expect(other!.highlights?.["title"]).toBeUndefined();
    });

    it("are sorted and disjoint, and never split a word", async () => {
      const text = "وزير الخارجية وزير الداخلية وزير وزير الخارجية والداخلية";
      const engine = await startWith(make, [{ id: "1", text }]);
      for (const q of ['"وزير الخارجية" داخلية', "وزير الخارجية", '"وزير وزير"', '"وزير الداخلية"~3 وزير']) {
        const ranges = (await engine.search(q)).hits[0]!.highlights!["text"]!;
        expect(ranges.length, q).toBeGreaterThan(0);
        ranges.forEach(({ start, end }, i) => {
          if (i > 0) expect(start).toBeGreaterThanOrEqual(ranges[i - 1]!.end);
          expect(text[start - 1] ?? " ").toBe(" ");
          expect(text[end] ?? " ").toBe(" ");
        });
      }
    });

    it("are left out when not asked for", async () => {
      const engine = await startWith(make, [{ id: "1", text: "نص" }]);
      const [hit] = (await engine.search({ q: "نص", snippet: false })).hits;
      expect(hit).not.toHaveProperty("snippet");
      expect(hit).not.toHaveProperty("highlights");
    });
  });

  describe("snippets", () => {
    it("slice the text they show, around the match", async () => {
      const filler = "كلام كثير لا ينتهي عن كل شيء. ".repeat(60);
      const engine = await startWith(make, [{ id: "1", title: "ع", text: `${filler}وجد اللؤلؤ النادر. ${filler}` }]);
      const { snippet } = (await engine.search("اللؤلؤ النادر")).hits[0]!;
      expect(snippet!.field).toBe("text");
      expect(snippet!.ranges.map(({ start, end }) => snippet!.text.slice(start, end))).toEqual(["اللؤلؤ", "النادر"]);
      expect(snippet!.text.length).toBeLessThan(400);
      expect(`${filler}وجد اللؤلؤ النادر. ${filler}`).toContain(snippet!.text);
    });

    it("begin with the text where nothing in it matches", async () => {
      const engine = await startWith(make, [{ id: "1", title: "لؤلؤ", text: "أول الكلام. آخره" }]);
      const { snippet } = (await engine.search("لؤلؤ")).hits[0]!;
      expect(snippet).toMatchObject({ field: "text", text: "أول الكلام. آخره", ranges: [] });
    });

    const unsafe = [
      "<script>alert(1)</script> كتاب",
      'كتاب" onmouseover="alert(1)',
      "<img src=x onerror='alert(1)'>كتاب</img>",
      "كتاب &lt;b&gt; &amp; <b>",
      "</bdi></mark>كتاب<mark>",
    ];
    it.each(unsafe)("are escaped: %s", async (text) => {
      const engine = await startWith(make, [{ id: "1", title: text, text }]);
      const { snippet } = (await engine.search("كتاب")).hits[0]!;
      const inner = /^<bdi dir="auto">(.*)<\/bdi>$/su.exec(snippet!.html)?.[1];
      expect(inner).toBeDefined();
      const withoutMarks = inner!.replaceAll("<mark>", "").replaceAll("</mark>", "");
      expect(withoutMarks).not.toMatch(/[<>"']/);
      const unescaped = withoutMarks
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&");
      expect(unescaped).toBe(snippet!.text);
      expect(inner!.split("<mark>").length - 1).toBe(snippet!.ranges.length);
      expect(inner).toContain("<mark>كتاب</mark>");
    });

    it("never cut a surrogate pair or a mark from its letter", async () => {
      for (let shift = 0; shift < 12; shift++) {
        const text = `${"ا".repeat(shift)}${"🚢".repeat(150)} كتاب ${"بُ".repeat(200)}`;
        const engine = await startWith(make, [{ id: "1", text }]);
        const { snippet } = (await engine.search("كتاب")).hits[0]!;
        expect(snippet!.text.isWellFormed()).toBe(true);
        expect(snippet!.text).not.toMatch(/^\p{M}/u);
      }
    });
  });
}
