/**
 * What a counting sort of occurrences by their terms needs.
 * @module
 */

/** Bytes of occurrences that are ordered at a time, or a share of the tokens': every further range reads all of these again. */
const leastRangeBytes = 1 << 26;
const bytesPerToken = 2;

/** Occurrences of a range, of so many bytes each. */
export function rangeOf(tokens: number, occurrenceBytes: number): number {
  return Math.floor(Math.max(leastRangeBytes, tokens * bytesPerToken) / occurrenceBytes);
}

/** Sums of the counts before each, and of all. */
export function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) starts[i + 1] = starts[i]! + counts[i]!;
  return starts;
}

/** First term behind a range that begins with `from`: of at most `size` occurrences, or of one term. */
export function endOfRange(starts: Uint32Array, from: number, size: number): number {
  const termCount = starts.length - 1;
  let to = from + 1;
  while (to < termCount && starts[to + 1]! - starts[from]! <= size) to++;
  return to;
}
