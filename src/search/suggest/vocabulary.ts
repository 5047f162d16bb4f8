/**
 * The words of a snapshot that can be shown to people: spellings of one folded form are one word, shown as most
 * documents write it (الإسلامية, not الاسلاميه).
 * @module
 */
import { fold } from "../../analysis/index.ts";
import { compareUnits, type SegmentReader, type Snapshot } from "../../inverted-index/index.ts";
import type { WeightedField } from "../rank/field-norms.ts";

export interface VocabularyWord {
  readonly folded: string;
  /** Most frequent spelling. */
  readonly text: string;
  /** Documents that hold it in any spelling, counted in the field that has most. */
  readonly docs: number;
}

/** Spellings of words, with how many documents hold each. */
export class SpellingCounts {
  readonly #byFolded = new Map<string, Map<string, number>>();

  add(word: string, docs: number): void {
    // Numbers and single letters complete nothing.
    if (word.length < 2 || !/\p{L}/u.test(word)) return;
    const folded = fold(word);
    let spellings = this.#byFolded.get(folded);
    if (spellings === undefined) {
      spellings = new Map();
      this.#byFolded.set(folded, spellings);
    }
    spellings.set(word, (spellings.get(word) ?? 0) + docs);
  }

  /** Most frequent first. */
  best(limit: number): VocabularyWord[] {
    const words: VocabularyWord[] = [];
    for (const [folded, spellings] of this.#byFolded) {
      let docs = 0;
      let text = "";
      let most = 0;
      for (const [spelling, count] of spellings) {
        docs += count;
        if (count > most || (count === most && compareUnits(spelling, text) < 0)) {
          most = count;
          text = spelling;
        }
      }
      words.push({ folded, text, docs });
    }
    return words.sort((a, b) => b.docs - a.docs || compareUnits(a.folded, b.folded)).slice(0, limit);
  }
}

/** Collects spellings of words over segments. */
class Vocabulary extends SpellingCounts {
  addOf(reader: SegmentReader, ordinal: number, fields: readonly WeightedField[]): void {
    let docs = 0;
    for (const { name } of fields) docs = Math.max(docs, reader.text.get(name)?.words.docFreq(ordinal) ?? 0);
    if (docs > 0) this.add(reader.dictionary.words.get(ordinal), docs);
  }
}

export function frequentWords(snapshot: Snapshot, fields: readonly WeightedField[], limit: number): VocabularyWord[] {
  const vocabulary = new Vocabulary();
  for (const { reader } of snapshot.segments) {
    for (let ordinal = 0; ordinal < reader.dictionary.words.size; ordinal++) vocabulary.addOf(reader, ordinal, fields);
  }
  return vocabulary.best(limit);
}

/** A short prefix stands for very many words; the most frequent of so many are ranked. */
const maxCandidates = 20_000;

export function wordsWithPrefix(
  snapshot: Snapshot,
  fields: readonly WeightedField[],
  folded: string,
  limit: number,
): VocabularyWord[] {
  const vocabulary = new Vocabulary();
  for (const { reader } of snapshot.segments) {
    for (const ordinal of reader.dictionary.wordsWithPrefix(folded, maxCandidates))
      vocabulary.addOf(reader, ordinal, fields);
  }
  return vocabulary.best(limit);
}
