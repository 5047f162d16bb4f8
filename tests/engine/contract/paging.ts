/**
 * Contract: pages partition the hits, totals, cursors.
 * @module
 */
import { beforeAll, describe, expect, it } from "vitest";
import type { DocumentInput, Engine, SearchRequest } from "../../../src/contract/index.ts";
import { type EngineFactory, idsOf, startWith, type TestEngine } from "./test-engine.ts";

const words = ["سفينة", "ميناء", "بحر", "مرفأ", "شراع"];

/** Texts of different lengths and mixtures, so that scores differ. */
function numbered(count: number): DocumentInput[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `d${i}`,
    title: `${words[i % 5]} ${i}`,
    text: Array.from({ length: 1 + (i % 17) }, (_, j) => words[(i * j + 1) % 5]).join(" "),
    n: i % 40,
  }));
}

export function describePaging(make: EngineFactory): void {
  describe("pages", () => {
    const requests: SearchRequest[] = [
      { q: "سفينة ميناء" },
      { q: "سفينة ميناء", firstPass: true },
      { q: "بحر", sort: "n:desc" },
      { q: "" },
      { q: "سفينة", distinct: "n" },
      { q: "سفينة", collapse: true },
      { q: "شراع", filter: "n < 20" },
    ];
    it.each(requests)("of %j partition the hits", async (request) => {
      const engine = await startWith(make, numbered(450));
      const whole = idsOf(await engine.search({ ...request, limit: 1000 }));
      expect(new Set(whole).size).toBe(whole.length);
      for (const limit of [7, 100, 250]) {
        const paged: string[] = [];
        for (let offset = 0; offset < whole.length; offset += limit)
          paged.push(...idsOf(await engine.search({ ...request, limit, offset })));
        expect(paged, `pages of ${limit}`).toEqual(whole);
      }
    });

    it("have scores that never rise", async () => {
      const engine = await startWith(make, numbered(450));
      const { hits } = await engine.search({ q: "سفينة ميناء بحر", limit: 450 });
      for (let i = 1; i < hits.length; i++) expect(hits[i]!.score).toBeLessThanOrEqual(hits[i - 1]!.score);
    });

    it("by cursor are those by offset, to the last one", async () => {
      const engine = await startWith(make, numbered(60));
      const whole = idsOf(await engine.search({ q: "سفينة", limit: 1000 }));
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await engine.search({ q: "سفينة", limit: 7, ...(cursor === undefined ? {} : { cursor }) });
        paged.push(...idsOf(page));
        cursor = page.next_cursor;
      } while (cursor !== undefined);
      expect(paged).toEqual(whole);
    });

    it("without hits are empty, not an error", async () => {
      const engine = await startWith(make, numbered(5));
      expect(await engine.search({ offset: 100 })).toMatchObject({ total: 5, hits: [] });
      expect(await engine.search({ limit: 0 })).toMatchObject({ total: 5, hits: [] });
    });

    it("beyond 10,000 are refused with what to do instead", async () => {
      const engine = await startWith(make, numbered(5));
      expect((await engine.search({ offset: 9000, limit: 1000 })).hits).toEqual([]);
      await expect(engine.search({ offset: 9001, limit: 1000 })).rejects.toMatchObject({ code: "page_too_deep" });
    });

    it("by a cursor of another search are refused, by one of an older commit expired", async () => {
      const engine = await startWith(make, numbered(30));
      const { next_cursor: cursor } = await engine.search({ q: "سفينة", limit: 2 });
      await expect(engine.search({ q: "ميناء", cursor: cursor! })).rejects.toMatchObject({ code: "invalid_parameter" });
      for (const broken of ["", "x", "W10", `${cursor}x`, Buffer.from("[1,-5,3]").toString("base64url")])
        await expect(engine.search({ q: "سفينة", cursor: broken })).rejects.toMatchObject({
          code: "invalid_parameter",
        });
      await engine.add({ id: "new", title: "سفينة" });
      await engine.commit();
      await expect(engine.search({ q: "سفينة", cursor: cursor! })).rejects.toMatchObject({ code: "cursor_expired" });
    });
  });

  describe("beyond ten thousand", () => {
    let made: TestEngine;
    let engine: Engine;
    beforeAll(async () => {
      made = await make();
      engine = made.engine;
      for (let i = 0; i < 10_100; i += 1010)
        await engine.add(Array.from({ length: 1010 }, (_, j) => ({ id: `${i + j}`, title: "كلمة", n: i + j })));
      await engine.add({ id: "rare", title: "نادر" });
      await engine.commit();
      return () => made.dispose();
    });

    const totals: [SearchRequest, number, "eq" | "gte", string][] = [
      [{ q: "كلمة" }, 10_000, "gte", "a lower bound"],
      [{ q: "كلمة", total: "exact" }, 10_100, "eq", "exact when asked"],
      [{ q: "كلمة", facets: ["n"] }, 10_100, "eq", "exact with facets"],
      [{ q: "كلمة", sort: "n:asc" }, 10_100, "eq", "exact with a sort"],
      [{ q: "كلمة", filter: "n < 9999" }, 9999, "eq", "exact below the threshold"],
      [{ q: "نادر" }, 1, "eq", "exact where there are few"],
    ];
    it.each(totals)("%j counts %i %s", async (request, total, relation) => {
      expect(await engine.search({ ...request, limit: 1, snippet: false })).toMatchObject({
        total,
        total_relation: relation,
      });
    });

    it("a cursor goes where no offset may", async () => {
      let cursor: string | undefined;
      const seen = new Set<string>();
      do {
        const page = await engine.search({
          q: "كلمة",
          sort: "n:asc",
          limit: 1000,
          snippet: false,
          ...(cursor === undefined ? {} : { cursor }),
        });
        for (const { id } of page.hits) seen.add(id);
        cursor = page.next_cursor;
      } while (cursor !== undefined);
      expect(seen.size).toBe(10_100);
    });
  });
}
