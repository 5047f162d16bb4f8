/**
 * Documents that hold a phrase: its words' stems at neighbouring positions of one field, in order. Clitics share
 * their word's position, so that "وزير الخارجية" meets ووزير خارجيتنا.
 * @module
 */
import { tokenize } from "../../analysis/index.ts";
import { documentLimits, type FieldValue } from "../../contract/index.ts";
import {
  type ForwardField,
  type PostingsList,
  type SegmentReader,
  type Snapshot,
  type TextField,
  valueBoundary,
  WordFilter,
} from "../../inverted-index/index.ts";
import type { WeightedField } from "../rank/field-norms.ts";
import type { Phrase } from "../rewrite/query-plan.ts";
import type { PhraseTerm } from "../rewrite/word-group.ts";
import { advance } from "../top-k/advance.ts";
import { heldByBoth, heldByEither } from "./document-lists.ts";
import { fieldValues } from "./field-values.ts";
import { hasMarks, sameMarks } from "./marks.ts";
import { bigramCandidates, type TermStems } from "./phrase-bigrams.ts";

/**
 * Documents of the snapshot that hold the phrase in one of the fields, ascending.
 * @param holders - documents that hold all words of the phrase, and perhaps others; ascending
 */
export function phraseDocs(
  snapshot: Snapshot,
  phrase: Phrase,
  searched: readonly WeightedField[],
  holders: () => Uint32Array,
): Uint32Array {
  const names = phrase.field === undefined ? searched.map(({ name }) => name) : [phrase.field];
  const candidates = new SegmentCandidates(holders);
  let found: Uint32Array = new Uint32Array(0);
  for (const { reader, base } of snapshot.segments) {
    for (const name of names) {
      const field = reader.text.get(name);
      if (field === undefined) continue;
      const inSegment = () => candidates.of(base, reader.docCount);
      const docs = docsOfField(reader, field, phrase, inSegment).filter(
        (doc) => !phrase.exact || holdsExactly(reader, field, name, doc, phrase),
      );
      // A document may hold the phrase in several fields.
      found = heldByEither(
        found,
        docs.map((doc) => base + doc),
      );
    }
  }
  return found;
}

/** Documents that hold all words of a phrase, found when a segment first needs them. */
class SegmentCandidates {
  readonly #find: () => Uint32Array;
  #all: Uint32Array | undefined;

  constructor(find: () => Uint32Array) {
    this.#find = find;
  }

