/**
 * Growth of one figure with the number of documents, both axes logarithmic, so that a power law is a straight
 * line; its exponent stands beside the engine's name.
 * @module
 */
import type { GrowthPoint, GrowthResult } from "../result.ts";
import { engineLabel } from "../result.ts";
import { dot, engineClass, line, logScale, svg, text, tickLabel } from "./svg.ts";

const width = 760;
const height = 340;
const left = 60;
const right = 210;
const top = 22;
const bottom = 44;

export interface GrowthFigure {
  readonly title: string;
  readonly unit: string;
  /** Name of its exponent in the result. */
  readonly exponent: string;
  readonly of: (point: GrowthPoint) => number | undefined;
}

export const growthFigures: readonly GrowthFigure[] = [
  { title: "Whole question, p50", unit: "ms", exponent: "question p50_ms", of: (point) => point.p50_ms.question },
  { title: "Whole question, p95", unit: "ms", exponent: "question p95_ms", of: (point) => point.p95_ms.question },
  { title: "Building, one thread", unit: "s", exponent: "build_seconds", of: (point) => point.build_seconds },
  { title: "Peak resident memory", unit: "MB", exponent: "peak_rss_mb", of: (point) => point.peak_rss_mb },
];

export function growthChart(figure: GrowthFigure, growth: readonly GrowthResult[]): string {
  const series = growth.flatMap((one) => {
    const points = one.points.flatMap((point): { documents: number; value: number }[] => {
      const value = figure.of(point);
      return value === undefined || value <= 0 ? [] : [{ documents: point.documents, value }];
    });
    return points.length === 0 ? [] : [{ one, points }];
  });
  if (series.length === 0) return "";
  const all = series.flatMap(({ points }) => points);
  const x = logScale(
    all.map(({ documents }) => documents),
    left,
    width - right,
  );
  const y = logScale(
    all.map(({ value }) => value),
    height - bottom,
    top,
  );
  const grid = [
    ...x.ticks.map((tick) => text(x.at(tick), height - bottom + 16, tickLabel(tick), "tick middle")),
    ...y.ticks.map(
      (tick) =>
        line(left, y.at(tick), width - right, y.at(tick), "grid") +
        text(left - 8, y.at(tick) + 4, tickLabel(tick), "tick end"),
    ),
    text((left + width - right) / 2, height - 6, "documents, logarithmic", "tick middle"),
    text(left - 8, top - 8, figure.unit, "tick end"),
  ];
  let labelY = Number.NEGATIVE_INFINITY;
  const ordered = [...series].sort((a, b) => b.points.at(-1)!.value - a.points.at(-1)!.value);
  const lines = ordered.map(({ one, points }) => {
    const colour = engineClass(one.engine);
    const label = engineLabel(one);
    const path = points
      .map(({ documents, value }) => `${x.at(documents).toFixed(1)},${y.at(value).toFixed(1)}`)
      .join(" ");
    const last = points.at(-1)!;
    const [endX, endY] = [x.at(last.documents), y.at(last.value)];
    labelY = Math.max(endY, labelY + 14);
    const exponent = one.exponents[figure.exponent];
    const shown = exponent === undefined ? label : `${label}, n^${exponent.toFixed(2)}`;
    return [
      `<polyline points="${path}" class="${colour} curve"/>`,
      ...points.map(({ documents, value }) =>
        dot(
          x.at(documents),
          y.at(value),
          3.5,
          `${colour} point`,
          `${label}: ${value.toPrecision(3)} ${figure.unit} at ${documents}`,
        ),
      ),
      line(endX + 5, endY, width - right + 14, labelY, "grid"),
      text(width - right + 18, labelY + 4, shown, one.engine === "fihris" ? "label strong" : "label"),
    ].join("");
  });
  return svg(width, height, `${figure.title} by number of documents`, grid.join("") + lines.join(""));
}
