/**
 * Postings lists as bytes: what `list-codec.ts` describes and its `ListWriter` writes.
 * @module
 */

const BLOCK: u32 = 128;
const PARAMETER_BITS: u32 = 5;
const MOST_FREQUENCY: u32 = 255;
const LN2: f64 = 0.6931471805599453;

/** A list takes at most so many bytes a posting, and so many besides. */
export const BYTES_OF_POSTING: u32 = 8;
export const BYTES_OF_LIST: u32 = 64;

/** Postings of the list at hand whose frequency is not below 2, and not below 4. */
let repeated: u32 = 0;
let often: u32 = 0;

export function beginList(): void {
  repeated = 0;
  often = 0;
}

/** A posting's frequency, to where it is kept. */
// @ts-ignore: decorator
@inline
export function putFrequency(frequencies: usize, place: usize, frequency: u32): void {
  repeated += <u32>(frequency > 1);
  often += <u32>(frequency > 3);
  store<u8>(frequencies + place, <u8>min(frequency, MOST_FREQUENCY));
}

/** Numbers that ascend, each as often as its frequency says, to gaps and frequencies; returns how many differ. */
// @ts-ignore: decorator
@inline
export function collect(numbers: usize, end: usize, gaps: usize, frequencies: usize): u32 {
  let count: usize = 0;
  let last: u32 = <u32>-1;
  beginList();
  while (numbers < end) {
    const number = load<u32>(numbers);
    const start = numbers;
    do numbers += 4;
    while (numbers < end && load<u32>(numbers) == number);
    store<u32>(gaps + (count << 2), number - last - 1);
    putFrequency(frequencies, count, <u32>((numbers - start) >>> 2));
    last = number;
    count++;
  }
  return <u32>count;
}

// @ts-ignore: decorator
@inline
function frequencyBits(count: u32): u32 {
  if (repeated == 0) return 0;
  return count + 8 * repeated <= 2 * count + 8 * often ? 1 : 2;
}

/** Packs a block of values, as many bits of each; returns where it ends. */
// @ts-ignore: decorator
@inline
function pack(values: usize, width: u32, to: usize): usize {
  let bits: u64 = 0;
  let filled: u32 = 0;
  for (let i: usize = 0; i < <usize>BLOCK << 2; i += 4) {
    bits |= <u64>load<u32>(values + i) << filled;
    filled += width;
    if (filled >= 32) {
      store<u32>(to, <u32>bits);
      to += 4;
      bits >>>= 32;
      filled -= 32;
    }
  }
  return to;
}

// @ts-ignore: decorator
@inline
function writeRice(values: usize, end: usize, k: u32, to: usize): usize {
  let bits: u64 = 0;
  let filled: u32 = 0;
  const lowMask = (<u32>1 << k) - 1;
  for (; values < end; values += 4) {
    const value = load<u32>(values);
    filled += value >>> k;
    while (filled >= 32) {
      store<u32>(to, <u32>bits);
      to += 4;
      bits >>>= 32;
      filled -= 32;
    }
    bits |= (<u64>1 << filled) | (<u64>(value & lowMask) << (filled + 1));
    filled += k + 1;
    if (filled >= 32) {
      store<u32>(to, <u32>bits);
      to += 4;
      bits >>>= 32;
      filled -= 32;
    }
  }
  for (; filled > 0; filled = filled > 8 ? filled - 8 : 0) {
    store<u8>(to++, <u8>bits);
    bits >>>= 8;
  }
  return to;
}

/**
 * Writes the list at hand; what is aligned at `to` is so in the section.
 * @param values - the gaps, which are overwritten
 * @returns where it ends
 */
export function writeList(values: usize, frequencies: usize, count: u32, start: usize): usize {
  if (count == 0) return start;
  let to = start;
  const bits = frequencyBits(count);
  const escape: u32 = bits == 0 ? 1 : (<u32>1 << bits) - 1;
  if (bits > 0)
    for (let i: usize = 0; i < <usize>count; i++) {
      const value = values + (i << 2);
      store<u32>(value, (load<u32>(value) << bits) | min(<u32>load<u8>(frequencies + i) - 1, escape));
    }
  const blocks = <usize>(count / BLOCK);
  const packed = values + ((blocks * BLOCK) << 2);
  const last = values + (<usize>count << 2);
  let sum: f64 = 0;
  for (let value = packed; value < last; value += 4) sum += <f64>load<u32>(value);
  const half = <u32>(<u64>((sum * LN2) / <f64>max<u32>(1, count - <u32>blocks * BLOCK)));
  const k: u32 = half == 0 ? 0 : 31 - clz<u32>(half);
  store<u8>(to++, <u8>((bits << PARAMETER_BITS) | k));
  if (blocks > 0) {
    const widths = to;
    to += blocks;
    while ((to & 3) != 0) store<u8>(to++, 0);
    for (let block: usize = 0; block < blocks; block++) {
      const ofBlock = values + ((block * BLOCK) << 2);
      let all = v128.load(ofBlock);
      for (let i: usize = 16; i < <usize>BLOCK << 2; i += 16) all = v128.or(all, v128.load(ofBlock + i));
      const either =
        i32x4.extract_lane(all, 0) | i32x4.extract_lane(all, 1) | i32x4.extract_lane(all, 2) | i32x4.extract_lane(all, 3);
      const width = 32 - clz<i32>(either);
      store<u8>(widths + block, <u8>width);
      to = pack(ofBlock, <u32>width, to);
    }
  }
  to = writeRice(packed, last, k, to);
  if (often > 0 || bits == 1)
    for (let i = <isize>count - 1; i >= 0; i--) {
      const frequency = <u32>load<u8>(frequencies + <usize>i);
      if (frequency > escape) store<u8>(to++, <u8>(frequency - escape - 1));
    }
  return to;
}
