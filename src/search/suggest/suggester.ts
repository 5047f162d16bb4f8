/**
 * Completions of what is being typed: words as people write them, most frequent first, and titles. FlexSearch
 * answers from memory once it is built; the sorted dictionary answers before that, and in a CLI call.
 * @module
 */
import { Encoder, Index as FlexSearchIndex } from "flexsearch";
import { analyzeWord, fold, spell, type Token, tokenize } from "../../analysis/index.ts";
import type { Suggestion } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { searchedByDefault } from "../rank/field-norms.ts";
import { followingWords } from "./following-words.ts";
import { frequentWords, type VocabularyWord, wordsWithPrefix } from "./vocabulary.ts";

/** FlexSearch takes 7 s for 600,000 terms; beyond the most frequent the dictionary answers. */
const wordsInMemory = 100_000;
const titlesInMemory = 100_000;
/** So many completions are looked at for each that is shown. */
const candidatesOfOne = 4;
/** Entries added between two turns of the event loop, so that building never holds up a search. */
const sliceSize = 500;

interface TitleEntry {
  readonly text: string;
  readonly id: string;
}

function foldText(text: string): string {
  return tokenize(text)
    .map(({ spelled }) => fold(spelled))
    .join(" ");
}

export class Suggester {
  readonly #snapshot: Snapshot;
  #words: readonly VocabularyWord[] = [];
  readonly #titles: TitleEntry[] = [];
  #wordIndex: FlexSearchIndex | undefined;
  #titleIndex: FlexSearchIndex | undefined;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** Builds what is kept in memory, in slices. Resolves early when `isStale` says that another snapshot came. */
  async build(isStale: () => boolean = () => false): Promise<void> {
    const words = frequentWords(this.#snapshot, searchedByDefault(this.#snapshot.settings), wordsInMemory);
    const most = Math.max(1, words[0]?.docs ?? 1);
    const slotOfWord = new Map(words.map(({ folded, docs }) => [folded, frequencySlot(docs, most)]));
    const wordIndex = makeIndex((term) => slotOfWord.get(term)!);
    const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
    for (let i = 0; i < words.length; i++) {
      wordIndex.add(i, words[i]!.folded);
      if (i % sliceSize === sliceSize - 1) await pause();
      if (isStale()) return;
    }
    const titleIndex = makeIndex((_term, place) => Math.min(place, slots - 1));
    for (const { reader, base } of this.#snapshot.segments) {
      for (let doc = 0; doc < reader.docCount && this.#titles.length < titlesInMemory; doc++) {
        if (!this.#snapshot.live.has(base + doc)) continue;
        const title = reader.stored(doc)["title"];
        if (typeof title === "string" && title !== "") {
          titleIndex.add(this.#titles.length, foldText(title));
          this.#titles.push({ text: title, id: reader.ids.get(doc) });
        }
        if (doc % sliceSize === sliceSize - 1) await pause();
        if (isStale()) return;
      }
    }
    this.#words = words;
    this.#wordIndex = wordIndex;
    this.#titleIndex = titleIndex;
  }

  suggest(prefix: string, limit: number): Suggestion[] {
    const tokens = tokenize(prefix);
    const last = tokens.at(-1);
    if (last === undefined || limit <= 0) return [];
    const head = prefix.slice(0, last.start);
    const folded = fold(spell(last.raw));
    const words = this.#wordsFor(folded, tokens.at(-2), limit).map(
      ({ text, docs }): Suggestion => ({ text: head + text, kind: "word", docs }),
    );
    const titles = this.#titlesFor(foldText(prefix), limit);
    // Titles are what a reader is after once several words stand there; words while the first is typed.
    const titleShare = Math.min(titles.length, tokens.length > 1 ? Math.ceil(limit * 0.7) : Math.floor(limit / 2));
    const shown = words.slice(0, limit - titleShare);
    return [...shown, ...titles.slice(0, limit - shown.length)];
  }

  /**
   * What texts have behind the word before, where they have something; particles come last, which nobody looks for,
   * unless one is typed out.
   */
  #wordsFor(folded: string, before: Token | undefined, limit: number): readonly VocabularyWord[] {
    const fields = searchedByDefault(this.#snapshot.settings);
    const behind = before === undefined ? [] : followingWords(this.#snapshot, fields, before.spelled, folded);
    const words = behind.length > 0 ? behind : this.#completions(folded, limit * candidatesOfOne);
    const isLast = (word: VocabularyWord): boolean => word.folded !== folded && analyzeWord(word.text).functionWord;
    return [...words.filter((word) => !isLast(word)), ...words.filter(isLast)].slice(0, limit);
  }

  #completions(folded: string, limit: number): readonly VocabularyWord[] {
    const inMemory =
      this.#wordIndex?.search(folded, { limit: limit * 2 }).map((id) => this.#words[id as number]!) ?? [];
    const completions = inMemory.filter((word) => word.folded.startsWith(folded)).slice(0, limit);
    if (completions.length >= limit) return completions;
    return wordsWithPrefix(this.#snapshot, searchedByDefault(this.#snapshot.settings), folded, limit);
  }

  #titlesFor(folded: string, limit: number): Suggestion[] {
    if (this.#titleIndex === undefined) return [];
    return this.#titleIndex.search(folded, { limit }).map((id) => {
      const { text, id: document } = this.#titles[id as number]!;
      return { text, kind: "title", docs: 1, id: document };
    });
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
