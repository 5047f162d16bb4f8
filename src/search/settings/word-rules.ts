/**
 * What an index's settings say about the words of a query: made once for each set of settings, whatever number of
 * commits carries it.
 * @module
 */
import { BoundedCache, fold, tokenize } from "../../analysis/index.ts";
import type { IndexSettings } from "../../contract/index.ts";
import { SynonymTable } from "./synonym-table.ts";

export interface WordRules {
  readonly synonyms: SynonymTable;
  /** Folded. */
  readonly stopWords: ReadonlySet<string>;
}

export const noRules: WordRules = { synonyms: new SynonymTable([]), stopWords: new Set() };

const made = new BoundedCache<WordRules>(4);

export function wordRulesOf({ synonyms, stop_words }: IndexSettings): WordRules {
  if (synonyms.length + stop_words.length === 0) return noRules;
  return made.get(JSON.stringify([synonyms, stop_words]), () => ({
    synonyms: new SynonymTable(synonyms),
    stopWords: new Set(stop_words.flatMap((word) => tokenize(word).map(({ spelled }) => fold(spelled)))),
  }));
}
