/**
 * Phrases of words so frequent that their bigrams are indexed, against a scan of the texts.
 */
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { analyzeWord } from "../../src/analysis/index.ts";
import { Index } from "../../src/engine/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";
import { found } from "./small-index.ts";

/** Two with the same stem, one with two readings, a particle. */
const words = ["كتاب", "والكتاب", "المدرسة", "في", "استخدام", "استخدم", "جبل"];
const documentCount = 1200;

type Text = { readonly id: string; readonly title: string; readonly text: readonly string[] };

/** A pseudo-random word; the last ones are rare in texts, all of them in titles. */
function makeTexts(): Text[] {
  let state = 7;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
  const line = (length: number) =>
    Array.from({ length }, () => words[Math.min(next(words.length + 3), next(words.length + 3)) % words.length]).join(
      " ",
    );
  return Array.from({ length: documentCount }, (_, i) => ({
    id: String(i),
    title: i % 10 === 0 ? line(3) : "عنوان",
    text: [line(1 + next(6)), line(next(4))].filter((value) => value !== ""),
  }));
}

const stems = new Map(words.concat("عنوان").map((word) => [word, analyzeWord(word).stems]));

/** Texts are words with a blank between, so that a scan needs no tokenizer. */
function holds(value: string, phrase: readonly string[]): boolean {
  const tokens = value.split(" ");
  const meets = (token: string | undefined, word: string) =>
    token !== undefined && stems.get(word)!.some((stem) => stems.get(token)!.includes(stem));
  return tokens.some((_, start) => phrase.every((word, i) => meets(tokens[start + i], word)));
}

const texts = makeTexts();

async function indexInCommits(commits: number): Promise<Index> {
  const index = await Index.openDirectory(new MemoryDirectory());
  onTestFinished(() => index.close());
  const size = Math.ceil(texts.length / commits);
  for (let from = 0; from < texts.length; from += size) {
    await index.add(texts.slice(from, from + size));
    await index.commit({ merge: false });
  }
  return index;
}

describe("a phrase of frequent words", () => {
  for (const [commits, reason] of [
    [1, "in one segment, where bigrams know them"],
    [2, "in two segments, one of them too small for some bigrams"],
  ] as const) {
    it(`is found where a scan finds it: ${reason}`, async () => {
      const index = await indexInCommits(commits);
      const word = fc.constantFrom(...words);
      await fc.assert(
        fc.asyncProperty(fc.array(word, { minLength: 2, maxLength: 4 }), async (phrase) => {
          const expected = texts.filter(({ title, text }) => [title, ...text].some((value) => holds(value, phrase)));
          const request = { q: `"${phrase.join(" ")}"`, strict: true, total: "exact" } as const;
          const { total } = await index.search({ ...request, limit: 0 });
          expect(total).toBe(expected.length);
          const ids = expected.map(({ id }) => id).sort();
          if (total <= 1000) expect(await found(index, request)).toEqual(ids);
        }),
        { numRuns: 80 },
      );
    });
  }

  it("is found in the field that is named, and no longer where its document was deleted", async () => {
    const index = await indexInCommits(1);
    const phrase = ["كتاب", "المدرسة"];
    const inText = texts.filter(({ text }) => text.some((value) => holds(value, phrase)));
    const inTitle = texts.filter(({ title }) => holds(title, phrase));
    expect(inText.length).toBeGreaterThan(0);
    expect(inTitle.length).toBeGreaterThan(0);
    const total = async (q: string) => (await index.search({ q, strict: true, limit: 0 })).total;
    expect(await total(`text:"${phrase.join(" ")}"`)).toBe(inText.length);
    expect(await total(`title:"${phrase.join(" ")}"`)).toBe(inTitle.length);
    await index.delete(inText[0]!.id);
    await index.commit();
    expect(await total(`text:"${phrase.join(" ")}"`)).toBe(inText.length - 1);
  });
});
