/**
 * What texts have directly behind a word: completions of the next one.
 * @module
 */
import { analyzeOften, fold } from "../../analysis/index.ts";
import { type ForwardField, type Snapshot, valueBoundary } from "../../inverted-index/index.ts";
import { PhraseTerms } from "../match/phrase-terms.ts";
import type { WeightedField } from "../rank/field-norms.ts";
import { SpellingCounts, type VocabularyWord } from "./vocabulary.ts";

/** Documents with the word that are read, about a microsecond each; of a commoner word they are enough to tell. */
const mostRead = 1000;

/**
 * Words with the folded beginning that stand behind `before` in the fields, most frequent first; their documents are
 * those that were read.
 * @param before - as it is spelled
 */
export function followingWords(
  snapshot: Snapshot,
  fields: readonly WeightedField[],
  before: string,
  folded: string,
): VocabularyWord[] {
  const counts = new SpellingCounts();
  const { stems } = analyzeOften(before);
  let left = mostRead;
  // The newest segments are the last.
  for (const segment of snapshot.segments.toReversed()) {
    const { dictionary } = segment.reader;
    for (const { name } of fields) {
      const text = segment.reader.text.get(name);
      const term = PhraseTerms.of(segment.reader, name)?.find(stems);
      if (text === undefined || term === undefined || term.docFreq === 0 || left <= 0) continue;
      const first = new Set(term.stems.flatMap((stem) => [...dictionary.wordsOfStem(stem)]));
      const docs = term.docs().subarray(-left);
      left -= docs.length;
      const holders = new Map<number, number>();
      for (const doc of docs) {
        if (!snapshot.live.has(segment.base + doc)) continue;
        for (const next of wordsBehind(first, text.forward, doc)) holders.set(next, (holders.get(next) ?? 0) + 1);
      }
      for (const [word, count] of holders) {
        const spelling = dictionary.words.get(word);
        if (fold(spelling).startsWith(folded)) counts.add(spelling, count);
      }
    }
  }
  return counts.best(Number.POSITIVE_INFINITY);
}

/** Each once. */
function wordsBehind(first: ReadonlySet<number>, forward: ForwardField, doc: number): Set<number> {
  const behind = new Set<number>();
  const count = forward.read(forward.rowOf(doc));
  const { tokens } = forward;
  for (let i = 1; i < count; i++) {
    if (tokens[i] !== valueBoundary && first.has(tokens[i - 1]!)) behind.add(tokens[i]!);
  }
  return behind;
}
