import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shapeArabic } from "../../src/cli/arabic-shaping.ts";

function shape(text: string): string {
  return shapeArabic([{ text, marked: false }]).text;
}

const words: readonly [reason: string, word: string, shaped: string][] = [
  ["letters join on both sides", "بيت", "\ufe91\ufef4\ufe96"],
  ["dal and reh join on the right only", "دار", "\ufea9\ufe8d\ufead"],
  ["lam and alef are one", "لا", "\ufefb"],
  ["lam and alef after a letter that joins", "سلام", "\ufeb3\ufefc\ufee1"],
  ["lam and alef with hamza above", "الأمن", "\ufe8d\ufef7\ufee3\ufee6"],
  ["lam and alef with hamza below", "الإعلام", "\ufe8d\ufef9\ufecb\ufefc\ufee1"],
  ["lam and alef with madda", "الآن", "\ufe8d\ufef5\ufee5"],
  ["a mark between lam and alef neither splits them nor doubles the alef", "لَا", "\ufefb"],
  ["marks are dropped", "كُتُبٌ", "\ufedb\ufe98\ufe90"],
  ["a hamza that is written as a mark belongs to its letter", "ا\u0654م", "\ufe83\ufee1"],
  ["final alef maksura is its own letter, not a Persian yeh", "على", "\ufecb\ufee0\ufef0"],
  ["lone alef maksura", "ذوى", "\ufeab\ufeed\ufeef"],
  ["final Persian yeh is its own letter, not an alef maksura", "علی", "\ufecb\ufee0\ufbfd"],
  ["final yeh keeps its dots", "علي", "\ufecb\ufee0\ufef2"],
  ["hamza joins nothing", "شيء", "\ufeb7\ufef2\ufe80"],
  ["tatweel carries the join", "بـت", "\ufe91\u0640\ufe96"],
  ["words do not join each other", "بيت بيت", "\ufe91\ufef4\ufe96 \ufe91\ufef4\ufe96"],
  ["Latin, digits and punctuation stay", "F-16, 2024!", "F-16, 2024!"],
  ["accents of Latin letters stay", "Zoë e\u0323", "Zoë \u1eb9"],
  ["what is shaped already stays", "\ufefb\ufe91\ufef4\ufe96", "\ufefb\ufe91\ufef4\ufe96"],
];

test.for(words)("%s", ([, word, shaped]) => {
  expect(shape(word)).toBe(shaped);
});

const alphabet = [..."ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"];
const letters = fc.array(fc.constantFrom(...alphabet, " "), { maxLength: 30 }).map((list) => list.join(""));

describe("properties", () => {
  test("NFKC of the shaped text is the text", () => {
    fc.assert(
      fc.property(letters, (text) => {
        expect(shape(text).normalize("NFKC")).toBe(text);
      }),
    );
  });

  test("no letter stays unshaped", () => {
    fc.assert(
      fc.property(letters, (text) => {
        expect(shape(text)).not.toMatch(/[\u0621-\u064a]/);
      }),
    );
  });

  test("where a word is cut into spans changes nothing but which letters are marked", () => {
    fc.assert(
      fc.property(letters, fc.nat(30), (text, at) => {
        const cut = shapeArabic([
          { text: text.slice(0, at), marked: false },
          { text: text.slice(at), marked: true },
        ]);
        expect(cut.text).toBe(shape(text));
        expect(cut.marked).toHaveLength(cut.text.length);
        const shown = [...cut.text].filter((_, i) => cut.marked[i]).join("");
        expect(shown.normalize("NFKC").endsWith(text.slice(at))).toBe(true);
      }),
    );
  });
});
