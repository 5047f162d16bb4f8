/**
 * Small pieces of SVG: escaping, logarithmic scales with round ticks, colours by engine through CSS classes.
 * @module
 */

export function escapeMarkup(text: string): string {
  return text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;").replace(/"/gu, "&quot;");
}

export interface LogScale {
  /** Value to pixel. */
  readonly at: (value: number) => number;
  /** Powers of ten inside the domain, and where they span less than two decades their 2 and 5 too. */
  readonly ticks: readonly number[];
}

/** Covers `values` (all above 0) from pixel `from` to pixel `to`, rounded outwards to 1, 2 or 5 of a decade. */
export function logScale(values: readonly number[], from: number, to: number): LogScale {
  const low = roundTo125(Math.min(...values), Math.floor);
  const high = Math.max(roundTo125(Math.max(...values), Math.ceil), low * 2);
  const [start, span] = [Math.log(low), Math.log(high / low)];
  const steps = high / low > 100 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
    for (const step of steps) {
      const tick = step * 10 ** exponent;
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick);
    }
  }
  return { at: (value) => from + ((Math.log(value) - start) / span) * (to - from), ticks };
}

function roundTo125(value: number, round: (x: number) => number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 5, 10];
  const fits = steps.filter((step) => (round === Math.floor ? step * decade <= value : step * decade >= value));
  return decade * (round === Math.floor ? fits.at(-1)! : fits[0]!);
}

export function tickLabel(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  if (value >= 1e3) return `${Number((value / 1e3).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}

/** CSS class of an engine: `fihris` is set apart, its peers share a hue by library. */
export function engineClass(engine: string): string {
  return `e-${engine}`;
}

export function svg(width: number, height: number, label: string, content: string): string {
  const name = escapeMarkup(label);
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">${content}</svg>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" class="${classes}"/>`;
}

export function text(x: number, y: number, content: string, classes: string): string {
  return `<text x="${px(x)}" y="${px(y)}" class="${classes}">${escapeMarkup(content)}</text>`;
}

export function dot(x: number, y: number, radius: number, classes: string, title: string): string {
  return `<circle cx="${px(x)}" cy="${px(y)}" r="${radius}" class="${classes}"><title>${escapeMarkup(title)}</title></circle>`;
}

function px(value: number): string {
  return value.toFixed(1);
}
