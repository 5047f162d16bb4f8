/**
 * Bounds of the documents of a range: what the lists that hold a document add to it at most. They are looked at before
 * any entry is, since in most ranges that are visited no document reaches the threshold.
 *
 * A bound is a byte, so that those of a quarter of a range are one vector: a list adds to all its documents there what it
 * adds to one of them at most. Dense lists are copied side by side for that, 24 bytes each, sparse ones stand by their
 * addresses behind them.
 * @module
 */
import { threshold } from "./best-documents";
import {
  bitsOf,
  docsOf,
  firstsOf,
  LIST_BYTES,
  maximaOf,
  packedOf,
  rowsOf,
  SLACK,
  scaleOf,
  sizeOf,
  stepOf,
} from "./impact-list";

/** Steps of a bound that the threshold has. What is far above it ends at the highest step, 255. */
const THRESHOLD_STEPS: f64 = 240;
/** Behind the point of what a step of a list's maxima is in steps of a bound. */
const FRACTION: f64 = 256;
const MOST_FACTOR: f64 = 32767;

export const DENSE_BYTES: usize = 24;
const STEP: usize = 4;
const ROWS: usize = 8;
const BITS: usize = 12;
const FACTOR: usize = 16;

/** Where the dense lists begin, those behind them, and where these end. */
let dense: usize = 0;
let sparse: usize = 0;
let end: usize = 0;
/** Steps of a bound in a whole of what is summed, and what a bound has to reach: roundings are taken off. */
let perWhole: f64 = 0;
let needed: u8 = 0;

/** @param into - DENSE_BYTES for each list */
export function putLists(lists: usize, count: u32, into: usize): void {
  const behind = lists + <usize>count * LIST_BYTES;
  dense = into;
  sparse = into;
  for (let list = lists; list < behind; list += LIST_BYTES) {
    if (rowsOf(list) == 0) continue;
    store<u32>(sparse, <u32>maximaOf(list));
    store<f32>(sparse, stepOf(list), STEP);
    store<u32>(sparse, <u32>rowsOf(list), ROWS);
    store<u32>(sparse, <u32>bitsOf(list), BITS);
    sparse += DENSE_BYTES;
  }
  end = sparse;
  for (let list = lists; list < behind; list += LIST_BYTES) {
    if (rowsOf(list) != 0) continue;
    store<u32>(end, <u32>list);
    end += 4;
  }
}

/** Adds the bounds of all dense lists, sixteen ranges at a time, as rows are padded; returns the highest bound. */
export function boundRanges(bounds: usize, ranges: u32): f32 {
  let highest = f32x4.splat(0);
  for (let range: u32 = 0; range < ranges; range += 16) {
    const at = bounds + ((<usize>range) << 2);
    let first = v128.load(at);
    let second = v128.load(at, 16);
    let third = v128.load(at, 32);
    let fourth = v128.load(at, 48);
    for (let list = dense; list < sparse; list += DENSE_BYTES) {
      const row = v128.load(<usize>load<u32>(list) + range);
      const step = v128.load32_splat(list, STEP);
      const low = i16x8.extend_low_i8x16_u(row);
      const high = i16x8.extend_high_i8x16_u(row);
      // Signed, since unsigned integers are converted in seven instructions instead of one.
      first = f32x4.add(first, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)), step));
      second = f32x4.add(second, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), step));
      third = f32x4.add(third, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), step));
      fourth = f32x4.add(fourth, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), step));
    }
    v128.store(at, first);
    v128.store(at, second, 16);
    v128.store(at, third, 32);
    v128.store(at, fourth, 48);
    highest = f32x4.pmax(highest, f32x4.pmax(f32x4.pmax(first, second), f32x4.pmax(third, fourth)));
  }
  return max(
    max(f32x4.extract_lane(highest, 0), f32x4.extract_lane(highest, 1)),
    max(f32x4.extract_lane(highest, 2), f32x4.extract_lane(highest, 3)),
  );
}

/** Whether bounds tell anything under the present threshold, which they are measured against from now on. */
export function measure(): bool {
  const count = (sparse - dense) / DENSE_BYTES + ((end - sparse) >> 2);
  perWhole = THRESHOLD_STEPS / (threshold * SLACK);
  const steps = THRESHOLD_STEPS - <f64>((count + 1) >> 1);
  if (threshold <= 0 || steps < 1) return false;
  needed = <u8>steps;
  for (let list = dense; list < sparse; list += DENSE_BYTES) {
    const factor = Math.ceil(<f64>load<f32>(list, STEP) * perWhole * FRACTION);
    if (factor > MOST_FACTOR) return false;
    const both = <u32>factor;
    store<u32>(list, both | (both << 16), FACTOR);
  }
  return true;
}

