/**
 * Block-max search in AssemblyScript: the steps of ../block-max-search.ts, where they are explained, with vector
 * instructions for the bounds, and within a range document by document: by bounds of all of its documents first, then
 * those that are left by their entries, which the bit among a list's holders tells.
 * Ranges are not sorted by their bounds but visited in a few rounds, from high bounds to low ones.
 * `npm run build:wasm` compiles it into ../block-max-wasm.ts. The caller lays the memory out; between two calls nothing
 * is kept.
 * @module
 */
import { begin, drain, size, threshold } from "./best-documents";
import { boundRanges, documentsInReach, measure, putLists } from "./document-bounds";
import { docsOf, firstsOf, LIST_BYTES, packedOf, rowsOf, scaleOf, SLACK, sizeOf } from "./impact-list";
import { HEAD_BYTES, putHeads, scoreDocuments } from "./range-heads";

export { listAll } from "./all-of-lists";
export { unite } from "./any-of-lists";
export { searchAll, searchHeld, searchListed } from "./search-held";

const BUCKETS: u32 = 256;
/** Of more ranges one in so many is looked at to see how bounds are spread. */
const SAMPLE: u32 = 8;
const FEW_RANGES: u32 = 512;
/** How many times as many ranges as documents are wanted a round visits, and how many times as many the next one. */
const LEAST_VISITS: u32 = 16;
const GROWTH: u32 = 8;
/** Ranges that are looked at together, under one threshold. */
const WAITING: u32 = 32;

/**
 * Finds the best `window` documents; returns how many there are, best first in `docs` and `scores`.
 * bounds: ranges + 16 x f32; buckets: 256 x u32; bounded: DENSE_BYTES, and heads: HEAD_BYTES for each list;
 * next: WAITING x u32.
 */
export function search(
  lists: usize,
  count: u32,
  ranges: u32,
  window: u32,
  least: f64,
  allowed: usize,
  bounds: usize,
  buckets: usize,
  bounded: usize,
  heads: usize,
  next: usize,
  docs: usize,
  scores: usize,
): u32 {
  begin(window, least, docs, scores);
  putLists(lists, count, bounded);
  memory.fill(bounds, 0, (<usize>ranges + 16) << 2);
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    if (rowsOf(list) == 0) boundSparse(list, bounds);
  }
  const width = countBounds(ranges, bounds, buckets, boundRanges(bounds, ranges));
  let high = f32.MAX_VALUE;
  let bucket = BUCKETS;
  for (let wanted = max(window, LEAST_VISITS); bucket > 0; wanted *= GROWTH) {
    bucket = bucketOf(wanted, ranges, buckets);
    const low = max<f32>(<f32>bucket * width, f32.MIN_VALUE);
    visit(lists, count, ranges, allowed, bounds, heads, next, low, high);
    // All others have lower bounds, and no document of theirs gets in any more.
    if (<f64>low <= threshold * SLACK) break;
    high = low;
  }
  for (let t: u32 = 0; t < count; t++) {
    const list = lists + <usize>t * LIST_BYTES;
    if (rowsOf(list) == 0) wipe(list);
  }
  drain();
  return size;
}

/** Scores the ranges with bounds in [low, high) that can still matter. */
function visit(
  lists: usize,
  count: u32,
  ranges: u32,
  allowed: usize,
  bounds: usize,
  heads: usize,
  next: usize,
  low: f32,
  high: f32,
): void {
  const below = f32x4.splat(high);
  let from = f32x4.splat(max(low, <f32>(threshold * SLACK * SLACK)));
  let waiting: u32 = 0;
  for (let range: u32 = 0; range < ranges; range += 4) {
    const at = bounds + ((<usize>range) << 2);
    // Sixteen at once, since most ranges are not visited.
    if ((range & 15) == 0 && !anyFrom(at, from)) {
      range += 12;
      continue;
    }
    const four = v128.load(at);
    let lanes = i32x4.bitmask(v128.and(f32x4.ge(four, from), f32x4.lt(four, below)));
    while (lanes != 0) {
      store<u32>(next + (waiting << 2), range + ctz(lanes));
      lanes &= lanes - 1;
      waiting++;
      if (waiting < WAITING) continue;
      scoreRanges(lists, count, next, waiting, allowed, bounds, heads);
      waiting = 0;
      from = f32x4.splat(max(low, <f32>(threshold * SLACK * SLACK)));
    }
  }
  scoreRanges(lists, count, next, waiting, allowed, bounds, heads);
}

function scoreRanges(
  lists: usize,
  count: u32,
  next: usize,
  waiting: u32,
  allowed: usize,
  bounds: usize,
  heads: usize,
): void {
  const isMeasured = measure();
  const headsEnd = heads + <usize>count * HEAD_BYTES;
  for (let i: u32 = 0; i < waiting; i++) {
    const range = load<u32>(next + (i << 2));
    if (<f64>load<f32>(bounds + ((<usize>range) << 2)) < threshold * SLACK) continue;
    let mask = allowed == 0 ? ~(<u64>0) : load<u64>(allowed + ((<usize>range) << 3));
    if (isMeasured) mask &= documentsInReach(range, heads);
    if (mask != 0) scoreDocuments(range, mask & putHeads(lists, count, range, headsEnd, false), headsEnd);
  }
}

/** Whether one of sixteen bounds reaches `from`. */
function anyFrom(at: usize, from: v128): bool {
  const first = f32x4.pmax(v128.load(at), v128.load(at + 16));
  const second = f32x4.pmax(v128.load(at + 32), v128.load(at + 48));
  return v128.any_true(f32x4.ge(f32x4.pmax(first, second), from));
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

/** Counts bounds, or a sample of them, in buckets of equal width, which it returns. */
function countBounds(ranges: u32, bounds: usize, buckets: usize, highest: f32): f32 {
  memory.fill(buckets, 0, BUCKETS << 2);
  if (highest == 0) return 0;
  const perBound: f32 = <f32>(BUCKETS - 1) / highest;
  for (let range: u32 = 0; range < ranges; range += sampleOf(ranges)) {
    const at = buckets + (<u32>(load<f32>(bounds + ((<usize>range) << 2)) * perBound) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  return 1 / perBound;
}

function sampleOf(ranges: u32): u32 {
  return ranges < FEW_RANGES ? 1 : SAMPLE;
}

/** The bucket from which on there are about `wanted` ranges, 0 where there are fewer. */
function bucketOf(wanted: u32, ranges: u32, buckets: usize): u32 {
  let seen: u32 = 0;
  for (let bucket = BUCKETS - 1; bucket > 0; bucket--) {
    seen += load<u32>(buckets + (bucket << 2)) * sampleOf(ranges);
    if (seen >= wanted) return bucket;
  }
  return 0;
}

function wipe(list: usize): void {
  const docs = docsOf(list);
  const firsts = firstsOf(list);
  const end = sizeOf(list);
  for (let i: u32 = 0; i < end; i++) store<u32>(firsts + ((load<u32>(docs + (i << 2)) >> 6) << 2), 0);
}
