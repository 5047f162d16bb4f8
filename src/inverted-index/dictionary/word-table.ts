/**
 * The words that a writer has met: every distinct raw token is spelled once, every distinct spelled word is analysed
 * once (analysis is a pure function of the word). It outlives segments: common words stand in all of them.
 * @module
 */
import { type AnalysisSteps, analyzeWord, everyStep, spell } from "../../analysis/index.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { TokenTable } from "./token-table.ts";

/** Stands where a word has no second stem. */
export const noStem = 0xffffffff;
/** Stands for a token of which nothing remains. */
export const noWord = 0xffffffff;

export class WordTable {
  readonly words: string[] = [];
  readonly stems: string[] = [];
  readonly firstStem: GrowableUint32 = new GrowableUint32();
  readonly secondStem: GrowableUint32 = new GrowableUint32();
  readonly #tokens = new TokenTable();
  readonly #ofWord = new Map<string, number>();
  readonly #ofStem = new Map<string, number>();
  readonly #steps: AnalysisSteps;
  readonly #ofRaw = (raw: string): number => {
    const spelled = spell(raw, this.#steps);
    return spelled === "" ? noWord : this.ofSpelled(spelled);
  };

  /** @param steps - of the analysis; all of them but for measuring */
  constructor(steps: AnalysisSteps = everyStep) {
    this.#steps = steps;
  }

  /** Ordinal of the word that the token `text[start, end)` stands for, `noWord` where nothing of it remains. */
  ofToken(text: string, start: number, end: number): number {
    return this.#tokens.get(text, start, end, this.#ofRaw);
  }

  /** Ordinal of a spelled word, analysed where it is new. */
  ofSpelled(spelled: string): number {
    const known = this.#ofWord.get(spelled);
    return known ?? this.#add(detached(spelled), analyzeWord(spelled, this.#steps).stems);
  }

  /** The same for a word whose stems are known from another segment. */
  adopt(spelled: string, stems: readonly string[]): number {
    const known = this.#ofWord.get(spelled);
    return known ?? this.#add(spelled, stems);
  }

  #add(word: string, stems: readonly string[]): number {
    const ordinal = this.words.length;
    this.words.push(word);
    this.#ofWord.set(word, ordinal);
    this.firstStem.push(this.#stem(stems[0]!));
    this.secondStem.push(stems[1] === undefined ? noStem : this.#stem(stems[1]));
    return ordinal;
  }

  #stem(text: string): number {
    const known = this.#ofStem.get(text);
    if (known !== undefined) return known;
    const ordinal = this.stems.length;
    const stem = detached(text);
    this.stems.push(stem);
    this.#ofStem.set(stem, ordinal);
    return ordinal;
  }
}

/** Shorter slices are copies. */
const leastSharedUnits = 13;

/** A slice keeps the whole text it was cut from alive: copy what outlives it. */
function detached(text: string): string {
  return text.length < leastSharedUnits ? text : Buffer.from(text, "utf16le").toString("utf16le");
}
