/**
 * What the ranking adds to plain BM25 over groups of words, by name, so that a measurement can leave one out.
 * @module
 */

/**
 * - `proximity`: query words that stand near each other
 * - `lead`: query words early in the text
 * - `similar-letters`: words that share letters with those of the query
 * - `adjacency`: words that were written between « » or “ ” and stand side by side
 * - `vocalisation`: words that carry the vowel signs that were typed
 * - `function-word-weight`: particles and question words weigh less than other words
 * - `asking-word-weight`: words of content that questions have and answers have not (اسم, سبب, يسمى) weigh less
 */
export const rankingFeatures = [
  "proximity",
  "lead",
  "similar-letters",
  "adjacency",
  "vocalisation",
  "function-word-weight",
  "asking-word-weight",
] as const;

export type RankingFeature = (typeof rankingFeatures)[number];

export type RankingFeatures = ReadonlySet<RankingFeature>;

export const everyFeature: RankingFeatures = new Set(rankingFeatures);
