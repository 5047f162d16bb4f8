/** Words of similar letters, of which most are never looked at, against a scan of all words. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { trigramsOf } from "../../src/analysis/index.ts";
import { Index } from "../../src/engine/index.ts";
import { openSnapshot, type SegmentReader } from "../../src/inverted-index/index.ts";
import { type RareTrigram, similarWords } from "../../src/search/rank/similar-words.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

const most = 64;
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
  return found.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
}

it("finds the most similar words that a scan finds, in its order", async () => {
  const inputs = fc.record({
    list: fc.uniqueArray(word, { minLength: 1, maxLength: 400, size: "max" }),
    typed: word,
    rarities: fc.array(fc.nat(40), { minLength: 8, maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(inputs, async ({ list, typed, rarities }) => {
      const directory = new MemoryDirectory();
      const index = await Index.openDirectory(directory);
      await index.add({ id: "all", text: list.join(" ") });
      await index.commit();
      const snapshot = openSnapshot(directory);
      const rare = [...new Set(trigramsOf(typed))].map((code, i) => ({ code, rarity: rarities[i]! }));
      const { reader } = snapshot.segments[0]!;
      const similar = similarWords(reader, rare).map(({ word: ordinal, similarity }) => [ordinal, similarity]);
      expect(similar).toEqual(scan(reader, rare));
      snapshot.closeFor(undefined);
      await index.close();
    }),
    { numRuns: 40 },
  );
});
