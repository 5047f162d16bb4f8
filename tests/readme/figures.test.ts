/**
 * The figures in README.md are those of a result file; UPDATE_GOLDEN=1 writes them anew.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { BenchResult } from "../../bench/result.ts";
import { readme } from "./fenced-blocks.ts";
import { figureMarkers, figuresTable } from "./figures.ts";

test("every table of figures is generated from its result file", () => {
  const generated = readme.replace(figureMarkers, (_, begin: string, file: string, _table: string, end: string) => {
    const result = JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")) as BenchResult;
    return `${begin}${figuresTable(result)}${end}`;
  });
  if (process.env["UPDATE_GOLDEN"] === "1") {
    writeFileSync(new URL("../../README.md", import.meta.url), generated);
  } else {
    expect(readme).toBe(generated);
  }
});
