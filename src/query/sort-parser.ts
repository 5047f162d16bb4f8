/**
 * A sort string to its keys, most significant first.
 * @module
 */
import { FihrisError } from "../contract/index.ts";

export interface SortKey {
  /** Name of a field, or `_score`. */
  readonly field: string;
  readonly direction: "asc" | "desc";
}

/**
 * Reads `field:asc|desc,...`; `_score` may stand without a direction and means `_score:desc`. A colon inside a
 * name is fine, a comma is not. Throws `sort_field` with the position of the key at fault.
 */
export function parseSort(sort: string): SortKey[] {
  let position = 0;
  return sort.split(",").map((part) => {
    const key = part.trim();
    const at = position + part.length - part.trimStart().length;
    position += part.length + 1;
    if (key === "_score") return { field: key, direction: "desc" };
    const colon = key.lastIndexOf(":");
    const field = key.slice(0, Math.max(colon, 0)).trimEnd();
    const direction = key.slice(colon + 1).trimStart();
    if (field === "" || (direction !== "asc" && direction !== "desc")) {
      throw new FihrisError("sort_field", `sort key at ${at}: expected field:asc, field:desc or _score, got "${key}"`, {
        position: at,
        remedy: "Write for example sort=date:desc,title:asc.",
      });
    }
    return { field, direction };
  });
}
