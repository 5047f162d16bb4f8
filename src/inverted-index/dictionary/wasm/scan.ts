/**
 * The words of a text, looked up in the records of a token table: what `TokenCursor` and `TokenTable` find one by one,
 * for the tokens that nearly every text is made of. A token of up to twelve Arabic letters and marks, or of ASCII
 * letters, stands in one vector: its end is the first byte that is none of them, its key what is left of the vector.
 * Whatever else stands in a text is the caller's.
 * @module
 */

// Where things lie, in bytes: `token-kernel.ts` writes the tables and the units.
const KIND_OF_UNIT: usize = 1024;
const KIND_OF_BYTE: usize = KIND_OF_UNIT + 65536;
/** For each lower half of a byte a bit for each upper half with which it is a letter or mark of the script. */
const MEMBERS: usize = KIND_OF_BYTE + 256;
/** As many bytes of 255 as a token has, by its length; then zeros. */
const KEY_MASKS: usize = MEMBERS + 3 * 16;
const PENDING: usize = KEY_MASKS + 16 * 16;
const UNITS: usize = 73728;
const WINDOW: usize = 16384;
/** Behind the units and behind their bytes: a vector is read from any place. */
const PADDING: usize = 32;
const BYTES: usize = UNITS + 2 * (WINDOW + PADDING);
const FOUND: usize = BYTES + WINDOW + PADDING;

// As in `char-class.ts`.
const SEPARATOR: u32 = 0;
const LATIN: u32 = 2;
const MARK: u32 = 5;
const CONTROL: u32 = 6;
/** Of a byte that stands for no unit of its own. */
const OF_UNIT: u32 = 8;

const AMPERSAND: u32 = 0x26;
const APOSTROPHE: u32 = 0x27;
const MOST_LETTERS: usize = 12;
const RECORD_BYTES: u32 = 16;
/** Tokens are looked up together: the memory is asked for many records at once. */
const TOGETHER: usize = 32;
/** A key, where the token begins and ends, its hash. */
const PENDING_BYTES: usize = 32;

const AT_END: u32 = 0;
const UNKNOWN: u32 = 1;
const OTHER_THAN_WORDS: u32 = 2;

/** Where the scan stopped, in units; of an unknown token where it begins; how many values were found. */
const STOPPED: usize = UNITS - 16;

// @ts-ignore: decorator
@inline
function narrowed(units: v128): v128 {
  const high = v128.and(units, i16x8.splat(<i16>0xff80));
  const isArabic = i16x8.eq(high, i16x8.splat(0x0600));
  const isPlain = v128.and(i16x8.eq(high, i16x8.splat(0)), i16x8.gt_s(units, i16x8.splat(0x1f)));
  const low = v128.and(units, i16x8.splat(0x7f));
  return v128.and(v128.or(low, v128.and(isArabic, i16x8.splat(0x80))), v128.or(isArabic, isPlain));
}

/** Units to compact bytes, as many: 0 for a unit that has no byte of its own. Zeros follow the last. */
export function narrow(units: u32): void {
  memory.fill(UNITS + (<usize>units << 1), 0, PADDING);
  for (let i: usize = 0; i < <usize>units + 16; i += 16) {
    const from = UNITS + (i << 1);
    v128.store(BYTES + i, i8x16.narrow_i16x8_u(narrowed(v128.load(from)), narrowed(v128.load(from, 16))));
  }
}

