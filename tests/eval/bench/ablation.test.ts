/**
 * Which steps an ablation leaves out, and how its table reads.
 * @module
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { variantsOf } from "../../../bench/ablation.ts";
import { commitOf, keptBuild } from "../../../bench/earlier-build.ts";
import { ablationTables } from "../../../bench/report/ablation-table.ts";

describe("steps of --without", () => {
  const known = ["letters", "plural", "lead"];
  it.each([
    { given: [], variants: [], reason: "no ablation" },
    { given: ["plural"], variants: [["plural"]], reason: "one step" },
    { given: ["plural, lead"], variants: [["plural", "lead"]], reason: "two together" },
    { given: ["plural", "lead"], variants: [["plural"], ["lead"]], reason: "two, one after the other" },
    { given: ["all-one-by-one"], variants: [["letters"], ["plural"], ["lead"]], reason: "each alone" },
    {
      given: ["all-one-by-one", "plural,lead"],
      variants: [["letters"], ["plural"], ["lead"], ["plural", "lead"]],
      reason: "each alone, and two together",
    },
  ])("$given: $reason", ({ given, variants }) => {
    expect(variantsOf(given, known)).toEqual(variants);
  });

  it.each([["magic"], ["plural,magic"], ["all"], [""]])("refuses %j and lists the steps", (given) => {
    expect(() => variantsOf([given], known)).toThrow(/letters, plural, lead/u);
  });
});

describe("table of an ablation", () => {
  const table = ablationTables({
    set: "arcd",
    documents: 1000,
    queries: 100,
    everything: { "ndcg@10": 0.8, "recall@100": 0.9, p50_ms: 2 },
    rows: [
      {
        without: ["letters"],
        own_index: true,
        "ndcg@10": 0.7,
        "recall@100": 0.85,
        p50_ms: 1,
        ndcg: { difference: -0.1, p: 0.00001 },
        recall: { difference: -0.05, p: 0.03 },
        p50_ratio: 0.52,
      },
      {
        without: ["lead", "kin"],
        own_index: false,
        "ndcg@10": 0.81,
        "recall@100": 0.9,
        p50_ms: 2.2,
        ndcg: { difference: 0.01, p: 0.2 },
        recall: { difference: 0, p: 1 },
        p50_ratio: 1.1,
      },
    ],
  });

  it.each([
    { row: "| (nothing left out) | 0.8000 |  |  | 0.9000 |  |  |  | 2.00 |", reason: "what everything reaches" },
    {
      row: "| letters * | 0.7000 | -0.1000 | < 0.0001 | 0.8500 | -0.0500 | 0.0300 | -48.0% | 1.00 |",
      reason: "a loss",
    },
    { row: "| lead, kin | 0.8100 | +0.0100 | 0.2000 | 0.9000 | 0.0000 | 1.0000 | +10.0% | 2.20 |", reason: "a gain" },
  ])("has a row for $reason", ({ row }) => {
    expect(table.split("\n")).toContain(row);
  });
});

describe("the other build of the guard", () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "bench-guard-"));
  });
  afterAll(() => rmSync(dir, { recursive: true }));
  const corpus = { name: "news", documents: 10 };
  const result = (content: unknown): string => {
    const file = join(dir, "result.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  it("comes from the commit of a result over the same corpus", () => {
    expect(commitOf(result({ format: 1, commit: "0123456789ab", corpus }), corpus)).toBe("0123456789ab");
  });

  it.each([
    { content: { format: 1, commit: "0123456789ab, changed", corpus }, message: /cannot be built again/u },
    { content: { format: 1, commit: "--output=x", corpus }, message: /cannot be built again/u },
    { content: { format: 1, commit: "0123456789ab", corpus: { ...corpus, documents: 11 } }, message: /same --corpus/u },
    { content: { format: 1, commit: "0123456789ab", corpus: { ...corpus, name: "arcd" } }, message: /same --corpus/u },
    { content: { hits: [] }, message: /expected a result/u },
  ])("refuses $content", ({ content, message }) => {
    expect(() => commitOf(result(content), corpus)).toThrow(message);
  });

  it("refuses a file and a folder that are not there", () => {
    expect(() => commitOf(join(dir, "none.json"), corpus)).toThrow(RangeError);
    expect(() => keptBuild(join(dir, "none"))).toThrow(/engine\/index.js/u);
  });
});
