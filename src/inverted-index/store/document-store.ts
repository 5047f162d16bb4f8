/**
 * Stored documents in compressed blocks. The blocks stay on disk and are read only for the hits shown; their
 * addresses and checksums stand in the columns file, which is in memory.
 * @module
 */
import { constants, crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { BoundedCache } from "../../analysis/index.ts";
import { decodeCompact } from "../codec/compact-text.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";

/** Documents in blocks: what a store file and its addresses are made of. */
export interface PackedDocuments {
  /** The blocks behind one another. */
  readonly chunks: readonly Uint8Array[];
  /** By block: where it begins, its CRC-32, the number of its first document. */
  readonly starts: Uint32Array;
  readonly crcs: Uint32Array;
  readonly firstDocs: Uint32Array;
  /** By document: where it begins in its unpacked block. */
  readonly offsets: Uint32Array;
}

/**
 * Uncompressed; larger blocks shrink by a few percent more and cost every hit shown an inflation of the whole. Blocks
 * are compressed on the calling thread: to hand them to Node's pool costs more than it saves (Node 20: 0.4 s of
 * processor time for what takes 0.2 s here).
 */
const blockBytes = 4 * 1024;
/** Unpacked blocks that are kept: what is found while somebody types is found again with the next letter. */
const keptBlocks = 128;
/** A window as small as a block: setting up the default one costs as much as compressing into it. */
const deflateOptions = { level: constants.Z_BEST_SPEED, windowBits: 12, memLevel: 6 } as const;

export class StoreBuffer {
  readonly chunks: Uint8Array[] = [];
  /** Compressed so far. */
  sizeBytes = 0;
  readonly #starts = new GrowableUint32();
  readonly #crcs = new GrowableUint32();
  readonly #firstDocs = new GrowableUint32();
  readonly #offsets = new GrowableUint32();
  #pending: Uint8Array = new Uint8Array(4 * blockBytes);
  #pendingBytes = 0;
  #docs = 0;

  /** @param stored - JSON in compact text */
  add(stored: Uint8Array): void {
    if (this.#pendingBytes + stored.length > this.#pending.length) this.#makeRoom(stored.length);
    if (this.#pendingBytes === 0) this.#firstDocs.push(this.#docs);
    this.#offsets.push(this.#pendingBytes);
    this.#pending.set(stored, this.#pendingBytes);
    this.#pendingBytes += stored.length;
    this.#docs++;
    if (this.#pendingBytes >= blockBytes) this.#compressPending();
  }

  /** Adds the documents of another store that `keep` names; blocks that stay whole are not unpacked. */
  copy(source: DocumentStore, keep: (doc: number) => boolean): void {
    for (let block = 0; block < source.blockCount; block++) {
      const { from, to } = source.docsOf(block);
      let kept = 0;
      for (let doc = from; doc < to; doc++) if (keep(doc)) kept++;
      if (kept === to - from && source.contentBytes(block) >= blockBytes / 2) {
        this.#compressPending();
        this.#firstDocs.push(this.#docs);
        for (let doc = from; doc < to; doc++) this.#offsets.push(source.offset(doc));
        this.#docs += kept;
        this.#append(source.compressed(block));
      } else {
        for (let doc = from; doc < to; doc++) if (keep(doc)) this.add(source.compact(doc));
      }
    }
  }

  /** Adds documents that were packed elsewhere. */
  append({ chunks, starts, crcs, firstDocs, offsets }: PackedDocuments): void {
    this.#compressPending();
    for (const start of starts) this.#starts.push(this.sizeBytes + start);
    this.#crcs.append(crcs);
    for (const doc of firstDocs) this.#firstDocs.push(this.#docs + doc);
    this.#offsets.append(offsets);
    this.#docs += offsets.length;
    for (const chunk of chunks) {
      this.chunks.push(chunk);
      this.sizeBytes += chunk.length;
    }
  }

  /** What was added so far, which the buffer still shares. */
  packed(): PackedDocuments {
    this.#compressPending();
    return {
      chunks: this.chunks,
      starts: this.#starts.view(),
      crcs: this.#crcs.view(),
      firstDocs: this.#firstDocs.view(),
      offsets: this.#offsets.view(),
    };
  }

  /** The addresses, for the columns file; call after the last document. */
  addressSections(): [string, SectionContent][] {
    const { starts, crcs, firstDocs, offsets } = this.packed();
    const withEnd = new Uint32Array(starts.length + 1);
    withEnd.set(starts);
    withEnd[starts.length] = this.sizeBytes;
    return [
      ["store.starts", withEnd],
      ["store.crcs", crcs],
      ["store.firstDocs", firstDocs],
      ["store.offsets", offsets],
    ];
  }

  #makeRoom(bytes: number): void {
    const larger = new Uint8Array(this.#pendingBytes + bytes);
    larger.set(this.#pending.subarray(0, this.#pendingBytes));
    this.#pending = larger;
  }

  #compressPending(): void {
    if (this.#pendingBytes === 0) return;
    // What zlib gives is a view of a larger buffer: a copy lets go of the rest.
    this.#append(new Uint8Array(deflateRawSync(this.#pending.subarray(0, this.#pendingBytes), deflateOptions)));
    this.#pendingBytes = 0;
  }

  #append(block: Uint8Array): void {
    this.#starts.push(this.sizeBytes);
    this.#crcs.push(crc32(block));
    this.chunks.push(block);
    this.sizeBytes += block.length;
  }
}

/** @param stored - JSON in compact text, document by document */
export function packDocuments(stored: Iterable<Uint8Array>): PackedDocuments {
  const buffer = new StoreBuffer();
  for (const document of stored) buffer.add(document);
  const { chunks, starts, crcs, firstDocs, offsets } = buffer.packed();
  // Copies, since a view is sent with all that it is a view of.
  return {
    chunks: [Buffer.concat(chunks)],
    starts: starts.slice(),
    crcs: crcs.slice(),
    firstDocs: firstDocs.slice(),
    offsets: offsets.slice(),
  };
}

export class DocumentStore {
  readonly #file: SectionFile;
  readonly #starts: Uint32Array;
  readonly #crcs: Uint32Array;
  readonly #firstDocs: Uint32Array;
  readonly #offsets: Uint32Array;
  /** Unpacked. */
  readonly #blocks = new BoundedCache<Uint8Array, number>(keptBlocks);

  constructor(store: SectionFile, columns: SectionFile) {
    this.#file = store;
    this.#starts = columns.uint32("store.starts");
    this.#crcs = columns.uint32("store.crcs");
    this.#firstDocs = columns.uint32("store.firstDocs");
    this.#offsets = columns.uint32("store.offsets");
  }

  /** The stored JSON of a document; throws `index_corrupt` where the block is damaged. */
  get(doc: number): string {
    return decodeCompact(this.compact(doc));
  }

  /** The same as compact text; not to be changed. */
  compact(doc: number): Uint8Array {
    const block = this.#blockOf(doc);
    const content = this.#blocks.get(block, () => this.#inflate(block));
    const lastOfBlock = doc + 1 === this.docsOf(block).to;
    return content.subarray(this.#offsets[doc]!, lastOfBlock ? undefined : this.#offsets[doc + 1]!);
  }

  get blockCount(): number {
    return this.#firstDocs.length;
  }

  /** Documents of a block, `to` exclusive. */
  docsOf(block: number): { from: number; to: number } {
    return { from: this.#firstDocs[block]!, to: this.#firstDocs[block + 1] ?? this.#offsets.length };
  }

  /** Where a document begins in its unpacked block. */
  offset(doc: number): number {
    return this.#offsets[doc]!;
  }

  /** Least size of a block's content: where its last document begins. */
  contentBytes(block: number): number {
    return this.#offsets[this.docsOf(block).to - 1]!;
  }

  #blockOf(doc: number): number {
    let low = 0;
    let high = this.#firstDocs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#firstDocs[middle]! <= doc) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #inflate(block: number): Uint8Array {
    const compressed = this.compressed(block);
    try {
      return inflateRawSync(compressed);
    } catch {
      throw this.#file.corrupt(`has a block ${block} that cannot be unpacked`);
    }
  }

  /** A block as it stands on disk, verified. */
  compressed(block: number): Uint8Array {
    const start = this.#starts[block]!;
    const compressed = new Uint8Array(this.#starts[block + 1]! - start);
    this.#file.read("blocks", start, compressed);
    if (crc32(compressed) !== this.#crcs[block]) throw this.#file.corrupt(`has a damaged block ${block}`);
    return compressed;
  }
}
