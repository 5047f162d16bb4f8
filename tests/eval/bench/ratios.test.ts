/**
 * Engines as ratios to one of them: by round, with the range of the rounds.
 * @module
 */
import { describe, expect, it } from "vitest";
import { disagreements, ratioTable } from "../../../bench/ratios.ts";
import { ratioTables } from "../../../bench/report/ratio-table.ts";
import type { ClassRound, EngineResult } from "../../../bench/result.ts";
import { summarize } from "../../../bench/result.ts";

/** One class of ten queries; `rounds` gives the factor of each round. */
function engine(
  name: string,
  configuration: EngineResult["configuration"],
  rounds: readonly number[],
  seconds: readonly number[],
): EngineResult {
  const raw = rounds.map(
    (factor): ClassRound => ({
      wall_ms: [Array.from({ length: 10 }, (_, query) => factor * (query + 1))],
      cpu_ms: factor,
    }),
  );
  const figures = { returned: 10, empty: 0, ...summarize(raw), rounds: raw };
  return {
    engine: name,
    configuration,
    version: "1",
    runtime: "",
    persistent: true,
    builds: seconds.map((one) => ({ threads: 1, seconds: one, documents: 1, index_bytes: 1, peak_rss_mb: 1 })),
    search_rss_mb: [1],
    classes: [{ name: "question", queries: 10, ...figures }],
    absent: [],
  };
}

const lucene = engine("lucene", "arabic", [1, 2, 4], [10]);

describe("ratios", () => {
  it("are taken round by round, so that a drift of the machine cancels out", () => {
    const table = ratioTable([engine("fihris", "arabic", [0.5, 1, 2], [5]), lucene], "lucene arabic")!;
    const half = { median: 0.5, least: 0.5, most: 0.5 };
    expect(table.rows).toEqual([{ name: "question", engine: "fihris", p50: half, p95: half, p99: half }]);
    expect(table.builds).toEqual([{ engine: "fihris", ratio: 0.5 }]);
  });

  it("show the median and the range of the rounds", () => {
    const table = ratioTable([engine("sqlite", "default", [3, 2, 40], []), lucene], "lucene arabic")!;
    expect(table.rows[0]!.p50).toEqual({ median: 3, least: 1, most: 10 });
    expect(table.builds).toEqual([]);
  });

  it("are taken to all processes of the reference in a round: one that is disturbed does not decide", () => {
    const beside = (name: string, reference: number, seconds: number): EngineResult => {
      const own = engine(name, "default", [30], [50]);
      const lucene = engine("lucene", "arabic", [reference], [seconds]);
      return {
        ...own,
        persistent: false,
        classes: [{ ...own.classes[0]!, reference_rounds: lucene.classes[0]!.rounds }],
        reference_builds: lucene.builds,
      };
    };
    const engines = [beside("minisearch", 5, 90), beside("orama", 1, 10), engine("lucene", "arabic", [1], [10])];
    const { rows, builds } = ratioTable(engines, "lucene arabic")!;
    expect(rows.map(({ p50 }) => p50.median)).toEqual([30, 30]);
    expect(builds.map(({ ratio }) => ratio)).toEqual([5, 5]);
  });

  it("are of the queries in the middle, not of the one that stands between two sorts of them", () => {
    const split = engine("sqlite", "default", [1], []);
    const times = (middle: number): number[] => [1, 1, 1, 1, middle, 9, 9, 9, 9, 9];
    const of = (middle: number): EngineResult => ({
      ...split,
      classes: [{ ...split.classes[0]!, rounds: [{ wall_ms: [times(middle)], cpu_ms: 1 }] }],
    });
    const p50 = (middle: number): number =>
      ratioTable([of(middle), engine("lucene", "arabic", [1], [])], "lucene arabic")!.rows[0]!.p50.median;
    expect(p50(9) / p50(1)).toBeLessThan(1.5);
  });

  it("leave out classes that only one engine has", () => {
    const none = { ...engine("fihris", "arabic", [1], [1]), classes: [] };
    expect(ratioTable([none, lucene], "lucene arabic")!.rows).toEqual([]);
  });

  it("are absent where the reference was not measured", () => {
    expect(ratioTable([engine("fihris", "arabic", [1], [1])], "lucene arabic")).toBeUndefined();
  });

  it("become a table of the first pass and of the default ranking", () => {
    const firstPass = engine("fihris", "first-pass", [0.3, 0.6, 1.2], []);
    const fihris = engine("fihris", "arabic", [0.9, 1.8, 3.6], [7]);
    const text = ratioTables(ratioTable([fihris, firstPass, lucene], "lucene arabic")!);
    const rows = text.split("\n").filter((line) => line.startsWith("| whole question"));
    expect(rows.map((row) => row.split(" | ").slice(1, 3))).toEqual([
      ["fihris first pass", "0.30 (0.30 to 0.30)"],
      ["fihris", "0.90 (0.90 to 0.90)"],
    ]);
    expect(text).toContain("Building with one thread: 0.70 of its seconds.");
  });
});

describe("agreement of two runs", () => {
  it("names the ratios that differ most first", () => {
    const tableOf = (fihris: number, sqlite: number, seconds: number) =>
      ratioTable(
        [
          engine("fihris", "arabic", [fihris], [seconds]),
          engine("sqlite", "default", [sqlite], []),
          engine("lucene", "arabic", [1], [10]),
        ],
        "lucene arabic",
      )!;
    const found = disagreements(tableOf(0.5, 20, 5), tableOf(0.55, 30, 5));
    expect(found.map(({ what }) => what).slice(0, 4)).toEqual([
      "sqlite default, question, p50",
      "sqlite default, question, p95",
      "sqlite default, question, p99",
      "fihris, question, p50",
    ]);
    expect(found[0]!.apart).toBeCloseTo(0.5, 10);
    expect(found.at(-1)).toEqual({ what: "fihris, build", first: 0.5, second: 0.5, apart: 0 });
  });
});
