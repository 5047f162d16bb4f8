/**
 * The documents of a segment that is being made, packed as they come.
 * @module
 */
import { GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent } from "../codec/section-file.ts";
import { blocksOfEach, DocumentPacker, noCode, type PackedDocuments } from "./document-packer.ts";
import type { DocumentStore } from "./document-store.ts";

/** So much is packed at once: enough to make a code of. */
const runBytes = 256 * 1024;
/** A merge keeps a code that serves so much of what it merges, or so many bytes, and never one that serves fewer. */
const mostCodesKept = 16;
const enoughOfCode = 4 * 1024 * 1024;
const leastOfCode = 32 * 1024;

export class StoreBuffer {
  readonly chunks: Uint8Array[] = [];
  readonly #packer: DocumentPacker;
  readonly #starts = new GrowableUint32();
  readonly #crcs = new GrowableUint32();
  readonly #firstDocs = new GrowableUint32();
  readonly #codesOfBlocks = new GrowableUint32();
  readonly #offsets = new GrowableUint32();
  readonly #codes: Uint8Array[] = [];
  /** By the code's bytes as text its place in `#codes`. */
  readonly #places = new Map<string, number>();
  #packedBytes = 0;
  /** Not packed yet. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  constructor(packer: DocumentPacker = new DocumentPacker()) {
    this.#packer = packer;
  }

  get docCount(): number {
    return this.#offsets.length + this.#waiting.length;
  }

  /** Packed or not. */
  get sizeBytes(): number {
    return this.#packedBytes + this.#waitingBytes;
  }

  /** @param stored - JSON in compact text, which is not to change any more */
  add(stored: Uint8Array): void {
    this.#waiting.push(stored);
    this.#waitingBytes += stored.length;
    if (this.#waitingBytes >= runBytes) this.#pack();
  }

  /** Adds documents that were packed elsewhere. */
  append({ chunks, starts, crcs, firstDocs, codesOfBlocks, offsets, codes }: PackedDocuments): void {
    this.#pack();
    const places = codes.map((code) => this.#placeOf(code));
    for (const code of codesOfBlocks) this.#codesOfBlocks.push(places[code]!);
    for (const start of starts) this.#starts.push(this.#packedBytes + start);
    this.#crcs.append(crcs);
    for (const doc of firstDocs) this.#firstDocs.push(this.#offsets.length + doc);
    this.#offsets.append(offsets);
    for (const chunk of chunks) {
      this.chunks.push(chunk);
      this.#packedBytes += chunk.length;
    }
  }

  /**
   * Adds the documents of another store that `keep` names. Those of a code that serves a good part of them stay encoded,
   * the others are packed anew: whatever is merged, and however often, there are few codes in the end.
   * @param mergedBytes - of all stores that are merged
   */
  copy(source: DocumentStore, keep: (doc: number) => boolean, mergedBytes: number): void {
    const least = Math.max(leastOfCode, Math.min(mergedBytes / mostCodesKept, enoughOfCode));
    const isKept = source.encodedBytes(keep).map((bytes) => (bytes >= least ? 1 : 0));
    let encoded: Uint8Array[] = [];
    let encodedBytes = 0;
    let code = noCode;
    const flush = () => {
      if (encoded.length > 0) this.append(blocksOfEach(encoded, code));
      encoded = [];
      encodedBytes = 0;
    };
    for (let doc = 0; doc < source.docCount; doc++) {
      if (!keep(doc)) continue;
      const own = source.codeOf(doc);
      if (own === undefined || isKept[own.number] === 0) {
        flush();
        this.add(source.compact(doc));
        continue;
      }
      if (own.bytes !== code || encodedBytes >= runBytes) flush();
      code = own.bytes;
      const bytes = source.encoded(doc);
      encoded.push(bytes);
      encodedBytes += bytes.length;
    }
    flush();
  }

  /** What was added so far, which the buffer still shares. */
  packed(): PackedDocuments {
    this.#pack();
    return {
      chunks: this.chunks,
      starts: this.#starts.view(),
      crcs: this.#crcs.view(),
      firstDocs: this.#firstDocs.view(),
      codesOfBlocks: this.#codesOfBlocks.view(),
      offsets: this.#offsets.view(),
      codes: this.#codes,
    };
  }

  /** The addresses and codes, for the columns file; call after the last document. */
  addressSections(): [string, SectionContent][] {
    const { starts, crcs, firstDocs, codesOfBlocks, offsets, codes } = this.packed();
    const withEnd = new Uint32Array(starts.length + 1);
    withEnd.set(starts);
    withEnd[starts.length] = this.#packedBytes;
    const codeStarts = new Uint32Array(codes.length + 1);
    for (const [i, code] of codes.entries()) codeStarts[i + 1] = codeStarts[i]! + code.length;
    return [
      ["store.starts", withEnd],
      ["store.crcs", crcs],
      ["store.firstDocs", firstDocs],
      ["store.offsets", offsets],
      ["store.codesOfBlocks", codesOfBlocks],
      ["store.codes", codes],
      ["store.codeStarts", codeStarts],
    ];
  }

  #pack(): void {
    if (this.#waiting.length === 0) return;
    const packed = this.#packer.pack(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.append(packed);
  }

  #placeOf(code: Uint8Array): number {
    const key = Buffer.from(code.buffer, code.byteOffset, code.length).toString("latin1");
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.#codes.push(code) - 1;
      this.#places.set(key, place);
    }
    return place;
  }
}
