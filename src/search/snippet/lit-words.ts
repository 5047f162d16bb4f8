/**
 * The words of a document that a query may light up, told by the forward index: a text's other words need not be
 * analysed to see that they are none. A word more is no harm, since the text itself is asked in the end.
 * @module
 */
import { type ForwardField, type SegmentReader, type Snapshot, WordFilter } from "../../inverted-index/index.ts";
import type { ResolvedGroup } from "../rank/resolved-group.ts";
import type { PhraseTerm } from "../rewrite/word-group.ts";

export class LitWords {
  readonly #snapshot: Snapshot;
  readonly #groups: readonly ResolvedGroup[];
  readonly #terms: readonly PhraseTerm[];
  /** Words of each group, of each name and phrase: looked up segment by segment. */
  readonly #filters = new Map<ForwardField, WordFilter>();

  /**
   * @param groups - those that light up
   * @param terms - of phrases and of names of several words that do
   */
  constructor(snapshot: Snapshot, groups: readonly ResolvedGroup[], terms: readonly PhraseTerm[]) {
    this.#snapshot = snapshot;
    this.#groups = groups;
    this.#terms = terms;
  }

  /** As they are spelled; undefined where the index does not know the words of the field. */
  of(doc: number, field: string): ReadonlySet<string> | undefined {
    const segment = this.#snapshot.segmentOf(doc);
    const { reader, base } = segment;
    const forward = reader.text.get(field)?.forward;
    const row = forward === undefined ? -1 : forward.rowOf(doc - base);
    if (forward === undefined || row < 0) return undefined;
    let filter = this.#filters.get(forward);
    if (filter === undefined) {
      filter = this.#filterOf(reader, this.#snapshot.segments.indexOf(segment), field);
      this.#filters.set(forward, filter);
    }
    const count = forward.find(row, filter);
    const found = new Set<number>();
    for (let i = 0; i < count; i++) found.add(forward.keys[i]!);
    return new Set([...found].map((key) => reader.dictionary.words.get(forward.wordOf(key))));
  }

  #filterOf(reader: SegmentReader, place: number, name: string): WordFilter {
    const { dictionary } = reader;
    const field = reader.text.get(name)!;
    const filter = new WordFilter();
    for (const group of this.#groups) for (const key of group.words(place).keysIn(field).keys) filter.add(key);
    const add = (word: number): void => {
      if (word >= 0) filter.add(field.forward.keyOf(word));
    };
    for (const { spelled, stems } of this.#terms) {
      add(dictionary.words.find(spelled));
      for (const stem of stems) {
        const ordinal = dictionary.stems.find(stem);
        if (ordinal >= 0) dictionary.wordsOfStem(ordinal).forEach(add);
      }
    }
    return filter;
  }
}
