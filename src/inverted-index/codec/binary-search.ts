/**
 * Places in ascending numbers.
 * @module
 */

/**
 * Place of a value in numbers that ascend strictly, -1 where it is not among them.
 * @param from - first place where it can be
 * @param to - place behind the last
 */
export function placeOf(
  ascending: Uint32Array | Uint16Array,
  value: number,
  from = 0,
  to: number = ascending.length,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low < to && ascending[low] === value ? low : -1;
}
