/**
 * What stored documents are compressed by: Huffman codes, for each byte the one that belongs to the byte before it
 * (order 1). A document is decoded alone, without those around it. After a byte that the code was not made for, all bytes
 * stand as they are; elsewhere one that was not foreseen stands behind an escape.
 *
 *     code    = { context } ;                                contexts ascending
 *     context = byte before u8, number of bytes - 1 u8, { byte u8 }, { lengths u8 } ;
 *     lengths = two lengths, the first in the lower half: of the escape, then of each byte in this order ;
 *     text    = { word | escape, byte }, { 1 } ;             the highest bit of each byte first, filled up with ones
 *
 * Words are canonical: shorter ones come first, those of the same length in the order of their bytes, the escape last of
 * all. It is all ones, so that what fills up the last byte is no word.
 * @module
 */
import { ByteWriter } from "../codec/byte-writer.ts";
import { huffmanLengths } from "./huffman-lengths.ts";

const bytes = 256;
/** One look at the next eight bits finds a word; 9 would save one byte in a hundred and fifty, and double the tables. */
const longest = 8;
const unforeseen = bytes;
/** Stands in front of a document. */
const contextOfFirst = 0;
/** Rarer pairs cost more in the code than they save: a context has two bytes there, and each of its bytes one and a half. */
const fewestOfContext = 8;
const fewestOfPair = 2;
const mostOfContext = 2 ** longest - 1;

/** Of an entry: bits of the word in the lowest four, above them the word, or what it stands for. */
const lengthBits = 4;
const lengthMask = 2 ** lengthBits - 1;
const asItIs = longest;

/** What the decoder looks at behind a document. */
export const behindText = 4;

interface Context {
  readonly before: number;
  /** Bytes that have a word, ascending. */
  readonly symbols: Uint8Array;
  /** Of the escape's word, then of theirs. */
  readonly lengths: Uint8Array;
}

/** How often each byte follows each: what a code is made of. */
export class PairCounts {
  /** At 256 times the byte before, plus the byte. */
  readonly counts: Uint32Array = new Uint32Array(bytes * bytes);
  /** Of all documents counted. */
  sizeBytes = 0;

  add(document: Uint8Array): void {
    const { counts } = this;
    let row = contextOfFirst;
    for (let i = 0; i < document.length; i++) {
      const byte = document[i]!;
      counts[row + byte]!++;
      row = byte * bytes;
    }
    this.sizeBytes += document.length;
  }

  clear(): void {
    this.counts.fill(0);
    this.sizeBytes = 0;
  }
}

export class ContextCode {
  /** The code, as the grammar above has it. */
  readonly bytes: Uint8Array;
  readonly #contexts: readonly Context[];
  #encoder: Encoder | undefined;
  #decoder: Decoder | undefined;

  private constructor(contexts: readonly Context[], bytes: Uint8Array) {
    this.#contexts = contexts;
    this.bytes = bytes;
  }

  /** The code that is best for what was counted, and good for more of its kind. */
  static of({ counts }: PairCounts): ContextCode {
    const contexts = contextsOf(counts);
    return new ContextCode(contexts, serialized(contexts));
  }

  /** Undefined where the bytes are no code. */
  static read(bytes: Uint8Array): ContextCode | undefined {
    const contexts = parsed(bytes);
    return contexts && new ContextCode(contexts, bytes);
  }

  /** Writes a document behind what `out` holds. */
  encode(document: Uint8Array, out: ByteWriter): void {
    this.#encoder ??= new Encoder(this.#contexts);
    this.#encoder.encode(document, out);
  }

  /**
   * What `encode` was given.
   * @param source - holds it in [from, to), and `behindText` bytes behind it, which do not matter
   */
  decode(source: Uint8Array, from: number, to: number): Uint8Array {
    this.#decoder ??= new Decoder(this.#contexts);
    return this.#decoder.decode(source, from, to);
  }
}

