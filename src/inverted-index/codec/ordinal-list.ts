/**
 * Ordinals in an order that is not their own, most of them near the one before: differences as LEB128, with the sign
 * in the lowest bit.
 * @module
 */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

/** @param ordinals - below 2^30 */
export function encodeOrdinals(ordinals: Uint32Array): Uint8Array {
  const out = new ByteWriter(ordinals.length * 2);
  let previous = 0;
  for (const ordinal of ordinals) {
    const difference = ordinal - previous;
    out.varint(difference < 0 ? (-difference << 1) | 1 : difference << 1);
    previous = ordinal;
  }
  return out.view().slice();
}

/** Undefined where the bytes are not `count` ordinals below `count`. */
export function decodeOrdinals(bytes: Uint8Array, count: number): Uint32Array | undefined {
  const reader = new ByteReader(bytes);
  const ordinals = new Uint32Array(count);
  let ordinal = 0;
  for (let i = 0; i < count; i++) {
    const value = reader.varint();
    ordinal += (value & 1) === 1 ? -(value >>> 1) : value >>> 1;
    if (ordinal < 0 || ordinal >= count) return undefined;
    ordinals[i] = ordinal;
  }
  return reader.isWhole ? ordinals : undefined;
}
