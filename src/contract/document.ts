/**
 * Documents as callers give them and get them back.
 * @module
 */

export type FieldScalar = string | number | boolean | null;
/** A value of a document's field: a scalar, a list of values, or an object (flattened with dots). */
export type FieldValue = FieldScalar | readonly FieldValue[] | { readonly [name: string]: FieldValue };

/**
 * A document to index. `id` (or `_id`) is 1 to 512 UTF-8 bytes without control characters, compared exactly;
 * a safe integer is taken as its decimals. All other names are fields; `title`, `text`, `url` and `date` have
 * the obvious roles. Strings are text and, up to 256 UTF-16 units, keywords; ISO 8601 date strings are also
 * dates; numbers and booleans are filterable; null and empty values are missing.
 */
export interface DocumentInput {
  readonly id?: string | number;
  readonly _id?: string | number;
  readonly [field: string]: FieldValue | undefined;
}

/** A document as it is stored: its id, its content version, and its fields as they were given. */
export interface StoredDocument {
  readonly id: string;
  /** 16 hexadecimal digits, a hash of the content: equal content has an equal version. */
  readonly version: string;
  readonly fields: { readonly [name: string]: FieldValue };
}

export const documentLimits: {
  readonly idBytes: number;
  readonly documentBytes: number;
  readonly tokenUnits: number;
  readonly keywordUnits: number;
  readonly depth: number;
  readonly fieldNames: number;
  readonly positionGap: number;
} = {
  idBytes: 512,
  documentBytes: 16 * 1024 * 1024,
  tokenUnits: 255,
  keywordUnits: 256,
  depth: 8,
  fieldNames: 1000,
  /** Positions left free between two values of one field, so that no phrase crosses them. */
  positionGap: 100,
};
