import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freeText, shieldOperands } from "../../src/cli/option-parsers.ts";
import { formatBytes } from "../../src/cli/output.ts";
import { ResponsePrinter } from "../../src/cli/response-printer.ts";
import { terminalStyle } from "../../src/cli/terminal-style.ts";
import { jsonLine, lineForTerminal, spansForTerminal } from "../../src/cli/terminal-text.ts";
import type { SearchResponse } from "../../src/contract/index.ts";

const cases: readonly [reason: string, text: string, shown: string][] = [
  ["an escape sequence becomes letters", "قبل \x1b[31mأحمر", "قبل \ufffd[31mأحمر"],
  ["the one-character form of an escape sequence", "\x9b2J", "\ufffd2J"],
  ["a title of the window cannot be set", "\x1b]0;x\x07", "\ufffd]0;x\ufffd"],
  ["lines, tabs and carriage returns become one blank", "a\r\n\tb\u2028c", "a b c"],
  ["direction cannot be forced on what follows", "\u202eabc\u202c \u2067x\u2069\u200f", "abc x"],
  ["joiners that shape words stay", "می\u200cخواهم", "می\u200cخواهم"],
  ["half a surrogate pair", "a\ud800b", "a\ufffdb"],
  ["marks stay on their letters", "كُتُبٌ", "كُتُبٌ"],
];

test.for(cases)("%s", ([, text, shown]) => {
  expect(lineForTerminal(text)).toBe(shown);
});

test("nothing that a terminal obeys is left of any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(lineForTerminal(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      expect(jsonLine(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(jsonLine(text))).toBe(text);
    }),
  );
});

test("ranges cut a text into its pieces", () => {
  const text = "في المدارس والجامعات";
  const spans = spansForTerminal(text, [
    { start: 3, end: 10 },
    { start: 11, end: 20 },
  ]);
  expect(spans).toEqual([
    { text: "في ", marked: false },
    { text: "المدارس", marked: true },
    { text: " ", marked: false },
    { text: "والجامعات", marked: true },
  ]);
});

const styles: readonly [reason: string, isTTY: boolean, environment: NodeJS.ProcessEnv, coloured: boolean][] = [
  ["a terminal", true, {}, true],
  ["a pipe", false, {}, false],
  ["a terminal that knows no colours", true, { TERM: "dumb" }, false],
  ["NO_COLOR on a terminal", true, { NO_COLOR: "1" }, false],
  ["FORCE_COLOR on a pipe", false, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR=0 on a terminal", true, { FORCE_COLOR: "0" }, false],
  ["FORCE_COLOR is asked before NO_COLOR", false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
];

test.for(styles)("colours: %s", ([, isTTY, environment, coloured]) => {
  expect(terminalStyle({ isTTY }, environment).mark("x") !== "x").toBe(coloured);
});

test.for([
  [0, "0 B"],
  [999, "999 B"],
  [1500, "1.5 kB"],
  [243_000_000, "243.0 MB"],
  [5e12, "5000.0 GB"],
] as const)("%d bytes are %s", ([bytes, text]) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.for([
  ["- من هو", true],
  ['-"حرب"', true],
  ["-حرب", true],
  ["-", false],
  ["--", false],
  ["--limit", false],
  ["-3", false],
  ["حرب", false],
] as const)("operand %s shielded: %s", ([arg, shielded]) => {
  const [passed] = shieldOperands([arg]);
  expect(passed !== arg).toBe(shielded);
  expect(freeText(passed!)).toBe(arg);
});

const response: SearchResponse = {
  query: "مدارس",
  total: 25_000,
  total_relation: "gte",
  took_ms: 1.234,
  generation: 3,
  hits: [
    {
      id: "a\x07b",
      score: 3.456,
      title: "\x1b[2Jمدارس",
      url: "https://example.org/\x1b]8;;",
      fields: { title: "\x1b[2Jمدارس", category: ["تعليم\x1b", "محليات"], date: "2024-05-01", source: 7 },
      snippet: { field: "text", text: "في\n\x1bالمدارس", html: "", ranges: [{ start: 4, end: 11 }] },
      highlights: { title: [{ start: 4, end: 9 }] },
    },
  ],
  facets: { "cat\x1begory": { values: [{ value: "تعليم\x1b", count: 1200 }], other: 2, missing: 1 } },
  correction: { original: "مدارس", searched: "\x1bمدرسة", kind: "relaxed", applied: true },
  warnings: ["query_truncated"],
};

describe("a response for people", () => {
  test("piped, it is plain and safe", () => {
    const text = new ResponsePrinter({}, {}, undefined).response(response, 10);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    const lines = text.split("\n");
    expect(lines[0]).toBe("more than 25,000 results, 1.23 ms");
    expect(lines).toContain("11. \ufffd[2Jمدارس");
    expect(lines).toContain(
      "    7 · تعليم\ufffd, محليات · 2024-05-01 · https://example.org/\ufffd]8;; · a\ufffdb · 3.46",
    );
    expect(lines).toContain("    في \ufffdالمدارس");
    expect(lines).toContain("    تعليم\ufffd  1,200");
    expect(text).toContain("The query is too long");
  });

  test("on a terminal the matched words are set off", () => {
    const text = new ResponsePrinter({ isTTY: true, columns: 80 }, {}, undefined).response(response, 0);
    expect(text).toContain("\x1b[1;33mالمدارس\x1b[22;39m");
    expect(text).toContain("\x1b[1;33mمدارس\x1b[22;39m");
  });

  test("nothing found is said", () => {
    const none: SearchResponse = { ...response, total: 0, total_relation: "eq", hits: [], facets: {} };
    expect(new ResponsePrinter({}, {}, undefined).response(none, 0).split("\n")[0]).toBe("nothing found, 1.23 ms");
  });
});