  /** Those of a segment, by its own numbers. */
  of(base: number, docCount: number): Uint32Array {
    this.#all ??= this.#find();
    const from = advance(this.#all, 0, this.#all.length, base);
    const to = advance(this.#all, from, this.#all.length, base + docCount);
    return this.#all.slice(from, to).map((doc) => doc - base);
  }
}

function docsOfField(
  reader: SegmentReader,
  field: TextField,
  { terms, slop }: Phrase,
  holders: () => Uint32Array,
): Uint32Array {
  const stems = stemsOf(reader, terms);
  const paired = slop === 0 ? bigramCandidates(field, stems) : undefined;
  if (paired?.isPhrase) return paired.docs;
  if (paired !== undefined) return countedIn(reader, field, stems, slop, paired.docs).docs;
  // Few in this field, as in titles, where the holders have them in any field.
  const isShort = countOf(field, stems) <= mostDecoded;
  const docs = isShort ? intersection(postingsOf(field, stems)) : holders();
  return countedIn(reader, field, stems, slop, docs).docs;
}

/** So many postings are decoded sooner than the documents are read that a field need not have. */
const mostDecoded = 4096;

/** Postings of all terms. */
function countOf({ stems }: TextField, terms: readonly TermStems[]): number {
  let count = 0;
  for (const term of terms) for (const stem of term) count += stems.docFreq(stem);
  return count;
}

function stemsOf({ dictionary }: SegmentReader, terms: readonly PhraseTerm[]): TermStems[] {
  return terms.map(({ stems }) => stems.map((stem) => dictionary.stems.find(stem)).filter((stem) => stem >= 0));
}

/** Longer phrases, and words between, are looked for by positions. */
const mostPlaces = 31;

interface PhrasePostings {
  readonly docs: Uint32Array;
  readonly freqs: Uint8Array;
}

/** Documents of a segment's field that hold the words in order, ascending, and how often each does. */
export function phrasePostings(
  reader: SegmentReader,
  field: TextField,
  terms: readonly PhraseTerm[],
  slop: number,
): PhrasePostings {
  const stems = stemsOf(reader, terms);
  const paired = slop === 0 ? bigramCandidates(field, stems) : undefined;
  return countedIn(reader, field, stems, slop, paired?.docs ?? intersection(postingsOf(field, stems)));
}

/** The lists of each term's stems; none where the field does not have them. */
function postingsOf({ stems }: TextField, terms: readonly TermStems[]): PostingsList[][] {
  return terms.map((term) => term.map((stem) => stems.get(stem)).filter((list) => list !== undefined));
}

/** @param docs - of the segment, ascending: the others are not looked at */
function countedIn(
  reader: SegmentReader,
  field: TextField,
  terms: readonly TermStems[],
  slop: number,
  docs: Uint32Array,
): PhrasePostings {
  const counts =
    slop === 0 && terms.length <= mostPlaces
      ? countByWords(reader, field, terms, docs)
      : countByPositions(field, postingsOf(field, terms), slop, docs);
  const holders = docs.filter((_, i) => counts[i]! > 0);
  return { docs: holders, freqs: counts.filter((count) => count > 0) };
}

/** Documents that hold every term, ascending. */
function intersection(lists: readonly (readonly PostingsList[])[]): Uint32Array {
  if (lists.some((alternatives) => alternatives.length === 0)) return new Uint32Array(0);
  const unions = lists.map(unionOf).sort((a, b) => a.length - b.length);
  let left = unions[0]!;
  for (const docs of unions.slice(1)) left = heldByBoth(left, docs);
  return left;
}

/** Documents of any of the lists, ascending. */
function unionOf(lists: readonly PostingsList[]): Uint32Array {
  return lists.map(({ docs, from, to }) => docs.subarray(from, to)).reduce(heldByEither, new Uint32Array(0));
}

/** Empty between two phrases. */
const phraseFilter = new WordFilter();

/**
 * How often each document has the words side by side (Shift-And, Baeza-Yates & Gonnet 1992): bit i of the state says
 * that the last words were the phrase's first i + 1.
 */
function countByWords(
  { dictionary }: SegmentReader,
  { forward }: TextField,
  terms: readonly TermStems[],
  docs: Uint32Array,
): Uint8Array {
  const masks = new Map<number, number>();
  terms.forEach((stems, term) => {
    for (const stem of stems)
      for (const word of dictionary.wordsOfStem(stem)) masks.set(word, (masks.get(word) ?? 0) | (1 << term));
  });
  const keys = new Map<number, number>();
  for (const [word, mask] of masks) keys.set(forward.keyOf(word), mask);
  for (const key of keys.keys()) phraseFilter.add(key);
  const last = 1 << (terms.length - 1);
  const counts = new Uint8Array(docs.length);
  for (let i = 0; i < docs.length; i++) {
    const row = forward.rowOf(docs[i]!);
    if (row >= 0) counts[i] = countInFound(forward, forward.find(row, phraseFilter), keys, last);
  }
  phraseFilter.clear();
  return counts;
}

/** @param found - how many words were found in the document */
function countInFound(
  { keys, positions }: ForwardField,
  found: number,
  masks: ReadonlyMap<number, number>,
  last: number,
): number {
  let state = 0;
  let count = 0;
  let next = 0;
  for (let i = 0; i < found; i++) {
    const position = positions[i]!;
    if (position !== next) state = 0;
    next = position + 1;
    state = ((state << 1) | 1) & (masks.get(keys[i]!) ?? 0);
    if ((state & last) !== 0 && count < 255) count++;
  }
  return count;
}

function countByPositions(
  field: TextField,
  lists: readonly (readonly PostingsList[])[],
  slop: number,
  docs: Uint32Array,
): Uint8Array {
  const cursors = lists.map((alternatives) => alternatives.map((list) => list.from));
  const positions: number[][] = lists.map(() => []);
  return Uint8Array.from(docs, (doc) => {
    lists.forEach((alternatives, term) => {
      positions[term] = positionsIn(field, alternatives, cursors[term]!, doc);
    });
    return Math.min(255, countInOrder(positions, slop));
  });
}

/** Positions of a term in `doc`, ascending; `cursors` only move forward, since documents come ascending. */
function positionsIn(field: TextField, lists: readonly PostingsList[], cursors: number[], doc: number): number[] {
  const positions: number[] = [];
  for (let i = 0; i < lists.length; i++) {
    const list = lists[i]!;
    const { docs, to } = list;
    const at = advance(docs, cursors[i]!, to, doc);
    cursors[i] = at;
    if (at < to && docs[at] === doc) field.stems.readPositions(list, at, positions);
  }
  return lists.length > 1 ? positions.sort((a, b) => a - b) : positions;
}

/** Whether positions can be chosen in order with at most `slop` words between them in all. */
function followEachOther(positions: readonly (readonly number[])[], slop: number): boolean {
  return positions[0]!.some((start) => endOfPhrase(positions, start, slop) !== undefined);
}

function countInOrder(positions: readonly (readonly number[])[], slop: number): number {
  let count = 0;
  for (const start of positions[0]!) if (endOfPhrase(positions, start, slop) !== undefined) count++;
  return count;
}

/** Last position of the phrase that begins at `start`, undefined where it does not go on. */
export function endOfPhrase(
  positions: readonly (readonly number[])[],
  start: number,
  slop: number,
): number | undefined {
  let last = start;
  for (let term = 1; term < positions.length; term++) {
    // The nearest next position leaves the most room for those after it.
    const next = positions[term]!.find((position) => position > last);
    if (next === undefined || next - start - term > slop) return undefined;
    last = next;
  }
  return last;
}

function holdsExactly(reader: SegmentReader, field: TextField, name: string, doc: number, phrase: Phrase): boolean {
  const ordinals = phrase.terms.map(({ spelled }) => reader.dictionary.words.find(spelled));
  if (ordinals.includes(-1)) return false;
  if (!spelledInOrder(field, doc, ordinals, phrase.slop)) return false;
  if (!phrase.terms.some(({ raw }) => hasMarks(raw))) return true;
  const values = fieldValues(reader.stored(doc) as { readonly [name: string]: FieldValue }, name);
  return values.some((value) => marksInOrder(value, phrase.terms, phrase.slop));
}

function spelledInOrder(field: TextField, doc: number, ordinals: readonly number[], slop: number): boolean {
  const { forward } = field;
  const row = forward.rowOf(doc);
  const positions: number[][] = ordinals.map(() => []);
  let position = 0;
  const count = forward.read(row);
  for (let i = 0; i < count; i++) {
    const word = forward.tokens[i]!;
    if (word === valueBoundary) {
      position += documentLimits.positionGap;
      continue;
    }
    for (let term = 0; term < ordinals.length; term++) if (ordinals[term] === word) positions[term]!.push(position);
    position++;
  }
  return positions.every((list) => list.length > 0) && followEachOther(positions, slop);
}

/** `="كُتُب"`: where the query has marks, the text must have the same. */
function marksInOrder(value: string, terms: readonly PhraseTerm[], slop: number): boolean {
  const positions: number[][] = terms.map(() => []);
  for (const { raw, spelled, position } of tokenize(value)) {
    terms.forEach((term, i) => {
      if (term.spelled === spelled && sameMarks(term.raw, raw)) positions[i]!.push(position);
    });
  }
  return positions.every((list) => list.length > 0) && followEachOther(positions, slop);
}
