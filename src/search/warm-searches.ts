/**
 * Searches that nobody asked for, over words of a new snapshot, before it is shown: the first ones take ten times as
 * long as those behind them, since code that has only seen a small index is compiled anew for a large one, and no list
 * is known yet. Search engines on the JVM have warmers for the same reason.
 * @module
 */
import type { Dictionary, SegmentReader } from "../inverted-index/index.ts";
import type { Searcher } from "./searcher.ts";

const searches = 12;
const wordsInSearch = 3;
/** The first are for one word: while the code is new each takes long, and nobody is answered meanwhile. */
const shortSearches = 4;
const leastLetters = 4;
/** In each word table so many places are tried for a word that is long enough. */
const tried = 8;

/** @param segments - those that are new in the searcher's snapshot */
export function* warmSearches(searcher: Searcher, segments: readonly SegmentReader[]): Generator<void> {
  for (let i = 0; i < searches; i++) {
    for (const { dictionary } of segments) {
      const words: string[] = [];
      for (let place = 0; place < (i < shortSearches ? 1 : wordsInSearch); place++) {
        const share = (place * searches + i + 0.5) / (searches * wordsInSearch);
        words.push(wordFrom(dictionary, Math.floor(share * dictionary.words.size)));
      }
      const [first = ""] = words;
      // And a slip, as every other query has one or a name that no document holds.
      if (i % 2 === 0) words[0] = first.slice(1, 2) + first.slice(0, 1) + first.slice(2);
      searcher.search({ q: words.join(" "), syntax: "plain" });
      yield;
    }
  }
}

/** A word from a place of the table on, if possible a long one. */
function wordFrom({ words }: Dictionary, from: number): string {
  for (let place = from; place < Math.min(from + tried, words.size); place++)
    if (words.get(place).length >= leastLetters) return words.get(place);
  return "";
}
