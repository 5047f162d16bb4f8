/**
 * The term dictionary of a segment: words as they are spelled, their stems, the order of the words by folded form, so
 * that spellings of one word (الإسلام الاسلام) and prefixes are found whatever letters were typed, and the order of the
 * stems by skeleton, so that possible forms of one root are found.
 * @module
 */
import { fold, skeleton } from "../../analysis/index.ts";
import { placeOf } from "../codec/binary-search.ts";
import { GrowableUint32 } from "../codec/growable.ts";
import { encodeOrdinals, mostOrdinals, readOrdinals } from "../codec/ordinal-list.ts";
import type { SectionContent, SectionFile } from "../codec/section-file.ts";
import { FoldedUnits } from "./folded-units.ts";
import { type InverseTable, invertTable, type Pairs, wordsOf } from "./inverse-table.ts";
import { orderOfKeys } from "./order-of-keys.ts";
import { noStem, type StemsOfWords } from "./stems-of-words.ts";
import { decodeStrings, encodeStrings, StringTable } from "./string-table.ts";
import { UsedWords } from "./used-words.ts";
import type { WordTable } from "./word-table.ts";

/** Sorts behind every continuation of a prefix: no word holds it. */
const lastCodeUnit = "\uffff";

export class Dictionary {
  readonly words: StringTable;
  readonly stems: StringTable;
  readonly firstStem: Uint32Array;
  /** The few words that have a second stem, ascending, and beside them the stems. */
  readonly #secondStems: Pairs;
  readonly #folded: FoldedUnits;
  readonly #foldOrder: Uint32Array;
  #ofStems: InverseTable | undefined;
  readonly #skeletonOrder: Uint32Array;

  constructor(file: SectionFile) {
    this.words = StringTable.read(file, "words");
    this.stems = StringTable.read(file, "stems");
    this.firstStem = file.version < 4 ? file.uint32("words.stem1") : readOrdinals(file, "words.stem1", this.stems.size);
    if (this.firstStem.length !== this.words.size) throw file.corrupt("has words without a stem");
    this.#secondStems = readSecondStems(file, this.words.size, this.stems.size);
    this.#folded = new FoldedUnits(this.words);
    this.#foldOrder = readOrder(file, "words.folded", this.words.size);
    this.#skeletonOrder = readOrder(file, "stems.skeletons", this.stems.size);
  }

  /** Stems of the word at `ordinal`: one, or two. */
  stemsOf(ordinal: number): string[] {
    const first = this.stems.get(this.firstStem[ordinal]!);
    const { words, things } = this.#secondStems;
    const place = placeOf(words, ordinal);
    return place < 0 ? [first] : [first, this.stems.get(things[place]!)];
  }

