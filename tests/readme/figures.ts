/**
 * A result of `npm run bench` -> the table of figures in README.md.
 * @module
 */
import type { ClassName } from "../../bench/peers/protocol.ts";
import { megabytes, milliseconds } from "../../bench/report/wording.ts";
import { type BenchResult, engineLabel, median } from "../../bench/result.ts";

/** Latency classes that are shown: the p50 of each. */
const shown: readonly (readonly [ClassName, string])[] = [
  ["question", "whole question, ms"],
  ["two-or", "two words, ms"],
  ["suggest", "suggestion, ms"],
];

/** `<!-- figures: bench/results/x.json -->` begins a table, this ends it. */
export const figureMarkers: RegExp = /(<!-- figures: (?<file>[\w./-]+) -->\n)(?<table>.*?)(<!-- end of figures -->)/gs;

export function figuresTable(result: BenchResult): string {
  const { corpus, machine, engines, quality } = result;
  const header = [
    "engine",
    ...shown.map(([, title]) => title),
    "build, s",
    "index, MB",
    ...quality.map(({ set }) => `nDCG@10 ${set}`),
  ];
  const rows = engines.map((engine) => {
    const single = engine.builds.filter(({ threads }) => threads === 1);
    return [
      engineLabel(engine),
      ...shown.map(([name]) => milliseconds(engine.classes.find((one) => one.name === name)?.p50_ms)),
      // Another way to ask an index that was built already.
      single.length === 0 ? "-" : median(single.map(({ seconds }) => seconds)).toFixed(1),
      single.length === 0
        ? "-"
        : megabytes(median(single.map(({ index_bytes }) => index_bytes))) + (engine.persistent ? "" : " (heap)"),
      ...quality.map(({ engines: judged }) => {
        const same = judged.find((one) => engineLabel(one) === engineLabel(engine));
        return same === undefined ? "-" : same["ndcg@10"].toFixed(3);
      }),
    ];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(header),
    line(header.map((_, i) => (i === 0 ? "---" : "---:"))),
    ...rows.map(line),
    "",
    `${corpus.documents.toLocaleString("en")} documents of ${corpus.name}, medians, one thread, ${machine.processor}, ` +
      `Node ${machine.node}, ${result.started.slice(0, 10)}, commit ${result.commit}. Made by \`${result.command}\`.`,
    "",
  ].join("\n");
}
