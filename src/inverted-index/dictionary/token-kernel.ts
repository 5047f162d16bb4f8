/**
 * The scan of a text for known tokens in WebAssembly: where its arguments lie in memory, and the calls. See
 * `wasm/scan.ts` for what it computes.
 * @module
 */
import { ARABIC, charClass, LATIN, MARK } from "../../analysis/index.ts";
import { unitOfByte } from "../codec/compact-text.ts";
import {
  type KernelModule,
  kernelStarter,
  pageBytes,
  type SharedMemory,
  sharedMemory,
  startKernel,
} from "../web-assembly.ts";
import { wasmBase64 } from "./scan-wasm.ts";

/** Units of text that are read at once. */
export const windowUnits = 16_384;
/** Of a text that goes on, so many units at the end of a window are read with the next. */
export const overlapUnits = 16;

/** Why a scan ended. */
export const Stopped = {
  AtEnd: 0,
  /** The token from `tokenStart` to `at` is not in the table. */
  AtUnknown: 1,
  /** What stands at `at` is the cursor's to read. */
  AtOther: 2,
} as const;

const kindOfUnitAt = 1024;
const kindOfByteAt: number = kindOfUnitAt + 65_536;
const membersAt: number = kindOfByteAt + 256;
const keyMasksAt: number = membersAt + 3 * 16;
const unitsAt = 73_728;
const stoppedAt: number = unitsAt - 16;
const paddingBytes = 32;
const foundAt: number = unitsAt + 2 * (windowUnits + paddingBytes) + windowUnits + paddingBytes;
const recordsAt: number = Math.ceil((foundAt + 4 * windowUnits) / pageBytes) * pageBytes;
/** Of memory: room for the records of more tokens than are kept. */
const mostPages = 4096;
/** Kind of a byte that stands for no unit of its own. */
const kindOfUnit = 8;
const keyBytes = 12;

interface Exports {
  narrow(units: number): void;
  scan(from: number, end: number, records: number, mask: number, count: number): number;
}

export class TokenKernel {
  readonly #memory: SharedMemory;
  readonly #exports: Exports;
  readonly #units: Buffer;
  readonly #found: Uint32Array;
  /** Where the scan stopped, where an unknown token begins, how many values were found. */
  readonly #stopped: Uint32Array;
  #pages = recordsAt / pageBytes;
  /** Values of the window so far. */
  count = 0;
  #mask = 0;

  /** Throws RangeError where there is no memory for it. */
  constructor(module: KernelModule, maximumPages: number) {
    this.#memory = sharedMemory(this.#pages, Math.max(this.#pages, maximumPages));
    this.#exports = startKernel(module, this.#memory);
    const { buffer } = this.#memory;
    this.#units = Buffer.from(buffer, unitsAt, 2 * windowUnits);
    this.#found = new Uint32Array(buffer, foundAt, windowUnits);
    this.#stopped = new Uint32Array(buffer, stoppedAt, 3);
    const bytes = new Uint8Array(buffer);
    bytes.set(charClass, kindOfUnitAt);
    for (let byte = 0; byte < unitOfByte.length; byte++) {
      const kind = byte === 0 ? kindOfUnit : charClass[unitOfByte[byte]!]!;
      bytes[kindOfByteAt + byte] = kind;
      const bit = 1 << ((byte >>> 4) & 7);
      const isArabic = byte >= 0x80;
      if (isArabic && (kind === ARABIC || kind === MARK)) bytes[membersAt + 16 * ARABIC + (byte & 15)]! |= bit;
      if (!isArabic && kind === LATIN) bytes[membersAt + 16 * LATIN + (byte & 15)]! |= bit;
    }
    for (let length = 0; length <= keyBytes; length++)
      bytes.fill(255, keyMasksAt + 16 * length, keyMasksAt + 17 * length);
  }

  /** Memory for the records of a table, of which there are so many words; undefined where there is no room. */
  records(words: number): Int32Array | undefined {
    const pages = Math.ceil((recordsAt + 4 * words) / pageBytes);
    if (pages > this.#pages) {
      try {
        this.#memory.grow(pages - this.#pages);
      } catch {
        return undefined;
      }
      this.#pages = pages;
    }
    this.#mask = 4 * words - 16;
    return new Int32Array(this.#memory.buffer, recordsAt, words).fill(0);
  }

  /** Takes in a window of a text, at most `windowUnits`. */
  load(window: string): void {
    this.#units.write(window, "utf16le");
    this.#exports.narrow(window.length);
    this.count = 0;
  }

  /** Reads tokens from `from` on that begin before `end`; tells why it stopped. */
  scan(from: number, end: number): number {
    const why = this.#exports.scan(from, end, recordsAt, this.#mask, this.count);
    this.count = this.#stopped[2]!;
    return why;
  }

  /** Offset in the window where the scan stopped: the units before are read. */
  get at(): number {
    return this.#stopped[0]!;
  }

  get tokenStart(): number {
    return this.#stopped[1]!;
  }

  /** A value that was found elsewhere, behind those found so far. */
  put(value: number): void {
    this.#found[this.count++] = value;
  }

  /** The values of the window so far, but for those of which nothing remains; valid until it goes on. */
  values(): Uint32Array {
    return this.#found.subarray(0, this.count);
  }
}

/** @returns undefined where the machine has no kernel or no memory for it */
export const startTokenKernel: (maximumPages?: number) => TokenKernel | undefined = kernelStarter(
  wasmBase64,
  (module, maximumPages: number = mostPages) => new TokenKernel(module, maximumPages),
);

/** One for all tables of a thread, in turn. */
let kernel: TokenKernel | undefined;
let borrower: WeakRef<object> | undefined;

/** @returns undefined where there is none, or another has it who has not given it back */
export function borrowTokenKernel(who: object): TokenKernel | undefined {
  if (borrower?.deref() !== undefined) return undefined;
  kernel ??= startTokenKernel();
  if (kernel !== undefined) borrower = new WeakRef(who);
  return kernel;
}

export function giveTokenKernelBack(who: object): void {
  if (borrower?.deref() === who) borrower = undefined;
}
