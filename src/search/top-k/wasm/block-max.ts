/**
 * Block-max search in AssemblyScript: the same steps as ../block-max-search.ts, where they are explained, with vector
 * instructions for the bounds. `npm run build:wasm` compiles it into ../block-max-wasm.ts. The caller lays the memory
 * out; the functions keep no state.
 * @module
 */

const RANGE_SIZE: u32 = 64;
const BUCKETS: u32 = 256;
const WHOLE: f64 = 67108864; // 2^26
const STEPS: f64 = 255;
const SLACK: f64 = 1.0 - 1e-5;

// A list is described by 40 bytes.
const LIST_BYTES: usize = 40;
function packedOf(list: usize): usize {
  return load<u32>(list);
}

function startsOf(list: usize): usize {
  return load<u32>(list, 4);
}

function maximaOf(list: usize): usize {
  return load<u32>(list, 8);
}

function docsOf(list: usize): usize {
  return load<u32>(list, 12);
}

function sizeOf(list: usize): u32 {
  return load<u32>(list, 16);
}

function firstsOf(list: usize): usize {
  return load<u32>(list, 20);
}

function scaleOf(list: usize): f64 {
  return load<f64>(list, 24);
}

/** Adds a dense list's bounds, sixteen ranges at a time; rows are padded to that. */
function boundDense(list: usize, bounds: usize, ranges: u32): void {
  const maxima = maximaOf(list);
  const step = f32x4.splat(<f32>((scaleOf(list) * WHOLE) / STEPS));
  for (let range: u32 = 0; range < ranges; range += 16) {
    const row = v128.load(maxima + range);
    if (!v128.any_true(row)) continue;
    const low = i16x8.extend_low_i8x16_u(row);
    const high = i16x8.extend_high_i8x16_u(row);
    const at = bounds + ((<usize>range) << 2);
    add4(at, i32x4.extend_low_i16x8_u(low), step);
    add4(at + 16, i32x4.extend_high_i16x8_u(low), step);
    add4(at + 32, i32x4.extend_low_i16x8_u(high), step);
    add4(at + 48, i32x4.extend_high_i16x8_u(high), step);
  }
}

function add4(at: usize, maxima: v128, step: v128): void {
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(f32x4.convert_i32x4_u(maxima), step)));
}

function boundSparse(list: usize, bounds: usize): void {
  const docs = docsOf(list);
  const packed = packedOf(list);
  const firsts = firstsOf(list);
  const scale = scaleOf(list);
  const size = sizeOf(list);
  let i: u32 = 0;
  while (i < size) {
    const range = load<u32>(docs + (i << 2)) >> 6;
    store<u32>(firsts + (range << 2), i + 1);
    let most: u32 = 0;
    while (i < size && load<u32>(docs + (i << 2)) >> 6 == range) {
      const impact = load<u32>(packed + (i << 2)) >> 6;
      if (impact > most) most = impact;
      i++;
    }
    const at = bounds + (range << 2);
    store<f32>(at, load<f32>(at) + <f32>(scale * <f64>most));
  }
}

let threshold: f64 = 0;
let size: u32 = 0;
let capacity: u32 = 0;
let heapDocs: usize = 0;
let heapScores: usize = 0;

/**
 * Finds the best `window` documents; returns how many there are, best first in `docs` and `scores`.
 * bounds: ranges + 16 x f32; order: 2 x ranges x u32; buckets: 258 x u32; sums: 64 x f64.
 */
export function search(
  lists: usize,
  count: u32,
  ranges: u32,
  window: u32,
  least: f64,
  allowed: usize,
  bounds: usize,
  order: usize,
  buckets: usize,
  sums: usize,
  docs: usize,
  scores: usize,
): u32 {
  threshold = least;
  size = 0;
  capacity = window;
  heapDocs = docs;
  heapScores = scores;
  memory.fill(bounds, 0, (<usize>ranges + 16) << 2);
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    if (startsOf(list) != 0) boundDense(list, bounds, ranges);
    else boundSparse(list, bounds);
  }
  const width = sortRanges(ranges, bounds, order, buckets);
  const candidates = load<u32>(buckets);
  for (let i: u32 = 0; i < candidates; i++) {
    const range = load<u32>(order + (i << 2));
    const bound = <f64>load<f32>(bounds + (range << 2));
    const needed = threshold * SLACK;
    if (bound < needed) {
      if (bound + width < needed) break;
      continue;
    }
    let mask: u64 = ~0;
    if (allowed != 0) {
      mask = load<u64>(allowed + ((<usize>range) << 3));
      if (mask == 0) continue;
    }
    scoreRange(lists, count, range, bound, mask, sums);
  }
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    if (startsOf(list) == 0) wipe(list);
  }
  drain();
  return size;
}

