/**
 * The words that a writer has met: every distinct raw token is spelled once, every distinct spelled word is analysed
 * once (analysis is a pure function of the word). It outlives segments: common words stand in all of them.
 * @module
 */
import { type AnalysisSteps, analyzeWord, everyStep, spell } from "../../analysis/index.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { FoldedHashes } from "./folded-hashes.ts";
import { noStem } from "./stems-of-words.ts";
import { TokenReader } from "./token-reader.ts";
import { detached, noWord, TokenTable } from "./token-table.ts";

/**
 * New words wait for others: analysed together they find its tables in the processor's cache, which between two words of
 * a text other tables take. Some ten milliseconds' work.
 */
const analyzedTogether = 2048;

export class WordTable {
  readonly words: string[] = [];
  /** Of the words that have been analysed. */
  readonly stems: string[] = [];
  readonly foldedHashes: FoldedHashes = new FoldedHashes(this.words);
  readonly #firstStem = new GrowableUint32();
  readonly #secondStem = new GrowableUint32();
  /** Raw tokens and spelled words alike: what is spelled already stands for itself. */
  readonly #tokens = new TokenTable();
  readonly #ofStem = new TokenTable();
  readonly #steps: AnalysisSteps;
  readonly #ofRaw = (raw: string): number => {
    const spelled = spell(raw, this.#steps);
    if (spelled === "") return noWord;
    return spelled === raw ? this.#ofNew(raw) : this.ofSpelled(spelled);
  };
  readonly #ofNew = (spelled: string): number => {
    if (this.words.length - this.#firstStem.length >= analyzedTogether) this.#analyze();
    return this.words.push(detached(spelled)) - 1;
  };
  readonly #reader = new TokenReader(this.#tokens, this.#ofRaw);
  readonly #ofNewStem = (stem: string): number => this.stems.push(detached(stem)) - 1;

  /** @param steps - of the analysis; all of them but for measuring */
  constructor(steps: AnalysisSteps = everyStep) {
    this.#steps = steps;
  }

  /** Appends the ordinals of the words that the tokens of a text stand for, but for those of which nothing remains. */
  ofText(text: string, words: GrowableUint32): void {
    this.#reader.read(text, words);
  }

  /** Lets go of what another table may use; more texts may be read, if slower. */
  close(): void {
    this.#reader.close();
  }

  /** Ordinal of a spelled word, analysed where it is new. */
  ofSpelled(spelled: string): number {
    return this.#tokens.get(spelled, 0, spelled.length, this.#ofNew);
  }

  /** The same for a word whose stems are known from another segment. */
  adopt(spelled: string, stems: readonly string[]): number {
    return this.#tokens.get(spelled, 0, spelled.length, () => {
      this.#analyze();
      this.#pushStems(stems);
      return this.words.push(detached(spelled)) - 1;
    });
  }

  /** By word the ordinals of its stems; of the second one or `noStem`. Complete until the next word is added. */
  stemsOfWords(): { readonly first: Uint32Array; readonly second: Uint32Array } {
    this.#analyze();
    return { first: this.#firstStem.view(), second: this.#secondStem.view() };
  }

  #analyze(): void {
    for (let word = this.#firstStem.length; word < this.words.length; word++)
      this.#pushStems(analyzeWord(this.words[word]!, this.#steps).stems);
  }

  #pushStems(stems: readonly string[]): void {
    this.#firstStem.push(this.#stem(stems[0]!));
    this.#secondStem.push(stems[1] === undefined ? noStem : this.#stem(stems[1]));
  }

  #stem(text: string): number {
    return this.#ofStem.get(text, 0, text.length, this.#ofNewStem);
  }
}
