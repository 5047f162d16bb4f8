/**
 * What the lists have in one range, side by side, and documents scored by it.
 * @module
 */
import { collect, threshold } from "./best-documents";
import { RANGE_SIZE, SLACK } from "./impact-list";

// What a list has in the range at hand: its documents, the address of its first entry, its scale, and the most that it
// and those after it add.
export const HEAD_BYTES: usize = 32;

export function putHead(head: usize, holders: u64, entries: usize, scale: f64, rest: f64): void {
  store<u64>(head, holders);
  store<u32>(head, <u32>entries, 8);
  store<f64>(head, scale, 16);
  store<f64>(head, rest, 24);
}

/** Sums the lists in their order, until what is left cannot lift the document among the best any more. */
export function scoreDocument(range: u32, bit: u64, heads: usize, end: usize): void {
  const needed = threshold * SLACK;
  let sum: f64 = 0;
  for (let head = heads; head < end; head += HEAD_BYTES) {
    if (sum + load<f64>(head, 24) < needed) return;
    const holders = load<u64>(head);
    if ((holders & bit) == 0) continue;
    const entry = load<u32>(<usize>load<u32>(head, 8) + ((<usize>popcnt(holders & (bit - 1))) << 2));
    sum += load<f64>(head, 16) * <f64>(entry >> 6);
  }
  if (sum < threshold) return;
  collect(range * RANGE_SIZE + <u32>ctz(bit), sum);
}
