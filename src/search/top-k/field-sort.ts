/**
 * Order by field values: several keys, missing values last in either direction, ties by insertion.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";
import { type Bitmap, compareUnits, type Snapshot } from "../../inverted-index/index.ts";
import type { SortKey } from "../../query/index.ts";
import { valueFields } from "../filter/filter-evaluator.ts";

/** Documents in the order of some keys. */
export interface FieldOrder {
  /** Of the first key a number for each document: less is first, Infinity is without a value. */
  readonly first: Float64Array;
  /** Below 0 where `a` is first; never 0 for two documents. */
  readonly compare: (a: number, b: number) => number;
}

/**
 * @param keys - one at least
 * @param scores - of all documents, for the key `_score`
 * Throws `sort_field` for a field that no document has.
 */
export function fieldOrder(snapshot: Snapshot, keys: readonly SortKey[], scores: () => Float64Array): FieldOrder {
  const places = keys.map(({ field, direction }) => {
    if (field !== "_score") return placesBy(snapshot, field, direction);
    return direction === "asc" ? scores() : scores().map((score) => -score);
  });
  const compare = (a: number, b: number): number => {
    for (let key = 0; key < places.length; key++) {
      const x = places[key]![a]!;
      const y = places[key]![b]!;
      if (x !== y) return x < y ? -1 : 1;
    }
    return a - b;
  };
  return { first: places[0]!, compare };
}

/** Of a set's documents the first in an order, at most so many, in that order. */
export function firstInOrder(set: Bitmap, most: number, { first, compare }: FieldOrder): Uint32Array {
  const count = set.count();
  if (most >= count) return set.docs().sort(compare);
  // A heap with the last of them on top.
  const heap = new Uint32Array(most);
  let size = 0;
  const { words } = set;
  for (let i = 0; i < words.length && most > 0; i++) {
    for (let bits = words[i]!; bits !== 0; bits &= bits - 1) {
      const doc = i * 32 + 31 - Math.clz32(bits & -bits);
      if (size < heap.length) {
        heap[size++] = doc;
        if (size === heap.length) for (let at = size >>> 1; at-- > 0; ) sink(heap, at, compare);
      } else if (first[doc]! <= first[heap[0]!]! && compare(doc, heap[0]!) < 0) {
        heap[0] = doc;
        sink(heap, 0, compare);
      }
    }
  }
  return heap.sort(compare);
}

function sink(heap: Uint32Array, from: number, compare: FieldOrder["compare"]): void {
  const doc = heap[from]!;
  let parent = from;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1]!, heap[child]!) > 0) child++;
    if (compare(heap[child]!, doc) < 0) break;
    heap[parent] = heap[child]!;
    parent = child;
  }
  heap[parent] = doc;
}

/** A number for each document that sorts as its value does, Infinity where it has none; of several values the first in order. */
function placesBy(snapshot: Snapshot, field: string, direction: "asc" | "desc"): Float64Array {
  return snapshot.derived.get(`sort ${direction} ${field}`, () => makePlaces(snapshot, field, direction));
}

function makePlaces(snapshot: Snapshot, field: string, direction: "asc" | "desc"): Float64Array {
  const places = new Float64Array(snapshot.maxDoc).fill(Number.POSITIVE_INFINITY);
  const sign = direction === "asc" ? 1 : -1;
  const offer = (doc: number, value: number) => {
    if (sign * value < places[doc]!) places[doc] = sign * value;
  };
  const kind = (["date", "number", "keyword"] as const).find((each) =>
    snapshot.segments.some(({ reader }) => reader[each].has(field)),
  );
  if (kind === undefined) {
    if (snapshot.maxDoc === 0) return places;
    throw new FihrisError("sort_field", `sort: no document has a field ${JSON.stringify(field)} that can be sorted`, {
      remedy: `fields that can be sorted: ${["_score", ...valueFields(snapshot)].slice(0, 20).join(", ")}`,
    });
  }
  if (kind === "keyword") {
    const values = new Set<string>();
    for (const { reader } of snapshot.segments) {
      const column = reader.keyword.get(field);
      for (let i = 0; i < (column?.values.size ?? 0); i++) values.add(column!.values.get(i));
    }
    const order = new Map([...values].sort(compareUnits).map((value, i) => [value, i]));
    for (const { reader, base } of snapshot.segments) {
      const column = reader.keyword.get(field);
      for (let i = 0; i < (column?.docs.length ?? 0); i++) {
        offer(base + column!.docs[i]!, order.get(column!.values.get(column!.ordinals[i]!))!);
      }
    }
  } else {
    for (const { reader, base } of snapshot.segments) {
      const column = reader[kind].get(field);
      for (let i = 0; i < (column?.docs.length ?? 0); i++) offer(base + column!.docs[i]!, column!.values[i]!);
    }
  }
  return places;
}
