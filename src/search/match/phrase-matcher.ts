/**
 * Documents that hold a phrase: its words' stems at neighbouring positions of one field, in order. Clitics share
 * their word's position, so that "وزير الخارجية" meets ووزير خارجيتنا.
 * @module
 */
import { fold, spell, tokenize } from "../../analysis/index.ts";
import type { FieldValue } from "../../contract/index.ts";
import {
  Bitmap,
  type PostingsList,
  type SegmentReader,
  type Snapshot,
  type TextField,
  valueBoundary,
} from "../../inverted-index/index.ts";
import type { WeightedField } from "../rank/field-norms.ts";
import type { Phrase, PhraseTerm } from "../rewrite/query-plan.ts";
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

function docsOfField(reader: SegmentReader, field: TextField, phrase: Phrase): number[] {
  const lists: PostingsList[][] = phrase.terms.map(({ stems }) =>
    stems
      .map((stem) => reader.dictionary.stems.find(stem))
      .filter((ordinal) => ordinal >= 0)
      .map((ordinal) => field.stems.get(ordinal))
      .filter((list) => list !== undefined),
  );
  if (lists.some((alternatives) => alternatives.length === 0)) return [];
  const sizes = lists.map((alternatives) => alternatives.reduce((sum, list) => sum + list.to - list.from, 0));
  const rarest = sizes.indexOf(Math.min(...sizes));
  const docs = [...new Set(lists[rarest]!.flatMap((list) => Array.from(list.docs.subarray(list.from, list.to))))].sort(
    (a, b) => a - b,
  );
  const cursors = lists.map((alternatives) => alternatives.map((list) => list.from));
  return docs.filter((doc) => {
    const positions: number[][] = [];
    for (let term = 0; term < lists.length; term++) {
      const here = positionsIn(field, lists[term]!, cursors[term]!, doc);
      if (here.length === 0) return false;
      positions.push(here);
    }
    return followEachOther(positions, phrase.slop);
  });
}

/** Positions of a term in `doc`, ascending; `cursors` only move forward, since documents come ascending. */
function positionsIn(field: TextField, lists: readonly PostingsList[], cursors: number[], doc: number): number[] {
  const positions: number[] = [];
  for (let i = 0; i < lists.length; i++) {
    const { docs, to } = lists[i]!;
    const at = advance(docs, cursors[i]!, to, doc);
    cursors[i] = at;
    if (at < to && docs[at] === doc) field.stems.readPositions(at, positions);
  }
  return lists.length > 1 ? positions.sort((a, b) => a - b) : positions;
}

/** Whether positions can be chosen in order with at most `slop` words between them in all. */
export function followEachOther(positions: readonly (readonly number[])[], slop: number): boolean {
  for (const start of positions[0]!) {
    let last = start;
    let complete = true;
    for (let term = 1; term < positions.length; term++) {
      // The nearest next position leaves the most room for those after it.
      const next = positions[term]!.find((position) => position > last);
      if (next === undefined || next - start - term > slop) {
        complete = false;
        break;
      }
      last = next;
    }
    if (complete) return true;
  }
  return false;
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
  const row = lowerBound(forward.docs, doc);
  const positions: number[][] = ordinals.map(() => []);
  let position = 0;
  for (let i = forward.starts[row]!; i < forward.starts[row + 1]!; i++) {
    const word = forward.tokens[i]!;
    if (word === valueBoundary) {
      position += 100;
      continue;
    }
    for (let term = 0; term < ordinals.length; term++) if (ordinals[term] === word) positions[term]!.push(position);
    position++;
  }
  return positions.every((list) => list.length > 0) && followEachOther(positions, slop);
}

function lowerBound(docs: Uint32Array, doc: number): number {
  return advance(docs, 0, docs.length, doc);
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

/** Whether a token of a text is one of the phrase's term, for highlighting. */
export function isTerm(term: PhraseTerm, raw: string, stems: readonly string[], exact: boolean): boolean {
  if (exact) return spell(raw) === term.spelled && sameMarks(term.raw, raw);
  return stems.some((stem) => term.stems.includes(stem)) || fold(spell(raw)) === fold(term.spelled);
}
