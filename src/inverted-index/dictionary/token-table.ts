/**
 * Distinct tokens of the texts being indexed, looked up by their code units in place: no string is cut from the text
 * for a token that is known. A token of at most twelve letters, marks and digits, which is nearly every one, is packed
 * into three numbers that tell it from every other; they stand beside its value in one record of 16 bytes, because
 * what a lookup costs is its misses of the processor's cache. Other tokens go through a Map.
 * @module
 */

const initialRecords = 1 << 12;
/** Three words of the packed token, then its value plus two, modulo 2^32; 0 is a free record. */
const recordWords = 4;
const valueOffset = 2;
const codeBits = 7;
const codesInWord = 4;
const packedUnits = 3 * codesInWord;

/** Codes of the units that can be packed, from 1; 0 for all others. */
const codeOf: Uint8Array = unitCodes([
  [0x0621, 0x063a], // Arabic letters
  [0x0640, 0x0652], // tatweel, Arabic letters, marks
  [0x0660, 0x0669], // Arabic digits
  [0x0670, 0x0670], // superscript alef
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a],
]);

function unitCodes(ranges: readonly (readonly [number, number])[]): Uint8Array {
  const codes = new Uint8Array(0x10000);
  let next = 1;
  for (const [from, to] of ranges) for (let unit = from; unit <= to; unit++) codes[unit] = next++;
  return codes;
}

export class TokenTable {
  #records = new Uint32Array(initialRecords * recordWords);
  #size = 0;
  readonly #others = new Map<string, number>();

  /** The value of the token `text[start, end)`; a new one gets what `make` answers: any u32 but 2^32 - 2. */
  get(text: string, start: number, end: number, make: (raw: string) => number): number {
    if (end - start > packedUnits) return this.#other(text.slice(start, end), make);
    let first = 0;
    let second = 0;
    let third = 0;
    for (let at = start; at < end; at++) {
      const code = codeOf[text.charCodeAt(at)]!;
      if (code === 0) return this.#other(text.slice(start, end), make);
      // Shifted through all three: the last unit stands lowest in the first.
      third = (third << codeBits) | (second >>> (codeBits * (codesInWord - 1)));
      second = ((second << codeBits) & 0xfffffff) | (first >>> (codeBits * (codesInWord - 1)));
      first = ((first << codeBits) & 0xfffffff) | code;
    }
    const records = this.#records;
    const mask = records.length - recordWords;
    let at = (hashOf(first, second, third) * recordWords) & mask;
    for (;;) {
      const value = records[at + 3]!;
      if (value === 0) break;
      if (records[at] === first && records[at + 1] === second && records[at + 2] === third)
        return (value - valueOffset) >>> 0;
      at = (at + recordWords) & mask;
    }
    const value = make(text.slice(start, end));
    // What makes the value may have added tokens: the place is looked for anew.
    this.#add(first, second, third, (value + valueOffset) >>> 0);
    return value;
  }

  #other(raw: string, make: (raw: string) => number): number {
    let value = this.#others.get(raw);
    if (value === undefined) {
      value = make(raw);
      this.#others.set(detached(raw), value);
    }
    return value;
  }

  #add(first: number, second: number, third: number, stored: number): void {
    if (++this.#size * recordWords * 2 > this.#records.length) this.#grow();
    this.#place(first, second, third, stored);
  }

  #grow(): void {
    const old = this.#records;
    this.#records = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += recordWords)
      if (old[at + 3] !== 0) this.#place(old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!);
  }

  #place(first: number, second: number, third: number, stored: number): void {
    const records = this.#records;
    const mask = records.length - recordWords;
    let at = (hashOf(first, second, third) * recordWords) & mask;
    while (records[at + 3] !== 0) at = (at + recordWords) & mask;
    records[at] = first;
    records[at + 1] = second;
    records[at + 2] = third;
    records[at + 3] = stored;
  }
}

/** Shorter slices are copies. */
const leastSharedUnits = 13;

/** A slice keeps the whole text it was cut from alive: copy what outlives it. */
export function detached(text: string): string {
  return text.length < leastSharedUnits ? text : Buffer.from(text, "utf16le").toString("utf16le");
}

function hashOf(first: number, second: number, third: number): number {
  let hash = Math.imul(first, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ third, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) & 0x0fffffff;
}
