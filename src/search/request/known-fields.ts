/**
 * Fields that a request names outside of filters and sorts.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { filterableFields } from "../filter/filter-evaluator.ts";

/** Searched by default, whether documents have them or not. */
const usualFields = ["title", "text"];

/** Throws `invalid_parameter` for a field that no document has and no setting names; an empty index has none yet. */
export function checkKnownFields(snapshot: Snapshot, parameter: string, names: readonly string[]): void {
  if (snapshot.maxDoc === 0 || names.length === 0) return;
  const { fields, types, stored_only } = snapshot.settings;
  const ofDocuments = filterableFields(snapshot);
  const known = new Set([
    ...ofDocuments,
    ...usualFields,
    ...Object.keys(fields),
    ...Object.keys(types),
    ...stored_only,
  ]);
  for (const name of names) {
    if (known.has(name)) continue;
    throw new FihrisError("invalid_parameter", `${parameter}: no document has a field ${JSON.stringify(name)}`, {
      remedy: `fields of this index: ${ofDocuments.slice(0, 20).join(", ")}`,
    });
  }
}
