/**
 * What a person types ranks above what it stands for: the very letters, the very marks, words side by side as quoted.
 * @module
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AdjacencyBonus } from "../../src/search/rank/adjacency-bonus.ts";
import { filler, indexOf, ranked } from "./small-index.ts";

describe("the typed letters rank above others of the same word", () => {
  const pairs: [typed: string, other: string, reason: string][] = [
    ["كتابه", "كتابة", "his book above writing"],
    ["كتابة", "كتابه", "writing above his book"],
    ["علي", "على", "a name above a particle"],
    ["العراقى", "العراقي", "final alef maksura, as it was typed"],
    ["العراقي", "العراقى", "and the other way round"],
    ["مسؤول", "مسئول", "the seat of a hamza"],
    ["مسئول", "مسؤول", "and the other"],
    ["إسلام", "اسلام", "a hamza below"],
    ["اسلام", "إسلام", "none"],
    ["مدرسة", "مدارس", "a singular above its plural"],
    ["فتى", "فتي", "a youth above youthful"],
  ];
  for (const [typed, other, reason] of pairs) {
    it(`${typed} above ${other} in short texts: ${reason}`, async () => {
      const index = await indexOf([`قال ${other} هنا`, `قال ${typed} هنا`, "غير ذلك"]);
      expect(await ranked(index, typed)).toEqual(["1", "0"]);
    });

    it(`${typed} above ${other} in long texts: ${reason}`, async () => {
      const index = await indexOf([`${filler(400)} ${other} ${filler(400)}`, `${filler(400)} ${typed} ${filler(400)}`]);
      expect(await ranked(index, typed)).toEqual(["1", "0"]);
    });
  }

  it("a long text with one name stands above short ones full of its twin", async () => {
    const particles = "على الطاولة على الكرسي على الباب على النافذة على الجدار على السقف";
    const index = await indexOf([particles, `${filler(300)} علي ${filler(300)}`, particles, "علي هنا"]);
    expect(await ranked(index, "علي")).toEqual(["3", "1", "0", "2"]);
  });

  it("a twin does not make a name look common", async () => {
    const index = await indexOf([
      ...Array.from({ length: 20 }, () => "وضع الكتاب على الطاولة"),
      "ذهب علي مبكرا",
      ...Array.from({ length: 9 }, () => "ذهب سمير مبكرا"),
    ]);
    expect((await ranked(index, "علي سمير"))[0]).toBe("20");
  });
});

describe("a vocalised word", () => {
  it.each([
    ["كُتُب", ["كَتَبَ الدرس", "كتب الدرس", "هذه كُتُبٌ"], "2", "the plural above the verb and the bare word"],
    ["كَتَبَ", ["هذه كُتُبٌ", "كتب الدرس", "كَتَبَ الدرس"], "2", "the verb"],
    ["كُتُب", ["كَتَبَ كَتَبَ كَتَبَ", "كتب كتب كتب", `${filler(60)} كُتُب ${filler(60)}`], "2", "whatever lengths"],
    ["كُتُب", ["كتب", "وبالكُتُبِ"], "1", "beneath clitics"],
    ["مَدرَسة", ["مدرسته", "مَدرَستُه"], "1", "before a pronoun, where ة is ت"],
    ["مُدَرِّس", ["مَدرس", "مدرس", "مُدَرِّسٌ"], "2", "shadda and kasra in any order"],
    ["عَلِيّ", ["علي هنا", "عَلِيٌّ هنا"], "1", "a name, its case ending aside"],
    ["كُتُب", ["كتب الدرس", "كُتب الدرس"], "1", "some marks are better than none"],
  ])("%s of %j finds %s first: %s", async (typed, texts, first) => {
    const index = await indexOf([...texts, filler(5), filler(9)]);
    const order = await ranked(index, typed);
    expect(order[0]).toBe(first);
    expect(order).toHaveLength(texts.length);
  });

  it("is no filter and no penalty: the others keep their scores", async () => {
    const index = await indexOf(["كَتَبَ الدرس", "كتب الدرس", "هذه كُتُبٌ"]);
    const scores = async (q: string) => {
      const { hits } = await index.search(q);
      return new Map(hits.map(({ id, score }) => [id, score]));
    };
    const bare = await scores("كتب");
    const marked = await scores("كُتُب");
    for (const id of ["0", "1"]) expect(marked.get(id)).toBeCloseTo(bare.get(id)!, 10);
    expect(marked.get("2")!).toBeGreaterThan(bare.get("2")!);
  });

  it("keeps pages apart, and their scores falling", async () => {
    const texts = Array.from({ length: 130 }, (_, i) => `${i % 3 === 0 ? "كُتُب" : "كتب"} ${filler(i % 11)}`);
    const index = await indexOf(texts);
    const pages = [];
    for (let offset = 0; offset < 130; offset += 13) pages.push(await index.search({ q: "كُتُب", offset, limit: 13 }));
    const hits = pages.flatMap((page) => page.hits);
    expect(new Set(hits.map(({ id }) => id)).size).toBe(130);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
  });
});

describe("words between « » or “ ”", () => {
  const apart = `الخارجية وزير ${filler(6)} الخارجية ثم وزير الخارجيين وزير`;
  it.each([
    ["«وزير الخارجية»", "guillemets"],
    ["“وزير الخارجية”", "curly quotes"],
    ["”وزير الخارجية“", "curly quotes the other way round"],
    ["زيارة «وزير الخارجية»", "beside another word"],
  ])("%s rank texts first that hold them together: %s", async (q) => {
    const together = `${filler(120)} ووزير خارجيتنا ${filler(120)}`;
    const index = await indexOf([apart, together, "وزير فقط", "الخارجية فقط"]);
    expect((await ranked(index, q))[0]).toBe("1");
    // Still found: an adjacency is asked for, not required.
    expect((await ranked(index, q)).sort()).toEqual(["0", "1", "2", "3"]);
  });

  it("mean nothing with plain syntax", async () => {
    const index = await indexOf([`وزير ${filler(3)} الخارجية`, "وزير الخارجية"]);
    const scores = async (q: string) => (await index.search({ q, syntax: "plain" })).hits.map(({ score }) => score);
    expect(await scores("«وزير الخارجية»")).toEqual(await scores("وزير الخارجية"));
  });

  it("rank the order that was typed above the other", async () => {
    const index = await indexOf([`الخارجية وزير ${filler(8)}`, `${filler(8)} وزير الخارجية`]);
    expect(await ranked(index, "«وزير الخارجية»")).toEqual(["1", "0"]);
  });

  it("hold particles to their place too", async () => {
    const index = await indexOf([`رجل البيت ${filler(4)} في`, "رجل في البيت هناك بعيدا عن كل شيء", "رجل", "البيت"]);
    expect((await ranked(index, "«رجل في البيت»"))[0]).toBe("1");
  });
});

describe("the bonus of words side by side", () => {
  const worth = 1.2 * 2.2;
  it.each([
    [[0, 1], [[3], [4]], 3, "two in order"],
    [[0, 1], [[4], [3]], 0, "two in the other order"],
    [[0, 1], [[1], [3]], 0, "two with a word between"],
    [[0, 1, 2], [[7], [8], [20]], 3, "two of three"],
    [[0, 1, 2], [[7, 30], [8, 31], [32]], 7, "the longest part, wherever it stands"],
    [[0, 1, 0], [[1, 3], [2]], 4, "a word said twice"],
    [[0, 1], [[], [2]], 0, "a word that is not there"],
  ])("run %j at %j is worth %d: %s", (run, positions, sum) => {
    expect(new AdjacencyBonus([run], [1, 2, 4]).of(positions)).toBeCloseTo(worth * sum, 10);
  });

  it("is what a naive search for the best part finds", () => {
    const place = fc.uniqueArray(fc.nat(9), { maxLength: 5 }).map((list) => list.sort((a, b) => a - b));
    const factors = [1, 2, 4];
    const run = fc.array(fc.nat(2), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(run, fc.tuple(place, place, place), (words, positions) => {
        let best = 0;
        for (let from = 0; from < words.length; from++)
          for (let to = from + 2; to <= words.length; to++)
            for (let start = 0; start < 10; start++) {
              const part = words.slice(from, to);
              if (part.every((group, i) => positions[group]!.includes(start + i)))
                best = Math.max(
                  best,
                  part.reduce((sum, group) => sum + factors[group]!, 0),
                );
            }
        expect(new AdjacencyBonus([words], factors).of(positions)).toBeCloseTo(worth * best, 10);
      }),
    );
  });
});
