/**
 * Skipping in a sorted list of documents.
 * @module
 */

/** First index in `[from, to)` whose document is not before `target`, or `to`: gallops, then halves. */
export function advance(docs: Uint32Array, from: number, to: number, target: number): number {
  let step = 1;
  let low = from;
  while (low + step < to && docs[low + step]! < target) {
    low += step;
    step *= 2;
  }
  let high = Math.min(to, low + step + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (docs[middle]! < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
