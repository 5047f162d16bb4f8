/**
 * Unions and intersections of two ascending lists of documents.
 * @module
 */
import { advance } from "../top-k/advance.ts";

/** @param few - the shorter list: the other is skipped through */
export function heldByBoth(few: Uint32Array, many: Uint32Array): Uint32Array {
  const found = new Uint32Array(few.length);
  let count = 0;
  let at = 0;
  for (let i = 0; i < few.length && at < many.length; i++) {
    at = advance(many, at, many.length, few[i]!);
    if (at < many.length && many[at] === few[i]) found[count++] = few[i]!;
  }
  return found.subarray(0, count);
}

export function heldByEither(a: Uint32Array, b: Uint32Array): Uint32Array {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const found = new Uint32Array(a.length + b.length);
  if (a[a.length - 1]! < b[0]!) {
    found.set(a);
    found.set(b, a.length);
    return found;
  }
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i]!;
    const y = b[j]!;
    found[count++] = Math.min(x, y);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  const rest = i < a.length ? a.subarray(i) : b.subarray(j);
  found.set(rest, count);
  count += rest.length;
  return found.subarray(0, count);
}
