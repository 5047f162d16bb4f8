/**
 * An impact list as the caller describes it in memory, see ../../rank/impact-list.ts and ../block-max-kernel.ts.
 * @module
 */

/** Documents of a range. */
export const RANGE_SIZE: u32 = 64;
/** The whole impact, 2^26. */
export const WHOLE: f64 = 67108864;
/** Steps of the maxima. */
export const STEPS: f64 = 255;
/** Bounds are sums of single precision: they are trusted within this share. */
export const SLACK: f64 = 1.0 - 1e-5;

// A list is described by 40 bytes.
export const LIST_BYTES: usize = 40;
export function packedOf(list: usize): usize {
  return load<u32>(list);
}

export function startsOf(list: usize): usize {
  return load<u32>(list, 4);
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

/** Of a dense list its documents, one u64 a range. */
export function holdersOf(list: usize): usize {
  return load<u32>(list, 32);
}

/** Of a sparse list the first entry that a walk through the ranges has not passed; 0 before it. */
export function cursorOf(list: usize): u32 {
  return load<u32>(list, 36);
}

export function setCursor(list: usize, cursor: u32): void {
  store<u32>(list, cursor, 36);
}
