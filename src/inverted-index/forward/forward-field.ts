/**
 * The forward index of one text field: for each document that has the field its words in order, as ordinals.
 * Postings are made from it by inversion, at flush and at merge alike, and rescoring reads it instead of text.
 *
 * In a file and in memory a token is a u16 code: the field's most frequent words have one each, any other takes two.
 *
 *     token = 0x0000 .. 0xF7FF          the word `frequent[code]`
 *           | 0xF800 .. 0xFFFE low      the word (code - 0xF800) << 16 | low
 *           | 0xFFFF                    the boundary between two values
 * @module
 */
import { documentLimits } from "../../contract/index.ts";
import { placeOf } from "../codec/binary-search.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { encodeOrdinals, mostOrdinals, readOrdinals } from "../codec/ordinal-list.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { firstRareKey, type WordFilter } from "./word-filter.ts";
import type { WordSequence } from "./word-sequence.ts";

/** Stands between two values of a field: positions jump by `documentLimits.positionGap`. */
export const valueBoundary = 0xffffffff;

const firstEscape = 0xf800;
const boundaryCode = 0xffff;
/** Occurrences from which a code of its own saves more than its place in the list costs. */
const leastFrequent = 3;

/** More than any file holds. */
const mostCodes = 2 ** 30;

/** Codes in a line of the cache, and how many lines of a row are asked for at once; the others follow by themselves. */
const lineCodes = 32;
const touchedLines = 4;

/** Collects one field; documents in ascending order. */
export class ForwardBuffer {
  readonly docs: GrowableUint32 = new GrowableUint32();
  readonly starts: GrowableUint32 = new GrowableUint32();
  readonly lengths: GrowableUint32 = new GrowableUint32();
  /** Another thread may invert them. */
  readonly tokens: GrowableUint32 = new GrowableUint32(1024, true);
  #length = 0;

  /** Opens the field's next value in `doc`. */
  startValue(doc: number): void {
    if (this.docs.length > 0 && this.docs.at(this.docs.length - 1) === doc) {
      this.tokens.push(valueBoundary);
      return;
    }
    this.endDocument();
    this.docs.push(doc);
    this.starts.push(this.tokens.length);
  }

  push(word: number): void {
    this.tokens.push(word);
    this.#length++;
  }

  append(words: Uint32Array): void {
    this.tokens.append(words);
    this.#length += words.length;
  }

