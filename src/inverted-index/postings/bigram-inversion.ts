/**
 * Makes the bigrams of a field (`bigram-postings.ts`) from its words.
 * @module
 */
import { GrowableUint32 } from "../codec/growable.ts";
import type { SectionContent } from "../codec/section-file.ts";
import { noStem, type StemsOfWords } from "../dictionary/stems-of-words.ts";
import { type ForwardRows, valueBoundary } from "../forward/forward-field.ts";
import { endOfRange, rangeOf, startsOf } from "./counting-sort.ts";
import { ListsWriter, listsSections, type PostingsColumns } from "./lists.ts";

export interface BigramColumns {
  /** Ordinals of the stems that have known pairs, ascending, and beside each its rank. */
  readonly stems: Uint32Array;
  readonly ranks: Uint16Array;
  /** By rank the first of the pairs that begin with the stem; one entry more. */
  readonly starts: Uint32Array;
  /** For each pair the rank of its second stem; ascending where the first is the same. */
  readonly seconds: Uint16Array;
  /** By number of pair. */
  readonly postings: PostingsColumns;
  /** Product of the frequencies from which on a pair is known. */
  readonly leastProduct: number;
}

/** Fewer documents, or as many with fewer words in all, are read as fast. */
const fewestExpected = 10;
const mostExpected = 40;
/** A small segment reads its share of them: a phrase is looked for in all. */
const documentsOfExpected = 4000;
const expectedWords = 10_000;
/** No rank. Those of more stems would not fit. */
const noRank = 0xffff;
const noRanks = 0xffffffff;
/** A word and the one before it have two stems each at most. */
const pairsOfWord = 4;
/** What is asked of pairs, and the most stems that have some. */
export interface BigramLimits {
  /** Documents that would hold both stems of a known pair by chance, and words that these would have. */
  readonly documents: number;
  readonly words: number;
  readonly stems: number;
}
function usualLimits(docCount: number): BigramLimits {
  const documents = Math.min(mostExpected, Math.max(fewestExpected, docCount / documentsOfExpected));
  return { documents, words: expectedWords, stems: noRank };
}

/**
 * @param docFreqs - of the field's stems
 * @returns undefined where no pair is known
 */
export function invertBigrams(
  rows: ForwardRows,
  stems: StemsOfWords,
  docFreqs: Uint32Array,
  limits: BigramLimits = usualLimits(rows.docs.length),
  rangeSize: number = rangeOf(rows.tokens.length, 4),
): BigramColumns | undefined {
  const { ranked, leastProduct } = rankedStems(docFreqs, productOf(rows, limits), limits);
  if (ranked.length === 0) return undefined;
  const pairs = new KnownPairs(ranked, leastProduct, stems);
  const occurrenceStarts = startsOf(pairs.countFirsts(rows));
  const starts = new Uint32Array(ranked.length + 1);
  const found = new PairLists(ranked.length);
  for (let from = 0; from < ranked.length; ) {
    const to = endOfRange(occurrenceStarts, from, rangeSize);
    const occurrences = pairs.collect(rows, from, to, occurrenceStarts);
    for (let rank = from; rank < to; rank++) {
      const base = occurrenceStarts[from]!;
      found.add(occurrences, occurrenceStarts[rank]! - base, occurrenceStarts[rank + 1]! - base);
      starts[rank + 1] = found.seconds.length;
    }
    from = to;
  }
  const byOrdinal = Uint16Array.from(ranked.keys()).sort((a, b) => ranked[a]!.stem - ranked[b]!.stem);
  return {
    stems: Uint32Array.from(byOrdinal, (rank) => ranked[rank]!.stem),
    ranks: byOrdinal,
    starts,
    seconds: Uint16Array.from(found.seconds.view()),
    postings: found.lists.finish(),
    leastProduct,
  };
}

/** Known pairs as they stand in the rows: the rank of the second stem, and the document. */
interface PairOccurrences {
  readonly seconds: Uint16Array;
  readonly docs: Uint32Array;
}

