/** Words of similar letters: against a scan of all words, and the same whatever was asked before. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { trigramsOf } from "../../src/analysis/index.ts";
import { Index } from "../../src/engine/index.ts";
import { openSnapshot, type SegmentReader } from "../../src/inverted-index/index.ts";
import { fieldTrigrams, type RareTrigram, WordComparison } from "../../src/search/rank/similar-words.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

const leastSimilarity = 0.3;

/** So few letters that words share many trigrams, and have some of them twice. */
const word = fc.string({ unit: fc.constantFrom(..."بتثج"), minLength: 3, maxLength: 7 });

function scan({ dictionary }: SegmentReader, rare: readonly RareTrigram[]): [number, number][] {
  const whole = rare.reduce((sum, { rarity }) => sum + rarity, 0);
  const found: [number, number][] = [];
  for (let ordinal = 0; ordinal < dictionary.words.size; ordinal++) {
    const held = new Set(trigramsOf(dictionary.words.get(ordinal)));
    const sum = rare.reduce((all, { code, rarity }) => all + (held.has(code) ? rarity : 0), 0);
    if (sum > 0 && sum >= leastSimilarity * whole) found.push([ordinal, sum / whole]);
  }
  return found;
}

it("finds the words that a scan finds, for each of several query words", async () => {
  const inputs = fc.record({
    list: fc.uniqueArray(word, { minLength: 1, maxLength: 400, size: "max" }),
    typed: fc.array(word, { minLength: 1, maxLength: 4 }),
    rarities: fc.array(fc.nat(40), { minLength: 8, maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(inputs, async ({ list, typed, rarities }) => {
      const directory = new MemoryDirectory();
      const index = await Index.openDirectory(directory);
      // Words that occur three times have codes of their own in the forward index, others do not.
      const often = list.slice(list.length / 2);
      await index.add({ id: "all", text: [...list, ...often, ...often].join(" ") });
      await index.commit();
      const snapshot = openSnapshot(directory);
      const { reader } = snapshot.segments[0]!;
      const sought = typed.map((one) =>
        [...new Set(trigramsOf(one))].map((code, i) => ({ code, rarity: rarities[i]! })),
      );
      const similar = sought.map((): [number, number][] => []);
      const { forward } = reader.text.get("text")!;
      const keys = Uint32Array.from({ length: reader.dictionary.words.size }, (_, ordinal) => forward.keyOf(ordinal));
      new WordComparison(fieldTrigrams(reader, "text"), sought).compare(keys, (key, i, similarity) => {
        similar[i]!.push([forward.wordOf(key), similarity]);
      });
      expect(similar).toEqual(sought.map((rare) => scan(reader, rare)));
      snapshot.closeFor(undefined);
      await index.close();
    }),
    { numRuns: 40 },
  );
});

it("scores a document alike whatever was asked before, and when many were read in between", async () => {
  const spellings = ["ستراسبورغ", "ستراسبورج", "شتراسبورغ", "ستراسبرغ", "ستراسبورك", "باريس"];
  const documents = Array.from({ length: 700 }, (_, i) => ({
    id: `d${i}`,
    text: `مؤتمر في مدينة ${spellings[i % spellings.length]} ${spellings[(i * 7) % spellings.length]} رقم ${i}`,
    number: i,
  }));
  const open = async (): Promise<Index> => {
    const index = await Index.openDirectory(new MemoryDirectory());
    for (const document of documents) await index.add(document);
    await index.commit();
    return index;
  };
  const ask = async (index: Index, from: number): Promise<unknown> => {
    const found = await index.search({ q: "مؤتمر ستراسبورغ", filter: `number >= ${from} AND number < ${from + 30}` });
    return found.hits.map(({ id, score }) => [id, score]);
  };
  const long = await open();
  // Each reads some documents that the one before has read.
  const starts = Array.from({ length: 33 }, (_, i) => i * 20);
  const first: unknown[] = [];
  for (const from of starts) first.push(await ask(long, from));
  for (const [i, from] of starts.entries()) expect(await ask(long, from)).toEqual(first[i]);
  await long.close();
  for (const i of [0, 16, 32]) {
    const fresh = await open();
    expect(await ask(fresh, starts[i]!)).toEqual(first[i]);
    await fresh.close();
  }
});
