/**
 * BM25 with one saturation for a whole group.
 *
 *     score(group, d) = w * idf * (k1 + 1) * x / (x + k1 * (1 - b + b * length(d) / average))
 *     x               = sum over alternatives and fields of weight * frequency
 *     idf             = ln(1 + (N - df + 0.5) / (df + 0.5)),  df = the largest of the group's stems
 *
 * Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", for BM25 and its form for several fields;
 * idf as in Lucene, never negative.
 * @module
 */
export const k1 = 1.2;
export const b = 0.75;

export function idf(docCount: number, docFreq: number): number {
  return Math.log(1 + (docCount - docFreq + 0.5) / (docFreq + 0.5));
}
