/**
 * An impact list as the caller describes it in memory, see ../../rank/impact-list.ts and ../block-max-kernel.ts.
 * @module
 */

/** Documents of a range, and of a quarter of it as a power of 2. */
export const RANGE_SIZE: u32 = 64;
export const QUARTER_BITS: u32 = 4;
/** Steps of the maxima. */
export const STEPS: f64 = 255;
/** Bounds are sums of single precision: they are trusted within this share. */
export const SLACK: f64 = 1.0 - 1e-5;

// A list is described by 48 bytes.
export const LIST_BYTES: usize = 48;
export function packedOf(list: usize): usize {
  return load<u32>(list);
}

/** Of a dense list a row of 8 bytes for every range, and one more; 0 for a sparse list. */
export function rowsOf(list: usize): usize {
  return load<u32>(list, 4);
}

/** The row of a range: its first entry u32, and for each quarter of it a step that no impact exceeds. */
export function rowOf(list: usize, range: u32): usize {
  return rowsOf(list) + ((<usize>range) << 3);
}

export function startIn(row: usize): u32 {
  return load<u32>(row);
}

/** Of a dense list the documents of every range as bits, u64. */
export function bitsOf(list: usize): usize {
  return load<u32>(list, 40);
}

export function holdersIn(list: usize, range: u32): u64 {
  return load<u64>(bitsOf(list) + ((<usize>range) << 3));
}

/** What the list adds at most to documents of each quarter of a range, given its row. */
export function mostIn(row: usize, step: f32): v128 {
  const quarters = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(row, 4)));
  return f32x4.mul(f32x4.convert_i32x4_s(quarters), f32x4.splat(step));
}

export function maximaOf(list: usize): usize {
  return load<u32>(list, 8);
}

export function docsOf(list: usize): usize {
  return load<u32>(list, 12);
}

export function sizeOf(list: usize): u32 {
  return load<u32>(list, 16);
}

export function firstsOf(list: usize): usize {
  return load<u32>(list, 20);
}

export function scaleOf(list: usize): f64 {
  return load<f64>(list, 24);
}

/** What a step of the maxima is worth: worked out by the caller, since a division for each range costs as much as the rest. */
export function stepOf(list: usize): f32 {
  return load<f32>(list, 44);
}

/** Whether only documents that the list holds are wanted. */
export function isNeeded(list: usize): bool {
  return load<u32>(list, 36) != 0;
}

/** Of a sparse list the first entry that a walk through the ranges has not passed; 0 before it. */
export function cursorOf(list: usize): u32 {
  return load<u32>(list, 32);
}

export function setCursor(list: usize, cursor: u32): void {
  store<u32>(list, cursor, 32);
}