function contextsOf(counts: Uint32Array): Context[] {
  const contexts: Context[] = [];
  for (let before = 0; before < bytes; before++) {
    const row = counts.subarray(before * bytes, (before + 1) * bytes);
    const symbols = symbolsOf(row);
    if (symbols.length === 0) continue;
    // The escape weighs nothing, so that its word is one of the longest.
    const weights = Uint32Array.from([0, ...symbols.map((byte) => row[byte]!)]);
    contexts.push({ before, symbols: Uint8Array.from(symbols), lengths: huffmanLengths(weights, longest) });
  }
  return contexts;
}

/** Bytes that get a word, by how often each follows; none where all together follow too seldom. */
function symbolsOf(row: Uint32Array): number[] {
  const symbols: number[] = [];
  let total = 0;
  for (let byte = 0; byte < bytes; byte++) {
    total += row[byte]!;
    if (row[byte]! >= fewestOfPair) symbols.push(byte);
  }
  if (total < fewestOfContext) return [];
  if (symbols.length <= mostOfContext) return symbols;
  const rarest = symbols.reduce((a, b) => (row[b]! < row[a]! ? b : a));
  return symbols.filter((byte) => byte !== rarest);
}

function serialized(contexts: readonly Context[]): Uint8Array {
  const out = new ByteWriter(4096);
  for (const { before, symbols, lengths } of contexts) {
    out.byte(before);
    out.byte(symbols.length - 1);
    out.bytes(symbols);
    for (let i = 0; i < lengths.length; i += 2) out.byte(lengths[i]! | ((lengths[i + 1] ?? 0) << lengthBits));
  }
  return out.view().slice();
}

function parsed(source: Uint8Array): Context[] | undefined {
  const contexts: Context[] = [];
  let at = 0;
  while (at < source.length) {
    const before = source[at]!;
    const count = (source[at + 1] ?? 0) + 1;
    const symbols = source.slice(at + 2, at + 2 + count);
    at += 2 + count;
    const lengths = new Uint8Array(count + 1);
    for (let i = 0; i <= count; i++)
      lengths[i] = ((source[at + (i >>> 1)] ?? 0) >>> ((i & 1) * lengthBits)) & lengthMask;
    at += (count + 2) >>> 1;
    if (at > source.length || !isComplete(lengths)) return undefined;
    contexts.push({ before, symbols, lengths });
  }
  return contexts;
}

/** Whether there are as many words as bits leave room for, and the escape's is one of the longest. */
function isComplete(lengths: Uint8Array): boolean {
  let sum = 0;
  let most = 0;
  for (const length of lengths) {
    if (length === 0 || length > longest) return false;
    sum += 2 ** (longest - length);
    most = Math.max(most, length);
  }
  return sum === 2 ** longest && lengths[0] === most;
}

/** Calls `take` with each symbol, the word that stands for it and its bits. */
function eachWord({ symbols, lengths }: Context, take: (symbol: number, word: number, length: number) => void): void {
  let word = 0;
  for (let length = 1; length <= longest; length++, word <<= 1)
    for (let i = 0; i < symbols.length; i++) if (lengths[i + 1] === length) take(symbols[i]!, word++, length);
  take(unforeseen, 2 ** lengths[0]! - 1, lengths[0]!);
}

class Encoder {
  /** Entries of words by pair: 0 where the byte needs an escape. */
  readonly #words = new Uint16Array(bytes * bytes);
  /** Entries of the escapes by context. */
  readonly #escapes = new Uint16Array(bytes);

  constructor(contexts: readonly Context[]) {
    const words = this.#words;
    for (let pair = 0; pair < words.length; pair++) words[pair] = ((pair % bytes) << lengthBits) | asItIs;
    for (const context of contexts) {
      const row = context.before * bytes;
      words.fill(0, row, row + bytes);
      eachWord(context, (symbol, word, length) => {
        const entry = (word << lengthBits) | length;
        if (symbol === unforeseen) this.#escapes[context.before] = entry;
        else words[row + symbol] = entry;
      });
    }
  }

