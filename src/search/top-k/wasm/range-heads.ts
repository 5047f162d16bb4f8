/**
 * What the lists have in one range, side by side, and documents scored by it. What a list adds at most is known for each
 * quarter of a range, four numbers of single precision.
 * @module
 */
import { collect, threshold } from "./best-documents";
import {
  docsOf,
  holdersIn,
  mostIn,
  packedOf,
  QUARTER_BITS,
  RANGE_SIZE,
  rowOf,
  SLACK,
  scaleOf,
  sizeOf,
  startIn,
  stepOf,
} from "./impact-list";

// What a list has in the range at hand: its documents, the address of its first entry, its scale, and for each quarter
// the most that it adds, which becomes the most that it and those after it add.
export const HEAD_BYTES: usize = 48;
const MOST: usize = 32;

function putHead(head: usize, holders: u64, entries: usize, scale: f64, most: v128): void {
  store<u64>(head, holders);
  store<u32>(head, <u32>entries, 8);
  store<f64>(head, scale, 16);
  v128.store(head, most, MOST);
}

/** Of a dense list; returns whether it has any document of the range, and where it has none puts nothing. */
export function putDense(head: usize, list: usize, range: u32): bool {
  const holders = holdersIn(list, range);
  if (holders == 0) return false;
  const row = rowOf(list, range);
  putHead(head, holders, packedOf(list) + ((<usize>startIn(row)) << 2), scaleOf(list), mostIn(row, stepOf(list)));
  return true;
}

/** Of a sparse list, given the place of its first entry in the range. */
export function putListed(head: usize, list: usize, first: u32, range: u32): void {
  const docs = docsOf(list);
  const packed = packedOf(list);
  const scale = scaleOf(list);
  const size = sizeOf(list);
  putHead(head, 0, packed + (first << 2), scale, f32x4.splat(0));
  let holders: u64 = 0;
  for (let i = first; i < size; i++) {
    const doc = load<u32>(docs + (i << 2));
    if (doc >> 6 != range) break;
    holders |= (<u64>1) << (doc & 63);
    const most = head + quarterOf(doc & 63);
    store<f32>(most, max(load<f32>(most, MOST), <f32>(scale * <f64>(load<u32>(packed + (i << 2)) >> 6))), MOST);
  }
  store<u64>(head, holders);
}

/** Where the number of a document's quarter stands among the four, in bytes. */
function quarterOf(local: u32): usize {
  return (local >> QUARTER_BITS) << 2;
}

/**
 * Adds up, from the last list to the first, what each and those after it add at most. Returns the documents that can
 * still be among the best: what no earlier list holds has no more than the rest.
 */
export function candidatesOf(heads: usize, end: usize): u64 {
  const needed = f32x4.splat(<f32>(threshold * SLACK));
  let rest = f32x4.splat(0);
  let candidates: u64 = 0;
  for (let head = end - HEAD_BYTES; head >= heads; head -= HEAD_BYTES) {
    rest = f32x4.add(rest, v128.load(head, MOST));
    v128.store(head, rest, MOST);
    const lanes = f32x4.ge(rest, needed);
    // Sixteen bits for each lane, as a quarter has documents.
    candidates |= load<u64>(head) & <u64>i64x2.extract_lane(i16x8.narrow_i32x4_s(lanes, lanes), 0);
  }
  return candidates;
}

/** Sums the lists in their order, until what is left cannot lift the document among the best any more. */
export function scoreDocument(range: u32, local: u32, heads: usize, end: usize): void {
  const needed = threshold * SLACK;
  const bit = (<u64>1) << local;
  const quarter = quarterOf(local);
  let sum: f64 = 0;
  for (let head = heads; head < end; head += HEAD_BYTES) {
    if (sum + <f64>load<f32>(head + quarter, MOST) < needed) return;
    const holders = load<u64>(head);
    if ((holders & bit) == 0) continue;
    const entry = load<u32>(<usize>load<u32>(head, 8) + ((<usize>popcnt(holders & (bit - 1))) << 2));
    sum += load<f64>(head, 16) * <f64>(entry >> 6);
  }
  if (sum < threshold) return;
  collect(range * RANGE_SIZE + local, sum);
}