/** Bit i: byte i is a letter or mark of the script. */
// @ts-ignore: decorator
@inline
function membersOf(bytes: v128, script: u32): u32 {
  const rows = v128.load(MEMBERS + (<usize>script << 4));
  const low = i8x16.swizzle(rows, v128.and(bytes, i8x16.splat(0x0f)));
  const rowOf = v128(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  const row = i8x16.swizzle(rowOf, i16x8.shr_u(v128.and(bytes, i8x16.splat(<i8>0xf0)), 4));
  // Rows 0 to 7 are ASCII, 8 to 15 Arabic: a script has one half of them.
  const half = i8x16.eq(i8x16.shr_s(bytes, 7), i8x16.splat(script == LATIN ? 0 : -1));
  return <u32>i8x16.bitmask(v128.and(i8x16.ne(v128.and(low, row), i8x16.splat(0)), half));
}

// @ts-ignore: decorator
@inline
function hashOf(key: v128): u32 {
  let hash: u32 = <u32>i32x4.extract_lane(key, 0) * 0x9e3779b1;
  hash = (hash ^ (hash >>> 15) ^ <u32>i32x4.extract_lane(key, 1)) * 0x85ebca6b;
  hash = (hash ^ (hash >>> 13) ^ <u32>i32x4.extract_lane(key, 2)) * 0xc2b2ae35;
  return hash ^ (hash >>> 16);
}

// @ts-ignore: decorator
@inline
function kindAt(place: usize): u32 {
  const kind = <u32>load<u8>(KIND_OF_BYTE + <usize>load<u8>(BYTES + place));
  return kind == OF_UNIT ? <u32>load<u8>(KIND_OF_UNIT + <usize>load<u16>(UNITS + (place << 1))) : kind;
}

/**
 * Writes the values of the tokens from `from` on that begin before `end`, leaving out those of which nothing remains.
 * @param mask - bytes of the records less one record
 * @param count - of the values that are written already
 */
export function scan(from: u32, end: u32, records: usize, mask: u32, count: u32): u32 {
  let place = <usize>from;
  let into = FOUND + (<usize>count << 2);
  let status = AT_END;
  while (status == AT_END && place < <usize>end) {
    let pending = PENDING;
    while (place < <usize>end && pending < PENDING + TOGETHER * PENDING_BYTES) {
      const kind = kindAt(place);
      if (kind == SEPARATOR ? load<u8>(BYTES + place) != AMPERSAND : kind == MARK || kind == CONTROL) {
        place++;
        continue;
      }
      if (kind == SEPARATOR || kind > LATIN) {
        status = OTHER_THAN_WORDS;
        break;
      }
      const bytes = v128.load(BYTES + place);
      const length = <usize>ctz(~membersOf(bytes, kind));
      const next = kindAt(place + length);
      // A mark from elsewhere and a control do not end a word, and an English possessive does not either.
      const isWhole = next != kind && next != MARK && next != CONTROL && (kind != LATIN || !isQuote(place + length));
      if (length > MOST_LETTERS || !isWhole) {
        status = OTHER_THAN_WORDS;
        break;
      }
      const key = v128.and(bytes, v128.load(KEY_MASKS + (length << 4)));
      v128.store(pending, key);
      store<u32>(pending, <u32>place, 16);
      store<u32>(pending, <u32>(place + length), 20);
      store<u32>(pending, hashOf(key), 24);
      pending += PENDING_BYTES;
      place += length;
    }
    // Nothing here waits for another's record: all of them are on their way before the first is compared.
    let touched: u32 = 0;
    for (let token = PENDING; token < pending; token += PENDING_BYTES)
      touched |= load<u32>(records + <usize>((load<u32>(token, 24) * RECORD_BYTES) & mask), 12);
    store<u32>(STOPPED, touched, 12);
    for (let token = PENDING; token < pending; token += PENDING_BYTES) {
      const key = v128.load(token);
      let slot = (load<u32>(token, 24) * RECORD_BYTES) & mask;
      let record = v128.load(records + <usize>slot);
      // The value stands where the key has nothing.
      while ((i8x16.bitmask(i8x16.eq(record, key)) & 0xfff) != 0xfff && i32x4.extract_lane(record, 3) != 0) {
        slot = (slot + RECORD_BYTES) & mask;
        record = v128.load(records + <usize>slot);
      }
      const value = <u32>i32x4.extract_lane(record, 3);
      if (value == 0) {
        store<u32>(STOPPED, load<u32>(token, 20));
        store<u32>(STOPPED, load<u32>(token, 16), 4);
        store<u32>(STOPPED, <u32>((into - FOUND) >>> 2), 8);
        return UNKNOWN;
      }
      store<u32>(into, value - 2);
      // One stands for a token of which nothing remains.
      into += <usize>(value != 1) << 2;
    }
  }
  store<u32>(STOPPED, <u32>place);
  store<u32>(STOPPED, <u32>((into - FOUND) >>> 2), 8);
  return status;
}

// @ts-ignore: decorator
@inline
function isQuote(place: usize): bool {
  const unit = <u32>load<u16>(UNITS + (place << 1));
  return unit == APOSTROPHE || unit == 0x2019;
}
