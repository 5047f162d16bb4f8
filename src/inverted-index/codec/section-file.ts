/**
 * The one file format of a segment: named arrays behind a header, before a table of contents and a footer.
 *
 *     file    = header { padding section } padding toc footer ;
 *     header  = "FIHRIS" 0x0D 0x0A, version u32, kind (12 bytes ASCII, zero padded) ;        24 bytes
 *     section = the array's bytes, little-endian, starting at a multiple of 8 ;
 *     toc     = JSON { segment, sections: { name: [type, offset, length] }, meta } in UTF-8 ;
 *     footer  = toc offset u32, toc length u32, crc of [0, toc offset) u32, crc of toc u32,
 *               file size u32, crc of the 20 bytes before u32 ;                              24 bytes
 *
 * The footer is checked on every open, so a truncated file never opens; the whole is checked when it is loaded.
 * A file stays under 1 GiB (docs/file-format.md).
 * @module
 */
import { crc32 } from "node:zlib";
import { FihrisError } from "../../contract/index.ts";
import type { Directory, FileSource, RandomAccessFile } from "../directory/directory.ts";
import type { HandoverFile } from "../directory/handover-files.ts";

export const formatVersion = 5;
/** Files from this version on are read. */
const oldestFormat = 2;
const magic = new TextEncoder().encode("FIHRIS\r\n");
const headerBytes = 24;
const footerBytes = 24;
const maxFileBytes = 2 ** 30;
const verifiedAtOnce = 2 ** 20;

export type SectionArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;
export type SectionType = "u8" | "u16" | "u32" | "f64";
/** A section's content; bytes may come in pieces. */
export type SectionContent = SectionArray | readonly Uint8Array[];

interface TableOfContents {
  readonly segment: string;
  readonly sections: { readonly [name: string]: readonly [SectionType, number, number] };
  readonly meta: unknown;
}

const elementBytes = { u8: 1, u16: 2, u32: 4, f64: 8 } as const;

function typeOf(content: SectionContent): SectionType {
  if (content instanceof Uint16Array) return "u16";
  if (content instanceof Uint32Array) return "u32";
  if (content instanceof Float64Array) return "f64";
  return "u8";
}

function bytesOf(array: SectionArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function header(kind: string, version: number = formatVersion): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint32(8, version, true);
  bytes.set(new TextEncoder().encode(kind), 12);
  return bytes;
}

/** A file as others refer to it: the checksum is the footer's own and stands for every byte of the file. */
export interface WrittenFile {
  readonly bytes: number;
  readonly checksum: number;
}

/** Writes one file of a segment. */
export async function writeSectionFile(
  directory: Directory,
  name: string,
  kind: string,
  segment: string,
  sections: ReadonlyMap<string, SectionContent>,
  meta: unknown,
): Promise<WrittenFile> {
  const chunks: Uint8Array[] = [header(kind)];
  const table: { [name: string]: [SectionType, number, number] } = {};
  let offset = headerBytes;
  const pad = () => {
    const missing = (8 - (offset % 8)) % 8;
    if (missing > 0) chunks.push(new Uint8Array(missing));
    offset += missing;
  };
  for (const [section, content] of sections) {
    pad();
    const pieces = Array.isArray(content) ? (content as Uint8Array[]) : [bytesOf(content as SectionArray)];
    const sizeBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const type = typeOf(content);
    table[section] = [type, offset, sizeBytes / elementBytes[type]];
    for (const piece of pieces) if (piece.length > 0) chunks.push(piece);
    offset += sizeBytes;
  }
  pad();
  const toc = new TextEncoder().encode(JSON.stringify({ segment, sections: table, meta }));
  const footer = new Uint8Array(footerBytes);
  const view = new DataView(footer.buffer);
  const fileBytes = offset + toc.length + footerBytes;
  if (fileBytes > maxFileBytes) {
    throw new FihrisError("too_large", `${name} would be ${fileBytes} bytes, expected at most ${maxFileBytes}`, {
      remedy: "commit more often, so that segments stay smaller",
    });
  }
  let crc = 0;
  for (const chunk of chunks) crc = crc32(chunk, crc);
  view.setUint32(0, offset, true);
  view.setUint32(4, toc.length, true);
  view.setUint32(8, crc, true);
  view.setUint32(12, crc32(toc), true);
  view.setUint32(16, fileBytes, true);
  const checksum = crc32(footer.subarray(0, 20));
  view.setUint32(20, checksum, true);
  chunks.push(toc, footer);
  await directory.create(name, chunks);
  return { bytes: fileBytes, checksum };
}

/** Opens a file of a segment; throws `index_corrupt` or `index_version` with its name. */
export function openSectionFile(directory: FileSource, name: string, kind: string, segment: string): SectionFile {
  const file = directory.open(name);
  try {
    return new SectionFile(file, kind, segment);
  } catch (cause) {
    file.close();
    throw cause;
  }
}

