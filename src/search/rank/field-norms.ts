/**
 * Lengths of documents over a set of weighted fields, in one byte each as Lucene stores them, so that a cluster
 * can score the same.
 * @module
 */
import type { IndexSettings } from "../../contract/index.ts";
import type { SegmentReader, Snapshot } from "../../inverted-index/index.ts";
import { b, k1 } from "./bm25.ts";

export interface WeightedField {
  readonly name: string;
  /** Integer factor of the field's frequencies and lengths. */
  readonly weight: number;
}

/** Fields searched where the request names none. */
export function searchedByDefault(settings: IndexSettings): readonly WeightedField[] {
  return Object.entries(settings.fields).map(([name, weight]) => ({ name, weight }));
}

/** Lucene's SmallFloat.intToByte4: exact to 40, then four significant bits. */
export function lengthToByte(length: number): number {
  const free = 24;
  if (length < free) return length;
  const rest = length - free;
  if (rest < 16) return free + rest;
  const shift = 28 - Math.clz32(rest);
  return free + (((rest >>> shift) & 7) | ((shift + 1) << 3));
}

/** Smallest length that has this byte: Lucene's SmallFloat.byte4ToInt. */
export function byteToLength(byte: number): number {
  const free = 24;
  if (byte < free) return byte;
  const rest = byte - free;
  const shift = (rest >>> 3) - 1;
  return free + (shift < 0 ? rest & 7 : ((rest & 7) | 8) << shift);
}

export interface FieldNorms {
  /** One byte a document of the snapshot. */
  readonly bytes: Uint8Array;
  /** Mean length of documents that have any of the fields; 1 where there are none. */
  readonly averageLength: number;
  /** For each length byte the addend of BM25's denominator. */
  readonly factors: Float64Array;
}

/** Norms of the weighted fields, made once a snapshot. */
export function fieldNorms(snapshot: Snapshot, fields: readonly WeightedField[]): FieldNorms {
  const name = `norms ${fieldsKey(fields)}`;
  return snapshot.derived.get(name, () => makeNorms(snapshot, fields, name));
}

const keys = new WeakMap<readonly WeightedField[], string>();

/** Tells sets of fields apart in caches. */
export function fieldsKey(fields: readonly WeightedField[]): string {
  let key = keys.get(fields);
  if (key === undefined) {
    key = fields.map(({ name, weight }) => `${name}^${weight}`).join(" ");
    keys.set(fields, key);
  }
  return key;
}

function makeNorms(snapshot: Snapshot, fields: readonly WeightedField[], name: string): FieldNorms {
  const bytes = new Uint8Array(snapshot.maxDoc);
  let total = 0;
  let holders = 0;
  for (const { reader, base } of snapshot.segments) {
    const segment = reader.derived.get(name, () => segmentLengths(reader, fields));
    bytes.set(segment.bytes, base);
    total += segment.total;
    holders += segment.holders;
  }
  const averageLength = holders === 0 ? 1 : total / holders;
  return { bytes, averageLength, factors: lengthFactors(averageLength) };
}

interface SegmentLengths {
  readonly bytes: Uint8Array;
  /** Sum over all documents. */
  readonly total: number;
  /** Documents that have any of the fields. */
  readonly holders: number;
}

/** The part of the norms that a segment keeps while others come and go. */
function segmentLengths(reader: SegmentReader, fields: readonly WeightedField[]): SegmentLengths {
  const lengths = new Float64Array(reader.docCount);
  for (const { name, weight } of fields) {
    const forward = reader.text.get(name)?.forward;
    if (forward === undefined) continue;
    for (let row = 0; row < forward.docs.length; row++) lengths[forward.docs[row]!]! += weight * forward.lengths[row]!;
  }
  const bytes = new Uint8Array(lengths.length);
  let total = 0;
  let holders = 0;
  for (let doc = 0; doc < lengths.length; doc++) {
    const length = lengths[doc]!;
    bytes[doc] = lengthToByte(length);
    total += length;
    if (length > 0) holders++;
  }
  return { bytes, total, holders };
}

function lengthFactors(averageLength: number): Float64Array {
  return Float64Array.from({ length: 256 }, (_, byte) => k1 * (1 - b + (b * byteToLength(byte)) / averageLength));
}
