/**
 * What is made of the words of a segment once all are collected: here, or by a thread that does nothing else. It knows
 * nothing of analysis, so that such a thread starts at once.
 * @module
 */
import type { SectionContent } from "../codec/section-file.ts";
import { signDocuments } from "../columns/body-signatures.ts";
import type { StemsOfWords } from "../dictionary/stems-of-words.ts";
import { type ForwardRows, forwardSections } from "../forward/forward-field.ts";
import { type FieldLists, invertField } from "../postings/invert-field.ts";

export interface SegmentWork {
  /** See `invertField`. */
  lists(rows: ForwardRows, stems: StemsOfWords): FieldLists | Promise<FieldLists>;
  /** See `forwardSections`. */
  forward(prefix: string, rows: ForwardRows, wordRank: Uint32Array): ForwardSections | Promise<ForwardSections>;
  /** See `signDocuments`. */
  signatures(docCount: number, bodies: readonly ForwardRows[], hashes: Int32Array): Uint8Array | Promise<Uint8Array>;
}

type ForwardSections = [string, SectionContent][];

/** Done at once. */
export const segmentWork: SegmentWork = {
  lists: invertField,
  forward: forwardSections,
  signatures: signDocuments,
};

export type WorkResult<Kind extends keyof SegmentWork> = Awaited<ReturnType<SegmentWork[Kind]>>;

/** The same by its name, as other threads ask for it. */
export function doWork<Kind extends keyof SegmentWork>(
  kind: Kind,
  given: Parameters<SegmentWork[Kind]>,
): WorkResult<Kind> {
  return (segmentWork[kind] as (...any: readonly unknown[]) => unknown)(...given) as WorkResult<Kind>;
}
