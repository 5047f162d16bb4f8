/**
 * How many documents any of some lists holds.
 * @module
 */
import { bitsOf, docsOf, LIST_BYTES, rowsOf, sizeOf } from "./impact-list";

/**
 * @param among - u64 for each range: only these documents are counted; all of them where it is 0
 * @param bits - u64 for each range
 * @param addresses - u32 for each list
 */
export function unite(lists: usize, count: u32, ranges: u32, among: usize, bits: usize, addresses: usize): u32 {
  let dense: u32 = 0;
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    if (rowsOf(list) == 0) continue;
    store<u32>(addresses + ((<usize>dense) << 2), <u32>bitsOf(list));
    dense++;
  }
  if (dense < count) {
    memory.fill(bits, 0, (<usize>ranges) << 3);
    for (let t: u32 = 0; t < count; t++) {
      const list = lists + <usize>t * LIST_BYTES;
      if (rowsOf(list) == 0) setAll(docsOf(list), sizeOf(list), bits);
    }
    store<u32>(addresses + ((<usize>dense) << 2), <u32>bits);
    dense++;
  }
  let total: u32 = 0;
  let range: u32 = 0;
  for (; range + 2 <= ranges; range += 2) {
    const at = (<usize>range) << 3;
    let held = v128.load(<usize>load<u32>(addresses) + at);
    for (let t: u32 = 1; t < dense; t++) held = v128.or(held, v128.load(<usize>load<u32>(addresses + ((<usize>t) << 2)) + at));
    if (among != 0) held = v128.and(held, v128.load(among + at));
    total += <u32>(popcnt(i64x2.extract_lane(held, 0)) + popcnt(i64x2.extract_lane(held, 1)));
  }
  if (range < ranges) {
    let held = heldByAny(range, addresses, dense);
    if (among != 0) held &= load<u64>(among + ((<usize>range) << 3));
    total += <u32>popcnt(held);
  }
  return total;
}

function heldByAny(range: u32, addresses: usize, count: u32): u64 {
  let held: u64 = 0;
  for (let t: u32 = 0; t < count; t++)
    held |= load<u64>(<usize>load<u32>(addresses + ((<usize>t) << 2)) + ((<usize>range) << 3));
  return held;
}

function setAll(docs: usize, size: u32, bits: usize): void {
  for (let i: u32 = 0; i < size; i++) {
    const doc = load<u32>(docs + (i << 2));
    const at = bits + ((doc >> 6) << 3);
    store<u64>(at, load<u64>(at) | ((<u64>1) << (doc & 63)));
  }
}
