/**
 * What `--index` names -> an open index. A folder for now; an address of a cluster is told apart and refused.
 * @module
 */
import { FihrisError } from "../contract/index.ts";
import type { Index, IndexOptions } from "../engine/index.ts";

/** Throws `not_supported` for an address of a cluster, otherwise what `Index.open` throws. */
export async function openIndex(location: string, options: IndexOptions): Promise<Index> {
  const folder = indexFolder(location);
  const { Index } = await import("../engine/index.ts");
  return Index.open(folder, options);
}

export function indexFolder(location: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return location;
  const isCluster = /^opensearch\+https?:/i.test(location);
  throw new FihrisError(
    "not_supported",
    isCluster
      ? "an index in an OpenSearch cluster is not there yet"
      : `expected a folder, got the address ${JSON.stringify(location)}`,
    { remedy: "pass the folder of an index with --index" },
  );
}

/** Opens for reading, runs, closes, whatever happens. Suggestions come from the dictionary: nothing is built for one call. */
export async function withIndex<T>(
  location: string,
  work: (index: Index) => Promise<T>,
  options: IndexOptions = {},
): Promise<T> {
  const index = await openIndex(location, { readOnly: true, suggestions: "dictionary", ...options });
  try {
    return await work(index);
  } finally {
    await index.close();
  }
}
