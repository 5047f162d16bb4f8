/**
 * Documents into blocks, each document compressed by itself: a block has one checksum and is read at once.
 * @module
 */
import { crc32 } from "node:zlib";
import { ByteWriter } from "../codec/byte-writer.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { ContextCode, PairCounts } from "./context-code.ts";

/** Blocks of documents behind one another: what a store file and its addresses are made of. */
export interface PackedDocuments {
  /** The blocks. */
  readonly chunks: readonly Uint8Array[];
  /** By block: where it begins, its CRC-32, the number of its first document, the number of its code in `codes`. */
  readonly starts: Uint32Array;
  readonly crcs: Uint32Array;
  readonly firstDocs: Uint32Array;
  readonly codesOfBlocks: Uint32Array;
  /** By document: where it begins in its block. */
  readonly offsets: Uint32Array;
  /** What `ContextCode.read` reads; documents of an empty one stand as they are. */
  readonly codes: readonly Uint8Array[];
}

/** A code serves for so many times what it was made of, and never for more than the most. */
const servedTimes = 64;
const servedMostBytes = 16 * 1024 * 1024;
/** Where it does worse by so much than at first, the text is of another kind. */
const worseBy = 1.125;
/** Less text says too little, be it to make a code of or to judge one by. */
const fewestBytes = 4 * 1024;
/** A code of less does better on what it was made of than on anything else. */
const judgedFromBytes = 32 * 1024;
/** More need not be counted. */
const enoughBytes = 128 * 1024;
/** Larger blocks cost every hit shown more to read and to verify; smaller ones need more addresses. */
const blockBytes = 2 * 1024;

/** Documents without one stand as they are. */
export const noCode: Uint8Array = new Uint8Array(0);

/**
 * Chooses the code: made of the first documents it sees, and anew from time to time. A thread has one packer for
 * all segments that it makes of documents, so that what few begin others go on with.
 */
export class DocumentPacker {
  #code: ContextCode | undefined;
  #madeOfBytes = 0;
  /** Encoded by unencoded bytes, when the code was made. */
  #ratio = 1;
  /** How much more it may encode. */
  #servesBytes = 0;
  /** Of documents that the next code is made of. */
  readonly #seen = new PairCounts();
  readonly #out = new ByteWriter(1 << 14);

  /** @param documents - JSON in compact text */
  pack(documents: readonly Uint8Array[]): PackedDocuments {
    const totalBytes = documents.reduce((sum, document) => sum + document.length, 0);
    let ends = this.#servesBytes < totalBytes ? undefined : this.#encode(documents);
    if (ends !== undefined && this.#isStrange(totalBytes)) {
      this.#seen.clear();
      ends = undefined;
    }
    if (ends === undefined || this.#seen.sizeBytes < enoughBytes)
      for (const document of documents) this.#seen.add(document);
    if (ends === undefined && this.#seen.sizeBytes >= fewestBytes) {
      this.#begin();
      ends = this.#encode(documents);
      this.#ratio = this.#out.length / totalBytes;
    }
    this.#servesBytes -= totalBytes;
    const code = this.#code?.bytes ?? noCode;
    // Few documents: their code takes up what it saves.
    if (ends === undefined || this.#out.length + code.length >= totalBytes) return blocksOfEach(documents, noCode);
    return blocksOf(this.#out.view().slice(), ends, code);
  }

  /** Whether what was encoded last is text of another kind than the code is for. */
  #isStrange(totalBytes: number): boolean {
    if (totalBytes < fewestBytes || this.#madeOfBytes < judgedFromBytes) return false;
    return this.#out.length > this.#ratio * worseBy * totalBytes;
  }

  /** Makes a code of all that was seen. */
  #begin(): void {
    this.#madeOfBytes = this.#seen.sizeBytes;
    this.#code = ContextCode.of(this.#seen);
    this.#servesBytes = Math.min(servedTimes * this.#madeOfBytes, servedMostBytes);
    // The next is made of more, up to what is enough.
    if (this.#madeOfBytes >= enoughBytes) this.#seen.clear();
  }

  /** Fills `out`; where each document ends in it. Undefined without a code. */
  #encode(documents: readonly Uint8Array[]): Uint32Array | undefined {
    const code = this.#code;
    if (code === undefined) return undefined;
    this.#out.clear();
    return Uint32Array.from(documents, (document) => {
      code.encode(document, this.#out);
      return this.#out.length;
    });
  }
}

/** @param encoded - each document by the code */
export function blocksOfEach(encoded: readonly Uint8Array[], code: Uint8Array): PackedDocuments {
  const chunk = new Uint8Array(encoded.reduce((sum, document) => sum + document.length, 0));
  let end = 0;
  const ends = Uint32Array.from(encoded, (document) => {
    chunk.set(document, end);
    end += document.length;
    return end;
  });
  return blocksOf(chunk, ends, code);
}

function blocksOf(chunk: Uint8Array, ends: Uint32Array, code: Uint8Array): PackedDocuments {
  const starts = new GrowableUint32(16);
  const crcs = new GrowableUint32(16);
  const firstDocs = new GrowableUint32(16);
  const offsets = new Uint32Array(ends.length);
  let start = 0;
  let end = 0;
  let isFirst = true;
  for (let doc = 0; doc < ends.length; doc++) {
    if (isFirst) firstDocs.push(doc);
    offsets[doc] = end - start;
    end = ends[doc]!;
    isFirst = end - start >= blockBytes || doc + 1 === ends.length;
    if (!isFirst) continue;
    starts.push(start);
    crcs.push(crc32(chunk.subarray(start, end)));
    start = end;
  }
  return {
    chunks: [chunk],
    starts: starts.view().slice(),
    crcs: crcs.view().slice(),
    firstDocs: firstDocs.view().slice(),
    codesOfBlocks: new Uint32Array(starts.length),
    offsets,
    codes: [code],
  };
}
