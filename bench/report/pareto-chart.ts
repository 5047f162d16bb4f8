/**
 * Quality against latency: up is better, left is faster; the line joins the engines that no other beats in
 * both.
 * @module
 */
import type { EngineQuality, EngineResult, QualityResult } from "../result.ts";
import { engineLabel } from "../result.ts";
import { dot, engineClass, line, logScale, svg, text, tickLabel } from "./svg.ts";
import { milliseconds } from "./wording.ts";

const width = 760;
const height = 420;
const left = 60;
const right = 130;
const top = 16;
const bottom = 48;

interface Point {
  readonly quality: EngineQuality;
  readonly ms: number;
  readonly x: number;
  readonly y: number;
}

export function paretoChart(set: QualityResult, engines: readonly EngineResult[]): string {
  const timed = set.engines.flatMap((quality) => {
    const engine = engines.find((one) => engineLabel(one) === engineLabel(quality));
    const ms = engine?.classes.find(({ name }) => name === "question")?.p50_ms;
    return ms === undefined || ms <= 0 ? [] : [{ quality, ms }];
  });
  if (timed.length < 2) return "";
  const xScale = logScale(
    timed.map(({ ms }) => ms),
    left,
    width - right,
  );
  const best = Math.max(...timed.map(({ quality }) => quality["ndcg@10"]));
  const ceiling = Math.max(0.1, Math.ceil(best * 10 + 0.2) / 10);
  const yAt = (ndcg: number): number => height - bottom - (ndcg / ceiling) * (height - bottom - top);
  const points = timed.map(({ quality, ms }): Point => ({ quality, ms, x: xScale.at(ms), y: yAt(quality["ndcg@10"]) }));

  const steps = Array.from({ length: Math.round(ceiling * 10) + 1 }, (_, i) => i / 10);
  const grid = [
    ...xScale.ticks.map(
      (tick) =>
        line(xScale.at(tick), top, xScale.at(tick), height - bottom, "grid") +
        text(xScale.at(tick), height - bottom + 16, tickLabel(tick), "tick middle"),
    ),
    ...steps.map(
      (step) =>
        line(left, yAt(step), width - right, yAt(step), "grid") +
        text(left - 8, yAt(step) + 4, step.toFixed(1), "tick end"),
    ),
    text((left + width - right) / 2, height - 8, "p50 of a whole question, milliseconds, logarithmic", "tick middle"),
    text(left + 4, top - 5, "nDCG@10", "tick"),
  ];
  const front = frontier(points);
  const path = `<polyline points="${front.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")}" class="front"/>`;
  const labelY = spreadLabels(points);
  const marks = points.map(({ quality, ms, x, y }, i) => {
    const label = engineLabel(quality);
    const title = `${label}: nDCG@10 ${quality["ndcg@10"].toFixed(4)}, ${milliseconds(ms)} ms`;
    const names = quality.engine === "fihris" ? "label strong" : "label";
    const leader = Math.abs(labelY[i]! - y) > 6 ? line(x + 6, y, x + 9, labelY[i]! - 3, "grid") : "";
    return (
      dot(x, y, 5, `${engineClass(quality.engine)} point`, title) + leader + text(x + 10, labelY[i]! + 4, label, names)
    );
  });
  return svg(width, height, `Quality on ${set.set} against latency`, grid.join("") + path + marks.join(""));
}

function frontier(points: readonly Point[]): Point[] {
  const front: Point[] = [];
  for (const point of [...points].sort((a, b) => a.ms - b.ms || a.y - b.y)) {
    if (front.length === 0 || point.y < front.at(-1)!.y) front.push(point);
  }
  return front;
}

/** Moves labels down where a neighbour's would lie under them. */
function spreadLabels(points: readonly Point[]): number[] {
  const labels = points.map(({ y }) => y);
  const order = [...points.keys()].sort((a, b) => points[a]!.y - points[b]!.y);
  for (const [place, i] of order.entries()) {
    for (const other of order.slice(0, place)) {
      const near = Math.abs(points[i]!.x - points[other]!.x) < 115;
      if (near && labels[i]! - labels[other]! < 13) labels[i] = labels[other]! + 13;
    }
  }
  return labels;
}
