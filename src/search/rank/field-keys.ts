/**
 * The words of a query's group as one field of a segment knows them, and what each counts when documents are rescored.
 * Words with similar letters join as documents that hold them are compared.
 * @module
 */
import { type ForwardField, GrowableUint32, placeOf, type SegmentReader } from "../../inverted-index/index.ts";
import { fieldTrigrams, type RareTrigram, WordComparison } from "./similar-words.ts";

/** Numbers for each word in {@link FieldKeys.facts}. */
export const factsOfWord = 4;
const similarityInFacts = 2;
/** Of a field of a long document so many codes of the forward index are read: about as many words. */
export const mostCodes = 10_000;
/** Rows that a group remembers, with their similar words; beyond so many it forgets them all. */
const rememberedRows = 512;

export class FieldKeys {
  /** Of `ForwardField.keyOf`, ascending. */
  keys: Uint32Array;
  /**
   * For each of them, side by side, since they are read together: what one occurrence adds to the group's frequency; the
   * part of it that the first pass has counted; how similar its letters are to those of the typed word, 0 to 1; and
   * whether it has a stem of the typed word, 1 or 0, so that its places count for proximity.
   */
  facts: Float32Array;
  /** Of the typed word; none where similar letters do not count. */
  readonly trigrams: readonly RareTrigram[];
  /** Rows of which all similar words are among the keys. */
  readonly #compared = new Set<number>();
  readonly #own: Pick<FieldKeys, "keys" | "facts">;

  /** @param keys - ascending; with the facts in one piece of memory, see {@link memoryOf} */
  constructor(keys: Uint32Array, facts: Float32Array, trigrams: readonly RareTrigram[]) {
    this.keys = keys;
    this.facts = facts;
    this.trigrams = trigrams;
    this.#own = { keys, facts };
  }

  hasCompared(row: number): boolean {
    return this.#compared.has(row);
  }

  /** Forgets what was compared where `rows` more would be too many. */
  makeRoom(rows: number): void {
    if (this.#compared.size + rows <= rememberedRows) return;
    this.#compared.clear();
    this.keys = this.#own.keys;
    this.facts = this.#own.facts;
  }

  /**
   * @param similar - keys of words of the rows that are similar, each once
   * @param similarities - beside each key
   * @param rows - that were compared
   */
  admit(similar: readonly number[], similarities: readonly number[], rows: readonly number[]): void {
    const strangers = similar.filter((key) => placeOf(this.keys, key) < 0);
    if (strangers.length > 0) this.#add(strangers.sort((a, b) => a - b));
    for (let i = 0; i < similar.length; i++)
      this.facts[placeOf(this.keys, similar[i]!) * factsOfWord + similarityInFacts] = similarities[i]!;
    for (const row of rows) this.#compared.add(row);
  }

  /** @param strangers - keys that are not among ours, ascending */
  #add(strangers: readonly number[]): void {
    const { keys: known, facts: knownFacts } = this;
    const { keys, facts } = memoryOf(known.length + strangers.length);
    let from = 0;
    for (let i = 0, next = 0; i < keys.length; i++) {
      if (from === known.length || (next < strangers.length && strangers[next]! < known[from]!)) {
        keys[i] = strangers[next++]!;
        continue;
      }
      keys[i] = known[from]!;
      for (let fact = 0; fact < factsOfWord; fact++)
        facts[i * factsOfWord + fact] = knownFacts[from * factsOfWord + fact]!;
      from++;
    }
    this.keys = keys;
    this.facts = facts;
  }
}

/** Keys and facts in one piece of memory, since a search reads both and what it reads first of a piece it waits for. */
export function memoryOf(count: number): { readonly keys: Uint32Array; readonly facts: Float32Array } {
  const memory = new ArrayBuffer(count * (1 + factsOfWord) * 4);
  return { keys: new Uint32Array(memory, 0, count), facts: new Float32Array(memory, count * 4) };
}

/** Makes the words of a field's rows that have similar letters known to the groups. */
export function admitSimilar(
  reader: SegmentReader,
  field: string,
  rows: readonly number[],
  groups: readonly FieldKeys[],
): void {
  const asking = groups.filter((group) => group.trigrams.length > 0);
  const notCompared = (): number[] => rows.filter((row) => asking.some((group) => !group.hasCompared(row)));
  let fresh = notCompared();
  if (fresh.length === 0) return;
  for (const group of asking) group.makeRoom(fresh.length);
  fresh = notCompared();
  const { forward } = reader.text.get(field)!;
  const trigrams = fieldTrigrams(reader, field);
  const comparison = new WordComparison(
    trigrams,
    asking.map((group) => group.trigrams),
  );
  const similar = asking.map((): number[] => []);
  const similarities = asking.map((): number[] => []);
  comparison.compare(keysOfRows(forward, fresh, trigrams.keyLimit), (key, i, similarity) => {
    similar[i]!.push(key);
    similarities[i]!.push(similarity);
  });
  for (let i = 0; i < asking.length; i++) asking[i]!.admit(similar[i]!, similarities[i]!, fresh);
}

/** Bits of the keys that were met; all 0 between two calls. */
let met = new Uint32Array(0);

/** Each once. */
function keysOfRows(forward: ForwardField, rows: readonly number[], limit: number): Uint32Array {
  if (met.length * 32 < limit) met = new Uint32Array(Math.ceil(limit / 32));
  const distinct = new GrowableUint32();
  for (const row of rows) {
    const count = forward.readKeys(row, mostCodes);
    const { keys } = forward;
    for (let i = 0; i < count; i++) {
      const key = keys[i]!;
      const bit = 1 << (key & 31);
      if ((met[key >>> 5]! & bit) !== 0) continue;
      met[key >>> 5]! |= bit;
      distinct.push(key);
    }
  }
  const found = distinct.view();
  for (let i = 0; i < found.length; i++) met[found[i]! >>> 5] = 0;
  return found;
}
