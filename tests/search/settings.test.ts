/**
 * Settings of an index: what they may say, that they hold at once and for other readers, and survive.
 * @module
 */
import { describe, expect, it } from "vitest";
import { defaultSettings, type IndexSettings, type SettingsChange } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";
import { found, indexOf, ranked } from "./small-index.ts";

describe("synonyms", () => {
  const texts = [
    "اشترى مركبة جديدة",
    "اشترى سيارة جديدة",
    "عربات الحصان",
    "سقط الاتحاد السوفيتي",
    "جيش روسيا",
    "سقط الحائط ثم السوفيتي والاتحاد",
    "طبيب القرية",
    "الدكاترة في المستشفى",
  ];
  const rules = ["سيارة, مركبة، عربة", "# a comment", "", "الاتحاد السوفيتي => روسيا", "طبيب, دكتور", "F-16, مقاتلة"];
  it.each([
    ["سيارة", "0 1 2", "each of a group finds the others"],
    ["المركبات", "0 1 2", "in any inflection"],
    ["الاتحاد السوفيتي", "3 4", "a name of two words, and not half of it"],
    ["روسيا", "4", "one way only"],
    ["سيار*", "1", "a prefix has none"],
    ["(سيارة)", "0 1 2", "within parentheses"],
    ["+سيارة -جديدة", "2", "where it is required"],
    ["-سيارة اشترى", "", "and where it is forbidden"],
    ["«سيارة»", "0 1 2", "between guillemets"],
    ['"سيارة"', "1", "a phrase is what was typed"],
    ["الأطباء", "6 7", "from a broken plural to a broken plural"],
  ])("%s finds %s: %s", async (q, ids) => {
    const index = await indexOf(texts);
    await index.updateSettings({ synonyms: rules });
    expect((await found(index, { q, strict: true })).join(" ")).toBe(ids);
  });

  it("rank below what was typed", async () => {
    const index = await indexOf(["مركبة", "سيارة"]);
    await index.updateSettings({ synonyms: ["سيارة, مركبة"] });
    expect(await ranked(index, "سيارة")).toEqual(["1", "0"]);
    expect(await ranked(index, "مركبة")).toEqual(["0", "1"]);
  });

  it("stand in the interpretation and light up", async () => {
    const index = await indexOf(["جيش روسيا"]);
    await index.updateSettings({ synonyms: ["الاتحاد السوفيتي => روسيا"] });
    const { interpretation, hits } = await index.search({ q: "الاتحاد السوفيتي", interpretation: true });
    expect(interpretation).toHaveLength(1);
    expect(interpretation![0]!.alternatives).toContainEqual(
      expect.objectContaining({ kind: "synonym", weight: 0.9, docs: 1, on: true }),
    );
    expect(hits[0]!.highlights!["text"]).toEqual([{ start: 4, end: 9 }]);
  });

  it("add to names that the engine knows, and a longer name comes first", async () => {
    const index = await indexOf(["محرك البحث", "جوجل", "موقد", "شباط ويناير"]);
    await index.updateSettings({ synonyms: ["غوغل, محرك البحث", "كانون, موقد"] });
    expect(await found(index, "غوغل")).toEqual(["0", "1"]);
    expect(await found(index, "كانون")).toEqual(["2"]);
    expect(await found(index, "كانون الثاني")).toEqual(["3"]);
  });

  it("of several rules for one word are added up", async () => {
    const index = await indexOf(["شمس", "قمر", "نجم"]);
    await index.updateSettings({ synonyms: ["قمر, شمس", "قمر => نجم"] });
    expect(await found(index, "قمر")).toEqual(["0", "1", "2"]);
    expect(await found(index, "شمس")).toEqual(["0", "1"]);
  });
});

