/**
 * Pruning changes nothing: the best documents of a search that looks at every posting are those of one that does not,
 * with the same scores and in the same order, ties too.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";
import { random } from "../inverted-index/faults/random.ts";

/** From a word in every second document to words in a few. */
const words = ["سفينة", "بحر", "ميناء", "شراع", "مرفأ", "موج", "جزيرة", "صياد", "لؤلؤ", "منارة", "في", "إلى"];
const documentCount = 4000;

let index: Index;

beforeAll(async () => {
  const draw = random(11);
  const rareWord = () => words[Math.min(draw.below(words.length), draw.below(words.length), draw.below(words.length))]!;
  index = await Index.openDirectory(new MemoryDirectory());
  for (let from = 0; from < documentCount; from += 800) {
    await index.add(
      Array.from({ length: 800 }, (_, i) => ({
        id: String(from + i),
        title: draw.chance(0.7) ? rareWord() : `${rareWord()} ${rareWord()}`,
        text: Array.from({ length: 1 + draw.below(draw.chance(0.1) ? 120 : 12) }, rareWord).join(" "),
        n: draw.below(10),
      })),
    );
    await index.commit();
  }
  for (let i = 0; i < 300; i++) await index.delete(String(draw.below(documentCount)));
  await index.commit();
  return () => index.close();
});

describe("pruning", () => {
  it.each([1, 3, 10, 50])("keeps the best %i, their scores and their order", async (limit) => {
    const draw = random(limit);
    for (let run = 0; run < 60; run++) {
      const count = 1 + draw.below(4);
      const asWords = Array.from({ length: count }, () => draw.pick(words)).join(" ");
      const q = draw.chance(0.3) ? `"${asWords}"` : asWords;
      const request = {
        q,
        limit,
        offset: draw.chance(0.3) ? draw.below(40) : 0,
        snippet: false,
        firstPass: draw.chance(0.5),
        ...(draw.chance(0.3) ? { filter: `n < ${1 + draw.below(9)}` } : {}),
        ...(draw.chance(0.2) ? { operator: "and" as const } : {}),
      };
      const pruned = await index.search(request);
      const exhaustive = await index.search({ ...request, exhaustive: true });
      const best = (response: typeof pruned) => response.hits.map(({ id, score }) => [id, score]);
      expect(best(pruned), JSON.stringify(request)).toEqual(best(exhaustive));
      // A total may be a bound where pruning saved the counting, never a wrong number.
      if (pruned.total_relation === "eq") expect(pruned.total).toBe(exhaustive.total);
      else expect(exhaustive.total).toBeGreaterThanOrEqual(pruned.total);
    }
  });
});
