/**
 * Fihris as a ratio to another engine, class by class: its first pass alone and its default ranking.
 * @module
 */
import { classNames } from "../peers/protocol.ts";
import type { Ratio, RatioTable } from "../ratios.ts";
import { table } from "./table.ts";
import { classTitles } from "./wording.ts";

const ours = ["fihris first pass", "fihris"];

export function ratioTables({ reference, rows, builds }: RatioTable): string {
  const shown = classNames.flatMap((name) =>
    ours.flatMap((engine) => {
      const row = rows.find((one) => one.name === name && one.engine === engine);
      return row === undefined ? [] : [[classTitles[name], engine, ...[row.p50, row.p95, row.p99].map(cell)]];
    }),
  );
  const built = builds.filter(({ engine }) => ours.includes(engine));
  const sentence = built
    .map(({ ratio }) => `\n\nBuilding with one thread: ${ratio.toFixed(2)} of its seconds.`)
    .join("");
  return (
    `Fihris over ${reference} (1 is as fast, 0.5 takes half its time; medians of the rounds, least and most of them in ` +
    `parentheses):\n\n${table(["class", "engine", "p50", "p95", "p99"], shown)}${sentence}`
  );
}

function cell({ median, least, most }: Ratio): string {
  return `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}
