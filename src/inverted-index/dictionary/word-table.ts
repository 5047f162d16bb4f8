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

/** Of words in order their stems, one or two of each. */
export type StemsOfEach = readonly (readonly string[])[];

/** Another thread that analyses words, by the same steps, when it comes to it. */
export interface Analyst {
  /** A number for the answer, which no other has; undefined where it has no time. */
  take(words: readonly string[]): number | undefined;
  /** What it has answered and was not asked for yet; never waits. */
  answer(): { readonly number: number; readonly stems: StemsOfEach } | undefined;
}

export function stemsOfEach(words: readonly string[], steps: AnalysisSteps): StemsOfEach {
  return words.map((word) => analyzeWord(word, steps).stems);
}

export class WordTable {
  readonly words: string[] = [];
  /** Of the words that have been analysed, in no order. */
  readonly stems: string[] = [];
  readonly foldedHashes: FoldedHashes = new FoldedHashes(this.words);
  /** Of the words that have been analysed or are with the analyst. */
  readonly #firstStem = new GrowableUint32();
  readonly #secondStem = new GrowableUint32();
  /** What the analyst has not answered: words, and the ordinal of the first. */
  readonly #unanswered = new Map<number, { readonly first: number; readonly words: readonly string[] }>();
  /** Raw tokens and spelled words alike: what is spelled already stands for itself. */
  readonly #tokens = new TokenTable();
  readonly #ofStem = new TokenTable();
  readonly #steps: AnalysisSteps;
  readonly #analyst: Analyst | undefined;
  readonly #ofRaw = (raw: string): number => {
    const spelled = spell(raw, this.#steps);
    if (spelled === "") return noWord;
    return spelled === raw ? this.#ofNew(raw) : this.ofSpelled(spelled);
  };
  readonly #ofNew = (spelled: string): number => {
    if (this.words.length - this.#firstStem.length >= analyzedTogether) this.#analyzeSome();
    return this.words.push(detached(spelled)) - 1;
  };
  readonly #reader = new TokenReader(this.#tokens, this.#ofRaw);
  readonly #ofNewStem = (stem: string): number => this.stems.push(detached(stem)) - 1;

  /** @param steps - of the analysis; all of them but for measuring */
  constructor(steps: AnalysisSteps = everyStep, analyst?: Analyst) {
    this.#steps = steps;
    this.#analyst = analyst;
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
    this.#takeAnswers();
    // What has not come may be long in coming.
    for (const { first, words } of this.#unanswered.values()) this.#setStems(first, stemsOfEach(words, this.#steps));
    this.#unanswered.clear();
    return { first: this.#firstStem.view(), second: this.#secondStem.view() };
  }

  #analyze(): void {
    for (let word = this.#firstStem.length; word < this.words.length; word++)
      this.#pushStems(analyzeWord(this.words[word]!, this.#steps).stems);
  }

  /** Has the new words analysed. */
  #analyzeSome(): void {
    this.#takeAnswers();
    const first = this.#firstStem.length;
    const words = this.words.slice(first);
    const number = this.#analyst?.take(words);
    if (number === undefined) {
      this.#analyze();
      return;
    }
    this.#unanswered.set(number, { first, words });
    for (const _ of words) {
      this.#firstStem.push(noStem);
      this.#secondStem.push(noStem);
    }
  }

  #takeAnswers(): void {
    for (let answer = this.#analyst?.answer(); answer !== undefined; answer = this.#analyst?.answer()) {
      const asked = this.#unanswered.get(answer.number);
      this.#unanswered.delete(answer.number);
      if (asked !== undefined) this.#setStems(asked.first, answer.stems);
    }
  }

  #setStems(first: number, stems: StemsOfEach): void {
    for (const [i, [one, other]] of stems.entries()) {
      this.#firstStem.set(first + i, this.#stem(one!));
      if (other !== undefined) this.#secondStem.set(first + i, this.#stem(other));
    }
  }

  #pushStems(stems: readonly string[]): void {
    this.#firstStem.push(this.#stem(stems[0]!));
    this.#secondStem.push(stems[1] === undefined ? noStem : this.#stem(stems[1]));
  }

  #stem(text: string): number {
    return this.#ofStem.get(text, 0, text.length, this.#ofNewStem);
  }
}