/** Collects the pairs that occur, those of one first stem after those of another. */
class PairLists {
  /** For each pair the rank of its second stem. */
  readonly seconds: GrowableUint32 = new GrowableUint32();
  readonly lists: ListsWriter = new ListsWriter();
  /** By rank, zeros between two stems. */
  readonly #places: Uint32Array;

  constructor(rankCount: number) {
    this.#places = new Uint32Array(rankCount);
  }

  /** Adds those of one first stem, whose occurrences are `[from, to)`, by a counting sort. */
  add({ seconds, docs }: PairOccurrences, from: number, to: number): void {
    const places = this.#places;
    let ranks = 0;
    for (let i = from; i < to; i++) {
      const second = seconds[i]!;
      places[second]!++;
      if (second >= ranks) ranks = second + 1;
    }
    let holders = 0;
    for (let second = 0; second < ranks; second++) {
      const count = places[second]!;
      if (count === 0) continue;
      this.seconds.push(second);
      places[second] = holders;
      holders += count;
    }
    const sorted = new Uint32Array(holders);
    for (let i = from; i < to; i++) sorted[places[seconds[i]!]!++] = docs[i]!;
    // Each place has moved to the end of its pair.
    let start = 0;
    for (let second = 0; second < ranks; second++) {
      const end = places[second]!;
      if (end === 0) continue;
      this.lists.addTerm(sorted, start, end);
      places[second] = 0;
      start = end;
    }
  }
}

/** Product of the frequencies from which on a pair is worth a list. */
function productOf({ docs, lengths }: ForwardRows, limits: BigramLimits): number {
  let words = 0;
  for (let row = 0; row < lengths.length; row++) words += lengths[row]!;
  const expected = Math.min(limits.documents, (limits.words * docs.length) / Math.max(1, words));
  return expected * docs.length;
}

interface RankedStem {
  readonly stem: number;
  readonly docFreq: number;
}

/** Stems by descending frequency, as far as they have known pairs: where these are too many, fewer pairs are known. */
function rankedStems(
  docFreqs: Uint32Array,
  asked: number,
  { stems }: BigramLimits,
): { readonly ranked: readonly RankedStem[]; readonly leastProduct: number } {
  const found: RankedStem[] = [];
  for (let stem = 0; stem < docFreqs.length; stem++)
    if (docFreqs[stem]! > 0) found.push({ stem, docFreq: docFreqs[stem]! });
  found.sort((a, b) => b.docFreq - a.docFreq || a.stem - b.stem);
  const most = found[0]?.docFreq ?? 0;
  const leastProduct = Math.max(asked, found.length > stems ? found[stems]!.docFreq * most + 1 : 0);
  const end = found.findIndex(({ docFreq }) => docFreq * most < leastProduct);
  return { ranked: end < 0 ? found : found.slice(0, end), leastProduct };
}

/** For each word the rank of its stem in the lower half, that of its second in the upper: one place in memory. */
function ranksOf({ first, second }: StemsOfWords, ranks: Uint16Array): Uint32Array {
  const ofWords = new Uint32Array(first.length);
  for (let word = 0; word < first.length; word++) {
    const other = second[word]!;
    ofWords[word] = ranks[first[word]!]! | ((other === noStem ? noRank : ranks[other]!) << 16);
  }
  return ofWords;
}

/** The pairs that are known if they occur, each by the ranks of its stems. */
class KnownPairs {
  /** What `inRow` found last. */
  #firsts = new Uint16Array(1024);
  #seconds = new Uint16Array(1024);
  readonly #stemCount: number;
  /** By rank, how many ranks are known partners; none of `noRank`. */
  readonly #partners = new Uint32Array(noRank + 1);
  /** For each word the ranks of its stems, or `noRank`. */
  readonly #ranks: Uint32Array;

