/**
 * Rows of words to one string, see `src/analysis/arabic/word-rows.ts`, which reads it.
 * @module
 */
import type { TaggedWord } from "../src/analysis/arabic/word-rows.ts";

export interface WordRow {
  readonly word: string;
  readonly values?: readonly TaggedWord[];
}

const radix = 36;
const firstTag = 0x41;
const mostTag = 15;
const letters = /^[\u0600-\u06ff]*$/u;

/** Rows in their order; sorted ones take least. Throws RangeError for what a row cannot hold. */
export function encodeRows(rows: readonly WordRow[]): string {
  let table = "";
  let before = "";
  for (const { word, values = [] } of rows) {
    const shared = Math.min(sharedLetters(before, word), radix - 1);
    table += shared.toString(radix) + checked(word).slice(shared);
    for (const { tag, value } of values) {
      if (!(tag >= 0 && tag <= mostTag))
        throw new RangeError(`${word}: expected a tag from 0 to ${mostTag}, got ${tag}`);
      table += String.fromCharCode(firstTag + tag) + (value === word ? "" : checked(value));
    }
    before = word;
  }
  return table;
}

function checked(word: string): string {
  if (word === "" || !letters.test(word)) throw new RangeError(`expected Arabic letters, got ${JSON.stringify(word)}`);
  return word;
}

function sharedLetters(a: string, b: string): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}
