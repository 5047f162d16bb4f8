/**
 * What the lists have in one range, side by side, and documents scored by it. What a list adds at most is known for each
 * quarter of a range, four numbers of single precision.
 * @module
 */
import { collect, threshold } from "./best-documents";
import {
  docsOf,
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

/** Puts the head of a list that has documents in the range; `rest` is the most that it and those after it add. */
function putHead(head: usize, list: usize, holders: u64, first: u32, rest: v128): void {
  store<u64>(head, holders);
  store<u32>(head, <u32>packedOf(list) + (first << 2), 8);
  store<f64>(head, scaleOf(list), 16);
  v128.store(head, rest, MOST);
}

/** Of a dense list; returns the rest. */
export function putDense(head: usize, list: usize, range: u32, holders: u64, rest: v128): v128 {
  const row = rowOf(list, range);
  const sum = f32x4.add(rest, mostIn(row, stepOf(list)));
  putHead(head, list, holders, startIn(row), sum);
  return sum;
}

/** Of a sparse list, given the place of its first entry in the range; returns the rest. */
export function putListed(head: usize, list: usize, first: u32, range: u32, rest: v128): v128 {
  readListed(head, list, first, range);
  const sum = f32x4.add(rest, mostOf(head));
  putHead(head, list, holdersOf(head), first, sum);
  return sum;
}

/** Puts what a sparse list has in the range: its documents, and for each quarter the most that it adds. */
export function readListed(head: usize, list: usize, first: u32, range: u32): void {
  const docs = docsOf(list);
  const packed = packedOf(list);
  const scale = scaleOf(list);
  const size = sizeOf(list);
  v128.store(head, f32x4.splat(0), MOST);
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

export function holdersOf(head: usize): u64 {
  return load<u64>(head);
}

export function mostOf(head: usize): v128 {
  return v128.load(head, MOST);
}

/** Of a list's documents those that can be among the best if no earlier list holds them. */
export function candidatesIn(head: usize, needed: v128): u64 {
  const lanes = f32x4.ge(mostOf(head), needed);
  // Sixteen bits for each lane, as a quarter has documents.
  return holdersOf(head) & <u64>i64x2.extract_lane(i16x8.narrow_i32x4_s(lanes, lanes), 0);
}

/** Where the number of a document's quarter stands among the four, in bytes. */
function quarterOf(local: u32): usize {
  return (local >> QUARTER_BITS) << 2;
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
