/**
 * Postings of a field, many lists in a call: of any terms, of the stems of a field, of its words.
 * @module
 */
import { beginList, BYTES_OF_LIST, BYTES_OF_POSTING, collect, putFrequency, writeList } from "./lists";

/** Writes the list at hand, and how many postings and bytes it has; returns where it ends. */
// @ts-ignore: decorator
@inline
function writeSized(values: usize, frequencies: usize, count: u32, start: usize, sizes: usize): usize {
  const to = writeList(values, frequencies, count, start);
  store<u32>(sizes, count);
  store<u32>(sizes, <u32>(to - start), 4);
  return to;
}

/**
 * Writes the lists of `numbers` to `to`.
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
    const count = collect(numbers + from, numbers + end, values, frequencies);
    to = writeSized(values, frequencies, count, to, sizes);
    from = end;
  }
  return <u32>(to - first);
}

// Where the arrays of an inversion lie: addresses from `layout` on, see `postings-kernel.ts`.
const ROWS: usize = 0;
const NUMBERS: usize = 4;
const WORD_STARTS: usize = 8;
const MEMBERS: usize = 12;
const MEMBER_STARTS: usize = 16;
const STEM_OF: usize = 20;
const DOCS: usize = 24;
const PLACES: usize = 28;
const DISTINCT: usize = 32;
const BITS: usize = 36;
const BITS_END: usize = 40;
const ORDER: usize = 44;
const VALUES: usize = 48;
const FREQUENCIES: usize = 52;
const SIZES: usize = 56;
/** Written here: bytes of the lists of a call. */
const WRITTEN: usize = 60;

/** So few are ordered by insertion. */
const MOST_INSERTED: u32 = 16;

// @ts-ignore: decorator
@inline
function at(array: usize, place: u32): u32 {
  return load<u32>(array + (<usize>place << 2));
}

/** Numbers of 32 bits, ascending. */
function insertEach(numbers: usize, count: u32): void {
  const end = numbers + (<usize>count << 2);
  for (let from = numbers + 4; from < end; from += 4) {
    const number = load<u32>(from);
    let to = from;
    for (; to > numbers && load<u32>(to - 4) > number; to -= 4) store<u32>(to, load<u32>(to - 4));
    store<u32>(to, number);
  }
}

/** The same of different numbers by a bit for each; the bits are zeros before and after. */
function orderByBits(numbers: usize, count: u32, bits: usize, bitsEnd: usize): void {
  const end = numbers + (<usize>count << 2);
  for (let from = numbers; from < end; from += 4) {
    const number = load<u32>(from);
    const byte = bits + <usize>(number >>> 3);
    store<u8>(byte, load<u8>(byte) | <u8>(<u32>1 << (number & 7)));
  }
  let to = numbers;
  for (let from = bits; from < bitsEnd; from += 16) {
    const both = v128.load(from);
    if (!v128.any_true(both)) continue;
    v128.store(from, i64x2.splat(0));
    const first = <u32>((from - bits) << 3);
    for (let low = <u64>i64x2.extract_lane(both, 0); low != 0; low &= low - 1, to += 4)
      store<u32>(to, first + <u32>ctz(low));
    for (let high = <u64>i64x2.extract_lane(both, 1); high != 0; high &= high - 1, to += 4)
      store<u32>(to, first + 64 + <u32>ctz(high));
  }
}

/**
 * Writes the lists of stems from `from` on, up to `end` or as long as there is room, and the numbers of their words'
 * occurrences; returns the stem behind the last.
 * @param limit - where the room ends: for at least the longest of lists
 */
