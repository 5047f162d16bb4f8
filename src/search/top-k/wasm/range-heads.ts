/**
 * What the lists have in one range, side by side, and documents scored by it. What a list adds at most is known for each
 * quarter of a range, four numbers of single precision.
 * @module
 */
import { collect, threshold } from "./best-documents";
import {
  cursorOf,
  docsOf,
  firstsOf,
  holdersIn,
  LIST_BYTES,
  mostIn,
  packedOf,
  QUARTER_BITS,
  RANGE_SIZE,
  rowOf,
  rowsOf,
  SLACK,
  scaleOf,
  setCursor,
  sizeOf,
  startIn,
  stepOf,
} from "./impact-list";

// What a list has in the range at hand: its documents, the address of its first entry, its scale, and for each quarter
// the most that it adds, which becomes the most that it and those after it add.
export const HEAD_BYTES: usize = 48;
const MOST: usize = 32;

/** Where the heads of the range at hand begin. */
let firstHead: usize = 0;

/**
 * Puts the heads of the lists that have documents in a range before `end`, from the last list to the first, so that what
 * remains of the lists behind each is known when it is put. Returns the documents that can be among the best: what no
 * earlier list holds has no more than the rest.
 * @param isWalk - whether ranges come in their order; else sparse lists say where they begin in each
 */
export function putHeads(lists: usize, count: u32, range: u32, end: usize, isWalk: bool): u64 {
  const needed = f32x4.splat(<f32>(threshold * SLACK));
  let head = end;
  let rest = f32x4.splat(0);
  let candidates: u64 = 0;
  for (let list = lists + <usize>count * LIST_BYTES; list > lists; ) {
    list -= LIST_BYTES;
    if (rowsOf(list) != 0) {
      const holders = holdersIn(list, range);
      if (holders == 0) continue;
      head -= HEAD_BYTES;
      const row = rowOf(list, range);
      rest = f32x4.add(rest, mostIn(row, stepOf(list)));
      putHead(head, list, holders, startIn(row), rest);
    } else {
      const place = isWalk ? walkTo(list, range) : load<u32>(firstsOf(list) + (range << 2));
      if (place == 0) continue;
      head -= HEAD_BYTES;
      rest = putListed(head, list, place - 1, range, rest);
    }
    const lanes = f32x4.ge(rest, needed);
    // Sixteen bits for each lane, as a quarter has documents.
    candidates |= load<u64>(head) & <u64>i64x2.extract_lane(i16x8.narrow_i32x4_s(lanes, lanes), 0);
  }
  firstHead = head;
  return candidates;
}

/** Place of a sparse list's first entry in the range plus one, 0 where it has none. */
function walkTo(list: usize, range: u32): u32 {
  const docs = docsOf(list);
  const size = sizeOf(list);
  let first = cursorOf(list);
  while (first < size && load<u32>(docs + (first << 2)) >> 6 < range) first++;
  setCursor(list, first);
  return first < size && load<u32>(docs + (first << 2)) >> 6 == range ? first + 1 : 0;
}

/** @param rest - the most that the list and those after it add */
function putHead(head: usize, list: usize, holders: u64, first: u32, rest: v128): void {
  store<u64>(head, holders);
  store<u32>(head, <u32>packedOf(list) + (first << 2), 8);
  store<f64>(head, scaleOf(list), 16);
  v128.store(head, rest, MOST);
}

/** Of a sparse list, given the place of its first entry in the range; returns the rest. */
function putListed(head: usize, list: usize, first: u32, range: u32, rest: v128): v128 {
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
  const sum = f32x4.add(rest, v128.load(head, MOST));
  putHead(head, list, holders, first, sum);
  return sum;
}

/** Where the number of a document's quarter stands among the four, in bytes. */
function quarterOf(local: u32): usize {
  return (local >> QUARTER_BITS) << 2;
}

/** Scores documents of a range by the heads before `end`. */
export function scoreDocuments(range: u32, documents: u64, end: usize): void {
  for (let left = documents; left != 0; left &= left - 1) scoreDocument(range, <u32>ctz(left), firstHead, end);
}

/** Sums the lists in their order, until what is left cannot lift the document among the best any more. */
function scoreDocument(range: u32, local: u32, heads: usize, end: usize): void {
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
