/**
 * Order by field values: several keys, missing values last in either direction, ties by insertion.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";
import { compareUnits, type Snapshot } from "../../inverted-index/index.ts";
import type { SortKey } from "../../query/index.ts";
import { filterableFields } from "../filter/filter-evaluator.ts";

type Compare = (a: number, b: number) => number;

/** A comparator of documents; throws `sort_field` for a field that no document has. */
export function fieldOrder(snapshot: Snapshot, keys: readonly SortKey[], scores: Float64Array): Compare {
  const compares = keys.map(({ field, direction }): Compare => {
    const sign = direction === "asc" ? 1 : -1;
    if (field === "_score") return (a, b) => sign * (scores[a]! - scores[b]!);
    const ranks = sortRanks(snapshot, field, direction);
    return (a, b) => {
      const x = ranks[a]!;
      const y = ranks[b]!;
      if (x === y || (Number.isNaN(x) && Number.isNaN(y))) return 0;
      if (Number.isNaN(x)) return 1;
      if (Number.isNaN(y)) return -1;
      return sign * (x - y);
    };
  });
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return a - b;
  };
}

/** A number for each document that sorts as its value does, NaN where it has none; of several values the first in order. */
function sortRanks(snapshot: Snapshot, field: string, direction: "asc" | "desc"): Float64Array {
  return snapshot.derived.get(`sort ${direction} ${field}`, () => makeRanks(snapshot, field, direction));
}

function makeRanks(snapshot: Snapshot, field: string, direction: "asc" | "desc"): Float64Array {
  const ranks = new Float64Array(snapshot.maxDoc).fill(Number.NaN);
  const offer = (doc: number, value: number) => {
    const current = ranks[doc]!;
    if (Number.isNaN(current) || (direction === "asc" ? value < current : value > current)) ranks[doc] = value;
  };
  const kind = (["date", "number", "keyword"] as const).find((each) =>
    snapshot.segments.some(({ reader }) => reader[each].has(field)),
  );
  if (kind === undefined) {
    if (snapshot.maxDoc === 0) return ranks;
    throw new FihrisError("sort_field", `sort: no document has a field ${JSON.stringify(field)} that can be sorted`, {
      remedy: `fields of this index: ${filterableFields(snapshot).slice(0, 20).join(", ")}, or _score`,
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
  return ranks;
}
