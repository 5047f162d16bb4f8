/**
 * Unions and intersections of the documents of lists, one u64 a range.
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

/**
 * Writes the documents that all lists hold to `bits`, one u64 a range, and returns how many there are.
 * @param lists - the shortest first
 * @param few - u32 for each document of the longest sparse list
 */
export function intersect(lists: usize, count: u32, ranges: u32, bits: usize, few: usize): u32 {
  if (rowsOf(lists) == 0) {
    const left = intersectFew(lists, count, few);
    memory.fill(bits, 0, (<usize>ranges) << 3);
    setAll(few, left, bits);
    return left;
  }
  for (let range: u32 = 0; range < ranges; range++) {
    let held = holdersIn(rowOf(lists, range));
    for (let t: u32 = 1; t < count; t++) held &= holdersIn(rowOf(lists + (<usize>t) * LIST_BYTES, range));
    store<u64>(bits + ((<usize>range) << 3), held);
  }
  return countBits(bits, ranges);
}

/** The documents of the first list, which is sparse, that the others hold: into `few`, and how many. */
function intersectFew(lists: usize, count: u32, few: usize): u32 {
  let left = sizeOf(lists);
  memory.copy(few, docsOf(lists), (<usize>left) << 2);
  for (let t: u32 = 1; t < count; t++) {
    const list = lists + (<usize>t) * LIST_BYTES;
    left = rowsOf(list) == 0 ? keepListed(list, few, left) : keepHeld(list, few, left);
  }
  return left;
}

function keepHeld(list: usize, few: usize, size: u32): u32 {
  let left: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const doc = load<u32>(few + (i << 2));
    store<u32>(few + (left << 2), doc);
    left += <u32>((holdersIn(rowOf(list, doc >> 6)) >> (doc & 63)) & 1);
  }
  return left;
}

function keepListed(list: usize, few: usize, size: u32): u32 {
  const docs = docsOf(list);
  const end = sizeOf(list);
  let left: u32 = 0;
  let j: u32 = 0;
  for (let i: u32 = 0; i < size && j < end; i++) {
    const doc = load<u32>(few + (i << 2));
    while (j < end && load<u32>(docs + (j << 2)) < doc) j++;
    if (j == end || load<u32>(docs + (j << 2)) != doc) continue;
    store<u32>(few + (left << 2), doc);
    left++;
  }
  return left;
}
