/**
 * Stored documents, compressed one by one, in blocks that stay on disk and are read only for the hits shown. Their
 * addresses, checksums and codes stand in the columns file, which is in memory.
 * @module
 */
import { crc32, inflateRawSync } from "node:zlib";
import { BoundedCache } from "../../analysis/index.ts";
import { decodeCompact } from "../codec/compact-text.ts";
import type { SectionFile } from "../codec/section-file.ts";
import { behindText, ContextCode } from "./context-code.ts";
import { noCode } from "./document-packer.ts";

/** Blocks that are kept: what is found while somebody types is found again with the next letter. */
const keptBlocks = 128;
/** Codes whose tables are kept: some 50 KB each, for most texts, and a quarter of a millisecond to make. */
const keptCodes = 256;
/** Before it blocks were deflated as a whole, and had no codes. */
const formatOfCodes = 5;

export class DocumentStore {
  readonly #file: SectionFile;
  readonly #starts: Uint32Array;
  readonly #crcs: Uint32Array;
  readonly #firstDocs: Uint32Array;
  readonly #offsets: Uint32Array;
  readonly #codesOfBlocks: Uint32Array;
  /** Serialized. */
  readonly #codes: readonly Uint8Array[];
  readonly #isDeflated: boolean;
  /** Verified, with `behindText` bytes behind them. */
  readonly #blocks = new BoundedCache<Uint8Array, number>(keptBlocks);
  readonly #decoders = new BoundedCache<ContextCode, number>(keptCodes);

  constructor(store: SectionFile, columns: SectionFile) {
    this.#file = store;
    this.#starts = columns.uint32("store.starts");
    this.#crcs = columns.uint32("store.crcs");
    this.#firstDocs = columns.uint32("store.firstDocs");
    this.#offsets = columns.uint32("store.offsets");
    this.#isDeflated = store.version < formatOfCodes;
    this.#codesOfBlocks = this.#isDeflated
      ? new Uint32Array(this.#firstDocs.length)
      : columns.uint32("store.codesOfBlocks");
    this.#codes = this.#isDeflated ? [noCode] : codesIn(columns);
  }

  get docCount(): number {
    return this.#offsets.length;
  }

  /** The stored JSON of a document; throws `index_corrupt` where the block is damaged. */
  get(doc: number): string {
    return decodeCompact(this.compact(doc));
  }

  /** The same as compact text; not to be changed. */
  compact(doc: number): Uint8Array {
    const block = this.#blockOf(doc);
    const code = this.#codesOfBlocks[block]!;
    const content = this.#content(block);
    const from = this.#offsets[doc]!;
    const to = this.#endOf(doc, block, content);
    return this.#codes[code]!.length === 0 ? content.subarray(from, to) : this.#decoder(code).decode(content, from, to);
  }

  /** A document as it stands in its block; not to be changed. */
  encoded(doc: number): Uint8Array {
    const block = this.#blockOf(doc);
    const content = this.#content(block);
    return content.subarray(this.#offsets[doc]!, this.#endOf(doc, block, content));
  }

  /** What a document is encoded by, undefined where it stands as it is; the same array for the same code. */
  codeOf(doc: number): { readonly number: number; readonly bytes: Uint8Array } | undefined {
    const number = this.#codesOfBlocks[this.#blockOf(doc)]!;
    const bytes = this.#codes[number]!;
    return bytes.length === 0 ? undefined : { number, bytes };
  }

  /** By code the bytes of its documents that `keep` names, to a block. */
  encodedBytes(keep: (doc: number) => boolean): Float64Array {
    const sums = new Float64Array(this.#codes.length);
    for (let block = 0; block < this.#firstDocs.length; block++) {
      const from = this.#firstDocs[block]!;
      const to = this.#firstDocs[block + 1] ?? this.docCount;
      let kept = 0;
      for (let doc = from; doc < to; doc++) if (keep(doc)) kept++;
      const blockBytes = this.#starts[block + 1]! - this.#starts[block]!;
      const code = this.#codesOfBlocks[block]!;
      sums[code] = sums[code]! + (blockBytes * kept) / (to - from);
    }
    return sums;
  }

  /** Of all blocks. */
  get sizeBytes(): number {
    return this.#starts[this.#starts.length - 1]!;
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

  #endOf(doc: number, block: number, content: Uint8Array): number {
    const isLast = doc + 1 === (this.#firstDocs[block + 1] ?? this.docCount);
    return isLast ? content.length - behindText : this.#offsets[doc + 1]!;
  }

  #decoder(code: number): ContextCode {
    return this.#decoders.get(code, () => {
      const decoder = ContextCode.read(this.#codes[code]!);
      if (decoder === undefined) throw this.#file.corrupt(`has a code ${code} that cannot be read`);
      return decoder;
    });
  }

  #content(block: number): Uint8Array {
    return this.#blocks.get(block, () => {
      const start = this.#starts[block]!;
      const end = this.#starts[block + 1]!;
      const read = new Uint8Array(end - start + behindText);
      const stored = read.subarray(0, end - start);
      this.#file.read("blocks", start, stored);
      if (crc32(stored) !== this.#crcs[block]) throw this.#file.corrupt(`has a damaged block ${block}`);
      return this.#isDeflated ? this.#inflated(stored, block) : read;
    });
  }

  #inflated(stored: Uint8Array, block: number): Uint8Array {
    try {
      return Buffer.concat([inflateRawSync(stored), new Uint8Array(behindText)]);
    } catch {
      throw this.#file.corrupt(`has a block ${block} that cannot be unpacked`);
    }
  }
}

function codesIn(columns: SectionFile): Uint8Array[] {
  const starts = columns.uint32("store.codeStarts");
  const codes = columns.bytes("store.codes");
  return Array.from({ length: starts.length - 1 }, (_, code) => codes.subarray(starts[code], starts[code + 1]));
}
