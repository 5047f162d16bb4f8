/**
 * Completions of what is being typed: words as people write them, most frequent first, and titles. A table in memory
 * answers once it is made; the sorted dictionary answers before that, for rare words, and in a CLI call. What is
 * shown is looked up in the snapshot: no word that texts do not have, no title of a document that is gone.
 * @module
 */
import { analyzeOften, fold, spell, type Token, tokenize } from "../../analysis/index.ts";
import type { Suggestion } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { searchedByDefault } from "../rank/field-norms.ts";
import { followingWords } from "./following-words.ts";
import { foldText, SuggestionTable, type TableSource } from "./suggestion-table.ts";
import { type VocabularyWord, wordsOf, wordsWithPrefix } from "./vocabulary.ts";

/** So many completions are looked at for each that is shown. */
const candidatesOfOne = 4;
/** A table rests for so many times what it took to make, before another is made: commits may come every second. */
const restOfTable = 10;

/** One for an index, over all its snapshots. */
export class Suggester {
  #table: SuggestionTable | undefined;
  #tableOf: Snapshot | undefined;
  #isMaking = false;
  #restsUntil = 0;

  /** Whether there is no table, or one of an earlier snapshot that has rested, and none is being made. */
  isDue(snapshot: Snapshot): boolean {
    return !this.#isMaking && this.#tableOf !== snapshot && performance.now() >= this.#restsUntil;
  }

  /** Makes a table where one is due. */
  async refresh(source: TableSource): Promise<void> {
    if (!this.isDue(source.snapshot())) return;
    const began = performance.now();
    this.#isMaking = true;
    try {
      const table = await SuggestionTable.of(source);
      if (table === undefined) return;
      this.#table = table;
      this.#tableOf = source.snapshot();
    } catch {
      // A document that cannot be read is told of by whoever asks for it; the dictionary goes on answering.
    } finally {
      const ended = performance.now();
      this.#restsUntil = ended + restOfTable * (ended - began);
      this.#isMaking = false;
    }
  }

  suggest(snapshot: Snapshot, prefix: string, limit: number): Suggestion[] {
    const tokens = tokenize(prefix);
    const last = tokens.at(-1);
    if (last === undefined || limit <= 0) return [];
    const head = prefix.slice(0, last.start);
    const words = this.#wordsFor(snapshot, fold(spell(last.raw)), tokens.at(-2), limit).map(
      ({ text, docs }): Suggestion => ({ text: head + text, kind: "word", docs }),
    );
    const titles = this.#titlesFor(snapshot, foldText(prefix), limit);
    // Titles are what a reader is after once several words stand there; words while the first is typed.
    const titleShare = Math.min(titles.length, tokens.length > 1 ? Math.ceil(limit * 0.7) : Math.floor(limit / 2));
    const shown = words.slice(0, limit - titleShare);
    return [...shown, ...titles.slice(0, limit - shown.length)];
  }

  /**
   * What texts have behind the word before, where they have something; particles come last, which nobody looks for,
   * unless one is typed out.
   */
  #wordsFor(snapshot: Snapshot, folded: string, before: Token | undefined, limit: number): readonly VocabularyWord[] {
    const fields = searchedByDefault(snapshot.settings);
    const behind = before === undefined ? [] : followingWords(snapshot, fields, before.spelled, folded);
    const words = behind.length > 0 ? behind : this.#completions(snapshot, folded, limit * candidatesOfOne);
    const isLast = (word: VocabularyWord): boolean => word.folded !== folded && analyzeOften(word.text).functionWord;
    return [...words.filter((word) => !isLast(word)), ...words.filter(isLast)].slice(0, limit);
  }

  #completions(snapshot: Snapshot, folded: string, limit: number): readonly VocabularyWord[] {
    const fields = searchedByDefault(snapshot.settings);
    const known = wordsOf(snapshot, fields, this.#table?.words(folded, limit) ?? []);
    return known.length >= limit ? known : wordsWithPrefix(snapshot, fields, folded, limit);
  }

  #titlesFor(snapshot: Snapshot, folded: string, limit: number): Suggestion[] {
    // Some may be of documents that are gone.
    const titles = this.#table?.titles(folded, limit * 2) ?? [];
    const living = titles.filter(({ id, version }) => {
      const doc = snapshot.find(id);
      if (doc < 0) return false;
      const { reader, base } = snapshot.segmentOf(doc);
      return reader.ids.version(doc - base) === version;
    });
    return living.slice(0, limit).map(({ text, id }) => ({ text, kind: "title", docs: 1, id }));
  }
}
