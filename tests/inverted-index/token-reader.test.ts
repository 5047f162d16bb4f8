/**
 * Words of a text by the kernel against those that the cursor and the table find one by one.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenize } from "../../src/analysis/index.ts";
import { GrowableUint32 } from "../../src/inverted-index/codec/growable.ts";
import {
  borrowTokenKernel,
  overlapUnits,
  startTokenKernel,
  windowUnits,
} from "../../src/inverted-index/dictionary/token-kernel.ts";
import { TokenReader } from "../../src/inverted-index/dictionary/token-reader.ts";
import { noWord, TokenTable } from "../../src/inverted-index/dictionary/token-table.ts";

/** Numbers tokens as they come; one of them stands for nothing. */
class Numbered {
  readonly tokens: string[] = [];
  readonly reader: TokenReader;

  constructor(borrow: typeof borrowTokenKernel, unitsLeft = 0) {
    const make = (raw: string): number => (raw === "لا" ? noWord : this.tokens.push(raw) - 1);
    this.reader = new TokenReader(new TokenTable(), make, borrow, unitsLeft);
  }

  read(text: string): string[] {
    const values = new GrowableUint32();
    this.reader.read(text, values);
    return Array.from(values.view(), (value) => this.tokens[value]!);
  }
}

const words = (text: string): string[] =>
  tokenize(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter((token) => token !== "لا");

const startNone = (): undefined => undefined;

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("كتاب", "والمدرسة", "لا", "مُعَلِّم", "ة", "وبمدارسهم", "استقلاليتها") },
  { weight: 4, arbitrary: fc.constantFrom(" ", "  ", "\n", "، ", ".", "«", "» ", "\t") },
  { weight: 2, arbitrary: fc.constantFrom("water", "John's", "it’s", "Straßenbahn", "é", "internationally", "O", "’") },
  { weight: 2, arbitrary: fc.constantFrom("12", "١٢", "1,000", "16.5", "11.9.2014", "3,5", ".5", "٣٫٥") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "&",
      "&amp;",
      "&#1575;",
      "ـ",
      "\u200c",
      "\u200f",
      "ﷺ",
      "ﻻ",
      "چای",
      "گ",
      "日本",
      "😀",
      "𐤀",
      "\u0610",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);
const text = fc.array(piece, { minLength: 20, maxLength: 120, size: "max" }).map((pieces) => pieces.join(""));

describe("the words of a text", () => {
  it("are with the kernel what they are without, and what the tokens are", () => {
    expect(startTokenKernel()).toBeDefined();
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
        const kernel = new Numbered(() => startTokenKernel());
        const plain = new Numbered(startNone);
        for (const each of [...texts, ...texts]) {
          expect(plain.read(each)).toEqual(words(each));
          expect(kernel.read(each)).toEqual(words(each));
        }
        expect(kernel.tokens).toEqual(plain.tokens);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["ends with the window", windowUnits],
    ["ends behind it", windowUnits + 1],
    ["ends within what is read with the next", windowUnits - overlapUnits / 2],
    ["goes on for several", 3 * windowUnits + 100],
  ])("of a text that %s are all found", (_, units) => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 50, maxLength: 60 }), fc.nat(30), (pieces, shift) => {
        const passage = pieces.join("");
        fc.pre(passage.length > 0);
        const long = ("ا ".repeat(shift) + passage.repeat(Math.ceil(units / passage.length))).slice(0, units);
        expect(new Numbered(() => startTokenKernel()).read(long)).toEqual(words(long));
      }),
      { numRuns: 25 },
    );
  });

  it("are found by tables that take turns with the kernel of their thread", () => {
    const passages = Array.from({ length: 40 }, (_, i) => `والمدرسة ${i} كتاب${"م".repeat(i % 5)} الحادي `.repeat(30));
    const tables = Array.from({ length: 3 }, () => new Numbered(borrowTokenKernel, 5000));
    for (const [i, passage] of passages.entries()) {
      for (const table of tables) expect(table.read(passage)).toEqual(words(passage));
      // Who gives it back goes on without.
      if (i % 15 === 14) tables[Math.floor(i / 15) % 3]!.reader.close();
    }
    for (const table of tables) expect(table.tokens).toEqual(tables[0]!.tokens);
  });

  it("are found where the kernel's memory has no more room for their table", () => {
    const list = Array.from(
      { length: 30_000 },
      (_, i) => `كلمة ${i.toString(2).replaceAll("1", "م").replaceAll("0", "ن")}`,
    );
    const long = list.join(" ");
    const small = new Numbered(() => startTokenKernel(5));
    for (let pass = 0; pass < 2; pass++) expect(small.read(long)).toEqual(words(long));
    expect(small.tokens).toHaveLength(new Set(words(long)).size);
  });
});
