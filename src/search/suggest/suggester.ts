/**
 * Completions of what is being typed: words as people write them, most frequent first, and titles. FlexSearch
 * answers from memory once it is built; the sorted dictionary answers before that, and in a CLI call.
 * @module
 */
import { Encoder, Index as FlexSearchIndex } from "flexsearch";
import { analyzeWord, fold, spell, type Token, tokenize } from "../../analysis/index.ts";
import type { Suggestion } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { phrasePostings } from "../match/phrase-matcher.ts";
import { searchedByDefault } from "../rank/field-norms.ts";
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
    const completions = this.#completions(folded, limit * candidatesOfOne);
    const words = this.#inOrder(completions, folded, tokens.at(-2))
      .slice(0, limit)
      .map(({ text, docs }): Suggestion => ({ text: head + text, kind: "word", docs }));
    const titles = this.#titlesFor(foldText(prefix), limit);
    // Titles are what a reader is after once several words stand there; words while the first is typed.
    const titleShare = Math.min(titles.length, tokens.length > 1 ? Math.ceil(limit * 0.7) : Math.floor(limit / 2));
    const shown = words.slice(0, limit - titleShare);
    return [...shown, ...titles.slice(0, limit - shown.length)];
  }

  /**
   * What some text has behind the word before comes first, by how many documents have the two side by side; particles
   * come last, which nobody looks for, unless one is typed out.
   */
  #inOrder(words: readonly VocabularyWord[], folded: string, before: Token | undefined): readonly VocabularyWord[] {
    const behind: VocabularyWord[] = [];
    const others: VocabularyWord[] = [];
    const particles: VocabularyWord[] = [];
    for (const word of words) {
      const isParticle = word.folded !== folded && analyzeWord(word.text).functionWord;
      const docs = before === undefined || isParticle ? 0 : this.#docsSideBySide([before.spelled, word.text]);
      if (docs > 0) behind.push({ ...word, docs });
      else (isParticle ? particles : others).push(word);
    }
    behind.sort((a, b) => b.docs - a.docs);
    return [...behind, ...others, ...particles];
  }

  /** Documents of the field that has most. */
  #docsSideBySide(words: readonly string[]): number {
    const phrase = words.map((word) => ({ raw: word, spelled: word, stems: analyzeWord(word).stems }));
    const fields = searchedByDefault(this.#snapshot.settings).map(({ name }) =>
      this.#snapshot.segments.reduce(
        (sum, segment) => sum + phrasePostings(this.#snapshot, segment, name, phrase).docs.length,
        0,
      ),
    );
    return Math.max(0, ...fields);
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
