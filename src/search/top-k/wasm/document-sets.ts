/**
 * Unions and intersections of the documents of lists, one u64 a range.
 * @module
 */
import { docsOf, holdersOf, LIST_BYTES, sizeOf, startsOf } from "./impact-list";

/** Writes the union of the lists' documents to `bits`, one u64 a range, and returns how many there are. */
export function unite(lists: usize, count: u32, ranges: u32, bits: usize): u32 {
  const bytes = (<usize>ranges) << 3;
  memory.fill(bits, 0, bytes);
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    const holders = holdersOf(list);
    if (startsOf(list) == 0) {
      setAll(docsOf(list), sizeOf(list), bits);
      continue;
    }
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(bits + at, v128.or(v128.load(bits + at), v128.load(holders + at)));
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
  const bytes = (<usize>ranges) << 3;
  if (startsOf(lists) == 0) {
    const left = intersectFew(lists, count, few);
    memory.fill(bits, 0, bytes);
    setAll(few, left, bits);
    return left;
  }
  memory.copy(bits, holdersOf(lists), bytes);
  for (let t: u32 = 1; t < count; t++) {
    const holders = holdersOf(lists + (<usize>t) * LIST_BYTES);
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(bits + at, v128.and(v128.load(bits + at), v128.load(holders + at)));
    }
  }
  return countBits(bits, ranges);
}

/** The documents of the first list, which is sparse, that the others hold: into `few`, and how many. */
function intersectFew(lists: usize, count: u32, few: usize): u32 {
  let left = sizeOf(lists);
  memory.copy(few, docsOf(lists), (<usize>left) << 2);
  for (let t: u32 = 1; t < count; t++) {
    const list = lists + (<usize>t) * LIST_BYTES;
    left = startsOf(list) == 0 ? keepListed(list, few, left) : keepHeld(list, few, left);
  }
  return left;
}

function keepHeld(list: usize, few: usize, size: u32): u32 {
  const holders = holdersOf(list);
  let left: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const doc = load<u32>(few + (i << 2));
    store<u32>(few + (left << 2), doc);
    left += <u32>((load<u64>(holders + ((doc >> 6) << 3)) >> (doc & 63)) & 1);
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