  constructor(ranked: readonly RankedStem[], leastProduct: number, stems: StemsOfWords) {
    this.#stemCount = ranked.length;
    let partners = ranked.length;
    for (let rank = 0; rank < ranked.length; rank++) {
      while (partners > 0 && ranked[rank]!.docFreq * ranked[partners - 1]!.docFreq < leastProduct) partners--;
      this.#partners[rank] = partners;
    }
    const ranks = new Uint16Array(stems.stemCount).fill(noRank);
    for (let rank = 0; rank < ranked.length; rank++) ranks[ranked[rank]!.stem] = rank;
    this.#ranks = ranksOf(stems, ranks);
  }

  /** By rank, how many occurrences of known pairs begin with the stem. */
  countFirsts(rows: ForwardRows): Uint32Array {
    const counts = new Uint32Array(this.#stemCount);
    for (let row = 0; row < rows.docs.length; row++) {
      const found = this.#inRow(rows, row);
      const firsts = this.#firsts;
      for (let i = 0; i < found; i++) counts[firsts[i]!]!++;
    }
    return counts;
  }

  /**
   * Occurrences whose first stem has a rank of `[from, to)`, by that rank, documents ascending.
   * @param starts - of the occurrences of each rank
   */
  collect(rows: ForwardRows, from: number, to: number, starts: Uint32Array): PairOccurrences {
    const next = starts.slice(from, to);
    const base = starts[from]!;
    const seconds = new Uint16Array(starts[to]! - base);
    const docs = new Uint32Array(starts[to]! - base);
    for (let row = 0; row < rows.docs.length; row++) {
      const found = this.#inRow(rows, row);
      const doc = rows.docs[row]!;
      for (let i = 0; i < found; i++) {
        const first = this.#firsts[i]!;
        if (first < from || first >= to) continue;
        const at = next[first - from]!++ - base;
        seconds[at] = this.#seconds[i]!;
        docs[at] = doc;
      }
    }
    return { seconds, docs };
  }

  /** Puts the pairs of a row into `#firsts` and `#seconds`, and returns how many they are. */
  #inRow({ starts, tokens }: ForwardRows, row: number): number {
    const from = starts[row]!;
    const end = starts[row + 1]!;
    const most = (end - from) * pairsOfWord;
    if (this.#firsts.length < most) {
      this.#firsts = new Uint16Array(most * 2);
      this.#seconds = new Uint16Array(most * 2);
    }
    const firsts = this.#firsts;
    const seconds = this.#seconds;
    const ranks = this.#ranks;
    const partners = this.#partners;
    let count = 0;
    let one = noRank;
    let other = noRank;
    for (let i = from; i < end; i++) {
      const word = tokens[i]!;
      const both = word === valueBoundary ? noRanks : ranks[word]!;
      const nextOne = both & noRank;
      const nextOther = both >>> 16;
      // Written whether the pair is known or not: a branch that cannot be foretold costs more.
      const ofOne = partners[one]!;
      firsts[count] = one;
      seconds[count] = nextOne;
      count += nextOne < ofOne ? 1 : 0;
      if (nextOther < ofOne) {
        firsts[count] = one;
        seconds[count++] = nextOther;
      }
      if (other !== noRank) {
        const ofOther = partners[other]!;
        if (nextOne < ofOther) {
          firsts[count] = other;
          seconds[count++] = nextOne;
        }
        if (nextOther < ofOther) {
          firsts[count] = other;
          seconds[count++] = nextOther;
        }
      }
      one = nextOne;
      other = nextOther;
    }
    return count;
  }
}

/** The sections of a field's part of the positions file. */
export function bigramSections(field: number, columns: BigramColumns | undefined): [string, SectionContent][] {
  if (columns === undefined) return [];
  const prefix = `${field}.bigrams`;
  const { stems, ranks, starts, seconds, postings, leastProduct } = columns;
  return [
    [`${prefix}.stems`, stems],
    [`${prefix}.ranks`, ranks],
    [`${prefix}.starts`, starts],
    [`${prefix}.seconds`, seconds],
    [`${prefix}.known`, Float64Array.of(leastProduct)],
    ...listsSections(prefix, postings),
  ];
}
