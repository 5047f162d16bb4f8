/**
 * The term dictionary of a segment: words as they are spelled, their stems, the order of the words by folded form, so
 * that spellings of one word (الإسلام الاسلام) and prefixes are found whatever letters were typed, and the order of the
 * stems by skeleton, so that possible forms of one root are found.
 * @module
 */
import { fold, skeleton, trigramCodes, trigramsOfWord, writeTrigrams } from "../../analysis/index.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { orderOfKeys, StringTable, stringTableSections } from "./string-table.ts";
import { noStem, type WordTable } from "./word-table.ts";

/** Sorts behind every continuation of a prefix: no word holds it. */
const lastCodeUnit = "\uffff";

/** Fills up the trigrams of a short word. */
export const noTrigram = 0xffff;

export class Dictionary {
  readonly words: StringTable;
  readonly stems: StringTable;
  readonly firstStem: Uint32Array;
  readonly secondStem: Uint32Array;
  /** Codes of the trigrams of all folded words, ascending. */
  readonly trigramCodes: Uint32Array;
  /** `trigramsOfWord` ordinals into `trigramCodes` for each word, filled up with `noTrigram`. */
  readonly trigrams: Uint16Array;
  readonly #foldOrder: Uint32Array;
  #ofStems: { readonly starts: Uint32Array; readonly words: Uint32Array } | undefined;
  readonly #skeletonOrder: Uint32Array;

  constructor(file: SectionFile) {
    this.words = StringTable.read(file, "words");
    this.stems = StringTable.read(file, "stems");
    this.firstStem = file.uint32("words.stem1");
    this.secondStem = file.uint32("words.stem2");
    this.trigramCodes = file.uint32("trigrams.codes");
    this.trigrams = file.uint16("words.trigrams");
    this.#foldOrder = file.uint32("words.folded");
    this.#skeletonOrder = file.uint32("stems.skeletons");
  }

  /** Stems of the word at `ordinal`: one, or two. */
  stemsOf(ordinal: number): string[] {
    const first = this.stems.get(this.firstStem[ordinal]!);
    const second = this.secondStem[ordinal]!;
    return second === noStem ? [first] : [first, this.stems.get(second)];
  }

  /** Ordinals of the words that have the stem, by their first or their second reading. */
  wordsOfStem(stem: number): Uint32Array {
    this.#ofStems ??= invertStems(this.firstStem, this.secondStem, this.stems.size);
    const { starts, words } = this.#ofStems;
    return words.subarray(starts[stem]!, starts[stem + 1]!);
  }

  #ofTrigrams: { readonly starts: Uint32Array; readonly words: Uint32Array } | undefined;
  /** Ordinals of the words whose folded form has the trigram, by its ordinal in `trigramCodes`. */
  wordsOfTrigram(trigram: number): Uint32Array {
    this.#ofTrigrams ??= invertTrigrams(this.trigrams, this.trigramCodes.length);
    const { starts, words } = this.#ofTrigrams;
    return words.subarray(starts[trigram]!, starts[trigram + 1]!);
  }

