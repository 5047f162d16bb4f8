/**
 * Documents that hold a phrase: its words' stems at neighbouring positions of one field, in order. Clitics share
 * their word's position, so that "وزير الخارجية" meets ووزير خارجيتنا.
 * @module
 */
import { tokenize } from "../../analysis/index.ts";
import { documentLimits, type FieldValue } from "../../contract/index.ts";
import {
  Bitmap,
  type PostingsList,
  type SegmentReader,
  type Snapshot,
  type TextField,
  valueBoundary,
} from "../../inverted-index/index.ts";
import type { WeightedField } from "../rank/field-norms.ts";
import type { Phrase } from "../rewrite/query-plan.ts";
import type { PhraseTerm } from "../rewrite/word-group.ts";
import { advance } from "../top-k/advance.ts";
import { fieldValues } from "./field-values.ts";
import { hasMarks, sameMarks } from "./marks.ts";

export function phraseDocs(snapshot: Snapshot, phrase: Phrase, searched: readonly WeightedField[]): Bitmap {
  const found = new Bitmap(snapshot.maxDoc);
  const names = phrase.field === undefined ? searched.map(({ name }) => name) : [phrase.field];
  for (const { reader, base } of snapshot.segments) {
    for (const name of names) {
      const field = reader.text.get(name);
      if (field === undefined) continue;
      for (const doc of docsOfField(reader, field, phrase)) {
        if (!phrase.exact || holdsExactly(reader, field, name, doc, phrase)) found.add(base + doc);
      }
    }
  }
  return found;
}

function docsOfField(reader: SegmentReader, field: TextField, phrase: Phrase): Uint32Array {
  return phrasePostings(reader, field, phrase.terms, phrase.slop).docs;
}

/** Documents of a segment's field that hold the words in order, ascending, and how often each does. */
export function phrasePostings(
  reader: SegmentReader,
  field: TextField,
  terms: readonly PhraseTerm[],
  slop: number,
): { docs: Uint32Array; freqs: Uint8Array } {
  const lists: PostingsList[][] = terms.map(({ stems }) =>
    stems
      .map((stem) => reader.dictionary.stems.find(stem))
      .filter((ordinal) => ordinal >= 0)
      .map((ordinal) => field.stems.get(ordinal))
      .filter((list) => list !== undefined),
  );
  if (lists.some((alternatives) => alternatives.length === 0))
    return { docs: new Uint32Array(0), freqs: new Uint8Array(0) };
  const sizes = lists.map((alternatives) => alternatives.reduce((sum, list) => sum + list.to - list.from, 0));
  const rarest = lists[sizes.indexOf(Math.min(...sizes))]!;
  const cursors = lists.map((alternatives) => alternatives.map((list) => list.from));
  const docs: number[] = [];
  const freqs: number[] = [];
  const positions: number[][] = lists.map(() => []);
  for (const doc of unionOf(rarest)) {
    const complete = lists.every((alternatives, term) => {
      positions[term] = positionsIn(field, alternatives, cursors[term]!, doc);
      return positions[term].length > 0;
    });
    const count = complete ? countInOrder(positions, slop) : 0;
    if (count === 0) continue;
    docs.push(doc);
    freqs.push(Math.min(255, count));
  }
  return { docs: Uint32Array.from(docs), freqs: Uint8Array.from(freqs) };
}

function unionOf(lists: readonly PostingsList[]): Uint32Array {
  const all = lists.map(({ docs, from, to }) => docs.subarray(from, to));
  return all.length === 1 ? all[0]! : Uint32Array.from(new Set(all.flatMap((docs) => [...docs]))).sort();
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
  const row = advance(forward.docs, 0, forward.docs.length, doc);
  const positions: number[][] = ordinals.map(() => []);
  let position = 0;
  for (let i = forward.starts[row]!; i < forward.starts[row + 1]!; i++) {
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
