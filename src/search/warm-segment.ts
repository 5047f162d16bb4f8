/**
 * What the first searches of a new segment would have to make, made before it is shown: tables of its words, each of
 * which takes as long as many searches. Step by step, so that searches of the snapshot before go on in between.
 * @module
 */
import type { IndexSettings } from "../contract/index.ts";
import type { SegmentReader } from "../inverted-index/index.ts";
import { makeTries } from "./correction/word-trie.ts";
import { searchedByDefault } from "./rank/field-norms.ts";
import { fieldTrigrams } from "./rank/similar-words.ts";

/** Each step leaves a table behind, with the dictionary or the segment that it belongs to, or some thousand words of one. */
export function* warmSegment(reader: SegmentReader, settings: IndexSettings): Generator<void> {
  const { dictionary } = reader;
  for (const field of reader.text.values()) {
    void field.words;
    void field.bigrams;
    yield;
    void field.trigrams;
    yield;
  }
  if (dictionary.stems.size > 0) dictionary.wordsOfStem(0);
  yield;
  for (const { name } of searchedByDefault(settings)) {
    if (reader.text.has(name)) yield* fieldTrigrams(reader, name).completing();
    yield;
  }
  yield* makeTries(dictionary);
}
