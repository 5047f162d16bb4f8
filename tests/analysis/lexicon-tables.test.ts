/** The tables that ship are what the lists make, and say all that the lists say. @module */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imperfects, perfects, verbalNouns } from "../../lexicon/conjugation.ts";
import { encodeRows } from "../../lexicon/encode-rows.ts";
import { defectives, irregularInflections } from "../../lexicon/nouns.ts";
import { pluralModule } from "../../lexicon/plural-stems.ts";
import { brokenPlurals as pluralLists } from "../../lexicon/plurals.ts";
import { makeReview } from "../../lexicon/review.ts";
import { classesByBase, lexiconModule } from "../../lexicon/tables.ts";
import { type BaseClass, baseClasses } from "../../src/analysis/arabic/base-classes.ts";
import { brokenPlurals } from "../../src/analysis/arabic/broken-plurals.ts";
import { type KnownBase, knownBase } from "../../src/analysis/arabic/known-bases.ts";
import { decodeRows, type TaggedWord } from "../../src/analysis/arabic/word-rows.ts";
import { everyStep } from "../../src/analysis/index.ts";

const classNames = Object.keys(baseClasses) as BaseClass[];
const projectFile = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("what npm run build:lexicon makes", () => {
  it.each([
    ["src/analysis/arabic/lexicon-tables.ts", lexiconModule],
    ["src/analysis/arabic/plural-stem-table.ts", pluralModule],
    ["lexicon/review.md", makeReview],
  ])("%s is of the lists as they are", (path, make) => {
    expect(projectFile(path) === make(), "run npm run build:lexicon").toBe(true);
  });
});

describe("the tables hold what the lists say", () => {
  it("of the classes of a base", () => {
    const wrong = [...classesByBase()].filter(([base, classes]) => {
      const known = knownBase(base, everyStep);
      return classNames.some((name) => known[name] !== ((classes & baseClasses[name]) !== 0));
    });
    expect(wrong).toEqual([]);
  });

  it.each<[string, ReadonlyMap<string, unknown>, (known: KnownBase) => unknown]>([
    ["irregular forms", irregularInflections, ({ irregular }) => irregular],
    ["words without their ي", defectives, ({ defective }) => defective],
    ["verbal nouns", verbalNouns, ({ verb }) => verb],
    ["stems of the perfect", perfects, (known) => known.perfects],
    ["stems of the imperfect", imperfects, (known) => known.imperfects],
  ])("of %s", (_, listed, of) => {
    expect(listed.size).toBeGreaterThan(100);
    for (const [word, value] of listed) expect(of(knownBase(word, everyStep)), word).toEqual(value);
  });

  it("of broken plurals, in the order of the patterns", () => {
    expect(brokenPlurals()).toEqual(pluralLists);
  });

  it("and nothing of what they do not have", () => {
    const stranger = knownBase("قغقغق", everyStep);
    expect(classNames.filter((name) => stranger[name])).toEqual([]);
    expect(knownBase("كتاب", { ...everyStep, lexicon: false })).toBe(stranger);
  });
});

describe("rows of words", () => {
  const word = fc.string({ unit: fc.constantFrom(..."ابتثجءىآ"), minLength: 1, maxLength: 40 });
  const values = fc.array(fc.record({ tag: fc.integer({ min: 0, max: 15 }), value: word }), { maxLength: 4 });

  it("come back as they were, in their order", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ word, values })), (rows) => {
        const found: { word: string; values: readonly TaggedWord[] }[] = [];
        decodeRows(encodeRows(rows), (each, all) => found.push({ word: each, values: all }));
        expect(found).toEqual(rows);
      }),
    );
  });

  it.each([
    ["no letters", { word: "" }, /Arabic letters/],
    ["letters of another script", { word: "kitab" }, /Arabic letters/],
    ["a tag that no letter stands for", { word: "كتب", values: [{ tag: 16, value: "كتب" }] }, /tag from 0 to 15/],
  ])("take no word of %s", (_, row, message) => {
    expect(() => encodeRows([row])).toThrow(message);
  });
});
