/**
 * Searches before a snapshot is shown: over its own words, and without a trace in its answers.
 */
import { describe, expect, it } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { openSnapshot, type Snapshot } from "../../src/inverted-index/index.ts";
import { Searcher, warmSearches } from "../../src/search/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

async function snapshotOf(texts: readonly string[]): Promise<Snapshot> {
  const directory = new MemoryDirectory();
  const index = await Index.openDirectory(directory);
  await index.add(texts.map((text, id) => ({ id, text })));
  await index.commit();
  await index.close();
  return openSnapshot(directory);
}

const readersOf = ({ segments }: Snapshot) => segments.map(({ reader }) => reader);

const texts = ["كتاب الجغرافيا القديمة", "خرائط المدينة والميناء", "رحلات البحارة بين الموانئ", "مكتبة الجامعة"];

describe("searches before a snapshot is shown", () => {
  it("are of words that the snapshot holds, and half of them have a slip", async () => {
    const snapshot = await snapshotOf(texts);
    const searcher = new Searcher(snapshot);
    const known = new Set(texts.join(" ").split(" "));
    const asked: string[][] = [];
    const recorded = new Proxy(searcher, {
      get: () => (request: { q: string }) => {
        asked.push(request.q.trim().split(/\s+/));
        return searcher.search(request);
      },
    });
    for (const _ of warmSearches(recorded, readersOf(snapshot)));
    expect(asked.length).toBe(12);
    const ofTable = (word: string): boolean => known.has(word) || [...known].some((each) => each.endsWith(word));
    for (const words of asked) expect(words.slice(1).filter((word) => !ofTable(word))).toEqual([]);
    expect(asked.filter(([first]) => !ofTable(first!)).length).toBe(6);
  });

  it("leave the answers as they were", async () => {
    const snapshot = await snapshotOf(texts);
    const fresh = new Searcher(snapshot);
    const warmed = new Searcher(snapshot);
    for (const _ of warmSearches(warmed, readersOf(snapshot)));
    for (const q of ["موانئ", "الجغرافبا", '"كتاب الجغرافيا"', "مكت*"]) {
      const { took_ms: _took, ...answer } = warmed.search({ q });
      expect(fresh.search({ q })).toMatchObject(answer);
    }
  });

  it.each([
    [[], "no document"],
    [[""], "a document without words"],
    [["في من"], "words too short to be chosen"],
  ])("do no harm where there is %j", async (few, _why) => {
    const snapshot = await snapshotOf(few);
    expect(() => [...warmSearches(new Searcher(snapshot), readersOf(snapshot))]).not.toThrow();
  });
});