describe("stop words", () => {
  it("score, but are not asked for", async () => {
    const index = await indexOf(["السيد الوزير", "السيد المدير", "الوزير"]);
    expect(await found(index, "السيد الوزير")).toEqual(["0", "1", "2"]);
    await index.updateSettings({ stop_words: ["السيد"] });
    expect(await found(index, "السيد الوزير")).toEqual(["0", "2"]);
    expect(await found(index, { q: "السيد الوزير", operator: "and", strict: true })).toEqual(["0", "2"]);
    // Alone it is what is asked for.
    expect(await found(index, "السيد")).toEqual(["0", "1"]);
  });
});

describe("fields", () => {
  const documents = [
    { id: "a", title: "جزيرة", text: "بحر", summary: "مرفأ" },
    { id: "b", title: "بحر", text: "جزيرة", summary: "شاطئ" },
  ];

  it("are searched with their weights where a search names none", async () => {
    const index = await indexOf(documents);
    expect(await ranked(index, "جزيرة")).toEqual(["a", "b"]);
    expect(await found(index, "مرفأ")).toEqual([]);
    await index.updateSettings({ fields: { title: 1, text: 5, summary: 1 } });
    expect(await ranked(index, "جزيرة")).toEqual(["b", "a"]);
    expect(await found(index, "مرفأ")).toEqual(["a"]);
    expect(await found(index, { q: "جزيرة", fields: ["title"] })).toEqual(["a"]);
    await index.updateSettings({ fields: null });
    expect(await ranked(index, "جزيرة")).toEqual(["a", "b"]);
  });

  it("that are stored only come back, and are nothing else for documents written from then on", async () => {
    const index = await indexOf([]);
    await index.updateSettings({ stored_only: ["raw", "meta"] });
    const document = { id: "1", text: "نص", raw: "خام", meta: { source: "مصدر", n: 5 } };
    await index.add(document);
    await index.commit();
    expect((await index.get("1"))?.fields).toEqual({ text: "نص", raw: "خام", meta: { source: "مصدر", n: 5 } });
    expect(await found(index, { q: "خام", fields: ["raw"] })).toEqual([]);
    expect(Object.keys((await index.stats()).fields)).toEqual(["text"]);
  });

  it("of narrowed types keep only those", async () => {
    const index = await indexOf([]);
    await index.updateSettings({ types: { isbn: ["keyword"], day: ["date"], code: ["text", "number"] } });
    await index.add({ id: "1", isbn: "2014-01-01", day: "2014-01-01", code: ["أحمر", 7], free: "2014-01-01" });
    await index.commit();
    const kinds = Object.entries((await index.stats()).fields).map(([name, field]) => [name, field.kinds.join(" ")]);
    expect(Object.fromEntries(kinds)).toEqual({
      isbn: "keyword",
      day: "date",
      code: "text number",
      free: "text keyword date",
    });
    await index.compact();
    expect((await index.stats()).fields["isbn"]?.kinds).toEqual(["keyword"]);
  });
});

