/**
 * The memory in which impact lists live: one arena a thread, for all indexes that are open, in the memory of the
 * WebAssembly kernel where the machine has one. It is emptied as a whole when it is full, never during a search:
 * `epoch` tells a holder that its list is gone.
 * @module
 */
import { pageBytes } from "../../inverted-index/index.ts";
import { rangeSize } from "../rank/impact-list.ts";
import { type BlockMaxKernel, instantiateKernel } from "./block-max-kernel.ts";

/**
 * Bytes of lists for each document of the largest snapshot, within bounds: a list is as long as the index is large.
 * Beyond them the lists are forgotten. One search may go beyond them.
 */
const bytesPerDoc = 224;
const leastBudget = 32 * 2 ** 20;
const mostBudget = 512 * 2 ** 20;
/** Rows are padded to what the kernel reads at once. */
const alignment = 16;

export class ImpactMemory {
  /** Undefined where the machine has no WebAssembly with SIMD: lists are then arrays of their own. */
  readonly kernel: BlockMaxKernel | undefined;
  #epoch = 1;
  #used = 0;
  #first = 0;
  #scratchRanges = -1;
  #budgetBytes = leastBudget;

  /** @param kernel - whether a kernel is looked for; else the TypeScript path searches */
  constructor(kernel = true) {
    this.kernel = kernel ? instantiateKernel() : undefined;
  }

  /** Changes when all lists are forgotten; lists of an earlier epoch must not be read. */
  get epoch(): number {
    return this.#epoch;
  }

  /** To be called before a search over a snapshot of so many documents. */
  prepare(maxDoc: number): void {
    const ranges = Math.ceil(maxDoc / rangeSize);
    const grows = ranges > this.#scratchRanges;
    if (!grows && this.#used - this.#first <= this.#budgetBytes) return;
    this.#epoch++;
    if (grows) {
      this.#scratchRanges = ranges;
      this.#budgetBytes = Math.min(mostBudget, Math.max(leastBudget, ranges * rangeSize * bytesPerDoc));
      this.#first = this.kernel?.layOut(ranges) ?? 0;
    }
    this.#used = this.#first;
    this.#reserve();
  }

  uint32(length: number): Uint32Array {
    const at = this.#allocate(length * 4);
    return this.kernel === undefined ? new Uint32Array(length) : new Uint32Array(this.kernel.memory.buffer, at, length);
  }

  /** Zeroed, and so is what pads it. */
  uint8(length: number): Uint8Array {
    const at = this.#allocate(length);
    if (this.kernel === undefined) return new Uint8Array(length);
    const padded = Math.ceil(length / alignment) * alignment;
    new Uint8Array(this.kernel.memory.buffer, at, padded).fill(0);
    return new Uint8Array(this.kernel.memory.buffer, at, length);
  }

  #allocate(bytes: number): number {
    const at = this.#used;
    this.#used += Math.ceil(bytes / alignment) * alignment;
    this.#reserve();
    return at;
  }

  /** The memory is shared, so that arrays made before it grows stay what they are. */
  #reserve(): void {
    if (this.kernel === undefined) return;
    const { memory } = this.kernel;
    const missing = this.#used - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(Math.max(missing, memory.buffer.byteLength / 4) / pageBytes));
  }
}

let shared: ImpactMemory | undefined;

/** The arena of this thread. */
export function impactMemory(): ImpactMemory {
  shared ??= new ImpactMemory();
  return shared;
}
