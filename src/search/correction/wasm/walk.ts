/**
 * Weighted distance of a typed word of at most 15 letters to the words of a trie: `slip-automaton.ts` and the walk of
 * `word-trie.ts`, with a row of costs in one vector of bytes. Lane j is the cost of the first j typed letters; what is
 * 255 or more is 255, which is beyond every budget.
 * @module
 */

// Where things lie, in bytes: `walk-kernel.ts` writes what a typed word brings, from `TYPED` on.
const VECTOR: usize = 16;
const TYPED: usize = 1024;
/** For each letter the costs of having typed it as another, lane by lane; and as the first letter of a word. */
const SUBSTITUTION: usize = TYPED;
const FIRST_SUBSTITUTION: usize = SUBSTITUTION + 1024;
/** For each letter 255 where it was typed. */
const TYPED_HERE: usize = FIRST_SUBSTITUTION + 1024;
/** For each letter its cost where it was not typed. */
const LOOSE: usize = TYPED_HERE + 1024;
/** Costs of one, two, four and eight typed letters too many, each at its last. */
const ADDED: usize = LOOSE + 64;
const FIRST_ROW: usize = ADDED + 4 * VECTOR;
/** For each UTF-16 code unit the number of its letter; 0: of one that the costs do not tell apart. */
const LETTER_OF: usize = 8192;
const ROWS: usize = LETTER_OF + 65536;
/** Code units of the letters above the row. */
const PATH: usize = ROWS + 257 * VECTOR;
/** What is found: numbers of words, and their costs. */
const FOUND: usize = 81920;
const MOST_FOUND: u32 = 32768;
const COSTS: usize = FOUND + (<usize>MOST_FOUND << 2);

const TOO_MUCH: i32 = -1;
const PROBED: u32 = 3;
const BLOCK: u32 = 64;

let budget: v128 = i8x16.splat(0);
let swap: v128 = i8x16.splat(0);
let doubled: u8 = 0;
let firstOmitted: u8 = 0;
let mostAdded: u32 = 0;

