/**
 * All lists of a field, made from its words. It knows nothing of analysis, so that a thread that does nothing else starts
 * at once.
 * @module
 */
import type { StemsOfWords } from "../dictionary/stems-of-words.ts";
import type { ForwardRows } from "../forward/forward-field.ts";
import { type BigramColumns, invertBigrams } from "./bigram-inversion.ts";
import { type InvertedField, invert } from "./invert.ts";
import { docFreqsOf } from "./lists.ts";

export interface FieldLists extends InvertedField {
  /** Undefined where no bigram is known. */
  readonly bigrams: BigramColumns | undefined;
}

export function invertField(rows: ForwardRows, stems: StemsOfWords): FieldLists {
  const inverted = invert(rows, stems);
  return { ...inverted, bigrams: invertBigrams(rows, stems, docFreqsOf(inverted.stems, stems.stemCount)) };
}
