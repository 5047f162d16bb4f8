/**
 * Percentiles by nearest rank: the answer is always one of the values that were measured.
 * @module
 */

/**
 * The smallest value that at least `p` percent of `values` do not exceed (nearest rank).
 * `values` in any order, left as they are; `p` from 0 to 100. NaN for no values.
 */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const rank = Math.ceil((p / 100) * sorted.length);
  return sorted[Math.min(Math.max(rank, 1), sorted.length) - 1]!;
}
