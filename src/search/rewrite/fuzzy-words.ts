/**
 * Words of a dictionary within a number of edits, each worth the same: what `word~` asks for.
 * @module
 */
import { FULL_EDIT } from "../../analysis/index.ts";
import type { Dictionary } from "../../inverted-index/index.ts";
import { plainEdits, SlipAutomaton } from "../correction/slip-automaton.ts";
import { foldedWords } from "../correction/word-trie.ts";

export interface FuzzyWord {
  readonly ordinal: number;
  readonly edits: number;
}

/**
 * All spellings of the folded words that differ from `query`, at most `limit`, in the order of their folded forms.
 * A swap of neighbours is one edit.
 */
export function fuzzyWords(dictionary: Dictionary, query: string, maxEdits: number, limit: number): FuzzyWord[] {
  const found: FuzzyWord[] = [];
  const automaton = new SlipAutomaton(query, maxEdits * FULL_EDIT, plainEdits);
  foldedWords(dictionary).walk(automaton, (place, cost, next) => {
    if (cost === 0) return;
    for (let at = place; at < next && found.length < limit; at++) {
      found.push({ ordinal: dictionary.wordInFoldOrder(at), edits: cost / FULL_EDIT });
    }
  });
  return found;
}
