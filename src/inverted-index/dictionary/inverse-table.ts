/**
 * A table from words to what they have, turned round: by each thing the words that have it.
 * @module
 */

export interface InverseTable {
  /** First word of each thing, and one more. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
}

/** Words, each named once for each thing that it has, and beside them the things. */
export interface Pairs {
  readonly words: Uint32Array;
  readonly things: Uint32Array;
}

/**
 * @param first - for every word a thing
 * @param more - others that words have
 * @param count - how many things there are
 */
export function invertTable(first: Uint32Array, more: Pairs, count: number): InverseTable {
  const starts = new Uint32Array(count + 1);
  for (let word = 0; word < first.length; word++) starts[first[word]! + 1]!++;
  for (let i = 0; i < more.words.length; i++) starts[more.things[i]! + 1]!++;
  for (let thing = 0; thing < count; thing++) starts[thing + 1]! += starts[thing]!;
  const next = starts.slice();
  const words = new Uint32Array(starts[count]!);
  for (let word = 0; word < first.length; word++) words[next[first[word]!]!++] = word;
  for (let i = 0; i < more.words.length; i++) words[next[more.things[i]!]!++] = more.words[i]!;
  return { starts, words };
}

/** The words that have a thing. */
export function wordsOf({ starts, words }: InverseTable, thing: number): Uint32Array {
  return words.subarray(starts[thing]!, starts[thing + 1]!);
}
