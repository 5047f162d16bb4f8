/**
 * Rows of words as one string, as the lexicon's tables hold them. Comes in: a string. Goes out: words with their values.
 * Invariant: what `lexicon/encode-rows.ts` writes comes back as it was.
 *
 *     rows   = { row }
 *     row    = shared suffix { tag value }
 *     shared = 0-9 a-z     letters that the word has in common with the one before it
 *     tag    = A-P         a number from 0 to 15
 *     value  = { letter }  the row's own word where it is empty
 * @module
 */

export interface TaggedWord {
  readonly tag: number;
  readonly value: string;
}

const FIRST_LETTER = 0x80;
const FIRST_TAG = 0x41;
const LAST_TAG = 0x50;
const RADIX = 36;

/** Calls `row` for each word, in the order of the table. */
export function decodeRows(table: string, row: (word: string, values: readonly TaggedWord[]) => void): void {
  let word = "";
  for (let at = 0; at < table.length; ) {
    const start = at + 1;
    at = endOfLetters(table, start);
    word = word.slice(0, Number.parseInt(table.charAt(start - 1), RADIX)) + table.slice(start, at);
    let values: TaggedWord[] | undefined;
    while (isTag(table.charCodeAt(at))) {
      const tag = table.charCodeAt(at) - FIRST_TAG;
      const from = at + 1;
      at = endOfLetters(table, from);
      values ??= [];
      values.push({ tag, value: from === at ? word : table.slice(from, at) });
    }
    row(word, values ?? NONE);
  }
}

const NONE: readonly TaggedWord[] = [];

/** The words of a table alone. */
export function decodeWords(table: string): string[] {
  const words: string[] = [];
  decodeRows(table, (word) => words.push(word));
  return words;
}

function endOfLetters(table: string, from: number): number {
  let end = from;
  while (end < table.length && table.charCodeAt(end) >= FIRST_LETTER) end++;
  return end;
}

function isTag(unit: number): boolean {
  return unit >= FIRST_TAG && unit <= LAST_TAG;
}
