/**
 * Distribution of latencies of one query class: a row for each engine on one logarithmic axis, a thin line
 * from the 1st to the 99th percentile, a thick one from the 25th to the 75th, marks at p50, p95 and p99.
 * @module
 */
import { percentile } from "../../src/eval/index.ts";
import type { ClassName } from "../peers/protocol.ts";
import type { ClassRound, EngineResult } from "../result.ts";
import { engineLabel, median, roundTimes } from "../result.ts";
import { dot, engineClass, line, logScale, svg, text, tickLabel } from "./svg.ts";
import { classTitles, milliseconds } from "./wording.ts";

const width = 760;
const left = 150;
const right = 90;
const rowHeight = 22;
const axisHeight = 34;
/** The clock's own resolution is coarser below this. */
const leastMs = 0.0005;

export function latencyChart(name: ClassName, engines: readonly EngineResult[]): string {
  const rows = engines.flatMap((engine) => {
    const found = engine.classes.find((one) => one.name === name);
    return found === undefined ? [] : [{ engine, times: queryTimes(found.rounds) }];
  });
  if (rows.length === 0) return "";
  const at = (times: readonly number[], p: number): number => Math.max(percentile(times, p), leastMs);
  const scale = logScale(
    rows.flatMap(({ times }) => [at(times, 1), at(times, 99)]),
    left,
    width - right,
  );
  const height = rows.length * rowHeight + axisHeight;
  const grid = scale.ticks.map(
    (tick) =>
      line(scale.at(tick), 4, scale.at(tick), height - axisHeight, "grid") +
      text(scale.at(tick), height - axisHeight + 16, tickLabel(tick), "tick middle"),
  );
  const marks = rows.map(({ engine, times }, i) => {
    const y = i * rowHeight + rowHeight / 2 + 2;
    const x = (p: number): number => scale.at(at(times, p));
    const colour = engineClass(engine.engine);
    const label = engineLabel(engine);
    const figures = [50, 95, 99].map((p) => milliseconds(percentile(times, p)));
    const title = `${label}: p50 ${figures[0]}, p95 ${figures[1]}, p99 ${figures[2]} ms`;
    return [
      text(left - 10, y + 4, label, engine.engine === "fihris" ? "name strong" : "name"),
      line(x(1), y, x(99), y, `${colour} thin`),
      line(x(25), y, x(75), y, `${colour} thick`),
      line(x(99), y - 5, x(99), y + 5, `${colour} thin`),
      line(x(95), y - 5, x(95), y + 5, `${colour} thin`),
      dot(x(50), y, 4.5, `${colour} point`, title),
      text(width - right + 12, y + 4, `${figures[0]} ms`, "value"),
    ].join("");
  });
  const unit = text((left + width - right) / 2, height - 4, "milliseconds, logarithmic", "tick middle");
  return svg(width, height, `Latency of ${classTitles[name]} by engine`, grid.join("") + marks.join("") + unit);
}

/** A query's time: the median over rounds of the median over passes. */
function queryTimes(rounds: readonly ClassRound[]): number[] {
  const times = rounds.map(roundTimes);
  return times[0]!.map((_, query) => median(times.map((one) => one[query]!)));
}
