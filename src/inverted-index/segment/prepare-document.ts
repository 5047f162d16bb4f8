/**
 * A caller's document to what a segment takes: a checked id, the stored bytes with their version, and the typed
 * values of its flattened fields. Nothing is rejected for its type.
 * @module
 */
import { type DocumentInput, documentLimits, type FieldValue, FihrisError } from "../../contract/index.ts";
import { decodeCompact } from "../codec/compact-text.ts";
import { contentHash } from "./content-hash.ts";
import { storedJson } from "./stored-json.ts";

export type FieldScalar = string | number | boolean;
export type DocumentFields = ReadonlyMap<string, readonly FieldScalar[]>;

export interface PreparedDocument {
  readonly id: string;
  /** 16 hexadecimal digits. */
  readonly version: string;
  /** The fields as JSON in compact text. */
  readonly stored: Uint8Array;
  /** Field name (dots for objects) to its values in order; missing values left out. */
  readonly fields: DocumentFields;
}

/** Checks an id as contract.md says; throws `invalid_id`. */
export function checkId(id: unknown): string {
  const text = typeof id === "number" && Number.isSafeInteger(id) ? String(id) : id;
  const remedy = `give every document an id of 1 to ${documentLimits.idBytes} bytes`;
  if (typeof text !== "string") {
    throw new FihrisError("invalid_id", `expected an id that is a string or a safe integer, got ${describe(id)}`, {
      remedy,
    });
  }
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes < 1 || sizeBytes > documentLimits.idBytes) {
    throw new FihrisError(
      "invalid_id",
      `expected an id of 1 to ${documentLimits.idBytes} UTF-8 bytes, got ${sizeBytes}`,
      { remedy },
    );
  }
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text) || !text.isWellFormed()) {
    throw new FihrisError("invalid_id", "expected an id without control characters and unpaired surrogates", {
      remedy,
    });
  }
  return text;
}

function describe(value: unknown): string {
  if (value === undefined) return "none";
  return value === null
    ? "null"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "number"
        ? String(value)
        : typeof value;
}

export function prepareDocument(input: DocumentInput): PreparedDocument {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new FihrisError("invalid_document", `expected an object with an id and fields, got ${describe(input)}`);
  }
  const own = (name: "id" | "_id"): unknown => (Object.hasOwn(input, name) ? input[name] : undefined);
  const id = checkId(own("id") ?? own("_id"));
  const stored: [string, FieldValue][] = [];
  const fields = new Map<string, FieldScalar[]>();
  for (const [name, value] of Object.entries(input)) {
    if (name === "id" || name === "_id" || value === undefined) continue;
    if (name.startsWith("_")) {
      throw new FihrisError("field_reserved", `document ${id}: the field name ${JSON.stringify(name)} is reserved`, {
        remedy: "rename fields that begin with an underscore; only _id has a meaning",
      });
    }
    if (name === "") throw new FihrisError("invalid_document", `document ${id}: a field has an empty name`);
    stored.push([name, value]);
    flatten(id, name, value, 1, fields);
  }
  const json = storedJson(stored);
  // A byte of compact text is at most two of UTF-8: most documents need no counting.
  const sizeBytes = json.length * 2 <= documentLimits.documentBytes ? 0 : Buffer.byteLength(decodeCompact(json));
  if (sizeBytes > documentLimits.documentBytes) {
    throw new FihrisError(
      "too_large",
      `document ${id} has ${sizeBytes} bytes, expected at most ${documentLimits.documentBytes}`,
      {
        remedy: "split it into several documents",
      },
    );
  }
  return { id, version: contentHash(json), stored: json, fields };
}

/** A list, or an object with nothing but its own properties, as JSON has them. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value) || prototype === null) return true;
  // Of another realm too, such as that of a test: its prototype has none.
  return Object.getPrototypeOf(prototype) === null;
}

function notJson(id: string, name: string, got: string): FihrisError {
  return new FihrisError("invalid_document", `document ${id}: ${name} holds a ${got}, expected JSON values`, {
    remedy: "give texts, numbers, true and false, lists and plain objects; a date as its toISOString()",
  });
}

function flatten(id: string, name: string, value: FieldValue, depth: number, fields: Map<string, FieldScalar[]>): void {
  if (value === null || value === "") return;
  if (typeof value === "object") {
    if (depth > documentLimits.depth) {
      throw new FihrisError(
        "invalid_document",
        `document ${id}: ${name} is nested deeper than ${documentLimits.depth} levels`,
        {
          remedy: "flatten the document",
        },
      );
    }
    if (!isPlain(value)) throw notJson(id, name, value.constructor.name);
    if (Array.isArray(value)) {
      for (const item of value as readonly FieldValue[]) flatten(id, name, item, depth + 1, fields);
    } else {
      for (const [key, item] of Object.entries(value)) flatten(id, `${name}.${key}`, item, depth + 1, fields);
    }
    return;
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw notJson(id, name, typeof value);
  }
  if (typeof value === "number" && !Number.isFinite(value)) return;
  const values = fields.get(name);
  if (values !== undefined) values.push(value);
  else {
    if (fields.size >= documentLimits.fieldNames) {
      throw new FihrisError(
        "invalid_document",
        `document ${id} has more than ${documentLimits.fieldNames} field names`,
        {
          remedy: "put varying names into values, such as {name, value} pairs",
        },
      );
    }
    fields.set(name, [value]);
  }
}
