/**
 * The examples of docs/query-language.md, run.
 * @module
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FihrisError } from "../../src/contract/index.ts";
import { parseFilter, parseQuery, parseSort, printFilter, printQuery } from "../../src/query/index.ts";

const page = readFileSync(new URL("../../docs/query-language.md", import.meta.url), "utf8");
const parse = (q: string) => parseQuery(q, { syntax: "full", textFields: new Set(["title"]) }).root;

/** Rows of the table whose header begins with this cell; `\|` in a cell is a bar. */
function rowsOf(header: string): string[][] {
  const [, table = ""] = page.split(`\n| ${header} |`);
  return table
    .split("\n\n", 1)[0]
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("\\|", "|")),
    );
}

const codeIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string);

describe("queries", () => {
  const written = rowsOf("write").flatMap(([cell = ""]) => codeIn(cell));

  test("the table of operators is read", () => expect(written.length).toBeGreaterThan(12));

  test.each(written)("%s has an operator", (q) => {
    const words = q.split(" ").map((text) => ({ occur: "should", node: { kind: "word", text } }));
    expect(parse(q).clauses).not.toMatchObject(words);
    expect(printQuery(parse(printQuery(parse(q))))).toBe(printQuery(parse(q)));
  });

  test.each(rowsOf("typed").map((cells) => cells.flatMap(codeIn)))("%s is read like %s", (typed = "", like = "") => {
    expect(printQuery(parse(typed))).toBe(printQuery(parse(like)));
  });
});

describe("filters", () => {
  const examples = [...page.matchAll(/```filter\n([^`]*)```/g)].flatMap((match) =>
    (match[1] as string).trim().split("\n"),
  );

  test("the block of examples is read", () => expect(examples.length).toBeGreaterThan(8));

  test.each(examples)("%s is read", (expression) => {
    const printed = printFilter(parseFilter(expression));
    expect(printFilter(parseFilter(printed))).toBe(printed);
  });

  test.each(rowsOf("expression"))("%s fails at %s: expected %s", (cell, position, expected) => {
    const [expression = ""] = codeIn(cell);
    const message = expect.stringContaining(`expected ${expected}, got`);
    expect(() => parseFilter(expression)).toThrow(FihrisError);
    expect(() => parseFilter(expression)).toThrow(
      expect.objectContaining({ code: "filter_syntax", position: Number(position), message }),
    );
  });
});

test("the example of a sort is read", () => {
  const [, sort = ""] = /`sort=([^`]+)`/.exec(page) ?? [];
  expect(parseSort(sort)).toHaveLength(2);
});
