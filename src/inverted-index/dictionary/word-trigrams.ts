/**
 * Trigrams of a dictionary's folded words, as ordinals into a list of the codes that occur: rows of one width, so that
 * a word is one read of memory. Derived when they are first needed: for 300,000 words in a tenth of a second.
 * @module
 */
import { trigramCodes, trigramsOfWord, writeTrigrams } from "../../analysis/index.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { FoldedUnits } from "./folded-units.ts";
import type { StringTable } from "./string-table.ts";

/** Fills up the trigrams of a short word. */
export const noTrigram = 0xffff;

export interface WordTrigrams {
  /** Codes of the trigrams of all folded words, ascending. */
  readonly codes: Uint32Array;
  /** `trigramsOfWord` ordinals into `codes` for each word, filled up with `noTrigram`. */
  readonly rows: Uint16Array;
}

export function trigramsOfWords(words: StringTable): WordTrigrams {
  const codes = new Uint32Array(words.size * trigramsOfWord);
  const counts = new Uint8Array(words.size);
  const seen = new Uint8Array(trigramCodes);
  const folded = new FoldedUnits(words);
  for (let word = 0; word < words.size; word++) {
    const first = word * trigramsOfWord;
    folded.read(word);
    counts[word] = writeTrigrams(folded.units, folded.from, folded.end, codes, first);
    for (let i = first; i < first + counts[word]!; i++) seen[codes[i]!] = 1;
  }
  const distinct = new GrowableUint32();
  const ordinalOf = new Uint16Array(trigramCodes);
  for (let code = 0; code < trigramCodes; code++) {
    if (seen[code] === 0) continue;
    ordinalOf[code] = distinct.length;
    distinct.push(code);
  }
  const rows = new Uint16Array(codes.length).fill(noTrigram);
  for (let word = 0; word < words.size; word++) {
    const first = word * trigramsOfWord;
    for (let i = first; i < first + counts[word]!; i++) rows[i] = ordinalOf[codes[i]!]!;
  }
  return { codes: distinct.view().slice(), rows };
}
