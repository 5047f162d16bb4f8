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
    return this.words()
      .sort((a, b) => b.docs - a.docs || compareUnits(a.folded, b.folded))
      .slice(0, limit);
  }

  /** In the order in which they were first added. */
  words(): VocabularyWord[] {
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
    return words;
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

/** Words between two steps. */
const stepWords = 256;

/**
 * The most frequent words, most frequent first, in steps. One that is rare in every segment may be left out, and the
 * documents of a segment where it is rare may be missing from its number.
 */
export function* frequentWords(
  snapshot: Snapshot,
  fields: readonly WeightedField[],
  limit: number,
): Generator<void, VocabularyWord[]> {
  const docFreqs: Uint32Array[] = [];
  for (const { reader } of snapshot.segments) {
    docFreqs.push(mostDocFreqs(reader, fields));
    yield;
  }
  const least = leastOfMost(docFreqs, limit);
  const counts = new SpellingCounts();
  for (const [i, { reader }] of snapshot.segments.entries()) {
    const docs = docFreqs[i]!;
    for (let ordinal = 0; ordinal < docs.length; ordinal++) {
      if (docs[ordinal]! >= least) counts.add(reader.dictionary.words.get(ordinal), docs[ordinal]!);
      if (ordinal % stepWords === 0) yield;
    }
  }
  yield;
  const words = counts.words();
  yield;
  return words.sort((a, b) => b.docs - a.docs);
}

/** By word, the documents of the field that has most with it. */
function mostDocFreqs(reader: SegmentReader, fields: readonly WeightedField[]): Uint32Array {
  const most = new Uint32Array(reader.dictionary.words.size);
  const ofField = new Uint32Array(most.length);
  for (const { name } of fields) {
    ofField.fill(0);
    reader.text.get(name)?.words.addDocFreqs(ofField);
    for (let i = 0; i < most.length; i++) if (ofField[i]! > most[i]!) most[i] = ofField[i]!;
  }
  return most;
}

/** The least number, 1 or more, that no more than `limit` reach. */
function leastOfMost(docFreqs: readonly Uint32Array[], limit: number): number {
  const longest = 1 << 16;
  const wordsWith = new Uint32Array(longest + 1);
  for (const docs of docFreqs) for (let i = 0; i < docs.length; i++) wordsWith[Math.min(docs[i]!, longest)]!++;
  let least = longest;
  let words = wordsWith[longest]!;
  while (least > 1 && words + wordsWith[least - 1]! <= limit) words += wordsWith[--least]!;
  return least;
}

/** Folded words as the snapshot has them now, in their order; those that it does not hold are left out. */
export function wordsOf(
  snapshot: Snapshot,
  fields: readonly WeightedField[],
  folded: readonly string[],
): VocabularyWord[] {
  return folded.flatMap((word) => {
    const vocabulary = new Vocabulary();
    for (const { reader } of snapshot.segments) {
      for (const ordinal of reader.dictionary.spellingsOf(word)) vocabulary.addOf(reader, ordinal, fields);
    }
    return vocabulary.best(1);
  });
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
