/**
 * WebAssembly as the kernels use it: modules whose bytes the source carries, and their memory.
 * @module
 */

/** What is used of the global, which the types of Node leave to those of the browser. */
declare namespace WebAssembly {
  class Memory {
    constructor(size: { initial: number; maximum: number; shared?: true });
    readonly buffer: never;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: { env: { memory: unknown } });
    readonly exports: unknown;
  }
  function validate(bytes: Uint8Array): boolean;
}

/** Bytes of a page. */
export const pageBytes = 65536;

/** Memory that grows, with arrays over it that stay valid. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** Memory that stays as large as it was made. */
export interface FixedMemory {
  readonly buffer: ArrayBuffer;
}

/** One that this machine can run. */
export interface KernelModule {
  readonly module: unknown;
}

/**
 * What starts kernels of one module, which is compiled when the first of them is.
 *
 * Every memory takes some ten gigabytes of addresses, however small it is: where a process may not have them, or has made
 * too many, a kernel is not to be had either.
 * @param start - throws RangeError where there is no memory
 * @returns a function that answers undefined where the machine has not the instructions that the module needs, or there is
 * no memory
 */
export function kernelStarter<Arguments extends unknown[], Kernel>(
  base64: string,
  start: (module: KernelModule, ...rest: Arguments) => Kernel,
): (...rest: Arguments) => Kernel | undefined {
  let compiled: KernelModule | false | undefined;
  return (...rest) => {
    compiled ??= compile(base64) ?? false;
    if (compiled === false) return undefined;
    try {
      return start(compiled, ...rest);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };
}

function compile(base64: string): KernelModule | undefined {
  const bytes = Buffer.from(base64, "base64");
  return WebAssembly.validate(bytes) ? { module: new WebAssembly.Module(bytes) } : undefined;
}

/** Throws RangeError where there is no room for it. */
export function sharedMemory(initialPages: number, maximumPages: number): SharedMemory {
  return new WebAssembly.Memory({ initial: initialPages, maximum: maximumPages, shared: true });
}

/** Throws RangeError where there is no room for it. */
export function fixedMemory(pages: number): FixedMemory {
  return new WebAssembly.Memory({ initial: pages, maximum: pages });
}

export function startKernel<Exports>({ module }: KernelModule, memory: SharedMemory | FixedMemory): Exports {
  return new WebAssembly.Instance(module as WebAssembly.Module, { env: { memory } }).exports as Exports;
}
