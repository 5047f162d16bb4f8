/**
 * Words of a dictionary within an edit distance, by one walk over the words in the order of their folded forms:
 * neighbours share a prefix, so that the rows of the distance matrix above it are kept, and a prefix that is
 * already too far is left with one binary search.
 *
 *           ""  م  د  ر  س      a row is the distance of a prefix of the word (down)
 *      ""    0  1  2  3  4      to every prefix of the query (across)
 *      م     1  0  1  2  3
 *      د     2  1  0  1  2
 *
 * A swap of neighbours counts once (optimal string alignment).
 * @module
 */
import { fold } from "../../analysis/index.ts";
import type { Dictionary } from "../../inverted-index/index.ts";
import { firstDistanceRow, nextDistanceRow } from "./edit-distance.ts";

export interface FuzzyWord {
  readonly ordinal: number;
  readonly edits: number;
}

export function fuzzyWords(dictionary: Dictionary, query: string, maxEdits: number, limit: number): FuzzyWord[] {
  const found: FuzzyWord[] = [];
  const rows: number[][] = [firstDistanceRow(query)];
  let previous = "";
  let at = 0;
  while (at < dictionary.foldedCount && found.length < limit) {
    const ordinal = dictionary.wordInFoldOrder(at);
    const word = fold(dictionary.words.get(ordinal));
    let depth = 0;
    while (depth < word.length && depth < previous.length && depth < rows.length - 1 && word[depth] === previous[depth])
      depth++;
    rows.length = depth + 1;
    let dead = false;
    for (let i = depth; i < word.length && !dead; i++) {
      rows.push(nextDistanceRow(rows, word, i, query));
      // A swap may still mend a row that is one too far.
      dead = Math.min(...rows[i + 1]!) > maxEdits && Math.min(...rows[i]!) > maxEdits;
      if (dead) at = dictionary.afterFoldedPrefix(word.slice(0, i + 1), at);
    }
    previous = word;
    if (dead) continue;
    const edits = rows[word.length]![query.length]!;
    if (edits > 0 && edits <= maxEdits) found.push({ ordinal, edits });
    at++;
  }
  return found;
}
