/**
 * The union of the documents of lists, one u64 a range.
 * @module
 */
import { docsOf, holdersIn, LIST_BYTES, rowOf, rowsOf, sizeOf } from "./impact-list";

/** Writes the union of the lists' documents to `bits`, one u64 a range, and returns how many there are. */
export function unite(lists: usize, count: u32, ranges: u32, bits: usize): u32 {
  memory.fill(bits, 0, (<usize>ranges) << 3);
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    if (rowsOf(list) == 0) {
      setAll(docsOf(list), sizeOf(list), bits);
      continue;
    }
    for (let range: u32 = 0; range < ranges; range++) {
      const at = bits + ((<usize>range) << 3);
      store<u64>(at, load<u64>(at) | holdersIn(rowOf(list, range)));
    }
  }
  return countBits(bits, ranges);
}

function setAll(docs: usize, size: u32, bits: usize): void {
  for (let i: u32 = 0; i < size; i++) {
    const doc = load<u32>(docs + (i << 2));
    const at = bits + ((doc >> 6) << 3);
    store<u64>(at, load<u64>(at) | ((<u64>1) << (doc & 63)));
  }
}

function countBits(bits: usize, ranges: u32): u32 {
  let total: u32 = 0;
  for (let range: u32 = 0; range < ranges; range++) total += <u32>popcnt(load<u64>(bits + (range << 3)));
  return total;
}
