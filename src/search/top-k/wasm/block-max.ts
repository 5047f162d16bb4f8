/**
 * Block-max search in AssemblyScript: the steps of ../block-max-search.ts, where they are explained, with vector
 * instructions for the bounds, and within a range document by document: its bit among a list's holders tells its entry.
 * `npm run build:wasm` compiles it into ../block-max-wasm.ts. The caller lays the memory out; the functions keep no
 * state.
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

/** Of a dense list its documents, one u64 a range. */
function holdersOf(list: usize): usize {
  return load<u32>(list, 32);
}

/** Of a sparse list the first entry that a walk through the ranges has not passed; 0 before it. */
function cursorOf(list: usize): u32 {
  return load<u32>(list, 36);
}

function setCursor(list: usize, cursor: u32): void {
  store<u32>(list, cursor, 36);
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
 * bounds: ranges + 16 x f32; order: 2 x ranges x u32; buckets: 258 x u32; heads: HEAD_BYTES for each list.
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
  heads: usize,
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
    scoreRange(lists, count, range, bound, mask, heads);
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

// What a list has in the range at hand: its documents, the address of its first entry, its scale, and the most that it
// and those after it add.
const HEAD_BYTES: usize = 32;

function putHead(head: usize, holders: u64, entries: usize, scale: f64, rest: f64): void {
  store<u64>(head, holders);
  store<u32>(head, <u32>entries, 8);
  store<f64>(head, scale, 16);
  store<f64>(head, rest, 24);
}

function scoreRange(lists: usize, count: u32, range: u32, bound: f64, mask: u64, heads: usize): void {
  const needed = threshold * SLACK;
  let rest = bound;
  let candidates: u64 = 0;
  let end = heads;
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    const scale = scaleOf(list);
    const starts = startsOf(list);
    let holders: u64 = 0;
    let entries: usize;
    let most: f64;
    if (starts != 0) {
      holders = load<u64>(holdersOf(list) + ((<usize>range) << 3));
      if (holders == 0) continue;
      entries = packedOf(list) + (load<u32>(starts + (range << 2)) << 2);
      most = (scale * WHOLE * <f64>load<u8>(maximaOf(list) + range)) / STEPS;
    } else {
      const first = load<u32>(firstsOf(list) + (range << 2));
      if (first == 0) continue;
      const docs = docsOf(list);
      const size = sizeOf(list);
      entries = packedOf(list) + ((first - 1) << 2);
      let greatest: u32 = 0;
      for (let i = first - 1; i < size; i++) {
        const doc = load<u32>(docs + (i << 2));
        if (doc >> 6 != range) break;
        holders |= (<u64>1) << (doc & 63);
        greatest = max(greatest, load<u32>(packedOf(list) + (i << 2)) >> 6);
      }
      most = scale * <f64>greatest;
    }
    putHead(end, holders, entries, scale, rest);
    end += HEAD_BYTES;
    // A document that no earlier list holds has no more than the rest.
    if (rest >= needed) candidates |= holders;
    rest -= most;
  }
  candidates &= mask;
  while (candidates != 0) {
    scoreDocument(range, candidates & (0 - candidates), heads, end);
    candidates &= candidates - 1;
  }
}

/** Sums the lists in their order, until what is left cannot lift the document among the best any more. */
function scoreDocument(range: u32, bit: u64, heads: usize, end: usize): void {
  const needed = threshold * SLACK;
  let sum: f64 = 0;
  for (let head = heads; head < end; head += HEAD_BYTES) {
    if (sum + load<f64>(head, 24) < needed) return;
    const holders = load<u64>(head);
    if ((holders & bit) == 0) continue;
    const entry = load<u32>(<usize>load<u32>(head, 8) + ((<usize>popcnt(holders & (bit - 1))) << 2));
    sum += load<f64>(head, 16) * <f64>(entry >> 6);
  }
  if (sum < threshold) return;
  collect(range * RANGE_SIZE + <u32>ctz(bit), sum);
  if (size == capacity && scoreAt(0) > threshold) threshold = scoreAt(0);
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

/**
 * Finds the best `window` of the documents in `held`, one u64 a range, in one walk through the ranges that have any;
 * returns how many there are, best first in `docs` and `scores`.
 */
export function searchHeld(
  lists: usize,
  count: u32,
  ranges: u32,
  window: u32,
  held: usize,
  heads: usize,
  docs: usize,
  scores: usize,
): u32 {
  threshold = 0;
  size = 0;
  capacity = window;
  heapDocs = docs;
  heapScores = scores;
  for (let range: u32 = 0; range < ranges; range++) {
    let candidates = load<u64>(held + (range << 3));
    if (candidates == 0) continue;
    const end = headsOf(lists, count, range, heads);
    if (load<f64>(heads, 24) < threshold * SLACK) continue;
    while (candidates != 0) {
      scoreDocument(range, candidates & (0 - candidates), heads, end);
      candidates &= candidates - 1;
    }
  }
  drain();
  return size;
}

/** Describes what the lists have in a range, where ranges are walked through in their order; returns the end. */
function headsOf(lists: usize, count: u32, range: u32, heads: usize): usize {
  let end = heads;
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    const scale = scaleOf(list);
    const starts = startsOf(list);
    if (starts != 0) {
      const holders = load<u64>(holdersOf(list) + ((<usize>range) << 3));
      const entries = packedOf(list) + (load<u32>(starts + (range << 2)) << 2);
      putHead(end, holders, entries, scale, (scale * WHOLE * <f64>load<u8>(maximaOf(list) + range)) / STEPS);
    } else {
      putListed(list, range, scale, end);
    }
    end += HEAD_BYTES;
  }
  // From what each list adds at most to what it and those after it add.
  let rest: f64 = 0;
  for (let head = end - HEAD_BYTES; head >= heads; head -= HEAD_BYTES) {
    rest += load<f64>(head, 24);
    store<f64>(head, rest, 24);
  }
  return end;
}

function putListed(list: usize, range: u32, scale: f64, head: usize): void {
  const docs = docsOf(list);
  const end = sizeOf(list);
  let i = cursorOf(list);
  while (i < end && load<u32>(docs + (i << 2)) >> 6 < range) i++;
  setCursor(list, i);
  const entries = packedOf(list) + (i << 2);
  let holders: u64 = 0;
  let greatest: u32 = 0;
  for (; i < end; i++) {
    const doc = load<u32>(docs + (i << 2));
    if (doc >> 6 != range) break;
    holders |= (<u64>1) << (doc & 63);
    greatest = max(greatest, load<u32>(packedOf(list) + (i << 2)) >> 6);
  }
  putHead(head, holders, entries, scale, scale * <f64>greatest);
}
