/**
 * Which kinds of a field's values the settings keep beside the stored document: all that they can be, unless the
 * field is narrowed or stored only. Documents written before keep what they were written with.
 * @module
 */
import type { IndexSettings, ValueKind } from "../../contract/index.ts";

export function keptKinds({ types, stored_only }: IndexSettings, field: string): (kind: ValueKind) => boolean {
  // A name stands for the fields inside it too.
  if (stored_only.some((name) => field === name || field.startsWith(`${name}.`))) return () => false;
  const narrowed = Object.hasOwn(types, field) ? types[field]! : undefined;
  return (kind) => narrowed === undefined || narrowed.includes(kind);
}
