/**
 * Exact counts of a field's values over the matching documents.
 * @module
 */
import { type Facet, FihrisError } from "../../contract/index.ts";
import {
  Bitmap,
  compareUnits,
  type KeywordColumn,
  type NumberColumn,
  type Snapshot,
} from "../../inverted-index/index.ts";
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
  const add = (value: string, count: number) => counts.set(value, (counts.get(value) ?? 0) + count);
  const holders = new Bitmap(snapshot.maxDoc);
  const stats = new NumberStats();
  for (const { reader, base } of snapshot.segments) {
    const keywords = reader.keyword.get(field);
    if (keywords !== undefined) {
      const perOrdinal = countKeywords(keywords, base, matches, holders);
      for (let ordinal = 0; ordinal < perOrdinal.length; ordinal++)
        if (perOrdinal[ordinal]! > 0) add(keywords.values.get(ordinal), perOrdinal[ordinal]!);
    }
    const numbers = reader.number.get(field);
    if (numbers !== undefined) {
      stats.add(numbers, base, matches);
      for (const [value, count] of countNumbers(numbers, base, matches, holders)) add(String(value), count);
    }
    const dates = reader.date.get(field);
    if (dates !== undefined) stats.add(dates, base, matches);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || compareUnits(a[0], b[0]));
  return {
    values: sorted.slice(0, limit).map(([value, count]) => ({ value, count })),
    other: Math.max(0, sorted.length - limit),
    missing: matches.count() - holders.count(),
    ...(stats.count === 0 ? {} : { stats: stats.summary() }),
  };
}

/** Matching documents of each value of a segment, by ordinal. */
function countKeywords(column: KeywordColumn, base: number, matches: Bitmap, holders: Bitmap): Uint32Array {
  const { docs, ordinals, values } = column;
  const counts = new Uint32Array(values.size);
  for (let i = 0; i < docs.length; i++) {
    const doc = base + docs[i]!;
    if (!matches.has(doc) || isRepeated(docs, ordinals, i)) continue;
    holders.add(doc);
    counts[ordinals[i]!]!++;
  }
  return counts;
}

function countNumbers(column: NumberColumn, base: number, matches: Bitmap, holders: Bitmap): Map<number, number> {
  const { docs, values } = column;
  const counts = new Map<number, number>();
  for (let i = 0; i < docs.length; i++) {
    const doc = base + docs[i]!;
    if (!matches.has(doc) || isRepeated(docs, values, i)) continue;
    holders.add(doc);
    counts.set(values[i]!, (counts.get(values[i]!) ?? 0) + 1);
  }
  return counts;
}

/** A value that a document repeats counts once; its values stand side by side. */
function isRepeated(docs: Uint32Array, values: Uint32Array | Float64Array, at: number): boolean {
  for (let i = at - 1; i >= 0 && docs[i] === docs[at]; i--) if (values[i] === values[at]) return true;
  return false;
}

/** Over every value of the matching documents. */
class NumberStats {
  count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #sum = 0;

  add({ docs, values }: NumberColumn, base: number, matches: Bitmap): void {
    for (let i = 0; i < docs.length; i++) {
      if (!matches.has(base + docs[i]!)) continue;
      const value = values[i]!;
      this.#min = Math.min(this.#min, value);
      this.#max = Math.max(this.#max, value);
      this.#sum += value;
      this.count++;
    }
  }

  summary(): NonNullable<Facet["stats"]> {
    return { min: this.#min, max: this.#max, sum: this.#sum, avg: this.#sum / this.count };
  }
}
