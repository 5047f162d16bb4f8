/**
 * The engine against a scan: random histories of an index, in which documents come, change and go, segments are
 * written, merged and opened again; the answers must be those of a search that recomputes everything.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SearchRequest, SearchResponse } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";
import { openSnapshot } from "../../src/inverted-index/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";
import { type NaiveDocument, type NaiveQuery, naiveSearch } from "./naive-search.ts";

/** Spellings that meet, words with two readings, a particle, a number, Latin. */
const words = ["كتاب", "الكتاب", "كتابه", "والمدرسة", "مدرسة", "مدارسهم", "بحر", "بَحْرٌ", "في", "2014", "٢٠١٤", "Book"];
const queryWords = ["كتاب", "مدرسة", "بحر", "في", "2014", "book", "غائب"];

type Fields = NaiveDocument["fields"];
type Step =
  | { readonly kind: "add"; readonly id: string; readonly fields: Fields }
  | { readonly kind: "delete"; readonly id: string }
  | { readonly kind: "commit" | "compact" | "reopen" };

const text = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((list) => list.join(" "));
const fields: fc.Arbitrary<Fields> = fc
  .record({ title: text, text: fc.oneof(text, fc.array(text, { maxLength: 3 })), n: fc.nat(4) })
  .map((each) => ({ ...each }));
const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("add" as const), id, fields }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("commit" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("compact" as const, "reopen" as const) }) },
);
const history = fc.array(step, { minLength: 1, maxLength: 30 });

const word = fc.constantFrom(...queryWords);
const query: fc.Arbitrary<{ naive: NaiveQuery; request: SearchRequest }> = fc
  .record({
    should: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
    must: fc.option(word, { nil: undefined }),
    mustNot: fc.option(word, { nil: undefined, freq: 3 }),
    phrase: fc.option(fc.record({ words: fc.array(word, { minLength: 2, maxLength: 3 }), slop: fc.nat(2) }), {
      nil: undefined,
      freq: 2,
    }),
    operator: fc.constantFrom("or" as const, "and" as const),
    least: fc.option(fc.nat(4), { nil: undefined, freq: 2 }),
  })
  .map(({ should, must, mustNot, phrase, operator, least }) => ({
    naive: {
      should,
      operator,
      ...(must === undefined ? {} : { must: [must] }),
      ...(mustNot === undefined ? {} : { mustNot: [mustNot] }),
      ...(phrase === undefined ? {} : { phrase }),
      ...(least === undefined ? {} : { accept: (document: NaiveDocument) => (document.fields.n ?? -1) >= least }),
    },
    request: {
      q: [
        ...should,
        ...(must === undefined ? [] : [`+${must}`]),
        ...(mustNot === undefined ? [] : [`-${mustNot}`]),
        ...(phrase === undefined ? [] : [`"${phrase.words.join(" ")}"~${phrase.slop}`]),
      ].join(" "),
      operator,
      strict: true,
      firstPass: true,
      limit: 1000,
      ...(least === undefined ? {} : { filter: `n >= ${least}` }),
    },
  }));

class Replay {
  readonly directory = new MemoryDirectory();
  readonly committed = new Map<string, Fields>();
  index!: Index;
  #buffered = new Map<string, Fields>();

  async run(steps: readonly Step[]): Promise<void> {
    // So small a buffer that a batch of a few documents is several segments.
    this.index = await Index.openDirectory(this.directory, { bufferBytes: 1200 });
    for (const each of steps) await this.#step(each);
    await this.#commit("commit");
  }

  async #step(each: Step): Promise<void> {
    switch (each.kind) {
      case "add":
        await this.index.add({ id: each.id, ...each.fields });
        this.#buffered.delete(each.id);
        this.#buffered.set(each.id, each.fields);
        break;
      case "delete":
        expect(await this.index.delete(each.id)).toBe(this.#buffered.delete(each.id));
        break;
      case "reopen":
        await this.index.close();
        this.index = await Index.openDirectory(this.directory, { bufferBytes: 1200 });
        this.#buffered = new Map(this.committed);
        break;
      default:
        await this.#commit(each.kind);
    }
  }

