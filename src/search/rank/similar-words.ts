/**
 * Words of a segment that share letters with a query word: evidence that no stem sees (forms of foreign names, slips
 * in the text, derivations the lexicon does not know). It only scores, when the best are rescored, and never makes a
 * hit.
 *
 *     similarity(w) = sum of idf over the trigrams of the query word that w has / the same over all of them
 *
 * A trigram is known by its letters within the word with its edges; its document frequency is the sum over the words
 * that hold it, which adds up alike however documents are spread over segments.
 * @module
 */
import { trigramsOf, trigramsOfWord } from "../../analysis/index.ts";
import { noTrigram, type SegmentReader, type Snapshot } from "../../inverted-index/index.ts";
import { idf } from "./bm25.ts";
import type { WeightedField } from "./field-norms.ts";

/** Words that share less say little, and are many. */
const leastSimilarity = 0.3;
/** The most similar of a segment: more cost time and change nothing. */
const mostWords = 512;

export interface SimilarWord {
  readonly word: number;
  /** Above 0, at most 1. */
  readonly similarity: number;
}

/** @param folded - the query word */
export function similarWords(
  snapshot: Snapshot,
  { dictionary }: SegmentReader,
  folded: string,
  fields: readonly WeightedField[],
): SimilarWord[] {
  const sums = new Map<number, number>();
  let whole = 0;
  for (const code of new Set(trigramsOf(folded))) {
    let docFreq = 0;
    for (const { reader } of snapshot.segments) docFreq += trigramFrequency(reader, code, fields);
    const rarity = idf(snapshot.maxDoc, Math.min(snapshot.maxDoc, docFreq));
    whole += rarity;
    const trigram = dictionary.trigramOrdinal(code);
    if (trigram < 0) continue;
    const words = dictionary.wordsOfTrigram(trigram);
    for (let i = 0; i < words.length; i++) sums.set(words[i]!, (sums.get(words[i]!) ?? 0) + rarity);
  }
  const found: SimilarWord[] = [];
  for (const [word, sum] of sums) if (sum >= leastSimilarity * whole) found.push({ word, similarity: sum / whole });
  if (found.length <= mostWords) return found;
  return found.sort((a, b) => b.similarity - a.similarity || a.word - b.word).slice(0, mostWords);
}

/** Sums of document frequencies by trigram, for each set of fields: a segment never changes. */
const frequencies = new WeakMap<SegmentReader, Map<string, Uint32Array>>();

function trigramFrequency(reader: SegmentReader, code: number, fields: readonly WeightedField[]): number {
  const ordinal = reader.dictionary.trigramOrdinal(code);
  if (ordinal < 0) return 0;
  let known = frequencies.get(reader);
  if (known === undefined) {
    known = new Map();
    frequencies.set(reader, known);
  }
  const key = fields.map(({ name }) => name).join(" ");
  let sums = known.get(key);
  if (sums === undefined) {
    sums = sumFrequencies(reader, fields);
    known.set(key, sums);
  }
  return sums[ordinal]!;
}

function sumFrequencies({ dictionary, text }: SegmentReader, fields: readonly WeightedField[]): Uint32Array {
  const { trigrams } = dictionary;
  const sums = new Uint32Array(dictionary.trigramCodes.length);
  for (let word = 0; word < dictionary.words.size; word++) {
    let docFreq = 0;
    for (const { name } of fields) docFreq += text.get(name)?.words.docFreq(word) ?? 0;
    for (let i = word * trigramsOfWord; i < (word + 1) * trigramsOfWord && trigrams[i] !== noTrigram; i++) {
      sums[trigrams[i]!]! += docFreq;
    }
  }
  return sums;
}