  encode(document: Uint8Array, writer: ByteWriter): void {
    const words = this.#words;
    // A byte takes at most an escape and itself.
    const out = writer.room(2 * document.length + 1);
    let at = writer.length;
    let row = contextOfFirst;
    let bits = 0;
    let held = 0;
    for (let i = 0; i < document.length; i++) {
      const byte = document[i]!;
      let entry = words[row + byte]!;
      if (entry === 0) {
        const word = this.#escapes[row / bytes]!;
        bits = (bits << (word & lengthMask)) | (word >>> lengthBits);
        held += word & lengthMask;
        entry = (byte << lengthBits) | asItIs;
      }
      bits = (bits << (entry & lengthMask)) | (entry >>> lengthBits);
      held += entry & lengthMask;
      row = byte * bytes;
      // At most 15 before and 16 new: no bit is lost.
      if (held >= 16) {
        held -= 16;
        out[at] = bits >>> (held + 8);
        out[at + 1] = bits >>> held;
        at += 2;
      }
    }
    if (held >= 8) {
      held -= 8;
      out[at++] = bits >>> held;
    }
    if (held > 0) out[at++] = (bits << (8 - held)) | (0xff >>> held);
    writer.length = at;
  }
}

/** Words that 25 bits hold. */
const wordsOfBits = 3;
/** More than most documents have. */
const scratch = new Uint8Array(2 ** 16);

class Decoder {
  /** By row and the next eight bits: the word that they begin with, and above its bits the byte that it stands for. */
  readonly #entries: Uint16Array;
  /** By the byte before; row 0 is of contexts without a code. */
  readonly #rows = new Uint16Array(bytes);

  constructor(contexts: readonly Context[]) {
    const entries = new Uint16Array((contexts.length + 1) << longest);
    for (let byte = 0; byte < bytes; byte++) entries[byte] = (byte << lengthBits) | asItIs;
    for (const [i, context] of contexts.entries()) {
      const row = i + 1;
      this.#rows[context.before] = row;
      eachWord(context, (symbol, word, length) => {
        const from = (row << longest) | (word << (longest - length));
        entries.fill((symbol << lengthBits) | length, from, from + 2 ** (longest - length));
      });
    }
    this.#entries = entries;
  }

  decode(source: Uint8Array, from: number, to: number): Uint8Array {
    const entries = this.#entries;
    const rows = this.#rows;
    const end = to * 8;
    // No word is shorter than a bit.
    const mostBytes = (to - from) * 8;
    const decoded = mostBytes <= scratch.length ? scratch : new Uint8Array(mostBytes);
    let length = 0;
    let row = rows[contextOfFirst]!;
    text: for (let at = from * 8; ; ) {
      let bits = bitsFrom(source, at);
      for (let word = 0; word < wordsOfBits; word++) {
        const entry = entries[(row << longest) | (bits >>> 24)]!;
        at += entry & lengthMask;
        if (at > end) break text;
        let byte = entry >>> lengthBits;
        if (byte === unforeseen) {
          if (at + 8 > end) break text;
          byte = bitsFrom(source, at) >>> 24;
          at += 8;
          word = wordsOfBits;
        }
        decoded[length++] = byte;
        row = rows[byte]!;
        bits <<= entry & lengthMask;
      }
    }
    return decoded.slice(0, length);
  }
}

/** At least 25 bits of `source` from bit `at` on, the first of them the highest of 32. */
function bitsFrom(source: Uint8Array, at: number): number {
  const byte = at >>> 3;
  const four = (source[byte]! << 24) | (source[byte + 1]! << 16) | (source[byte + 2]! << 8) | source[byte + 3]!;
  return four << (at & 7);
}
