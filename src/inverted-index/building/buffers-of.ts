/**
 * The memory under what a thread has made, to be handed over with it instead of copied.
 * @module
 */

/**
 * Each buffer once; those that threads share are not among them.
 * @param made - arrays, and objects and lists of them, that nobody here uses any more: none stands in memory that a module
 * keeps, be it as constant or for the next call
 */
export function buffersOf(made: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(made, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) collect(part, found);
}
