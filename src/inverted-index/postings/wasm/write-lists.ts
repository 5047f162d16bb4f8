/**
 * Postings lists as bytes, many at a time: what `list-codec.ts` describes and its `ListWriter` writes one by one.
 * @module
 */

const BLOCK: u32 = 128;
const PARAMETER_BITS: u32 = 5;
const MOST_FREQUENCY: u32 = 255;
const LN2: f64 = 0.6931471805599453;

/** Numbers that ascend, each as often as its frequency says, to gaps and frequencies; returns how many differ. */
let repeated: u32 = 0;
let often: u32 = 0;

// @ts-ignore: decorator
@inline
function collect(numbers: usize, end: usize, gaps: usize, frequencies: usize): u32 {
  let count: usize = 0;
  let last: u32 = <u32>-1;
  repeated = 0;
  often = 0;
  while (numbers < end) {
    const number = load<u32>(numbers);
    const start = numbers;
    do numbers += 4;
    while (numbers < end && load<u32>(numbers) == number);
    const frequency = <u32>((numbers - start) >>> 2);
    repeated += <u32>(frequency > 1);
    often += <u32>(frequency > 3);
    store<u32>(gaps + (count << 2), number - last - 1);
    store<u8>(frequencies + count, <u8>min(frequency, MOST_FREQUENCY));
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
 * Writes the lists of `numbers` to `to`; what is aligned there is so in the section.
 * @param ends - of each term's numbers
 * @param sizes - for each term how many numbers differ, and the bytes of its list; both 0 where it has none
 * @param values - room for a value of each number of the longest list; `frequencies` the same
 * @returns bytes in all
 */
export function writeLists(
  numbers: usize,
  ends: usize,
  terms: u32,
  sizes: usize,
  values: usize,
  frequencies: usize,
  to: usize,
): u32 {
  const first = to;
  let from: usize = 0;
  for (let term: usize = 0; term < <usize>terms; term++, sizes += 8) {
    const end = <usize>load<u32>(ends + (term << 2)) << 2;
    const start = to;
    const count = collect(numbers + from, numbers + end, values, frequencies);
    store<u32>(sizes, count);
    from = end;
    if (count > 0) {
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
    }
    store<u32>(sizes, <u32>(to - start), 4);
  }
  return <u32>(to - first);
}