  endDocument(): void {
    if (this.lengths.length < this.docs.length) this.lengths.push(this.#length);
    this.#length = 0;
  }
}

/** One field's words as they are collected; row i belongs to document `docs[i]`. */
export interface ForwardRows {
  readonly docs: Uint32Array;
  /** First token of each row; one entry more than rows. */
  readonly starts: Uint32Array;
  /** Tokens of each row without boundaries. */
  readonly lengths: Uint32Array;
  /** Words and `valueBoundary`. */
  readonly tokens: Uint32Array;
}

/** The buffer's content, which it still shares. */
export function finishForward(buffer: ForwardBuffer): ForwardRows {
  buffer.endDocument();
  const tokens = buffer.tokens.view();
  const starts = new Uint32Array(buffer.docs.length + 1);
  starts.set(buffer.starts.view());
  starts[buffer.docs.length] = tokens.length;
  return { docs: buffer.docs.view(), starts, lengths: buffer.lengths.view(), tokens };
}

/** @param wordRank - ordinal of the dictionary of each collected word */
export function forwardSections(prefix: string, rows: ForwardRows, wordRank: Uint32Array): [string, SectionContent][] {
  const { tokens } = rows;
  const { frequent, codeOf, rareTokens } = chooseCodes(tokens, wordRank);
  const codes = new Uint16Array(tokens.length + rareTokens);
  const starts = new Uint32Array(rows.starts.length);
  let at = 0;
  for (let row = 0; row < rows.docs.length; row++) {
    starts[row] = at;
    const end = rows.starts[row + 1]!;
    for (let i = rows.starts[row]!; i < end; i++) {
      const word = tokens[i]!;
      const code = word === valueBoundary ? boundaryCode : codeOf[word]!;
      if (code !== boundaryCode || word === valueBoundary) codes[at++] = code;
      else {
        const rank = wordRank[word]!;
        codes[at++] = firstEscape + (rank >>> 16);
        codes[at++] = rank & 0xffff;
      }
    }
  }
  starts[rows.docs.length] = at;
  return [
    [`${prefix}.docs`, encodeOrdinals(rows.docs)],
    [`${prefix}.starts`, encodeOrdinals(starts)],
    [`${prefix}.lengths`, encodeOrdinals(rows.lengths)],
    [`${prefix}.frequent`, frequent],
    [`${prefix}.codes`, codes],
  ];
}

interface ChosenCodes {
  /** Ordinals of the words that get a code of their own, ascending. */
  readonly frequent: Uint32Array;
  /** By collected word; `boundaryCode` for the others. */
  readonly codeOf: Uint16Array;
  /** Occurrences of the others. */
  readonly rareTokens: number;
}

function chooseCodes(tokens: Uint32Array, wordRank: Uint32Array): ChosenCodes {
  const counts = new Uint32Array(wordRank.length);
  for (let i = 0; i < tokens.length; i++) if (tokens[i] !== valueBoundary) counts[tokens[i]!]!++;
  const limit = leastCount(counts);
  const chosen = new GrowableUint32();
  let rareTokens = 0;
  for (let word = 0; word < counts.length; word++) {
    if (counts[word]! >= limit) chosen.push(wordRank[word]!);
    else rareTokens += counts[word]!;
  }
  const frequent = chosen.view().sort();
  const codeOfRank = codesOf(frequent);
  const codeOf = new Uint16Array(counts.length).fill(boundaryCode);
  for (let word = 0; word < counts.length; word++)
    if (counts[word]! >= limit) codeOf[word] = codeOfRank[wordRank[word]!]!;
  return { frequent, codeOf, rareTokens };
}

/** By word, up to the last one that has a code of its own; the others have `boundaryCode`. */
function codesOf(frequent: Uint32Array): Uint16Array {
  const codes = new Uint16Array(frequent.length === 0 ? 0 : frequent[frequent.length - 1]! + 1).fill(boundaryCode);
  for (let code = 0; code < frequent.length; code++) codes[frequent[code]!] = code;
  return codes;
}

/** Least count that no more words reach than there are codes. */
function leastCount(counts: Uint32Array): number {
  const longest = 1 << 16;
  const wordsWith = new Uint32Array(longest + 1);
  for (let word = 0; word < counts.length; word++) wordsWith[Math.min(counts[word]!, longest)]!++;
  let words = wordsWith[longest]!;
  let limit = longest;
  while (limit > leastFrequent && words + wordsWith[limit - 1]! <= firstEscape) words += wordsWith[--limit]!;
  return limit;
}

/** One field's forward index as it is read; row i belongs to document `docs[i]`. */
export class ForwardField {
  readonly docs: Uint32Array;
  /** Tokens of each row without boundaries. */
  readonly lengths: Uint32Array;
  /** The row read last: word ordinals and `valueBoundary`. */
  tokens: Uint32Array = new Uint32Array(1024);
  /** What was found last, and where. */
  keys: Uint32Array = new Uint32Array(1024);
  positions: Uint32Array = new Uint32Array(1024);
  /** Kept so that no compiler leaves the fetching out. */
  touched = 0;
  readonly #starts: Uint32Array;
  readonly #frequent: Uint32Array;
  readonly #codes: Uint16Array;
  readonly #file: SectionFile;
  /** Whether every document up to the last one has the field, so that a row has its document's number. */
  readonly #isEvery: boolean;
  /** Codes of words up to the last frequent one; made when first asked for. */
  #codeOf: Uint16Array | undefined;

