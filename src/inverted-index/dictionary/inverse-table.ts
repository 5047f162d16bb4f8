/**
 * A table from words to what they have, turned round: by each thing the words that have it.
 * @module
 */

export interface InverseTable {
  /** First word of each thing, and one more. */
  readonly starts: Uint32Array;
  readonly words: Uint32Array;
}

/**
 * @param columns - each for every word one thing; `absent` stands for none
 * @param count - how many things there are
 */
export function invertTable(columns: readonly Uint32Array[], absent: number, count: number): InverseTable {
  const starts = new Uint32Array(count + 1);
  for (const column of columns) {
    for (let word = 0; word < column.length; word++) if (column[word] !== absent) starts[column[word]! + 1]!++;
  }
  for (let thing = 0; thing < count; thing++) starts[thing + 1]! += starts[thing]!;
  const next = starts.slice();
  const words = new Uint32Array(starts[count]!);
  for (const column of columns) {
    for (let word = 0; word < column.length; word++) {
      if (column[word] !== absent) words[next[column[word]!]!++] = word;
    }
  }
  return { starts, words };
}

/** The words that have a thing. */
export function wordsOf({ starts, words }: InverseTable, thing: number): Uint32Array {
  return words.subarray(starts[thing]!, starts[thing + 1]!);
}
