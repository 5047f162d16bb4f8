/**
 * Numbers most of which are near the one before, such as ordinals in an order that is nearly their own: differences as
 * LEB128, with the sign in the lowest bit.
 * @module
 */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { SectionFile } from "./section-file.ts";

/** Their differences, with a sign, fit into LEB128 of 32 bits. */
export const mostOrdinals: number = 2 ** 30;

/** @param ordinals - below `mostOrdinals` */
export function encodeOrdinals(ordinals: Uint32Array): Uint8Array {
  const out = new ByteWriter(ordinals.length * 2);
  let previous = 0;
  for (let i = 0; i < ordinals.length; i++) {
    const ordinal = ordinals[i]!;
    const difference = ordinal - previous;
    out.varint(difference < 0 ? (-difference << 1) | 1 : difference << 1);
    previous = ordinal;
  }
  return out.view().slice();
}

/** Numbers in shared memory; undefined where the bytes are not whole numbers from 0, all below `limit`. */
export function decodeOrdinals(bytes: Uint8Array, limit: number): Uint32Array | undefined {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! < 0x80) count++;
  const reader = new ByteReader(bytes);
  const ordinals = new Uint32Array(new SharedArrayBuffer(count * 4));
  let ordinal = 0;
  for (let i = 0; i < count; i++) {
    const value = reader.varint();
    ordinal += (value & 1) === 1 ? -(value >>> 1) : value >>> 1;
    if (ordinal < 0 || ordinal >= limit) return undefined;
    ordinals[i] = ordinal;
  }
  return reader.isWhole ? ordinals : undefined;
}

/** Those of a section, see {@link decodeOrdinals}; throws `index_corrupt`. */
export function readOrdinals(file: SectionFile, section: string, limit: number): Uint32Array {
  return file.decoded(section, (bytes) => decodeOrdinals(bytes, limit));
}
