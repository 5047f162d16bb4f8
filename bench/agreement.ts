/**
 * node bench/dist/bench/agreement.js FIRST.json SECOND.json: do two runs of the benchmark agree on the ratios between
 * engines? Prints those that differ most; ends with 1 where a median latency of a class differs by more than 15 percent.
 * @module
 */
import { readFileSync } from "node:fs";
import { disagreements, ratioTable } from "./ratios.ts";
import type { BenchResult } from "./result.ts";

const most = 0.15;
const shown = 15;

const [first, second] = process.argv.slice(2).map((file) => {
  const { engines, ratios } = JSON.parse(readFileSync(file, "utf8")) as BenchResult;
  // Taken anew from the raw values, so that results of two builds are compared by one rule.
  const table = ratios === undefined ? undefined : ratioTable(engines, ratios.reference);
  if (table === undefined)
    throw new RangeError(`${file}: expected a result with ratios, got none: was Lucene missing?`);
  return table;
});
if (first === undefined || second === undefined) throw new RangeError("expected two results of npm run bench");

const all = disagreements(first, second);
for (const p of ["p50", "p95", "p99", "build"]) {
  const of = all.filter(({ what }) => what.endsWith(p));
  const beyond = of.filter(({ apart }) => apart > most).length;
  console.log(`${p}: ${of.length - beyond} of ${of.length} ratios agree within 15 percent`);
}
for (const one of all.slice(0, shown)) {
  console.log(
    `${one.what}: ${one.first.toPrecision(3)} and ${one.second.toPrecision(3)}, ${(100 * one.apart).toFixed(1)} percent`,
  );
}
process.exitCode = all.some(({ what, apart }) => what.endsWith("p50") && apart > most) ? 1 : 0;
