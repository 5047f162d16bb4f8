/**
 * Pure functions of a word, remembered for the words that are asked for again and again.
 * @module
 */
import { BoundedCache } from "./bounded-cache.ts";

const capacity = 10_000;

export function memoized<T>(compute: (word: string) => T): (word: string) => T {
  const known = new BoundedCache<{ readonly value: T }>(capacity);
  return (word) => known.get(word, () => ({ value: compute(word) })).value;
}
