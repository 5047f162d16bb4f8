/**
 * The kernel and the TypeScript path find the same documents with the same scores as a sum over everything, on lists
 * of every density, with ties, sets of allowed documents and windows of all sizes.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bitmap } from "../../src/inverted-index/index.ts";
import type { FieldNorms } from "../../src/search/rank/field-norms.ts";
import { addDocs, type ImpactList, ImpactListBuilder } from "../../src/search/rank/impact-list.ts";
import { BlockMaxSearch, type WorthyList } from "../../src/search/top-k/block-max-search.ts";
import { ImpactMemory } from "../../src/search/top-k/impact-memory.ts";
import { scoreAll } from "../../src/search/top-k/score-board.ts";
import { TopDocs } from "../../src/search/top-k/top-docs.ts";
import { random } from "../inverted-index/faults/random.ts";

interface Drawn {
  readonly maxDoc: number;
  /** For each list the share of documents that hold it, and what it is worth. */
  readonly lists: readonly { readonly share: number; readonly worth: number }[];
  readonly window: number;
  /** Share of documents that are allowed; undefined: all. */
  readonly allowed: number | undefined;
  readonly seed: number;
}

const drawn = fc.record<Drawn>({
  maxDoc: fc.integer({ min: 1, max: 3000 }),
  lists: fc.array(
    // Lists next to which others are worth nearly nothing, too: bounds of documents have 240 steps.
    fc.record({
      share: fc.constantFrom(0.001, 0.01, 0.1, 0.5, 1),
      worth: fc.constantFrom(0.001, 0.5, 1, 3, 7.25, 900),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  window: fc.constantFrom(1, 2, 10, 60, 500),
  allowed: fc.constantFrom(undefined, 0.01, 0.5, 0.98),
  seed: fc.nat(),
});

/** Few different frequencies and lengths, so that ties are common. */
function madeLists({ maxDoc, lists, seed }: Drawn, memory: ImpactMemory): WorthyList[] {
  const draw = random(seed);
  const norms: FieldNorms = {
    bytes: Uint8Array.from({ length: maxDoc }, () => draw.below(3)),
    averageLength: 1,
    factors: Float64Array.of(0.6, 1.2, 2.4),
  };
  memory.prepare(maxDoc);
  const builder = new ImpactListBuilder(memory, maxDoc);
  return lists.map(({ share, worth }): WorthyList => {
    const docs = Uint32Array.from([...Array(maxDoc).keys()].filter(() => draw.chance(share)));
    const freqs = Uint8Array.from(docs, () => 1 + draw.below(3));
    return { list: builder.build([{ docs, freqs, from: 0, to: docs.length, base: 0, weight: 1 }], norms), worth };
  });
}

function allowedDocs({ maxDoc, allowed, seed }: Drawn): Bitmap | undefined {
  if (allowed === undefined) return undefined;
  const draw = random(seed + 1);
  const set = new Bitmap(maxDoc);
  for (let doc = 0; doc < maxDoc; doc++) if (draw.chance(allowed)) set.add(doc);
  return set;
}

function exhaustive(case_: Drawn, lists: readonly WorthyList[]): { docs: number[]; scores: number[] } {
  const scores = scoreAll(lists, case_.maxDoc);
  const found = allowedDocs(case_) ?? Bitmap.full(case_.maxDoc);
  for (let doc = 0; doc < case_.maxDoc; doc++) if (scores[doc] === 0) found.remove(doc);
  const top = new TopDocs(case_.window);
  top.collectAll(found, scores);
  const best = top.drain();
  return { docs: [...best.docs], scores: [...best.scores] };
}

describe.each([
  ["WebAssembly", true],
  ["TypeScript", false],
])("the search in %s", (_, kernel) => {
  it("finds what a sum over everything finds", () => {
    const memory = new ImpactMemory(kernel);
    expect(memory.kernel !== undefined).toBe(kernel);
    fc.assert(
      fc.property(drawn, (case_) => {
        const lists = madeLists(case_, memory);
        const allowed = allowedDocs(case_);
        const excluded = allowed === undefined ? 0 : case_.maxDoc - allowed.count();
        const search = new BlockMaxSearch(memory, case_.maxDoc);
        for (const known of [0, excluded]) {
          const { docs, scores } = search.search(lists, { window: case_.window, allowed, excluded: known });
          expect({ docs: [...docs], scores: [...scores] }).toEqual(exhaustive(case_, lists));
        }
      }),
      { numRuns: 150 },
    );
  });

  it("finds the best of the documents that all lists hold", () => {
    const memory = new ImpactMemory(kernel);
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 63 }), (case_, which) => {
        const lists = madeLists(case_, memory);
        // What is needed need not score, and the other way round.
        const needed = lists.filter((_, i) => i === 0 || (which >> i) % 2 === 1).map(({ list }) => list);
        const scoring = lists.filter((_, i) => (which >> i) % 2 === 0);
        const search = new BlockMaxSearch(memory, case_.maxDoc);
        const held = Bitmap.full(case_.maxDoc);
        for (const list of needed) {
          const holders = new Bitmap(case_.maxDoc);
          addDocs(list, holders);
          held.and(holders);
        }
        const heldByAll = [...held.docs()];
        const allowed = allowedDocs(case_);
        if (allowed !== undefined) held.and(allowed);
        const top = new TopDocs(Math.min(case_.window, held.count()));
        top.collectAll(held, scoreAll(scoring, case_.maxDoc));
        const expected = top.drain();
        const { best, total } = search.searchAll(scoring, needed, case_.window, allowed);
        expect({ docs: [...best.docs], scores: [...best.scores], total }).toEqual({
          docs: [...expected.docs],
          scores: [...expected.scores],
          total: held.count(),
        });
        expect([...search.heldByAll(needed)]).toEqual(heldByAll);
        const listed = search.searchFew(scoring, held.docs(), case_.window);
        expect({ docs: [...listed.docs], scores: [...listed.scores] }).toEqual({
          docs: [...expected.docs],
          scores: [...expected.scores],
        });
      }),
      { numRuns: 150 },
    );
  });

  it("is among the documents of each call, whatever was asked for before", () => {
    const memory = new ImpactMemory(kernel);
    const half: Drawn = { maxDoc: 1000, lists: [{ share: 0.5, worth: 1 }], window: 10, allowed: 0.5, seed: 3 };
    const lists = madeLists(half, memory);
    const search = new BlockMaxSearch(memory, half.maxDoc);
    const first = allowedDocs(half)!;
    const second = allowedDocs({ ...half, seed: 4 })!;
    const of = (allowed: Bitmap) => [
      ...search.search(lists, { window: half.window, allowed, excluded: 0 }).docs,
      search.countAny([lists[0]!.list], allowed),
    ];
    const asked = of(first);
    expect(of(second)).not.toEqual(asked);
    search.searchHeld(lists, Bitmap.full(half.maxDoc), half.window);
    expect(of(first)).toEqual(asked);
    expect(of(first)).toEqual(asked);
  });

  it("counts the documents that any list holds", () => {
    const memory = new ImpactMemory(kernel);
    fc.assert(
      fc.property(drawn, (case_) => {
        const lists = madeLists(case_, memory).map(({ list }): ImpactList => list);
        const scores = scoreAll(
          lists.map((list) => ({ list, worth: 1 })),
          case_.maxDoc,
        );
        const search = new BlockMaxSearch(memory, case_.maxDoc);
        const allowed = allowedDocs(case_);
        expect(search.countAny(lists)).toBe(scores.filter((score) => score > 0).length);
        expect(search.countAny(lists, allowed)).toBe(
          scores.filter((score, doc) => score > 0 && (allowed?.has(doc) ?? true)).length,
        );
      }),
      { numRuns: 100 },
    );
  });
});
