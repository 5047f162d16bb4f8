/**
 * The writing of postings lists in WebAssembly: where its arguments lie in memory, and the call. See
 * `wasm/write-lists.ts` for what it computes.
 * @module
 */
import { compileKernel, fixedMemory, type KernelModule, pageBytes, startKernel } from "../web-assembly.ts";
import { wasmBase64 } from "./write-lists-wasm.ts";

/** Below it lies what the compiler keeps. */
const firstByte = 1024;
/** A list takes at most so many bytes a number, and so many besides. */
const bytesOfNumber = 8;
const bytesOfList = 16;
/** More are written without the kernel. */
const mostNumbers = 2 ** 22;

interface Exports {
  writeLists(
    numbers: number,
    ends: number,
    terms: number,
    sizes: number,
    values: number,
    frequencies: number,
    to: number,
  ): number;
}

/** Lists behind one another, as they stand in a section. */
export interface WrittenLists {
  readonly bytes: Uint8Array;
  /** For each term how many numbers differ, and the bytes of its list. */
  readonly sizes: Uint32Array;
}

class ListKernel {
  readonly capacity: { readonly numbers: number; readonly terms: number };
  readonly #exports: Exports;
  readonly #memory: ArrayBuffer;
  readonly #at: { numbers: number; ends: number; sizes: number; values: number; frequencies: number; to: number };

  constructor(module: KernelModule, numbers: number, terms: number) {
    this.capacity = { numbers, terms };
    let end = firstByte;
    const place = (bytes: number): number => {
      const at = end;
      end = Math.ceil((at + bytes) / 16) * 16;
      return at;
    };
    this.#at = {
      numbers: place(4 * numbers),
      ends: place(4 * terms),
      sizes: place(8 * terms),
      values: place(4 * numbers),
      frequencies: place(numbers),
      to: place(bytesOfNumber * numbers + bytesOfList * terms),
    };
    const memory = fixedMemory(Math.ceil(end / pageBytes));
    this.#memory = memory.buffer;
    this.#exports = startKernel(module, memory);
  }

  write(numbers: Uint32Array, ends: Uint32Array, offset: number): WrittenLists {
    const at = this.#at;
    const to = at.to + (offset & 3);
    new Uint32Array(this.#memory, at.numbers).set(numbers);
    new Uint32Array(this.#memory, at.ends).set(ends);
    const { writeLists } = this.#exports;
    const bytes = writeLists(at.numbers, at.ends, ends.length, at.sizes, at.values, at.frequencies, to);
    return {
      bytes: new Uint8Array(this.#memory, to, bytes),
      sizes: new Uint32Array(this.#memory, at.sizes, 2 * ends.length),
    };
  }
}

let compiled: KernelModule | undefined | "not yet" = "not yet";
/** One for all that write: a call leaves nothing behind. */
let kernel: ListKernel | undefined;

/**
 * Lists of numbers that ascend, each as often as its frequency says; valid until the next call.
 * @param ends - where the numbers of each term end
 * @param offset - of the first list in its section
 * @returns undefined where the machine has no kernel or no memory for so much
 */
export function writeLists(numbers: Uint32Array, ends: Uint32Array, offset: number): WrittenLists | undefined {
  if (compiled === "not yet") compiled = compileKernel(wasmBase64);
  if (compiled === undefined || numbers.length > mostNumbers) return undefined;
  if (kernel === undefined || kernel.capacity.numbers < numbers.length || kernel.capacity.terms < ends.length) {
    try {
      kernel = new ListKernel(
        compiled,
        Math.max(numbers.length, kernel?.capacity.numbers ?? 0),
        Math.max(ends.length, kernel?.capacity.terms ?? 0),
      );
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
  return kernel.write(numbers, ends, offset);
}