/** Throws `index_version` where this build does not read files of the format. */
export function checkFormat(name: string, version: number): void {
  if (version >= oldestFormat && version <= formatVersion) return;
  throw new FihrisError(
    "index_version",
    `${name} has format ${version}, expected ${oldestFormat} to ${formatVersion}`,
    {
      file: name,
      remedy: "open it with the version of fihris that wrote it, or index the documents again",
    },
  );
}

/** A file of a segment, open: header, footer and table of contents are verified. */
export class SectionFile {
  readonly name: string;
  readonly segment: string;
  /** Of the format. */
  readonly version: number;
  readonly meta: unknown;
  readonly sizeBytes: number;
  readonly checksum: number;
  readonly #file: RandomAccessFile;
  readonly #toc: TableOfContents;
  readonly #tocOffset: number;
  readonly #bodyCrc: number;
  readonly #onDisk = new Set<string>();
  readonly #decoded: Map<string, unknown>;
  #loaded: Uint8Array | undefined;

  constructor(file: RandomAccessFile, kind: string, segment: string) {
    this.name = file.name;
    this.#file = file;
    this.#decoded = new Map(file.decoded);
    this.sizeBytes = file.sizeBytes;
    if (file.sizeBytes < headerBytes + footerBytes) throw this.#corrupt(`is ${file.sizeBytes} bytes long`);
    const head = new Uint8Array(headerBytes);
    file.read(head, 0);
    this.version = new DataView(head.buffer).getUint32(8, true);
    if (magic.every((byte, i) => head[i] === byte)) checkFormat(file.name, this.version);
    const expected = header(kind, this.version);
    if (!expected.every((byte, i) => head[i] === byte)) throw this.#corrupt(`does not begin as a ${kind} file does`);
    const foot = new Uint8Array(footerBytes);
    file.read(foot, file.sizeBytes - footerBytes);
    const view = new DataView(foot.buffer);
    if (view.getUint32(20, true) !== crc32(foot.subarray(0, 20)))
      throw this.#corrupt("has a damaged or missing footer");
    if (view.getUint32(16, true) !== file.sizeBytes) throw this.#corrupt("has not the size that its footer says");
    this.checksum = view.getUint32(20, true);
    this.#tocOffset = view.getUint32(0, true);
    const tocBytes = view.getUint32(4, true);
    if (this.#tocOffset + tocBytes + footerBytes !== file.sizeBytes)
      throw this.#corrupt("has a misplaced table of contents");
    this.#bodyCrc = view.getUint32(8, true);
    const toc = new Uint8Array(tocBytes);
    file.read(toc, this.#tocOffset);
    if (crc32(toc) !== view.getUint32(12, true)) throw this.#corrupt("has a damaged table of contents");
    this.#toc = this.#parse(toc);
    this.segment = this.#toc.segment;
    this.meta = this.#toc.meta;
    if (this.segment !== segment) throw this.#corrupt(`belongs to segment ${this.segment}, expected ${segment}`);
    for (const section of Object.values(this.#toc.sections)) this.#checkBounds(section);
  }

  /**
   * Reads the file into shared memory and verifies its checksum; takes over memory that is verified.
   * @param staysOnDisk - sections that are verified and not kept: the memory under them is never touched, so that it
   * takes up none. They are read by `read` as long as the file is open.
   */
  load(staysOnDisk: (section: string) => boolean = () => false): this {
    for (const [name, [, , length]] of Object.entries(this.#toc.sections))
      if (length > 0 && staysOnDisk(name)) this.#onDisk.add(name);
    this.#loaded = this.#file.memory === undefined ? this.#readVerified() : new Uint8Array(this.#file.memory);
    return this;
  }

  #readVerified(): Uint8Array {
    const shared = new Uint8Array(new SharedArrayBuffer(this.sizeBytes));
    this.#readBody(shared);
    this.#file.read(shared.subarray(this.#tocOffset), this.#tocOffset);
    return shared;
  }

  /** Reads and verifies all sections; `kept` gets those that do not stay on disk. */
  #readBody(kept: Uint8Array | undefined): void {
    const passed = new Uint8Array(
      kept !== undefined && this.#onDisk.size === 0 ? 0 : Math.min(this.#tocOffset, verifiedAtOnce),
    );
    let crc = 0;
    let offset = 0;
    const readTo = (end: number, isKept: boolean): void => {
      while (offset < end) {
        const next = Math.min(end, offset + verifiedAtOnce);
        const part = kept !== undefined && isKept ? kept.subarray(offset, next) : passed.subarray(0, next - offset);
        this.#file.read(part, offset);
        crc = crc32(part, crc);
        offset = next;
      }
    };
    const ranges = [...this.#onDisk].map((name) => this.#rangeOf(name)).sort((a, b) => a.from - b.from);
    for (const { from, to } of ranges) {
      readTo(from, true);
      readTo(to, false);
    }
    readTo(this.#tocOffset, true);
    if (crc !== this.#bodyCrc) throw this.#corrupt("has a wrong checksum");
  }

  #rangeOf(section: string): { readonly from: number; readonly to: number } {
    const [type, from, length] = this.#toc.sections[section]!;
    return { from, to: from + length * elementBytes[type] };
  }

  /** Lets go of the memory, where all that was needed of it is decoded. The file stays open, for other threads to load. */
  release(): void {
    this.#loaded = undefined;
  }

  /** Whether all of the file is in memory: it needs not stay open then. */
  get isWhole(): boolean {
    return this.#loaded !== undefined && this.#onDisk.size === 0;
  }

  /** What another thread opens this file by. */
  get shared(): HandoverFile {
    const memory = this.#loaded?.buffer as SharedArrayBuffer | undefined;
    const decoded = this.#decoded;
    if (this.isWhole) return { memory, isWhole: true, decoded };
    return { memory, isWhole: false, descriptor: this.#file.descriptor, decoded };
  }

  /**
   * What is made of a byte section: once, by the thread that opens the file first; others get it with the file.
   * @param decode - makes arrays in shared memory, which can be a message; undefined where the bytes are damaged
   */
  decoded<T>(section: string, decode: (bytes: Uint8Array) => T | undefined): T {
    const known = this.#decoded.get(section) as T | undefined;
    if (known !== undefined) return known;
    const made = decode(this.bytes(section));
    if (made === undefined) throw this.#corrupt(`has a section ${section} that cannot be read`);
    this.#decoded.set(section, made);
    return made;
  }

  /** Whether all sections are decoded, so that there is nothing to load. */
  get isDecoded(): boolean {
    return Object.keys(this.#toc.sections).every((section) => this.#decoded.has(section));
  }

  /** Verifies the checksum of the whole file without keeping it. */
  verify(): void {
    this.#readBody(undefined);
  }

  /** Whether it has the section: those that later builds of this format have added may be missing. */
  has(section: string): boolean {
    return Object.hasOwn(this.#toc.sections, section);
  }

  bytes(section: string): Uint8Array {
    const [offset, length] = this.#place(section, "u8");
    return new Uint8Array(this.#memoryOf(section), offset, length);
  }

  uint16(section: string): Uint16Array {
    const [offset, length] = this.#place(section, "u16");
    return new Uint16Array(this.#memoryOf(section), offset, length);
  }

  uint32(section: string): Uint32Array {
    const [offset, length] = this.#place(section, "u32");
    return new Uint32Array(this.#memoryOf(section), offset, length);
  }

  float64(section: string): Float64Array {
    const [offset, length] = this.#place(section, "f64");
    return new Float64Array(this.#memoryOf(section), offset, length);
  }

  /** Bytes of a byte section, wherever it is. */
  sizeOf(section: string): number {
    return this.#place(section, "u8")[1];
  }

  /** Fills `target` with a part of a byte section, wherever it is. */
  read(section: string, from: number, target: Uint8Array): void {
    const [offset, total] = this.#place(section, "u8");
    const to = from + target.length;
    if (to > total) throw this.#corrupt(`has no bytes ${from} to ${to} in section ${section}`);
    if (this.#loaded === undefined || this.#onDisk.has(section)) this.#file.read(target, offset + from);
    else target.set(this.#loaded.subarray(offset + from, offset + to));
  }

  close(): void {
    this.#file.close();
  }

  corrupt(what: string): FihrisError {
    return this.#corrupt(what);
  }

  #memoryOf(section: string): SharedArrayBuffer {
    if (this.#loaded === undefined || this.#onDisk.has(section))
      throw new Error(`${section} of ${this.name} is not loaded`);
    return this.#loaded.buffer as SharedArrayBuffer;
  }

  #place(section: string, type: SectionType): readonly [number, number] {
    const entry = this.#toc.sections[section];
    if (entry === undefined || entry[0] !== type) throw this.#corrupt(`has no section ${section} of type ${type}`);
    return [entry[1], entry[2]];
  }

  #parse(bytes: Uint8Array): TableOfContents {
    try {
      const toc = JSON.parse(Buffer.from(bytes.buffer).toString()) as TableOfContents;
      if (typeof toc.segment === "string" && typeof toc.sections === "object" && toc.sections !== null) return toc;
    } catch {
      // Not JSON: falls through to the error below.
    }
    throw this.#corrupt("has an unreadable table of contents");
  }

  #checkBounds(section: unknown): void {
    const [type, offset, length] = Array.isArray(section) ? section : [];
    const size = Object.hasOwn(elementBytes, type) ? elementBytes[type as SectionType] : Number.NaN;
    const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && length >= 0;
    if (!(whole && offset >= headerBytes && offset % 8 === 0 && offset + length * size <= this.#tocOffset)) {
      throw this.#corrupt("has a section outside the file");
    }
  }

  #corrupt(what: string): FihrisError {
    return new FihrisError("index_corrupt", `${this.name} ${what}`, {
      file: this.name,
      remedy: "restore the index from a copy or index the documents again",
    });
  }
}
