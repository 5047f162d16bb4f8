/**
 * The documents that all needed lists hold.
 * @module
 */
import { bitsOf, docsOf, isNeeded, LIST_BYTES, rowsOf, sizeOf } from "./impact-list";

/** Of the needed lists the one with the fewest documents. Where it is dense, so are the others. */
export function shortestOf(lists: usize, count: u32): usize {
  let shortest: usize = 0;
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + (<usize>t) * LIST_BYTES;
    if (isNeeded(list) && (shortest == 0 || sizeOf(list) < sizeOf(shortest))) shortest = list;
  }
  return shortest;
}

/** Puts the addresses of the needed lists' bits, which are dense, side by side, and returns how many there are. */
export function putBits(lists: usize, count: u32, into: usize): u32 {
  let dense: u32 = 0;
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + (<usize>t) * LIST_BYTES;
    if (!isNeeded(list)) continue;
    store<u32>(into + ((<usize>dense) << 2), <u32>bitsOf(list));
    dense++;
  }
  return dense;
}

/** The documents of a range that all lists hold, whose bits are at `addresses`. */
export function heldByDense(range: u32, addresses: usize, count: u32): u64 {
  const at = (<usize>range) << 3;
  let held = load<u64>(<usize>load<u32>(addresses) + at);
  for (let t: u32 = 1; t < count; t++) held &= load<u64>(<usize>load<u32>(addresses + ((<usize>t) << 2)) + at);
  return held;
}

/** The documents of the shortest list, which is sparse, that the other needed ones hold: into `few`, and how many. */
export function heldOfFew(shortest: usize, lists: usize, count: u32, few: usize): u32 {
  let left = sizeOf(shortest);
  memory.copy(few, docsOf(shortest), (<usize>left) << 2);
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + (<usize>t) * LIST_BYTES;
    if (list == shortest || !isNeeded(list)) continue;
    left = rowsOf(list) == 0 ? keepListed(list, few, left) : keepAmong(<usize>bitsOf(list), few, left);
  }
  return left;
}

/** Of documents that ascend those in a set, one u64 a range; in their place. */
export function keepAmong(among: usize, few: usize, size: u32): u32 {
  let left: u32 = 0;
  for (let i: u32 = 0; i < size; i++) {
    const doc = load<u32>(few + (i << 2));
    store<u32>(few + (left << 2), doc);
    left += <u32>((load<u64>(among + ((doc >> 6) << 3)) >> (doc & 63)) & 1);
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

/** Writes the documents that all needed lists hold to `into`, `most` of them at most, and returns how many there are. */
export function listAll(lists: usize, count: u32, ranges: u32, few: usize, into: usize, most: u32): u32 {
  const shortest = shortestOf(lists, count);
  let total: u32 = 0;
  if (rowsOf(shortest) == 0) {
    total = heldOfFew(shortest, lists, count, few);
    memory.copy(into, few, (<usize>min(total, most)) << 2);
    return total;
  }
  const needed = putBits(lists, count, few);
  for (let range: u32 = 0; range < ranges; range++) {
    for (let held = heldByDense(range, few, needed); held != 0; held &= held - 1) {
      if (total < most) store<u32>(into + ((<usize>total) << 2), (range << 6) + <u32>ctz(held));
      total++;
    }
  }
  return total;
}
