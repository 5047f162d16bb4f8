/** Families of spelling and inflection: pairs that must meet, pairs that must stay apart. @module */
import { describe, expect, it } from "vitest";
import { analyzeWord, tokenize } from "../../src/analysis/index.ts";
import { STAYING_APART } from "./families/apart-words.ts";
import { MEETING } from "./families/meeting-words.ts";

const stemsOf = (text: string): readonly string[] => tokenize(text).flatMap((t) => analyzeWord(t.spelled).stems);
const met = (one: string, other: string): boolean => stemsOf(one).some((stem) => stemsOf(other).includes(stem));

function pairsOf(list: string): [one: string, other: string][] {
  return list.split(", ").map((pair) => pair.trim().split(" ").slice(0, 2) as [string, string]);
}

describe.each(Object.entries(MEETING))("family %s meets", (_family, groups) => {
  it.each(groups)("%s", (_why, list) => {
    const missed = pairsOf(list).filter(([one, other]) => !met(one, other));
    expect(missed.map((pair) => `${pair.join(" ")}: ${stemsOf(pair[0])} | ${stemsOf(pair[1])}`)).toEqual([]);
  });
});

describe.each(Object.entries(STAYING_APART))("family %s stays apart", (_family, groups) => {
  it.each(groups)("%s", (_why, list) => {
    const joined = pairsOf(list).filter(([one, other]) => met(one, other));
    expect(joined.map((pair) => `${pair.join(" ")}: ${stemsOf(pair[0])} | ${stemsOf(pair[1])}`)).toEqual([]);
  });
});
