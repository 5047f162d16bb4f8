/**
 * What may stand in the text of our files: no invisible controls, Arabic letters only where words are listed or
 * shown, nothing of one machine or one registry.
 * @module
 */
import { expect, test } from "vitest";
import { read, sourceFiles, textFiles } from "./project-files.ts";

interface Place {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

function find(files: readonly string[], pattern: RegExp, textOf: (file: string) => string = read): Place[] {
  return files.flatMap((file) =>
    textOf(file)
      .split("\n")
      .flatMap((text, i) => (pattern.test(text) ? [{ file, line: i + 1, text: text.trim().slice(0, 100) }] : [])),
  );
}

/** Source with comments blanked, line by line as it was; literals stay. */
function withoutComments(file: string): string {
  const parts =
    /(?<literal>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[(,=:[!&|?{};>]\s*|return\s)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return read(file).replace(parts, (part, literal?: string) => literal ?? part.replace(/[^\n]/g, " "));
}

test("no raw bidi control hides in any file", () => {
  // U+200E, U+200F and U+061C reorder what stands beside them; U+202A to U+202E and U+2066 to U+2069 also beyond.
  expect(find(textFiles, /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/)).toEqual([]);
});

/** Files whose matter is words: tables of the language, and what people read. */
const wordFiles = [
  "lexicon/",
  "src/analysis/equivalences/",
  "src/analysis/rescue/",
  "src/analysis/arabic/affixes.ts",
  "src/analysis/arabic/asking-words.ts",
  "src/analysis/arabic/function-words.ts",
  "src/analysis/arabic/latin-letter-names.ts",
  "src/analysis/arabic/lexicon-tables.ts",
  "src/analysis/arabic/plural-stem-table.ts",
  "src/analysis/arabic/root-patterns.ts",
  "src/analysis/arabic/unwritten-alef.ts",
  "src/analysis/arabic/verb-endings.ts",
  "src/analysis/unicode/presentation-forms.ts",
  "src/server/page/",
  "src/server/browser/",
  "src/cli/",
];

test("Arabic letters stand by name in logic, and as letters only in files of words", () => {
  const logic = sourceFiles.filter((file) => !wordFiles.some((prefix) => file.startsWith(prefix)));
  expect(find(logic, /(?=\p{Script=Arabic})\p{L}/u, withoutComments)).toEqual([]);
});

test("comments are told from literals", () => {
  const file = "src/analysis/arabic/affixes.ts";
  expect(withoutComments(file).split("\n")).toHaveLength(read(file).split("\n").length);
  expect(withoutComments(file)).not.toContain("@module");
});

test("no registry's host and no path of one machine", () => {
  const hosts = /https?:\/\/(?:registry|repo1?|deb|files|static|index|proxy)\.|registry\.(?:npmjs|yarnpkg)/;
  const paths = /(?<![\w.)}"'])\/(?:home|root|work|Users)\/\w|(?<![\w.)}"'`])["'`]\/tmp\b/;
  expect(find(textFiles, hosts)).toEqual([]);
  expect(find(textFiles, paths)).toEqual([]);
});
