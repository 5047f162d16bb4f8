/**
 * What is kept in memory for suggestions: the most frequent words and the titles of an index, each in a FlexSearch
 * index of all its beginnings. Made in steps beside searches and commits, and used until a newer one is made: who
 * answers from it asks the snapshot whether what it says still holds.
 * @module
 */
import { Encoder, Index as FlexSearchIndex } from "flexsearch";
import { fold, tokenize } from "../../analysis/index.ts";
import type { Snapshot, SnapshotSegment } from "../../inverted-index/index.ts";
import { searchedByDefault } from "../rank/field-norms.ts";
import { frequentWords } from "./vocabulary.ts";

/** FlexSearch takes 7 s for 600,000 terms; beyond the most frequent the dictionary answers. */
const wordsInMemory = 100_000;
const titlesInMemory = 100_000;

export interface TitleEntry {
  readonly text: string;
  /** Of its document, which has another title where its version is another. */
  readonly id: string;
  readonly version: string;
}

/** What making a table needs of its surroundings. */
export interface TableSource {
  /** The snapshot that is shown now; what it no longer has cannot be read. */
  readonly snapshot: () => Snapshot;
  /** Called between two steps; lets others run where it is time. */
  readonly pause: () => Promise<void>;
  readonly isStopped: () => boolean;
}

/** Text by its words as they are looked up. */
export function foldText(text: string): string {
  return tokenize(text)
    .map(({ spelled }) => fold(spelled))
    .join(" ");
}

export class SuggestionTable {
  readonly #words: readonly string[];
  readonly #wordIndex: FlexSearchIndex;
  readonly #titles: readonly TitleEntry[];
  readonly #titleIndex: FlexSearchIndex;

  private constructor(
    words: readonly string[],
    wordIndex: FlexSearchIndex,
    titles: readonly TitleEntry[],
    titleIndex: FlexSearchIndex,
  ) {
    this.#words = words;
    this.#wordIndex = wordIndex;
    this.#titles = titles;
    this.#titleIndex = titleIndex;
  }

  /** Undefined where it was stopped. */
  static async of(source: TableSource): Promise<SuggestionTable | undefined> {
    const { snapshot, pause, isStopped } = source;
    const { settings } = snapshot();
    const counting = frequentWords(snapshot(), searchedByDefault(settings), wordsInMemory);
    let counted = counting.next();
    while (counted.done !== true) {
      await pause();
      counted = counting.next();
    }
    const most = Math.max(1, counted.value[0]?.docs ?? 1);
    const slotOfWord = new Map(counted.value.map(({ folded, docs }) => [folded, frequencySlot(docs, most)]));
    const words = [...slotOfWord.keys()];
    const wordIndex = makeIndex((term) => slotOfWord.get(term)!);
    for (let i = 0; i < words.length; i++) {
      wordIndex.add(i, words[i]!);
      await pause();
      if (isStopped()) return undefined;
    }
    const titleIndex = makeIndex((_term, place) => Math.min(place, slots - 1));
    const titles: TitleEntry[] = [];
    for await (const title of titlesOf(source)) {
      titleIndex.add(titles.length, foldText(title.text));
      titles.push(title);
    }
    return isStopped() ? undefined : new SuggestionTable(words, wordIndex, titles, titleIndex);
  }

  /** Folded words that begin so, the most frequent first. */
  words(folded: string, limit: number): string[] {
    return this.#wordIndex
      .search(folded, { limit: limit * 2 })
      .map((place) => this.#words[place as number]!)
      .filter((word) => word.startsWith(folded))
      .slice(0, limit);
  }

  /** Titles whose words begin so, those with them in front first. */
  titles(folded: string, limit: number): TitleEntry[] {
    return this.#titleIndex.search(folded, { limit }).map((place) => this.#titles[place as number]!);
  }
}

/** Of all documents, also of those that come while others are read. */
async function* titlesOf({ snapshot, pause, isStopped }: TableSource): AsyncGenerator<TitleEntry> {
  const read = new Set<SnapshotSegment["reader"]>();
  // A merged segment has documents that were read in others.
  const seen = new Set<string>();
  for (;;) {
    const segment = snapshot().segments.find(({ reader }) => !read.has(reader));
    if (segment === undefined) return;
    const { reader, live } = segment;
    read.add(reader);
    for (let doc = 0; doc < reader.docCount; doc++) {
      if (live?.has(doc) !== false) {
        const id = reader.ids.get(doc);
        const version = reader.ids.version(doc);
        const key = `${version} ${id}`;
        const text = seen.has(key) ? undefined : reader.stored(doc)["title"];
        seen.add(key);
        if (typeof text === "string" && text !== "") yield { text, id, version };
        if (seen.size >= titlesInMemory) return;
      }
      await pause();
      if (isStopped()) return;
      if (!snapshot().segments.some((shown) => shown.reader === reader)) break;
    }
  }
}

/** Results of the lowest slot come first. */
const slots = 64;

/** Logarithmic: a word ten times as frequent stands a fixed number of slots higher. */
function frequencySlot(docs: number, most: number): number {
  return Math.min(slots - 1, Math.floor((1 - Math.log1p(docs) / Math.log1p(most)) * slots));
}

/**
 * Our fold stands in for FlexSearch's normalisation, which breaks vocalised words and folds الله to اله; the score
 * callback stands in for its slots by place of the first occurrence.
 */
function makeIndex(slotOf: (term: string, place: number) => number): FlexSearchIndex {
  const encoder = new Encoder({ normalize: fold, dedupe: false, numeric: false, split: /\s+/ });
  return new FlexSearchIndex({
    tokenize: "forward",
    encoder,
    resolution: slots,
    score: (_terms, term, place) => slotOf(term, place),
  });
}
