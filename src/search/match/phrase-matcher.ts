/**
 * Documents that hold a phrase: its words' stems at neighbouring positions of one field, in order. Clitics share
 * their word's position, so that "وزير الخارجية" meets ووزير خارجيتنا.
 * @module
 */
import { tokenize } from "../../analysis/index.ts";
import type { FieldValue } from "../../contract/index.ts";
import type { SegmentReader, Snapshot, TextField } from "../../inverted-index/index.ts";
import type { WeightedField } from "../rank/field-norms.ts";
import type { ImpactList } from "../rank/impact-list.ts";
import type { Phrase } from "../rewrite/query-plan.ts";
import type { PhraseTerm } from "../rewrite/word-group.ts";
import { advance } from "../top-k/advance.ts";
import { blockMaxSearch } from "../top-k/block-max-search.ts";
import { heldByBoth, heldByEither } from "./document-lists.ts";
import { fieldValues } from "./field-values.ts";
import { hasMarks, sameMarks } from "./marks.ts";
import { type Holders, phraseCandidates } from "./phrase-candidates.ts";
import { countInOrder, followEachOther, mostCounted, once, type PhrasePostings } from "./phrase-counter.ts";
import { type PhraseTermInField, PhraseTerms } from "./phrase-terms.ts";

/**
 * Documents of the snapshot that hold the phrase in one of the fields, ascending.
 * @param holders - documents that hold the phrase's nth word in some field, and perhaps others
 */
export function phraseDocs(
  snapshot: Snapshot,
  phrase: Phrase,
  searched: readonly WeightedField[],
  holders: (term: number) => ImpactList,
): Uint32Array {
  const names = phrase.field === undefined ? searched.map(({ name }) => name) : [phrase.field];
  const heldByAll = documentsOfTerms(snapshot, holders);
  let found: Uint32Array = new Uint32Array(0);
  for (const { reader, base } of snapshot.segments) {
    const inSegment: Holders = (terms) => thoseOf(base, reader.docCount, heldByAll(terms));
    for (const name of names) {
      const terms = termsIn(reader, name, phrase.terms);
      if (terms === undefined) continue;
      const field = reader.text.get(name)!;
      const docs = phrase.exact
        ? exactDocs(reader, name, phrase, terms, inSegment)
        : docsOf(field, terms, phrase.slop, inSegment);
      // A document may hold the phrase in several fields.
      found = heldByEither(found, base === 0 ? docs : numberedFrom(docs, base));
    }
  }
  return found;
}

/** The snapshot's documents that hold all of a phrase's words of these numbers; each set of words is looked up once. */
function documentsOfTerms(snapshot: Snapshot, holders: (term: number) => ImpactList): Holders {
  const known = new Map<string, Uint32Array>();
  return (terms) => {
    const key = terms.join(" ");
    let docs = known.get(key);
    if (docs === undefined) {
      docs = blockMaxSearch(snapshot).heldByAll(terms.map(holders));
      known.set(key, docs);
    }
    return docs;
  };
}

/** Those of ascending documents that a segment of `count` documents has, by its own numbers. */
function thoseOf(base: number, count: number, docs: Uint32Array): Uint32Array {
  const to = advance(docs, 0, docs.length, base + count);
  if (base === 0) return docs.subarray(0, to);
  return numberedFrom(docs.subarray(advance(docs, 0, to, base), to), -base);
}

/** Each number with `shift` added. */
function numberedFrom(docs: Uint32Array, shift: number): Uint32Array {
  const numbers = new Uint32Array(docs.length);
  for (let i = 0; i < docs.length; i++) numbers[i] = docs[i]! + shift;
  return numbers;
}

/** Of a segment, by its own numbers. */
function docsOf(field: TextField, terms: readonly PhraseTermInField[], slop: number, holders: Holders): Uint32Array {
  const { docs, isPhrase } = phraseCandidates(field, terms, slop, holders);
  return isPhrase ? docs : countInOrder(field.forward, keysOf(terms), slop, docs, once).docs;
}

/** Documents of a segment's field that hold the words side by side, by the segment's numbers, and how often each does. */
export function phrasePostings(reader: SegmentReader, name: string, phrase: readonly PhraseTerm[]): PhrasePostings {
  const terms = termsIn(reader, name, phrase);
  if (terms === undefined) return { docs: new Uint32Array(0), freqs: new Uint8Array(0) };
  const field = reader.text.get(name)!;
  const { docs, freqs } = phraseCandidates(field, terms, 0, (asked) => heldByTerms(asked.map((term) => terms[term]!)));
  return freqs === undefined ? countInOrder(field.forward, keysOf(terms), 0, docs, mostCounted) : { docs, freqs };
}

/** From the rarest word on. */
function heldByTerms(terms: readonly PhraseTermInField[]): Uint32Array {
  const [rarest, ...others] = [...terms].sort((a, b) => a.docFreq - b.docFreq);
  return others.reduce((left, term) => heldByBoth(left, term.docs()), rarest!.docs());
}

/** Undefined where the segment does not have the field, or the field not all of the words. */
function termsIn(reader: SegmentReader, name: string, phrase: readonly PhraseTerm[]): PhraseTermInField[] | undefined {
  const known = PhraseTerms.of(reader, name);
  if (known === undefined) return undefined;
  const terms: PhraseTermInField[] = [];
  for (const { stems } of phrase) {
    const term = known.find(stems);
    if (term.docFreq === 0) return undefined;
    terms.push(term);
  }
  return terms;
}

function keysOf(terms: readonly PhraseTermInField[]): Uint32Array[] {
  return terms.map(({ keys }) => keys);
}

/** Documents of a segment that hold the words as they are spelled, by its own numbers. */
function exactDocs(
  reader: SegmentReader,
  name: string,
  { terms: asked, slop }: Phrase,
  terms: readonly PhraseTermInField[],
  holders: Holders,
): Uint32Array {
  const field = reader.text.get(name)!;
  const { forward, words } = field;
  const ordinals = asked.map(({ spelled }) => reader.dictionary.words.find(spelled));
  if (ordinals.some((word) => word < 0 || words.docFreq(word) === 0)) return new Uint32Array(0);
  let docs: Uint32Array;
  if (ordinals.length === 1) docs = words.get(ordinals[0]!)!.docs;
  else {
    const keys = ordinals.map((word) => Uint32Array.of(forward.keyOf(word)));
    docs = countInOrder(forward, keys, slop, phraseCandidates(field, terms, slop, holders).docs, once).docs;
  }
  if (!asked.some(({ raw }) => hasMarks(raw))) return docs;
  return docs.filter((doc) => {
    const values = fieldValues(reader.stored(doc) as { readonly [name: string]: FieldValue }, name);
    return values.some((value) => marksInOrder(value, asked, slop));
  });
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
