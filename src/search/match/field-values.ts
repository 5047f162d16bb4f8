/**
 * Text values of a stored document's field, by the flattened name, in the order in which they were indexed.
 * @module
 */
import type { FieldValue } from "../../contract/index.ts";

export function fieldValues(fields: { readonly [name: string]: FieldValue }, name: string): string[] {
  const found: string[] = [];
  for (const [key, value] of Object.entries(fields)) visit(key, value, name, found);
  return found;
}

function visit(path: string, value: FieldValue, name: string, found: string[]): void {
  if (path !== name && !name.startsWith(`${path}.`)) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly FieldValue[]) visit(path, item, name, found);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) visit(`${path}.${key}`, item, name, found);
  } else if (path === name && typeof value === "string" && value !== "") {
    found.push(value);
  }
}