describe("a change of settings", () => {
  const changed: SettingsChange = { synonyms: ["  سيارة, مركبة "], stop_words: ["قال"], fields: { text: 3 } };
  const kept: IndexSettings = {
    ...defaultSettings,
    synonyms: ["سيارة, مركبة"],
    stop_words: ["قال"],
    fields: { text: 3 },
  };

  it("is one commit, of what it names only", async () => {
    const index = await indexOf(["مركبة"]);
    expect(await index.settings()).toEqual(defaultSettings);
    const { generation } = await index.stats();
    expect(await index.updateSettings(changed)).toEqual(kept);
    expect((await index.stats()).generation).toBe(generation + 1);
    expect(await index.updateSettings({ stop_words: null })).toEqual({ ...kept, stop_words: [] });
    expect(await index.updateSettings({})).toEqual({ ...kept, stop_words: [] });
  });

  it("survives closing, commits and merges, and reaches readers when they refresh", async () => {
    const directory = new MemoryDirectory();
    const writer = await Index.openDirectory(directory);
    await writer.add({ id: "1", text: "مركبة" });
    await writer.commit();
    const reader = await Index.openDirectory(directory, { readOnly: true });
    expect(await found(reader, "سيارة")).toEqual([]);
    await writer.updateSettings(changed);
    expect(await found(reader, "سيارة")).toEqual([]);
    expect(await reader.refresh()).toBe(true);
    expect(await found(reader, "سيارة")).toEqual(["1"]);
    await reader.close();
    for (let i = 2; i < 14; i++) {
      await writer.add({ id: i, text: "مركبة" });
      await writer.commit();
    }
    await writer.compact();
    await writer.close();
    const opened = await Index.openDirectory(directory);
    expect(await opened.settings()).toEqual(kept);
    expect(await found(opened, "سيارة")).toHaveLength(13);
    await opened.close();
  });

  it("makes an index where there is none, and commits what is buffered", async () => {
    const index = await Index.openDirectory(new MemoryDirectory());
    await index.add({ id: "1", text: "مركبة" });
    await index.updateSettings(changed);
    expect(await found(index, "سيارة")).toEqual(["1"]);
    await index.close();
  });

  const refused: [change: unknown, message: RegExp, reason: string][] = [
    [{ synonym: [] }, /^synonym: expected one of synonyms, /, "an unknown name"],
    [[], /^settings: expected an object/, "a list"],
    [{ synonyms: "a, b" }, /^synonyms: expected a list/, "text instead of lines"],
    [{ synonyms: ["a, b", "# c", "وحيد"] }, /^synonyms, line 3: expected two spellings/, "one spelling alone"],
    [{ synonyms: ["a, , b"] }, /^synonyms, line 1: expected a word beside each comma/, "a comma too many"],
    [{ synonyms: ["a =>"] }, /^synonyms, line 1: expected a word/, "nothing right of the arrow"],
    [{ synonyms: ["a => b => c"] }, /^synonyms, line 1: expected one =>/, "two arrows"],
    [{ synonyms: ["a, b\nc, d"] }, /^synonyms, line 1: expected one line/, "two lines in one"],
    [{ synonyms: ["a b c d e f g h i, j"] }, /at most 8 words/, "a spelling of nine words"],
    [{ synonyms: [Array(51).fill("س").join(",")] }, /at most 50 spellings/, "too many spellings"],
    [{ stop_words: ["كلمتان هنا"] }, /^stop_words: expected single words/, "two words"],
    [{ stop_words: [5] }, /^stop_words: expected a list/, "a number"],
    [{ fields: {} }, /^fields: expected at least one/, "nothing to search"],
    [{ fields: { title: 0 } }, /^fields\.title: expected a whole number/, "no weight"],
    [{ fields: { title: 1.5 } }, /^fields\.title: expected a whole number/, "a weight that is not whole"],
    [{ fields: { _x: 1 } }, /^fields: expected names/, "a reserved name"],
    [{ fields: { a: 1 }, stored_only: ["a"] }, /^stored_only: expected fields that are not searched/, "both at once"],
    [{ fields: { titel: 3 } }, /^fields: expected one at least .*\(text\)/, "a slip that would find nothing any more"],
    [{ types: { a: ["word"] } }, /^types\.a: expected a list of text/, "an unknown kind"],
    [{ types: { a: [] } }, /^types\.a: expected a list of text/, "no kind: that is stored_only"],
    [{ stored_only: [""] }, /^stored_only: expected names/, "an empty name"],
  ];
  it.each(refused)("%j is refused with %s: %s", async (change, message) => {
    const index = await indexOf(["مركبة"]);
    const refusal = expect(index.updateSettings(change as SettingsChange)).rejects;
    await refusal.toMatchObject({ code: "invalid_parameter", message: expect.stringMatching(message) });
    expect(await index.settings()).toEqual(defaultSettings);
    expect((await index.stats()).generation).toBe(1);
  });
});
