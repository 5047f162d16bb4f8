/**
 * The version that a document would have in an index, without an index.
 * @module
 */
import type { DocumentInput } from "../contract/index.ts";
import { prepareDocument } from "../inverted-index/index.ts";

/**
 * 16 hexadecimal digits, a hash of the fields: equal to `versionOf` of the stored document if nothing changed.
 * Throws what `add` throws for a document that cannot be taken.
 */
export function documentVersion(input: DocumentInput): string {
  return prepareDocument(input).version;
}