// @ts-ignore: decorator
@inline
function oneOn(row: v128): v128 {
  return i8x16.shuffle(i8x16.splat(-1), row, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

// @ts-ignore: decorator
@inline
function twoOn(row: v128): v128 {
  return i8x16.shuffle(i8x16.splat(-1), row, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

// @ts-ignore: decorator
@inline
function fourOn(row: v128): v128 {
  return i8x16.shuffle(i8x16.splat(-1), row, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
}

// @ts-ignore: decorator
@inline
function eightOn(row: v128): v128 {
  return i8x16.shuffle(i8x16.splat(-1), row, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
}

// @ts-ignore: decorator
@inline
function after(row: v128, cost: v128): v128 {
  return i8x16.add_sat_u(row, cost);
}

/** Reads the letter at `depth`; whether any word that begins so can be within the budget. */
// @ts-ignore: decorator
@inline
function step(depth: u32, unit: u16): bool {
  const letter = <usize>load<u8>(LETTER_OF + unit);
  const above = v128.load(ROWS + (<usize>depth) * VECTOR);
  const here = v128.load(TYPED_HERE + letter * VECTOR);
  const swapped = after(twoOn(above), swap);
  let omitted = load<u8>(LOOSE + letter);
  let cost: v128;
  if (depth == 0) {
    cost = after(oneOn(above), v128.load(FIRST_SUBSTITUTION + letter * VECTOR));
    omitted = firstOmitted;
  } else {
    cost = after(oneOn(above), v128.load(SUBSTITUTION + letter * VECTOR));
    const before = load<u16>(PATH + ((<usize>(depth - 1)) << 1));
    if (unit == before && doubled < omitted) omitted = doubled;
    const beforeHere = v128.load(TYPED_HERE + (<usize>load<u8>(LETTER_OF + before)) * VECTOR);
    // The letter before was typed here and this one before it, and the two are not the same; at lane 0 nothing was typed.
    const isSwap = v128.andnot(v128.and(beforeHere, oneOn(here)), here);
    const completed = after(twoOn(v128.load(ROWS + (<usize>(depth - 1)) * VECTOR)), swap);
    cost = i8x16.min_u(cost, v128.or(completed, v128.not(isSwap)));
  }
  cost = i8x16.min_u(cost, after(above, i8x16.splat(<i8>omitted)));
  cost = i8x16.min_u(cost, after(oneOn(cost), v128.load(ADDED)));
  // More letters too many than the budget has room for need not be added up.
  if (mostAdded > 1) {
    cost = i8x16.min_u(cost, after(twoOn(cost), v128.load(ADDED + VECTOR)));
    if (mostAdded > 3) {
      cost = i8x16.min_u(cost, after(fourOn(cost), v128.load(ADDED + 2 * VECTOR)));
      cost = i8x16.min_u(cost, after(eightOn(cost), v128.load(ADDED + 3 * VECTOR)));
    }
  }
  v128.store(ROWS + (<usize>(depth + 1)) * VECTOR, cost);
  // A swap that the next letter completes reaches back behind this row.
  const least = i8x16.min_u(cost, v128.or(swapped, v128.not(here)));
  return v128.any_true(i8x16.le_u(least, budget));
}

/** Of at most 16 bytes. */
// @ts-ignore: decorator
@inline
function sumOfFirst(bytes: usize, count: u32): u32 {
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const wanted = v128.and(v128.load(bytes), i8x16.lt_u(places, i8x16.splat(<i8>count)));
  const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(wanted));
  const halves = i32x4.add(sums, i32x4.shuffle(sums, sums, 2, 3, 0, 1));
  return <u32>(i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1));
}

/**
 * Numbers of the words within the budget go to `FOUND`, their costs to `COSTS`.
 * @param last - letters that were typed
 * @param addedWithin - typed letters that may be too many one behind the other; more may be told
 * @param classes - of the typed letters, and how many more or fewer a word may have
 * @returns how many there are; `TOO_MUCH` where they are more than have room
 */
export function walk(
  most: u32,
  last: u32,
  swapCost: u32,
  doubledCost: u32,
  firstOmittedCost: u32,
  addedWithin: u32,
  classes: u32,
  mostClasses: u32,
  size: u32,
  shared: usize,
  lengths: usize,
  classesOf: usize,
  tails: usize,
  blockShared: usize,
  blockTails: usize,
): i32 {
  budget = i8x16.splat(<i8>most);
  swap = i8x16.splat(<i8>swapCost);
  doubled = <u8>doubledCost;
  firstOmitted = <u8>firstOmittedCost;
  mostAdded = addedWithin;
  v128.store(ROWS, v128.load(FIRST_ROW));
  let found: u32 = 0;
  let tail = tails;
  let depth: u32 = 0;
  let i: u32 = 0;
  while (i < size) {
    const at: u32 = load<u8>(shared + i);
    if (at < depth) depth = at;
    const length: u32 = at + load<u8>(lengths + i);
    // Letters that the last words shared but that were not read stand in the path.
    // By vectors, since copying memory is a call out of the kernel; what is behind the last letter is never read.
    const ownEnd = tail + ((<usize>(length - at)) << 1);
    for (let unit = PATH + ((<usize>at) << 1); tail < ownEnd; unit += VECTOR, tail += VECTOR) v128.store(unit, v128.load(tail));
    tail = ownEnd;
    const others = load<u32>(classesOf + ((<usize>i) << 2));
    const isFar = max(popcnt(classes & ~others), popcnt(others & ~classes)) > mostClasses;
    const read = isFar ? min(length, PROBED) : length;
    let alive = true;
    while (depth < read && alive) {
      alive = step(depth, load<u16>(PATH + ((<usize>depth) << 1)));
      depth++;
    }
    if (alive) {
      if (!isFar) {
        const cost = load<u8>(ROWS + (<usize>depth) * VECTOR + last);
        if (<u32>cost <= most) {
          if (found == MOST_FOUND) return TOO_MUCH;
          store<u32>(FOUND + ((<usize>found) << 2), i);
          store<u8>(COSTS + found, cost);
          found++;
        }
      }
      i++;
      continue;
    }
    i++;
    while (i < size) {
      if (i % BLOCK == 0 && <u32>load<u8>(blockShared + i / BLOCK) >= depth) {
        tail = tails + ((<usize>load<u32>(blockTails + ((<usize>(i / BLOCK + 1)) << 2))) << 1);
        i = min(size, i + BLOCK);
        continue;
      }
      const room = min(min(size - i, BLOCK - (i % BLOCK)), <u32>VECTOR);
      const dead = i8x16.bitmask(i8x16.ge_u(v128.load(shared + i), i8x16.splat(<i8>depth)));
      const skipped = min(<u32>ctz(~dead), room);
      tail += (<usize>sumOfFirst(lengths + i, skipped)) << 1;
      i += skipped;
      if (skipped < room) break;
    }
  }
  return <i32>found;
}
