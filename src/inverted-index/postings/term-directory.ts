/**
 * Where the lists of a field's terms stand: for each term of the dictionary, in order, its document frequency and the
 * bytes of its list, as LEB128; an index into these entries for every 64th term. A block of terms of which the field
 * has none has no entries.
 *
 *     entry = docFreq [ bytes of the list ] ;      a term without documents is one zero
 *     index = for each block, and once more behind the last: where its entries and lists begin ;
 * @module
 */
import { ByteWriter } from "../codec/byte-writer.ts";
import { GrowableUint32 } from "../codec/growable.ts";

const blockTerms = 64;

/** Before format 3 an index had a third number, and an entry of a stem the bytes of its positions. */
export interface DirectoryLayout {
  readonly indexWidth: number;
  readonly hasPositions: boolean;
}

const directoryLayout: DirectoryLayout = { indexWidth: 2, hasPositions: false };

export interface DirectoryColumns {
  readonly entries: Uint8Array;
  readonly index: Uint32Array;
}

export class DirectoryWriter {
  readonly #entries = new ByteWriter();
  readonly #index = new GrowableUint32();
  #blanks = 0;
  #terms = 0;
  #lists = 0;

  /** The next term of the dictionary; `docFreq` 0 where the field does not have it. */
  add(docFreq: number, listBytes: number): void {
    if (this.#terms % blockTerms === 0) this.#startBlock();
    this.#terms++;
    if (docFreq === 0) {
      this.#blanks++;
      return;
    }
    for (; this.#blanks > 0; this.#blanks--) this.#entries.byte(0);
    this.#entries.varint(docFreq);
    this.#entries.varint(listBytes);
    this.#lists += listBytes;
  }

  finish(): DirectoryColumns {
    this.#startBlock();
    return { entries: this.#entries.view().slice(), index: this.#index.view().slice() };
  }

  #startBlock(): void {
    this.#blanks = 0;
    this.#index.push(this.#entries.length);
    this.#index.push(this.#lists);
  }
}

/** Looks terms up: `find` moves to one, whose entry the fields then hold. */
export class TermDirectory {
  docFreq = 0;
  listStart = 0;
  listEnd = 0;
  readonly #entries: Uint8Array;
  readonly #index: Uint32Array;
  readonly #indexWidth: number;
  readonly #hasPositions: boolean;
  /** The term whose entry begins at `#at`; the next lookup of its block begins there if it can. */
  #next = 0;
  #at = 0;
  #block = -1;
  #blockEnd = 0;

  constructor({ entries, index }: DirectoryColumns, layout: DirectoryLayout = directoryLayout) {
    this.#entries = entries;
    this.#index = index;
    this.#indexWidth = layout.indexWidth;
    this.#hasPositions = layout.hasPositions;
  }

  /** False where the field does not have the term. */
  find(term: number): boolean {
    const block = Math.floor(term / blockTerms);
    if (block !== this.#block || term < this.#next) {
      if ((block + 1) * this.#indexWidth >= this.#index.length) return false;
      this.#open(block);
    }
    this.docFreq = 0;
    while (this.#next <= term && this.#at < this.#blockEnd) {
      this.#next++;
      this.docFreq = this.#varint();
      if (this.docFreq === 0) continue;
      this.listStart = this.listEnd;
      this.listEnd += this.#varint();
      if (this.#hasPositions) this.#varint();
    }
    return this.#next === term + 1 && this.docFreq > 0;
  }

  #open(block: number): void {
    const at = block * this.#indexWidth;
    this.#block = block;
    this.#next = block * blockTerms;
    this.#at = this.#index[at]!;
    this.#blockEnd = Math.min(this.#index[at + this.#indexWidth]!, this.#entries.length);
    this.listEnd = this.#index[at + 1]!;
  }

  #varint(): number {
    const entries = this.#entries;
    let byte = entries[this.#at++]!;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 35; shift += 7) {
      byte = entries[this.#at++]!;
      value |= (byte & 0x7f) << shift;
    }
    return value >>> 0;
  }
}
