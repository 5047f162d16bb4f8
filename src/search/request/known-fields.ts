/**
 * Fields that a request names outside of filters and sorts.
 * @module
 */
import type { Snapshot } from "../../inverted-index/index.ts";
import { filterableFields, noSuchField } from "../filter/filter-evaluator.ts";

/** Searched by default, whether documents have them or not. */
const usualFields = ["title", "text"];

/** Throws `invalid_parameter` for a field that no document has and no setting names; an empty index has none yet. */
export function checkKnownFields(snapshot: Snapshot, parameter: string, names: readonly string[]): void {
  if (snapshot.maxDoc === 0 || names.length === 0) return;
  const { fields, types, stored_only } = snapshot.settings;
  const known = new Set([
    ...filterableFields(snapshot),
    ...usualFields,
    ...Object.keys(fields),
    ...Object.keys(types),
    ...stored_only,
  ]);
  for (const name of names) if (!known.has(name)) throw noSuchField(snapshot, parameter, name);
}
