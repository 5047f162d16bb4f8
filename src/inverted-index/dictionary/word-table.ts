/**
 * The words of a segment while it is collected: every distinct raw token is spelled once, every distinct spelled
 * word is analysed once (analysis is a pure function of the word).
 * @module
 */
import { analyzeWord, fold, spell } from "../../analysis/index.ts";
import { GrowableUint32 } from "../codec/growable.ts";

/** Stands where a word has no second stem. */
export const noStem = 0xffffffff;
/** Stands for a token of which nothing remains. */
export const noWord = 0xffffffff;

export class WordTable {
  readonly words: string[] = [];
  readonly stems: string[] = [];
  readonly firstStem = new GrowableUint32();
  readonly secondStem = new GrowableUint32();
  readonly #ofRaw = new Map<string, number>();
  readonly #ofWord = new Map<string, number>();
  readonly #ofStem = new Map<string, number>();

  /** Ordinal of the word that a slice of text stands for, `noWord` where nothing of it remains. */
  ofRaw(raw: string): number {
    const known = this.#ofRaw.get(raw);
    if (known !== undefined) return known;
    const spelled = spell(raw);
    const ordinal = spelled === "" ? noWord : this.ofSpelled(spelled);
    this.#ofRaw.set(detached(raw), ordinal);
    return ordinal;
  }

  ofSpelled(spelled: string): number {
    const known = this.#ofWord.get(spelled);
    if (known !== undefined) return known;
    const word = detached(spelled);
    const ordinal = this.words.length;
    this.words.push(word);
    this.#ofWord.set(word, ordinal);
    const { stems } = analyzeWord(word);
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

/** A slice keeps the whole text it was cut from alive: copy what outlives it. */
function detached(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

/** Order of words by folded form, spellings of one folded form side by side. */
export function foldOrder(words: readonly string[]): Uint32Array {
  const folded = words.map(fold);
  const order = Uint32Array.from(words, (_, i) => i);
  return order.sort((a, b) => {
    const x = folded[a]!;
    const y = folded[b]!;
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}
