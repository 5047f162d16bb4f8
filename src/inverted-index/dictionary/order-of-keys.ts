/**
 * Sorting many short strings: the first letters of each are packed into one 64-bit number with the string's place
 * behind them, the numbers are sorted by the engine's own sort, and only strings that begin alike are compared.
 * Sorting 370,000 Arabic words takes 0.1 s so, and several times that with a comparator (Node 20).
 * @module
 */
import { compareUnits } from "./string-table.ts";

const unitValues = 0x10000;
const mostInserted = 24;

/** Places of `keys` in ascending order of code units, equal keys in the order of their places. */
export function orderOfKeys(keys: readonly string[]): Uint32Array {
  const { codes, bits } = unitCodes(keys);
  const placeBits = Math.max(1, Math.ceil(Math.log2(keys.length + 1)));
  const packedUnits = Math.floor((64 - placeBits) / bits);
  const numbers = new BigUint64Array(keys.length);
  // Halves of the numbers, written and read without making a BigInt of each.
  const halves = new Uint32Array(numbers.buffer);
  const [low, high] = lowHalfFirst ? [0, 1] : [1, 0];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const { length } = key;
    let upper = 0;
    let lower = 0;
    for (let at = 0; at < packedUnits; at++) {
      upper = (upper << bits) | (lower >>> (32 - bits));
      lower = (lower << bits) | (at < length ? codes[key.charCodeAt(at)]! : 0);
    }
    halves[2 * i + high] = (upper << placeBits) | (lower >>> (32 - placeBits));
    halves[2 * i + low] = (lower << placeBits) | i;
  }
  numbers.sort();
  const placeMask = 2 ** placeBits - 1;
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = (halves[2 * i + low]! & placeMask) >>> 0;
  const beginAlike = (i: number, j: number) =>
    halves[2 * i + high] === halves[2 * j + high] &&
    halves[2 * i + low]! >>> placeBits === halves[2 * j + low]! >>> placeBits;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && beginAlike(from, to)) to++;
    if (to > from + 1) sortFew(keys, order.subarray(from, to));
    from = to;
  }
  return order;
}

/** Mostly two or three, whose places ascend: for them insertion is faster than the engine's sort. */
function sortFew(keys: readonly string[], order: Uint32Array): void {
  if (order.length > mostInserted) {
    order.sort((a, b) => compareUnits(keys[a]!, keys[b]!) || a - b);
    return;
  }
  for (let i = 1; i < order.length; i++) {
    const place = order[i]!;
    const key = keys[place]!;
    let at = i;
    for (; at > 0 && key < keys[order[at - 1]!]!; at--) order[at] = order[at - 1]!;
    order[at] = place;
  }
}

/** Numbers from 1 for the code units that occur, in their order, and how many bits they take. */
function unitCodes(keys: readonly string[]): { codes: Uint16Array; bits: number } {
  const codes = new Uint16Array(unitValues);
  for (let each = 0; each < keys.length; each++) {
    const key = keys[each]!;
    for (let i = 0; i < key.length; i++) codes[key.charCodeAt(i)] = 1;
  }
  let next = 0;
  for (let unit = 0; unit < unitValues; unit++) if (codes[unit] === 1) codes[unit] = ++next;
  return { codes, bits: Math.max(1, Math.ceil(Math.log2(next + 1))) };
}

const lowHalfFirst = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
