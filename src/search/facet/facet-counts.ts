/**
 * Exact counts of a field's values over the matching documents.
 * @module
 */
import { type Facet, type FacetValue, FihrisError } from "../../contract/index.ts";
import {
  Bitmap,
  compareUnits,
  GrowableFloat64,
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
  const numbersFound = new GrowableFloat64();
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
      collectNumbers(numbers, base, matches, holders, numbersFound);
    }
    const dates = reader.date.get(field);
    if (dates !== undefined) stats.add(dates, base, matches);
  }
  const top = new TopValues(limit);
  // Numbers of a field that has no keywords may differ in each document: no map of them is made.
  const countNumber = counts.size === 0 ? top.offer.bind(top) : add;
  forEachRun(numbersFound.view().sort(), (number, count) => countNumber(String(number), count));
  for (const [value, count] of counts) top.offer(value, count);
  return {
    values: top.best,
    other: Math.max(0, top.offered - limit),
    missing: matches.count() - holders.count(),
    ...(stats.count === 0 ? {} : { stats: stats.summary() }),
  };
}

/** The values with the highest counts, ties by their code units: no more are kept than asked for. */
class TopValues {
  /** Best first. */
  readonly best: FacetValue[] = [];
  /** Values so far. */
  offered = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param value - one that was not offered before */
  offer(value: string, count: number): void {
    this.offered++;
    const { best } = this;
    const isBehind = (place: number) =>
      best[place]!.count > count || (best[place]!.count === count && compareUnits(best[place]!.value, value) < 0);
    if (best.length >= this.#limit && (this.#limit === 0 || isBehind(best.length - 1))) return;
    let low = 0;
    let high = best.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBehind(middle)) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, { value, count });
    if (best.length > this.#limit) best.pop();
  }
}

/** @param ascending - equal numbers stand side by side */
function forEachRun(ascending: Float64Array, visit: (number: number, count: number) => void): void {
  for (let from = 0; from < ascending.length; ) {
    let to = from + 1;
    while (to < ascending.length && ascending[to] === ascending[from]) to++;
    visit(ascending[from]!, to - from);
    from = to;
  }
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

/** Each number of each matching document once. */
function collectNumbers(
  { docs, values }: NumberColumn,
  base: number,
  matches: Bitmap,
  holders: Bitmap,
  found: GrowableFloat64,
): void {
  for (let i = 0; i < docs.length; i++) {
    const doc = base + docs[i]!;
    if (!matches.has(doc) || isRepeated(docs, values, i)) continue;
    holders.add(doc);
    found.push(values[i]!);
  }
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