  constructor(file: SectionFile, prefix: string) {
    const numbers = (section: string): Uint32Array => readOrdinals(file, `${prefix}.${section}`, mostOrdinals);
    this.docs = numbers("docs");
    this.lengths = numbers("lengths");
    this.#starts = numbers("starts");
    if (this.lengths.length !== this.docs.length || this.#starts.length !== this.docs.length + 1)
      throw file.corrupt(`has another number of rows than of documents in field ${prefix}`);
    this.#isEvery = this.docs.length === 0 || this.docs[this.docs.length - 1] === this.docs.length - 1;
    this.#frequent = file.uint32(`${prefix}.frequent`);
    this.#codes = file.uint16(`${prefix}.codes`);
    this.#file = file;
  }

  /** Row of a document, -1 where it does not have the field. */
  rowOf(doc: number): number {
    const { docs } = this;
    const count = docs.length;
    // Most fields stand in every document, or in all but a few.
    if (this.#isEvery) return doc < count ? doc : -1;
    const missing = docs[count - 1]! + 1 - count;
    return placeOf(docs, doc, Math.max(0, doc - missing), Math.min(doc + 1, count));
  }

  /**
   * Asks for the rows of documents that are read next, all at once: the processor fetches what does not depend on each
   * other at the same time, where reading row after row would wait for each.
   * @param to - a place in `docs`, behind the last of a few dozen
   */
  touch(docs: Uint32Array, from: number, to: number): void {
    const codes = this.#codes;
    const starts = this.#starts;
    let sum = 0;
    for (let i = from; i < to; i++) {
      // Where some document lacks the field this may be a row beside; it is no answer, and no error.
      const row = docs[i]!;
      if (row >= this.docs.length) continue;
      const start = starts[row]!;
      for (let line = 0; line < touchedLines && start + line * lineCodes < codes.length; line++)
        sum += codes[start + line * lineCodes]!;
    }
    this.touched = sum;
  }

  /** Reads a row into `tokens`; returns how many they are. The next call overwrites them. */
  read(row: number): number {
    const codes = this.#codes;
    const from = this.#starts[row]!;
    const end = this.#endOf(row);
    if (this.tokens.length < end - from) this.tokens = new Uint32Array((end - from) * 2);
    const { tokens } = this;
    const frequent = this.#frequent;
    let count = 0;
    for (let i = from; i < end; i++) {
      const code = codes[i]!;
      if (code < firstEscape) tokens[count++] = frequent[code]!;
      else if (code === boundaryCode) tokens[count++] = valueBoundary;
      else tokens[count++] = ((code - firstEscape) << 16) | codes[++i]!;
    }
    return count;
  }

  /** Words with a code of their own; their keys are below it. */
  get frequentCount(): number {
    return this.#frequent.length;
  }

  /** Of all rows: at least as many as there are words. */
  get codeCount(): number {
    return this.#codes.length;
  }

  /** What stands for a word in `find`: its code, or a number above all codes. */
  keyOf(word: number): number {
    this.#codeOf ??= codesOf(this.#frequent);
    const code = this.#codeOf[word] ?? boundaryCode;
    return code === boundaryCode ? firstRareKey + word : code;
  }

  /** Reads the first `most` codes of a row into `keys`; returns how many words they are. The next call overwrites them. */
  readKeys(row: number, most: number): number {
    const codes = this.#codes;
    const from = this.#starts[row]!;
    const end = Math.min(this.#endOf(row), from + most);
    this.#makeRoom(end - from);
    const { keys } = this;
    let count = 0;
    for (let i = from; i < end; i++) {
      const code = codes[i]!;
      if (code < firstEscape) keys[count++] = code;
      else if (code !== boundaryCode) keys[count++] = firstRareKey + (((code - firstEscape) << 16) | codes[++i]!);
    }
    return count;
  }

  /** The word that a key stands for. */
  wordOf(key: number): number {
    return key < firstRareKey ? this.#frequent[key]! : key - firstRareKey;
  }

  /**
   * Finds words among the first `most` codes of a row: their keys into `keys`, their positions into `positions`, as
   * many as it returns. The next call overwrites them. A rare word may be found that only shares its bit.
   */
  find(row: number, { bits }: WordFilter, most: number = mostCodes): number {
    const codes = this.#codes;
    const from = this.#starts[row]!;
    const whole = this.#endOf(row);
    const end = whole - from > most ? from + most : whole;
    this.#makeRoom(end - from);
    const { keys, positions } = this;
    let count = 0;
    // Position of code i is i + shift: a rare word takes two codes, a boundary makes a gap.
    let shift = 0 - from;
    for (let i = from; i < end; i++) {
      const code = codes[i]!;
      if (code < firstEscape) {
        // Written whether it is one of the words or not: a branch that cannot be foretold costs more.
        keys[count] = code;
        positions[count] = i + shift;
        count += (bits[code >>> 5]! >>> (code & 31)) & 1;
      } else if (code === boundaryCode) {
        shift += documentLimits.positionGap - 1;
      } else {
        const low = codes[++i]!;
        shift--;
        keys[count] = firstRareKey + (((code - firstEscape) << 16) | low);
        positions[count] = i + shift;
        count += (bits[(firstRareKey | low) >>> 5]! >>> (low & 31)) & 1;
      }
    }
    return count;
  }

  /**
   * How often a row holds a sequence of words side by side. Shift-And (Baeza-Yates & Gonnet 1992): bit i of the state
   * says that the last words were the sequence's first i + 1.
   * @param most - no further is counted; at least 1
   */
  countSequence(row: number, sequence: WordSequence, most: number): number {
    const codes = this.#codes;
    const { places } = sequence;
    const end = this.#endOf(row);
    const last = 1 << (sequence.length - 1);
    let state = 0;
    let count = 0;
    for (let i = this.#starts[row]!; i < end; i++) {
      const code = codes[i]!;
      if (code < firstEscape) state = ((state << 1) | 1) & places[code]!;
      else if (code === boundaryCode) state = 0;
      else {
        const low = codes[++i]!;
        // Most words without a code share their bit with none of the sequence.
        state =
          places[firstRareKey | low] === 0
            ? 0
            : ((state << 1) | 1) & sequence.placesOfRare(firstRareKey + (((code - firstEscape) << 16) | low));
      }
      if ((state & last) !== 0 && ++count === most) break;
    }
    return count;
  }

  #makeRoom(codes: number): void {
    if (this.keys.length >= codes) return;
    this.keys = new Uint32Array(codes * 2);
    this.positions = new Uint32Array(codes * 2);
  }

  #endOf(row: number): number {
    const end = this.#starts[row + 1]!;
    if (!(this.#starts[row]! <= end && end <= this.#codes.length)) throw this.#file.corrupt(`has no row ${row}`);
    return end;
  }
}
