/**
 * Contract: documents go in, change, go out, and are there again after reopening.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { DocumentInput } from "../../../src/contract/index.ts";
import { type EngineFactory, found, idsOf, start, startWith } from "./test-engine.ts";

export function describeWriting(make: EngineFactory): void {
  describe("writing", () => {
    it("shows nothing before the commit and everything after it", async () => {
      const { engine } = await start(make);
      await engine.add({ id: "1", title: "مدرسة" });
      expect(await found(engine, "مدرسة")).toEqual([]);
      expect(await engine.get("1")).toBeUndefined();
      const result = await engine.commit();
      expect(result).toMatchObject({ added: 1, replaced: 0, deleted: 0 });
      expect(await found(engine, "مدرسة")).toEqual(["1"]);
      expect((await engine.get("1"))?.fields).toEqual({ title: "مدرسة" });
    });

    it("keeps what was committed, and only that, over closing and opening", async () => {
      const { engine, reopen } = await start(make);
      await engine.add([
        { id: "1", title: "بحر" },
        { id: "2", title: "نهر" },
      ]);
      await engine.commit();
      await engine.add({ id: "3", title: "بحيرة" });
      await engine.delete("1");
      const again = await reopen();
      expect(await found(again, "")).toEqual(["1", "2"]);
      expect(await found(again, "بحر")).toEqual(["1"]);
    });

    it("replaces by id, in the buffer and over commits, and counts each once", async () => {
      const { engine } = await start(make);
      await engine.add({ id: "1", title: "أول" });
      await engine.add({ id: "1", title: "ثان" });
      expect(await engine.commit()).toMatchObject({ added: 1, replaced: 1, deleted: 0 });
      expect(await found(engine, "أول")).toEqual([]);
      expect(await found(engine, "ثان")).toEqual(["1"]);
      await engine.add({ id: "1", title: "ثالث" });
      expect(await engine.commit()).toMatchObject({ added: 0, replaced: 1, deleted: 0 });
      expect(await found(engine, "")).toEqual(["1"]);
      expect(await found(engine, "ثان")).toEqual([]);
      expect((await engine.stats()).documents).toBe(1);
    });

    it("keeps the last of one list with the same id twice", async () => {
      const engine = await startWith(make, [
        { id: "1", title: "قبل" },
        { id: "1", title: "بعد" },
      ]);
      expect((await engine.get("1"))?.fields).toEqual({ title: "بعد" });
      expect(await found(engine, "")).toEqual(["1"]);
    });

    it("deletes from the buffer and from commits, and says whether there was something", async () => {
      const { engine } = await start(make);
      await engine.add([
        { id: "1", title: "شمس" },
        { id: "2", title: "قمر" },
        { id: "3", title: "نجم" },
      ]);
      expect(await engine.delete("2")).toBe(true);
      expect(await engine.delete("2")).toBe(false);
      expect(await engine.delete("none")).toBe(false);
      await engine.commit();
      expect(await found(engine, "")).toEqual(["1", "3"]);
      expect(await engine.delete("1")).toBe(true);
      expect(await found(engine, "")).toEqual(["1", "3"]);
      expect(await engine.commit()).toMatchObject({ deleted: 1 });
      expect(await found(engine, "")).toEqual(["3"]);
      expect(await engine.get("1")).toBeUndefined();
      await engine.add({ id: "1", title: "عاد" });
      await engine.commit();
      expect(await found(engine, "عاد")).toEqual(["1"]);
      expect(await found(engine, "شمس")).toEqual([]);
    });

    it("empties an index, and fills it again", async () => {
      const engine = await startWith(make, [{ id: "1", title: "وحيد" }]);
      await engine.delete("1");
      await engine.commit();
      expect(await engine.search("")).toMatchObject({ total: 0, hits: [] });
      expect((await engine.stats()).documents).toBe(0);
      await engine.add({ id: "2", title: "جديد" });
      await engine.commit();
      expect(await found(engine, "جديد")).toEqual(["2"]);
    });

    it("updates only what is there", async () => {
      const engine = await startWith(make, [{ id: "1", title: "قبل" }]);
      await expect(engine.update({ id: "2", title: "لا" })).rejects.toMatchObject({ code: "document_not_found" });
      await engine.update({ id: "1", title: "بعد" });
      await engine.delete("1");
      await expect(engine.update({ id: "1", title: "لا" })).rejects.toMatchObject({ code: "document_not_found" });
      await engine.add({ id: "1", title: "أخيرا" });
      await engine.update({ id: "1", title: "ختاما" });
      await engine.commit();
      expect((await engine.get("1"))?.fields).toEqual({ title: "ختاما" });
    });

    it("takes a list whole or not at all", async () => {
      const { engine } = await start(make);
      const list: DocumentInput[] = [{ id: "1", title: "سليم" }, { title: "بلا معرف" }];
      await expect(engine.add(list)).rejects.toMatchObject({ code: "invalid_id" });
      await engine.commit();
      expect(await found(engine, "")).toEqual([]);
    });

    it("raises the generation with every change and leaves it where nothing changed", async () => {
      const engine = await startWith(make, [{ id: "1", title: "أ" }]);
      const before = (await engine.search("")).generation;
      expect((await engine.commit()).generation).toBe(before);
      await engine.add({ id: "2", title: "ب" });
      const { generation } = await engine.commit();
      expect(generation).toBeGreaterThan(before);
      expect((await engine.search("")).generation).toBe(generation);
      expect((await engine.stats()).generation).toBe(generation);
    });

    it("gives equal content an equal version, other content another", async () => {
      const engine = await startWith(make, [
        { id: "1", title: "نص", n: 1 },
        { id: "2", title: "نص", n: 1 },
        { id: "3", title: "نص", n: 2 },
      ]);
      const versions = await Promise.all(["1", "2", "3"].map(async (id) => (await engine.get(id))!.version));
      expect(versions[0]).toMatch(/^[0-9a-f]{16}$/);
      expect(versions[1]).toBe(versions[0]);
      expect(versions[2]).not.toBe(versions[0]);
    });

    it("finds the same over many small commits as over one", async () => {
      const { engine } = await start(make);
      for (let i = 0; i < 20; i++) {
        await engine.add({ id: `d${i}`, title: i % 2 === 0 ? "زوجي" : "فردي" });
        await engine.commit();
      }
      expect(await found(engine, "زوجي")).toHaveLength(10);
      expect(idsOf(await engine.search({ limit: 3 }))).toEqual(["d19", "d18", "d17"]);
    });

    it("refuses everything once it is closed, and closes twice", async () => {
      const { engine } = await start(make);
      await engine.close();
      await engine.close();
      await expect(engine.search("نص")).rejects.toMatchObject({ code: "index_closed" });
      await expect(engine.add({ id: "1" })).rejects.toMatchObject({ code: "index_closed" });
      await expect(engine.commit()).rejects.toMatchObject({ code: "index_closed" });
      await expect(engine.stats()).rejects.toMatchObject({ code: "index_closed" });
    });
  });

  describe("ids", () => {
    const good: [string, string | number, string][] = [
      ["one byte", "a", "a"],
      ["512 bytes", "x".repeat(512), "x".repeat(512)],
      ["512 bytes of Arabic", "م".repeat(256), "م".repeat(256)],
      ["a path with blanks", "a b/ملف ١.txt", "a b/ملف ١.txt"],
      ["a safe integer is its decimals", 42, "42"],
      ["zero", 0, "0"],
      ["names of object members", "__proto__", "__proto__"],
      ["no folding: أ is not ا", "أ", "أ"],
    ];
    it.each(good)("takes %s", async (_, id, stored) => {
      const engine = await startWith(make, [{ id, title: "كتاب" }]);
      expect(idsOf(await engine.search("كتاب"))).toEqual([stored]);
      expect((await engine.get(stored))?.id).toBe(stored);
      expect(await engine.delete(id)).toBe(true);
    });

    const bad: [string, unknown][] = [
      ["none", undefined],
      ["empty", ""],
      ["513 bytes", "x".repeat(513)],
      ["more than 512 bytes of UTF-8", "م".repeat(257)],
      ["a control character", "a\nb"],
      ["half a surrogate pair", "a\ud800"],
      ["a fraction", 1.5],
      ["an integer that is not exact", 2 ** 53],
      ["a truth value", true],
      ["null", null],
      ["a list", ["a"]],
    ];
    it.each(bad)("refuses %s", async (_, id) => {
      const { engine } = await start(make);
      const document = { id, title: "كتاب" } as unknown as DocumentInput;
      await expect(engine.add(document)).rejects.toMatchObject({ code: "invalid_id" });
    });

    it("compares exactly: forms that fold alike are different documents", async () => {
      const engine = await startWith(
        make,
        ["أحمد", "احمد", "أحـمد", "A", "a"].map((id) => ({ id, title: "x" })),
      );
      expect((await engine.stats()).documents).toBe(5);
    });

    it("reads _id where there is no id, and stores neither as a field", async () => {
      const engine = await startWith(make, [
        { _id: "u", title: "أ" },
        { id: "v", _id: "w", title: "ب" },
      ]);
      expect(await found(engine, "")).toEqual(["u", "v"]);
      expect((await engine.get("v"))?.fields).toEqual({ title: "ب" });
    });
  });
}
