/**
 * Pure functions of a word, remembered for the words that are asked for again and again.
 * @module
 */

const capacity = 10_000;

/** The function with a memory that forgets everything when it is full. */
export function memoized<T>(compute: (word: string) => T): (word: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found.value;
    if (known.size >= capacity) known.clear();
    const value = compute(word);
    known.set(word, { value });
    return value;
  };
}