  async #commit(kind: "commit" | "compact"): Promise<void> {
    await this.index[kind]();
    this.committed.clear();
    for (const [key, value] of this.#buffered) this.committed.set(key, value);
  }

  /** All documents of the snapshot in order, with those that are deleted but still there. */
  physical(): NaiveDocument[] {
    const snapshot = openSnapshot(this.directory);
    const documents = snapshot.segments.flatMap(({ reader, live }) =>
      Array.from({ length: reader.docCount }, (_, doc): NaiveDocument => {
        return { id: reader.ids.get(doc), live: live?.has(doc) ?? true, fields: reader.stored(doc) as Fields };
      }),
    );
    snapshot.closeFor(undefined);
    return documents;
  }
}

function expectSame(response: SearchResponse, expected: ReadonlyMap<string, number>, order: readonly string[]): void {
  expect(response.hits.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort());
  expect(response.total).toBe(expected.size);
  response.hits.forEach(({ id, score }, i) => {
    const wanted = expected.get(id)!;
    // Impacts are integers of 26 bits.
    expect(Math.abs(score - wanted)).toBeLessThanOrEqual(1e-6 * Math.max(1e-9, Math.abs(wanted)));
    const before = response.hits[i - 1];
    if (before === undefined) return;
    expect(before.score).toBeGreaterThanOrEqual(score);
    if (before.score === score) expect(order.indexOf(before.id)).toBeLessThan(order.indexOf(id));
  });
}

describe("the engine", () => {
  it("answers as a scan does, after any history", async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.array(query, { minLength: 6, maxLength: 6 }), async (steps, queries) => {
        const replay = new Replay();
        await replay.run(steps);
        const { index } = replay;
        const physical = replay.physical();
        const live = physical.filter((document) => document.live);
        // The newest documents come last: insertion order, through commits and merges.
        expect(live.map((document) => [document.id, document.fields])).toEqual(
          [...replay.committed].map(([key, value]) => [key, JSON.parse(JSON.stringify(value))]),
        );
        const order = live.map((document) => document.id);
        for (const { naive, request } of queries)
          expectSame(await index.search(request), naiveSearch(physical, naive), order);
        await index.compact();
        for (const { naive, request } of queries)
          expectSame(await index.search(request), naiveSearch(live, naive), order);
        await index.close();
        expect(replay.directory.openFiles).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it("scores and orders alike however the documents are spread over segments", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fields, { minLength: 2, maxLength: 14 }),
        fc.array(fc.uniqueArray(word, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 4 }),
        async (list, searches) => {
          const together = await indexOf(list, list.length);
          const apart = await indexOf(list, 1);
          const pairs = await indexOf(list, 2);
          await pairs.compact();
          for (const search of searches) {
            for (const request of [{ firstPass: true }, {}]) {
              const q = search.join(" ");
              const [one, ...others] = await Promise.all(
                [together, apart, pairs].map((index) => index.search({ q, limit: 100, facets: ["n"], ...request })),
              );
              for (const other of others) {
                expect(other.total).toBe(one!.total);
                expect(other.facets).toEqual(one!.facets);
                expect(other.hits.map(({ id }) => id)).toEqual(one!.hits.map(({ id }) => id));
                other.hits.forEach(({ score }, i) => {
                  expect(score).toBeCloseTo(one!.hits[i]!.score, 9);
                });
                expect(other.hits.map(({ highlights }) => highlights)).toEqual(one!.hits.map((hit) => hit.highlights));
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

async function indexOf(list: readonly Fields[], perCommit: number): Promise<Index> {
  const index = await Index.openDirectory(new MemoryDirectory());
  for (let from = 0; from < list.length; from += perCommit) {
    await index.add(list.slice(from, from + perCommit).map((each, i) => ({ id: String(from + i), ...each })));
    await index.commit();
  }
  return index;
}