  /** Ordinal of a trigram's code, or -1. */
  trigramOrdinal(code: number): number {
    const codes = this.trigramCodes;
    let low = 0;
    let high = codes.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (codes[middle] === code) return middle;
      if (codes[middle]! < code) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** Ordinals of the stems that have this skeleton. */
  stemsWithSkeleton(wanted: string): number[] {
    let low = 0;
    let high = this.#skeletonOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#skeletonAt(middle) < wanted) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let at = low; at < this.#skeletonOrder.length && this.#skeletonAt(at) === wanted; at++) {
      found.push(this.#skeletonOrder[at]!);
    }
    return found;
  }

  #skeletonAt(place: number): string {
    return skeleton(this.stems.get(this.#skeletonOrder[place]!));
  }

  /** Ordinals of the words whose folded form is `folded`. */
  spellingsOf(folded: string): number[] {
    const found: number[] = [];
    for (let at = this.#lowerBound(folded); at < this.#foldOrder.length; at++) {
      const word = this.#foldOrder[at]!;
      if (fold(this.words.get(word)) !== folded) break;
      found.push(word);
    }
    return found;
  }

  /** Ordinals of the words whose folded form begins with `folded`, at most `limit` of them. */
  wordsWithPrefix(folded: string, limit: number): number[] {
    const found: number[] = [];
    for (let at = this.#lowerBound(folded); at < this.#foldOrder.length && found.length < limit; at++) {
      const word = this.#foldOrder[at]!;
      if (!fold(this.words.get(word)).startsWith(folded)) break;
      found.push(word);
    }
    return found;
  }

  get foldedCount(): number {
    return this.#foldOrder.length;
  }

  /** Ordinal of the word at a place of the folded order. */
  wordInFoldOrder(place: number): number {
    return this.#foldOrder[place]!;
  }

  /** First place after `from` in the folded order whose folded form does not begin with `prefix`. */
  afterFoldedPrefix(prefix: string, from: number): number {
    return this.#lowerBound(prefix + lastCodeUnit, from);
  }

  #lowerBound(folded: string, from = 0): number {
    let low = from;
    let high = this.#foldOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (fold(this.words.get(this.#foldOrder[middle]!)) < folded) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function invertStems(first: Uint32Array, second: Uint32Array, stemCount: number) {
  const starts = new Uint32Array(stemCount + 1);
  const count = (stems: Uint32Array) => {
    for (let word = 0; word < stems.length; word++) if (stems[word] !== noStem) starts[stems[word]! + 1]!++;
  };
  count(first);
  count(second);
  for (let stem = 0; stem < stemCount; stem++) starts[stem + 1]! += starts[stem]!;
  const next = starts.slice();
  const words = new Uint32Array(starts[stemCount]!);
  for (let word = 0; word < first.length; word++) {
    words[next[first[word]!]!++] = word;
    if (second[word] !== noStem) words[next[second[word]!]!++] = word;
  }
  return { starts, words };
}

function invertTrigrams(trigrams: Uint16Array, count: number) {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < trigrams.length; i++) if (trigrams[i] !== noTrigram) starts[trigrams[i]! + 1]!++;
  for (let t = 0; t < count; t++) starts[t + 1]! += starts[t]!;
  const next = starts.slice();
  const words = new Uint32Array(starts[count]!);
  for (let i = 0; i < trigrams.length; i++) {
    if (trigrams[i] !== noTrigram) words[next[trigrams[i]!]!++] = Math.floor(i / trigramsOfWord);
  }
  return { starts, words };
}

/** `members` of a table's strings, sorted; `rank` is their place by ordinal of the table. */
function ranks(
  strings: readonly string[],
  members: Uint32Array,
): { sorted: string[]; order: Uint32Array; rank: Uint32Array } {
  const order = orderOfKeys(Array.from(members, (member) => strings[member]!)).map((place) => members[place]!);
  const rank = new Uint32Array(strings.length);
  for (let i = 0; i < order.length; i++) rank[order[i]!] = i;
  return { sorted: Array.from(order, (i) => strings[i]!), order, rank };
}

/**
 * Trigrams of the folded words as ordinals into the segment's own list of codes: rows of one width, so that a word
 * is one read of memory.
 */
function trigramSections(folded: readonly string[]): [string, SectionContent][] {
  const codes = new Uint32Array(folded.length * trigramsOfWord);
  const counts = new Uint8Array(folded.length);
  const seen = new Uint8Array(trigramCodes);
  for (let word = 0; word < folded.length; word++) {
    const first = word * trigramsOfWord;
    counts[word] = writeTrigrams(folded[word]!, codes, first);
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
  for (let word = 0; word < folded.length; word++) {
    const first = word * trigramsOfWord;
    for (let i = first; i < first + counts[word]!; i++) rows[i] = ordinalOf[codes[i]!]!;
  }
  return [
    ["trigrams.codes", distinct.view()],
    ["words.trigrams", rows],
  ];
}

export interface BuiltDictionary {
  readonly sections: Map<string, SectionContent>;
  /** Ordinal of the dictionary by ordinal of the table; 0 for words that are not in it. */
  readonly wordRank: Uint32Array;
  readonly stemCount: number;
}

/** Sorts words of a table into the sections of a dictionary file: those whose ordinals are `used`, each named once. */
export function buildDictionary(table: WordTable, used: Uint32Array): BuiltDictionary {
  const words = ranks(table.words, used);
  const stems = ranks(table.stems, stemsOf(table, used));
  const stem1 = new Uint32Array(words.order.length);
  const stem2 = new Uint32Array(words.order.length);
  for (let i = 0; i < words.order.length; i++) {
    const word = words.order[i]!;
    const second = table.secondStem.at(word);
    stem1[i] = stems.rank[table.firstStem.at(word)]!;
    stem2[i] = second === noStem ? noStem : stems.rank[second]!;
  }
  const folded = words.sorted.map(fold);
  const sections = new Map<string, SectionContent>([
    ...stringTableSections("words", words.sorted),
    ...stringTableSections("stems", stems.sorted),
    ["words.stem1", stem1],
    ["words.stem2", stem2],
    ...trigramSections(folded),
    ["words.folded", orderOfKeys(folded)],
    ["stems.skeletons", orderOfKeys(stems.sorted.map(skeleton))],
  ]);
  return { sections, wordRank: words.rank, stemCount: stems.order.length };
}

function stemsOf(table: WordTable, words: Uint32Array): Uint32Array {
  const isUsed = new Uint8Array(table.stems.length);
  for (const word of words) {
    const second = table.secondStem.at(word);
    isUsed[table.firstStem.at(word)] = 1;
    if (second !== noStem) isUsed[second] = 1;
  }
  return Uint32Array.from(table.stems.keys()).filter((stem) => isUsed[stem] === 1);
}