  /** Ordinals of the words that have the stem, by their first or their second reading. */
  wordsOfStem(stem: number): Uint32Array {
    this.#ofStems ??= invertTable(this.firstStem, this.#secondStems, this.stems.size);
    return wordsOf(this.#ofStems, stem);
  }

  /** Ordinals of the stems that have this skeleton. */
  stemsWithSkeleton(wanted: string): number[] {
    let low = 0;
    let high = this.#skeletonOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#skeletonAt(middle) < wanted) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let at = low; at < this.#skeletonOrder.length && this.#skeletonAt(at) === wanted; at++) {
      found.push(this.#skeletonOrder[at]!);
    }
    return found;
  }

  #skeletonAt(place: number): string {
    return skeleton(this.stems.get(this.#skeletonOrder[place]!));
  }

  /** Ordinals of the words whose folded form is `folded`. */
  spellingsOf(folded: string): number[] {
    const found: number[] = [];
    for (let at = this.#lowerBound(folded); at < this.#foldOrder.length; at++) {
      const word = this.#foldOrder[at]!;
      if (this.#folded.compare(word, folded) !== 0) break;
      found.push(word);
    }
    return found;
  }

  /** Ordinals of the words whose folded form begins with `folded`, at most `limit` of them. */
  wordsWithPrefix(folded: string, limit: number): number[] {
    const found: number[] = [];
    for (let at = this.#lowerBound(folded); at < this.#foldOrder.length && found.length < limit; at++) {
      const word = this.#foldOrder[at]!;
      if (!fold(this.words.get(word)).startsWith(folded)) break;
      found.push(word);
    }
    return found;
  }

  get foldedCount(): number {
    return this.#foldOrder.length;
  }

  /** Ordinal of the word at a place of the folded order. */
  wordInFoldOrder(place: number): number {
    return this.#foldOrder[place]!;
  }

  /** First place after `from` in the folded order whose folded form does not begin with `prefix`. */
  afterFoldedPrefix(prefix: string, from: number): number {
    return this.#lowerBound(prefix + lastCodeUnit, from);
  }

  #lowerBound(folded: string, from = 0): number {
    let low = from;
    let high = this.#foldOrder.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#folded.compare(this.#foldOrder[middle]!, folded) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function readOrder(file: SectionFile, section: string, count: number): Uint32Array {
  const order = readOrdinals(file, section, count);
  if (order.length !== count) throw file.corrupt(`has no order in section ${section}`);
  return order;
}

function readSecondStems(file: SectionFile, wordCount: number, stemCount: number): Pairs {
  const pairs = secondStemsIn(file);
  const { words, things } = pairs;
  let last = -1;
  for (let i = 0; i < words.length; i++) {
    if (!(words[i]! > last && words[i]! < wordCount && things[i]! < stemCount))
      throw file.corrupt("has second stems of no words");
    last = words[i]!;
  }
  return pairs;
}

function secondStemsIn(file: SectionFile): Pairs {
  if (file.version < 4) {
    const pairs = file.uint32("words.stem2");
    return { words: pairs.filter((_, i) => i % 2 === 0), things: pairs.filter((_, i) => i % 2 === 1) };
  }
  const words = readOrdinals(file, "words.ofStem2", mostOrdinals);
  const things = readOrdinals(file, "words.stem2", mostOrdinals);
  if (words.length !== things.length) throw file.corrupt("has second stems of no words");
  return { words, things };
}

/** Strings in ascending order, and which place of `strings` each comes from. */
function sorted(strings: readonly string[]): { ascending: string[]; order: Uint32Array } {
  const order = orderOfKeys(strings);
  return { ascending: stringsAt(order, strings), order };
}

function stringsAt(places: Uint32Array, strings: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < places.length; i++) found.push(strings[places[i]!]!);
  return found;
}

/** Place in the order of each. */
function ranksOf(order: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) ranks[order[i]!] = i;
  return ranks;
}

export interface BuiltDictionary {
  /** Its file, and the words in it: made when it is called, since others need only the order. */
  finish(): { readonly sections: Map<string, SectionContent>; readonly words: StringTable };
  /** Ordinal of the dictionary by place among the used words. */
  readonly wordRank: Uint32Array;
  readonly stems: StemsOfWords;
}

/** Sorts words of a table into the sections of a dictionary file: those whose ordinals are `used`, each named once. */
export function buildDictionary(table: WordTable, used: Uint32Array): BuiltDictionary {
  const words = sorted(stringsAt(used, table.words));
  const usedStems = new UsedWords();
  const first = new Uint32Array(used.length);
  const second = new Uint32Array(used.length).fill(noStem);
  const stemsOf = table.stemsOfWords();
  for (let place = 0; place < used.length; place++) {
    const word = used[place]!;
    first[place] = usedStems.add(stemsOf.first[word]!);
    const other = stemsOf.second[word]!;
    if (other !== noStem) second[place] = usedStems.add(other);
  }
  const stems = sorted(stringsAt(usedStems.view(), table.stems));
  const stemRank = ranksOf(stems.order);
  const stem1 = new Uint32Array(used.length);
  const withTwo = new GrowableUint32();
  const stem2 = new GrowableUint32();
  for (let ordinal = 0; ordinal < used.length; ordinal++) {
    const place = words.order[ordinal]!;
    first[place] = stemRank[first[place]!]!;
    stem1[ordinal] = first[place];
    if (second[place] === noStem) continue;
    second[place] = stemRank[second[place]!]!;
    withTwo.push(ordinal);
    stem2.push(second[place]!);
  }
  const stemCount = stems.order.length;
  return {
    finish: () => {
      const encoded = encodeStrings(words.ascending);
      const sections = new Map<string, SectionContent>([
        ["words.strings", encoded],
        ["stems.strings", encodeStrings(stems.ascending)],
        ["words.stem1", encodeOrdinals(stem1)],
        ["words.ofStem2", encodeOrdinals(withTwo.view())],
        ["words.stem2", encodeOrdinals(stem2.view())],
        ["words.folded", encodeOrdinals(orderOfKeys(words.ascending.map(fold)))],
        ["stems.skeletons", encodeOrdinals(orderOfKeys(stems.ascending.map(skeleton)))],
      ]);
      return { sections, words: decodeStrings(encoded)! };
    },
    wordRank: ranksOf(words.order),
    stems: { wordOrder: words.order, first, second, stemCount },
  };
}
