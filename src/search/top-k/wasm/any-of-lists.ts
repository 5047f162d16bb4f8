/**
 * How many documents any of some lists holds.
 * @module
 */
import { docsOf, LIST_BYTES, rowsOf, sizeOf } from "./impact-list";

/** @param bits - u64 for each range @param addresses - u32 for each list */
export function unite(lists: usize, count: u32, ranges: u32, bits: usize, addresses: usize): u32 {
  let dense: u32 = 0;
  for (let t: u32 = 0; t < count; t++) {
    const rows = rowsOf(lists + <usize>t * LIST_BYTES);
    if (rows == 0) continue;
    store<u32>(addresses + ((<usize>dense) << 2), <u32>rows);
    dense++;
  }
  if (dense < count) {
    memory.fill(bits, 0, (<usize>ranges) << 3);
    for (let t: u32 = 0; t < count; t++) {
      const list = lists + <usize>t * LIST_BYTES;
      if (rowsOf(list) == 0) setAll(docsOf(list), sizeOf(list), bits);
    }
  }
  let total: u32 = 0;
  for (let range: u32 = 0; range < ranges; range++) {
    let held: u64 = dense < count ? load<u64>(bits + ((<usize>range) << 3)) : 0;
    const at = (<usize>range) << 4;
    for (let t: u32 = 0; t < dense; t++)
      held |= load<u64>(<usize>load<u32>(addresses + ((<usize>t) << 2)) + at);
    total += <u32>popcnt(held);
  }
  return total;
}

function setAll(docs: usize, size: u32, bits: usize): void {
  for (let i: u32 = 0; i < size; i++) {
    const doc = load<u32>(docs + (i << 2));
    const at = bits + ((doc >> 6) << 3);
    store<u64>(at, load<u64>(at) | ((<u64>1) << (doc & 63)));
  }
}