/**
 * The documents of a range whose bounds reach the threshold.
 * @param sums - a byte for each document of a range, for this call
 */
export function documentsInReach(range: u32, sums: usize): u64 {
  let first = i8x16.splat(0);
  let second = i8x16.splat(0);
  let third = i8x16.splat(0);
  let fourth = i8x16.splat(0);
  if (addSparse(range, sums)) {
    first = v128.load(sums);
    second = v128.load(sums, 16);
    third = v128.load(sums, 32);
    fourth = v128.load(sums, 48);
  }
  const own = i64x2.splat(0x8040201008040201);
  for (let list = dense; list < sparse; list += DENSE_BYTES) {
    // What the list adds to each quarter, from the row of the range: rounded, so that it is too little by half a step.
    const maxima = i16x8.shl(v128.load8x8_u(<usize>load<u32>(list, ROWS) + ((<usize>range) << 3), 4), 7);
    const steps = i16x8.q15mulr_sat_s(maxima, v128.load32_splat(list, FACTOR));
    const bytes = fourTimes(twice(i8x16.narrow_i16x8_u(steps, steps)));
    // Each byte of its bits eight times.
    const pairs = twice(v128.load64_zero(<usize>load<u32>(list, BITS) + ((<usize>range) << 3)));
    const low = fourTimes(pairs);
    const high = i16x8.shuffle(pairs, pairs, 4, 4, 5, 5, 6, 6, 7, 7);
    const inFirst = held(i32x4.shuffle(low, low, 0, 0, 1, 1), own);
    first = i8x16.add_sat_u(first, v128.and(inFirst, i32x4.shuffle(bytes, bytes, 0, 0, 0, 0)));
    const inSecond = held(i32x4.shuffle(low, low, 2, 2, 3, 3), own);
    second = i8x16.add_sat_u(second, v128.and(inSecond, i32x4.shuffle(bytes, bytes, 1, 1, 1, 1)));
    const inThird = held(i32x4.shuffle(high, high, 0, 0, 1, 1), own);
    third = i8x16.add_sat_u(third, v128.and(inThird, i32x4.shuffle(bytes, bytes, 2, 2, 2, 2)));
    const inFourth = held(i32x4.shuffle(high, high, 2, 2, 3, 3), own);
    fourth = i8x16.add_sat_u(fourth, v128.and(inFourth, i32x4.shuffle(bytes, bytes, 3, 3, 3, 3)));
  }
  const least = i8x16.splat(needed);
  const low = <u64>i8x16.bitmask(i8x16.ge_u(first, least)) | (<u64>i8x16.bitmask(i8x16.ge_u(second, least)) << 16);
  const high = <u64>i8x16.bitmask(i8x16.ge_u(third, least)) | (<u64>i8x16.bitmask(i8x16.ge_u(fourth, least)) << 16);
  return low | (high << 32);
}

function twice(bytes: v128): v128 {
  return i8x16.shuffle(bytes, bytes, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7);
}

/** Of bytes that stand there twice. */
function fourTimes(pairs: v128): v128 {
  return i16x8.shuffle(pairs, pairs, 0, 0, 1, 1, 2, 2, 3, 3);
}

/** All ones for each byte in which the bit of its place among eight is set. */
function held(bytes: v128, own: v128): v128 {
  return i8x16.eq(v128.and(bytes, own), own);
}

/** Puts into `sums` what the sparse lists add to each document of a range; returns whether any has one. */
function addSparse(range: u32, sums: usize): bool {
  let isAny = false;
  for (let at = sparse; at < end; at += 4) {
    const list = <usize>load<u32>(at);
    const place = load<u32>(firstsOf(list) + (range << 2));
    if (place == 0) continue;
    if (!isAny) {
      // Filling memory is a call out of the kernel.
      const zero = i8x16.splat(0);
      v128.store(sums, zero);
      v128.store(sums, zero, 16);
      v128.store(sums, zero, 32);
      v128.store(sums, zero, 48);
    }
    isAny = true;
    addListed(list, place - 1, range, sums);
  }
  return isAny;
}

function addListed(list: usize, first: u32, range: u32, sums: usize): void {
  const docs = docsOf(list);
  const packed = packedOf(list);
  const size = sizeOf(list);
  const perImpact = scaleOf(list) * perWhole;
  for (let i = first; i < size; i++) {
    const doc = load<u32>(docs + (i << 2));
    if (doc >> 6 != range) break;
    const steps = Math.ceil(perImpact * <f64>(load<u32>(packed + (i << 2)) >> 6));
    const sum = sums + (doc & 63);
    store<u8>(sum, <u8>min<f64>(<f64>load<u8>(sum) + steps, 255));
  }
}
