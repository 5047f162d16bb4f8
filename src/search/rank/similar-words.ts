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
import { GrowableUint32, noTrigram, type SegmentReader, type Snapshot } from "../../inverted-index/index.ts";
import { idf } from "./bm25.ts";
import type { WeightedField } from "./field-norms.ts";

/** Words that share less say little, and are many. */
const leastSimilarity = 0.3;
/** The most similar of a segment: more cost time and change nothing. */
const mostWords = 64;

export interface SimilarWord {
  readonly word: number;
  /** Above 0, at most 1. */
  readonly similarity: number;
}

/** A trigram of the query word. */
export interface RareTrigram {
  readonly code: number;
  /** Its idf in the snapshot, in steps of 1/32: so coarse that a commit of a few documents changes none. */
  readonly rarity: number;
}

const stepsOfRarity = 32;

/** @param folded - the query word */
export function rareTrigrams(snapshot: Snapshot, folded: string, fields: readonly WeightedField[]): RareTrigram[] {
  return [...new Set(trigramsOf(folded))].map((code) => {
    let docFreq = 0;
    for (const { reader } of snapshot.segments) docFreq += trigramFrequency(reader, code, fields);
    const rarity = idf(snapshot.maxDoc, Math.min(snapshot.maxDoc, docFreq));
    return { code, rarity: Math.round(rarity * stepsOfRarity) };
  });
}

/** A trigram in a segment. */
interface TrigramWords {
  readonly ordinal: number;
  readonly rarity: number;
  /** Words that have it. */
  readonly words: Uint32Array;
}

/** @param rare - trigrams of the query word; the result depends on nothing else of the snapshot */
export function similarWords(reader: SegmentReader, rare: readonly RareTrigram[]): SimilarWord[] {
  const { dictionary } = reader;
  const trigrams: TrigramWords[] = [];
  let whole = 0;
  let left = 0;
  for (const { code, rarity } of rare) {
    whole += rarity;
    const ordinal = dictionary.trigramOrdinal(code);
    if (ordinal < 0 || rarity === 0) continue;
    trigrams.push({ ordinal, rarity, words: dictionary.wordsOfTrigram(ordinal) });
    left += rarity;
  }
  trigrams.sort((a, b) => b.rarity - a.rarity || a.ordinal - b.ordinal);
  if (left === 0) return [];
  const sums = scratchOf(reader);
  const seen = new GrowableUint32();
  let least = leastSimilarity * whole;
  let candidates: Uint32Array | undefined;
  for (const { ordinal, rarity, words } of trigrams) {
    if (candidates === undefined) addTo(sums, words, rarity, seen);
    else addWhereHeld(sums, dictionary.trigrams, ordinal, rarity, candidates);
    left -= rarity;
    least = Math.max(least, reachedByMost(sums, candidates ?? seen.view(), whole));
    // A word that has none of the rarer ones cannot get there by the common ones alone, whose lists are long.
    if (candidates !== undefined || left < least)
      candidates = (candidates ?? seen.view()).filter((word) => sums[word]! + left >= least);
  }
  const found = (candidates ?? seen.view())
    .filter((word) => sums[word]! >= least)
    .sort((a, b) => sums[b]! - sums[a]! || a - b)
    .subarray(0, mostWords);
  const similar = Array.from(found, (word) => ({ word, similarity: sums[word]! / whole }));
  for (const word of seen.view()) sums[word] = 0;
  return similar;
}

function addTo(sums: Uint16Array, words: Uint32Array, rarity: number, seen: GrowableUint32): void {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    // It stands there as often as the word has the trigram, and counts once.
    if (i > 0 && words[i - 1] === word) continue;
    if (sums[word] === 0) seen.push(word);
    sums[word]! += rarity;
  }
}

function addWhereHeld(
  sums: Uint16Array,
  trigrams: Uint16Array,
  ordinal: number,
  rarity: number,
  words: Uint32Array,
): void {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const end = (word + 1) * trigramsOfWord;
    for (let at = word * trigramsOfWord; at < end; at++) {
      if (trigrams[at] !== ordinal) continue;
      sums[word]! += rarity;
      break;
    }
  }
}

/** The greatest sum that `mostWords` of the words have reached; 0 where they are fewer. */
function reachedByMost(sums: Uint16Array, words: Uint32Array, whole: number): number {
  if (words.length < mostWords) return 0;
  const counts = new Uint32Array(whole + 1);
  for (let i = 0; i < words.length; i++) counts[sums[words[i]!]!]!++;
  let sum = whole + 1;
  for (let count = 0; count < mostWords; ) count += counts[--sum]!;
  return sum;
}

/** A zero for every word of the segment, between two calls. */
function scratchOf(reader: SegmentReader): Uint16Array {
  return reader.derived.get("similar words", () => new Uint16Array(reader.dictionary.words.size));
}

function trigramFrequency(reader: SegmentReader, code: number, fields: readonly WeightedField[]): number {
  const ordinal = reader.dictionary.trigramOrdinal(code);
  return ordinal < 0 ? 0 : trigramFrequencies(reader, fields)[ordinal]!;
}

/** For each trigram the sum of the document frequencies of the words that have it; made once for a segment. */
export function trigramFrequencies(reader: SegmentReader, fields: readonly WeightedField[]): Uint32Array {
  const name = `trigrams ${fields.map(({ name }) => name).join(" ")}`;
  return reader.derived.get(name, () => sumFrequencies(reader, fields));
}

function sumFrequencies({ dictionary, text }: SegmentReader, fields: readonly WeightedField[]): Uint32Array {
  const { trigrams } = dictionary;
  const sums = new Uint32Array(dictionary.trigramCodes.length);
  const docFreqs = new Uint32Array(dictionary.words.size);
  for (const { name } of fields) text.get(name)?.words.addDocFreqs(docFreqs);
  for (let word = 0; word < docFreqs.length; word++) {
    const docFreq = docFreqs[word]!;
    for (let i = word * trigramsOfWord; i < (word + 1) * trigramsOfWord && trigrams[i] !== noTrigram; i++) {
      sums[trigrams[i]!]! += docFreq;
    }
  }
  return sums;
}
