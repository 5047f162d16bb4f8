/**
 * Markdown tables and the numbers in them.
 * @module
 */

/** First column to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

export function signed(value: number, digits = 4): string {
  return (value > 0 ? "+" : "") + value.toFixed(digits);
}

export function probability(p: number): string {
  return p < 0.0001 ? "< 0.0001" : p.toFixed(4);
}
