/**
 * Exact counts of a field's values over the matching documents.
 * @module
 */
import { type Facet, FihrisError } from "../../contract/index.ts";
import { Bitmap, compareUnits, type Snapshot } from "../../inverted-index/index.ts";
import { filterableFields, noSuchField, valueFields } from "../filter/filter-evaluator.ts";

/** Ids can be filtered, but each stands in one document. */
function countedEach(snapshot: Snapshot): FihrisError {
  return new FihrisError("invalid_parameter", "facets: expected a field whose values documents share, got id", {
    remedy: `fields that can be counted: ${valueFields(snapshot).slice(0, 20).join(", ")}`,
  });
}

export function countFacet(snapshot: Snapshot, field: string, matches: Bitmap, limit: number): Facet {
  if (snapshot.maxDoc > 0) {
    if (!filterableFields(snapshot).includes(field)) throw noSuchField(snapshot, "facets", field);
    if (field === "id") throw countedEach(snapshot);
  }
  const counts = new Map<string, number>();
  const holders = new Bitmap(snapshot.maxDoc);
  const add = (value: string, count: number) => counts.set(value, (counts.get(value) ?? 0) + count);
  let stats: { min: number; max: number; sum: number; count: number } | undefined;
  for (const { reader, base } of snapshot.segments) {
    const keywords = reader.keyword.get(field);
    if (keywords !== undefined) {
      const perOrdinal = new Uint32Array(keywords.values.size);
      let previousDoc = -1;
      let seen: number[] = [];
      for (let i = 0; i < keywords.docs.length; i++) {
        const doc = base + keywords.docs[i]!;
        if (!matches.has(doc)) continue;
        if (doc !== previousDoc) seen = [];
        previousDoc = doc;
        const ordinal = keywords.ordinals[i]!;
        // A value that a document repeats counts once.
        if (seen.includes(ordinal)) continue;
        seen.push(ordinal);
        holders.add(doc);
        perOrdinal[ordinal]!++;
      }
      for (let ordinal = 0; ordinal < perOrdinal.length; ordinal++) {
        if (perOrdinal[ordinal]! > 0) add(keywords.values.get(ordinal), perOrdinal[ordinal]!);
      }
    }
    for (const kind of ["number", "date"] as const) {
      const column = reader[kind].get(field);
      if (column === undefined) continue;
      for (let i = 0; i < column.docs.length; i++) {
        const doc = base + column.docs[i]!;
        if (!matches.has(doc)) continue;
        const value = column.values[i]!;
        stats ??= { min: value, max: value, sum: 0, count: 0 };
        stats = {
          min: Math.min(stats.min, value),
          max: Math.max(stats.max, value),
          sum: stats.sum + value,
          count: stats.count + 1,
        };
        if (kind === "number") {
          holders.add(doc);
          // Values of a document stand side by side: one that it repeats counts once.
          let first = i;
          while (first > 0 && column.docs[first - 1] === column.docs[i]) first--;
          if (!column.values.subarray(first, i).includes(value)) add(String(value), 1);
        }
      }
    }
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || compareUnits(a[0], b[0]));
  return {
    values: sorted.slice(0, limit).map(([value, count]) => ({ value, count })),
    other: Math.max(0, sorted.length - limit),
    missing: matches.count() - holders.count(),
    ...(stats === undefined
      ? {}
      : { stats: { min: stats.min, max: stats.max, sum: stats.sum, avg: stats.sum / stats.count } }),
  };
}