function wipe(list: usize): void {
  const docs = docsOf(list);
  const firsts = firstsOf(list);
  const end = sizeOf(list);
  for (let i: u32 = 0; i < end; i++) store<u32>(firsts + ((load<u32>(docs + (i << 2)) >> 6) << 2), 0);
}

function sortRanges(ranges: u32, bounds: usize, order: usize, buckets: usize): f64 {
  let highest4 = f32x4.splat(0);
  for (let range: u32 = 0; range < ranges; range += 4) {
    highest4 = f32x4.max(highest4, v128.load(bounds + ((<usize>range) << 2)));
  }
  const highest = max(
    max(f32x4.extract_lane(highest4, 0), f32x4.extract_lane(highest4, 1)),
    max(f32x4.extract_lane(highest4, 2), f32x4.extract_lane(highest4, 3)),
  );
  memory.fill(buckets, 0, (BUCKETS + 2) << 2);
  if (highest == 0) return 0;
  const perBound: f32 = <f32>(BUCKETS - 1) / highest;
  const least = max<f32>(<f32>(threshold * SLACK * SLACK), f32.MIN_VALUE);
  const least4 = f32x4.splat(least);
  // First the ranges that can matter, in their order, then a counting sort of these.
  let count: u32 = 0;
  for (let range: u32 = 0; range < ranges; range += 4) {
    let lanes = i32x4.bitmask(f32x4.ge(v128.load(bounds + ((<usize>range) << 2)), least4));
    while (lanes != 0) {
      const found = range + ctz(lanes);
      lanes &= lanes - 1;
      store<u32>(order + (count << 2), found);
      count++;
      const at = buckets + ((BUCKETS - <u32>(load<f32>(bounds + (found << 2)) * perBound)) << 2);
      store<u32>(at, load<u32>(at) + 1);
    }
  }
  let place: u32 = 0;
  for (let i: u32 = 0; i < BUCKETS + 2; i++) {
    const here = load<u32>(buckets + (i << 2));
    store<u32>(buckets + (i << 2), place);
    place += here;
  }
  const sorted = order + (count << 2);
  for (let i: u32 = 0; i < count; i++) {
    const range = load<u32>(order + (i << 2));
    const at = buckets + ((BUCKETS - <u32>(load<f32>(bounds + (range << 2)) * perBound)) << 2);
    const to = load<u32>(at);
    store<u32>(at, to + 1);
    store<u32>(sorted + (to << 2), range);
  }
  memory.copy(order, sorted, (<usize>count) << 2);
  store<u32>(buckets, count);
  return <f64>(1 / perBound);
}

function scoreRange(lists: usize, count: u32, range: u32, bound: f64, mask: u64, sums: usize): void {
  memory.fill(sums, 0, RANGE_SIZE << 3);
  const needed = threshold;
  let found: u64 = 0;
  let best: f64 = 0;
  let rest = bound;
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    const scale = scaleOf(list);
    const starts = startsOf(list);
    let from: usize;
    let to: usize;
    if (starts != 0) {
      from = packedOf(list) + (load<u32>(starts + (range << 2)) << 2);
      to = packedOf(list) + (load<u32>(starts + ((range + 1) << 2)) << 2);
      if (from == to) continue;
      rest -= (scale * WHOLE * <f64>load<u8>(maximaOf(list) + range)) / STEPS;
    } else {
      const first = load<u32>(firstsOf(list) + (range << 2));
      if (first == 0) continue;
      const docs = docsOf(list);
      const end = sizeOf(list);
      let last = first;
      let most = load<u32>(packedOf(list) + ((first - 1) << 2)) >> 6;
      while (last < end && load<u32>(docs + (last << 2)) >> 6 == range) {
        most = max(most, load<u32>(packedOf(list) + (last << 2)) >> 6);
        last++;
      }
      from = packedOf(list) + ((first - 1) << 2);
      to = packedOf(list) + (last << 2);
      rest -= scale * <f64>most;
    }
    for (; from < to; from += 4) {
      const entry = load<u32>(from);
      const local = entry & (RANGE_SIZE - 1);
      const at = sums + (local << 3);
      const sum = load<f64>(at) + scale * <f64>(entry >> 6);
      store<f64>(at, sum);
      best = max(best, sum);
      if (sum >= needed) found |= (<u64>1) << local;
    }
    if (best + rest < needed * SLACK) return;
  }
  found &= mask;
  while (found != 0) {
    const local = <u32>ctz(found);
    found &= found - 1;
    collect(range * RANGE_SIZE + local, load<f64>(sums + (local << 3)));
  }
  if (size == capacity && load<f64>(heapScores) > threshold) threshold = load<f64>(heapScores);
}

// The heap of the best, the worst on top: lower score, then higher document.
function docAt(i: u32): u32 {
  return load<u32>(heapDocs + (i << 2));
}

function scoreAt(i: u32): f64 {
  return load<f64>(heapScores + (i << 3));
}