export function writeStems(layout: usize, from: u32, end: u32, start: usize, limit: usize): u32 {
  const rows = <usize>load<u32>(layout, ROWS);
  const numbers = <usize>load<u32>(layout, NUMBERS);
  const wordStarts = <usize>load<u32>(layout, WORD_STARTS);
  const members = <usize>load<u32>(layout, MEMBERS);
  const memberStarts = <usize>load<u32>(layout, MEMBER_STARTS);
  const stemOf = <usize>load<u32>(layout, STEM_OF);
  const docs = <usize>load<u32>(layout, DOCS);
  const places = <usize>load<u32>(layout, PLACES);
  const distinct = <usize>load<u32>(layout, DISTINCT);
  const values = <usize>load<u32>(layout, VALUES);
  const frequencies = <usize>load<u32>(layout, FREQUENCIES);
  let sizes = <usize>load<u32>(layout, SIZES);
  let to = start;
  let stem = from;
  for (; stem < end; stem++, sizes += 8) {
    const firstMember = at(memberStarts, stem);
    const lastMember = at(memberStarts, stem + 1);
    // Every row of the stem once, and how often.
    let size: u32 = 0;
    let last: i32 = -1;
    let ascends = true;
    for (let member = firstMember; member < lastMember; member++) {
      const word = at(members, member);
      const wordEnd = rows + (<usize>at(wordStarts, word + 1) << 2);
      for (let occurrence = rows + (<usize>at(wordStarts, word) << 2); occurrence < wordEnd; occurrence += 4) {
        const row = load<u32>(occurrence);
        const place = places + (<usize>row << 2);
        const before = load<u32>(place);
        store<u32>(place, before + 1);
        // Written whether it is new or not: a branch that cannot be foretold costs more.
        store<u32>(distinct + (<usize>size << 2), row);
        const isNew = before == 0;
        size += <u32>isNew;
        ascends = ascends && (!isNew || <i32>row > last);
        last = isNew ? <i32>row : last;
      }
    }
    if (to + <usize>(size * BYTES_OF_POSTING + BYTES_OF_LIST) > limit) {
      // Begun again by the next call.
      for (let i: u32 = 0; i < size; i++) store<u32>(places + (<usize>at(distinct, i) << 2), 0);
      break;
    }
    if (!ascends) {
      if (size <= MOST_INSERTED) insertEach(distinct, size);
      else orderByBits(distinct, size, load<u32>(layout, BITS), load<u32>(layout, BITS_END));
    }
    beginList();
    let previous: u32 = <u32>-1;
    for (let number: u32 = 0; number < size; number++) {
      const row = at(distinct, number);
      const place = places + (<usize>row << 2);
      const doc = at(docs, row);
      store<u32>(values + (<usize>number << 2), doc - previous - 1);
      putFrequency(frequencies, number, load<u32>(place));
      store<u32>(place, number);
      previous = doc;
    }
    to = writeSized(values, frequencies, size, to, sizes);
    for (let member = firstMember; member < lastMember; member++) {
      const word = at(members, member);
      if (at(stemOf, word) != stem) continue;
      const wordEnd = at(wordStarts, word + 1);
      for (let i = at(wordStarts, word); i < wordEnd; i++)
        store<u32>(numbers + (<usize>i << 2), at(places, at(rows, i)));
    }
    for (let i: u32 = 0; i < size; i++) store<u32>(places + (<usize>at(distinct, i) << 2), 0);
  }
  store<u32>(layout, <u32>(to - start), WRITTEN);
  return stem;
}

/** The same of words, `from` and `end` being places in their order: lists of their numbers. */
export function writeWords(layout: usize, from: u32, end: u32, start: usize, limit: usize): u32 {
  const numbers = <usize>load<u32>(layout, NUMBERS);
  const wordStarts = <usize>load<u32>(layout, WORD_STARTS);
  const order = <usize>load<u32>(layout, ORDER);
  const values = <usize>load<u32>(layout, VALUES);
  const frequencies = <usize>load<u32>(layout, FREQUENCIES);
  let sizes = <usize>load<u32>(layout, SIZES);
  let to = start;
  let place = from;
  for (; place < end; place++, sizes += 8) {
    const word = at(order, place);
    const first = numbers + (<usize>at(wordStarts, word) << 2);
    const last = numbers + (<usize>at(wordStarts, word + 1) << 2);
    const count = collect(first, last, values, frequencies);
    if (to + <usize>(count * BYTES_OF_POSTING + BYTES_OF_LIST) > limit) break;
    to = writeSized(values, frequencies, count, to, sizes);
  }
  store<u32>(layout, <u32>(to - start), WRITTEN);
  return place;
}
