import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shapeLines } from "../../src/cli/terminal-shaping.ts";
import type { TextSpan } from "../../src/cli/terminal-text.ts";

function plainLines(text: string, width = 1000): string[] {
  return shapeLines([{ text, marked: false }], width).map((line) => line.map((span) => span.text).join(""));
}

/** Visual order made readable: letters unshaped again, still from left to right. */
function seen(text: string, width?: number): string[] {
  return plainLines(text, width).map((line) => line.normalize("NFKC"));
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}

const lines: readonly [reason: string, text: string, seen: string][] = [
  ["an Arabic word runs from right to left", "بيت", "تيب"],
  ["Latin stays as it is", "Fihris 1.0", "Fihris 1.0"],
  ["a number inside Arabic runs from left to right", "عام 2024 كان", "ناك 2024 ماع"],
  ["Arabic digits as well", "عام ٢٠٢٤", "٢٠٢٤ ماع"],
  ["a Latin name inside Arabic", "شركة Intel كبيرة", "ةريبك Intel ةكرش"],
  ["Arabic inside Latin: only the Arabic is turned", "the word بيت means", "the word تيب means"],
  ["a full stop ends an Arabic line on the left", "بيت.", ".تيب"],
  ["brackets are mirrored", "بيت (دار)", "(راد) تيب"],
  ["quotation marks are mirrored", "«بيت»", "«تيب»"],
  ["a pair of surrogates is not turned round", "بيت 😀 دار", "راد 😀 تيب"],
];

test.for(lines)("%s", ([, text, expected]) => {
  expect(seen(text)).toEqual([expected]);
});

describe("marked words", () => {
  const cases: readonly [reason: string, spans: [text: string, marked: boolean][], marked: string[]][] = [
    [
      "an Arabic word in an Arabic line",
      [
        ["في ", false],
        ["بيت", true],
        [" كبير", false],
      ],
      ["بيت"],
    ],
    [
      "a Latin word in an Arabic line",
      [
        ["شركة ", false],
        ["Intel", true],
        [" كبيرة", false],
      ],
      ["Intel"],
    ],
    [
      "two words with their order turned",
      [
        ["بيت", true],
        [" في ", false],
        ["دار", true],
      ],
      ["دار", "بيت"],
    ],
    [
      "a vocalised word loses its marks only",
      [
        ["قرأ ", false],
        ["كُتُبًا", true],
      ],
      ["كتبا"],
    ],
  ];

  test.for(cases)("%s", ([, spans, marked]) => {
    const given = spans.map(([text, isMarked]) => ({ text, marked: isMarked }));
    const [line] = shapeLines(given, 1000);
    const found = line!.filter((span) => span.marked).map(({ text }) => text.normalize("NFKC"));
    expect(found.map((text) => (/[a-z]/i.test(text) ? text : reversed(text)))).toEqual(marked);
  });
});

describe("line breaks", () => {
  test("the beginning of an Arabic text is on the first line, and short lines are flush right", () => {
    expect(seen("بيت كبير في الحي", 8)).toEqual(["ريبك تيب", " يحلا يف"]);
  });

  test("Latin lines are flush left", () => {
    expect(seen("a house in town", 8)).toEqual(["a house", "in town"]);
  });

  test("a word longer than a line is cut", () => {
    expect(seen("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  });

  test("nothing gives no line", () => {
    expect(plainLines("")).toEqual([]);
  });
});

const pieces = fc.constantFrom(
  "بيت",
  "الأمن",
  "على",
  "لا",
  "سؤال",
  "Intel",
  "2024",
  "٣٫٥",
  "😀",
  "(",
  ")",
  "،",
  "«",
  "»",
);
const texts = fc.array(pieces, { minLength: 1, maxLength: 25 }).map((list) => list.join(" "));

/** Letters and digits without regard to order and to brackets, which mirroring changes. */
function content(text: string): string {
  return [...text.normalize("NFKC")]
    .filter((char) => /[\p{L}\p{N}\p{So}]/u.test(char))
    .sort()
    .join("");
}

describe("properties", () => {
  test("no line is wider than asked, and no letter is lost or doubled", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 10, max: 60 }), (text, width) => {
        const shown = plainLines(text, width);
        for (const line of shown) expect(line.length).toBeLessThanOrEqual(width);
        expect(content(shown.join(" "))).toBe(content(text));
      }),
    );
  });

  test("turned back, a line of Arabic words is the text", () => {
    const arabic = fc.array(fc.constantFrom("بيت", "الأمن", "على", "لا", "سؤال", "الآن"), { minLength: 1 });
    fc.assert(
      fc.property(arabic, (list) => {
        const [line] = plainLines(list.join(" "));
        expect(reversed(line!).normalize("NFKC")).toBe(list.join(" "));
      }),
    );
  });

  test("spans are shown whole and nothing else is marked", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(pieces, fc.boolean()), { minLength: 1, maxLength: 12 }), (list) => {
        const spans = list.flatMap(([text, marked]): TextSpan[] => [
          { text, marked },
          { text: " ", marked: false },
        ]);
        const shown = shapeLines(spans, 1000).flat();
        const marked = (source: readonly TextSpan[]): string =>
          content(
            source
              .filter((span) => span.marked)
              .map((span) => span.text)
              .join(""),
          );
        expect(marked(shown)).toBe(marked(spans));
      }),
    );
  });
});