function put(i: u32, doc: u32, score: f64): void {
  store<u32>(heapDocs + (i << 2), doc);
  store<f64>(heapScores + (i << 3), score);
}
function worse(score: f64, doc: u32, otherScore: f64, otherDoc: u32): bool {
  return score < otherScore || (score == otherScore && doc > otherDoc);
}

function collect(doc: u32, score: f64): void {
  if (size < capacity) {
    let child = size++;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!worse(score, doc, scoreAt(parent), docAt(parent))) break;
      put(child, docAt(parent), scoreAt(parent));
      child = parent;
    }
    put(child, doc, score);
  } else if (worse(scoreAt(0), docAt(0), score, doc)) {
    sink(size, doc, score);
  }
}

/** Puts an entry in the place of the top of a heap of `end` entries, and down to where it belongs. */
function sink(end: u32, doc: u32, score: f64): void {
  let parent: u32 = 0;
  for (;;) {
    let child: u32 = 2 * parent + 1;
    if (child >= end) break;
    if (child + 1 < end && worse(scoreAt(child + 1), docAt(child + 1), scoreAt(child), docAt(child))) child++;
    if (!worse(scoreAt(child), docAt(child), score, doc)) break;
    put(parent, docAt(child), scoreAt(child));
    parent = child;
  }
  put(parent, doc, score);
}

/** Sorts the heap: best first. */
function drain(): void {
  for (let end = size; end > 1; end--) {
    const doc = docAt(end - 1);
    const score = scoreAt(end - 1);
    put(end - 1, docAt(0), scoreAt(0));
    sink(end - 1, doc, score);
  }
}

/** Writes the union of the lists' documents to `bits`, one u64 a range, and returns how many there are. */
export function unite(lists: usize, count: u32, ranges: u32, bits: usize): u32 {
  memory.fill(bits, 0, (<usize>ranges) << 3);
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    const starts = startsOf(list);
    if (starts == 0) {
      const docs = docsOf(list);
      const end = sizeOf(list);
      for (let i: u32 = 0; i < end; i++) {
        const doc = load<u32>(docs + (i << 2));
        const at = bits + ((doc >> 6) << 3);
        store<u64>(at, load<u64>(at) | ((<u64>1) << (doc & 63)));
      }
      continue;
    }
    const packed = packedOf(list);
    let from = load<u32>(starts);
    for (let range: u32 = 0; range < ranges; range++) {
      const to = load<u32>(starts + ((range + 1) << 2));
      if (from == to) continue;
      let found = load<u64>(bits + (range << 3));
      for (; from < to; from++) found |= (<u64>1) << (load<u32>(packed + (from << 2)) & 63);
      store<u64>(bits + (range << 3), found);
    }
  }
  let total: u32 = 0;
  for (let range: u32 = 0; range < ranges; range++) total += <u32>popcnt(load<u64>(bits + (range << 3)));
  return total;
}

/** The documents that a list has in a range, from entry `from` to entry `to` of it. */
function maskOf(packed: usize, from: u32, to: u32): u64 {
  let mask: u64 = 0;
  for (let i = from; i < to; i++) mask |= (<u64>1) << (load<u32>(packed + ((<usize>i) << 2)) & 63);
  return mask;
}

/** Writes the documents that all lists hold to `bits`, one u64 a range, and returns how many there are. */
export function intersect(lists: usize, count: u32, ranges: u32, bits: usize): u32 {
  memory.fill(bits, 0xff, (<usize>ranges) << 3);
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + (<usize>t) * LIST_BYTES;
    const starts = startsOf(list);
    const packed = packedOf(list);
    if (starts != 0) {
      for (let range: u32 = 0; range < ranges; range++) {
        const at = bits + ((<usize>range) << 3);
        const before = load<u64>(at);
        if (before == 0) continue;
        const from = load<u32>(starts + (range << 2));
        const to = load<u32>(starts + ((range + 1) << 2));
        store<u64>(at, before & maskOf(packed, from, to));
      }
      continue;
    }
    const docs = docsOf(list);
    const end = sizeOf(list);
    let next: u32 = 0;
    let i: u32 = 0;
    while (i < end) {
      const range = load<u32>(docs + (i << 2)) >> 6;
      const from = i;
      while (i < end && load<u32>(docs + (i << 2)) >> 6 == range) i++;
      memory.fill(bits + ((<usize>next) << 3), 0, (<usize>(range - next)) << 3);
      const at = bits + ((<usize>range) << 3);
      store<u64>(at, load<u64>(at) & maskOf(packed, from, i));
      next = range + 1;
    }
    memory.fill(bits + ((<usize>next) << 3), 0, (<usize>(ranges - next)) << 3);
  }
  let total: u32 = 0;
  for (let range: u32 = 0; range < ranges; range++) total += <u32>popcnt(load<u64>(bits + (range << 3)));
  return total;
}
