/**
 * A document with its id and the place it came from. In: fields as a file gave them; out: a document whose id
 * keeps the contract and whose names are not reserved, so that an engine takes it.
 * @module
 */
import { type DocumentInput, documentLimits, type FieldValue } from "../contract/index.ts";
import type { Fields } from "./ingest-options.ts";
import { RejectedInput } from "./ingest-problem.ts";

export interface IngestedDocument {
  readonly document: DocumentInput & { id: string };
  /** The path as it can be opened: the argument joined with the path below it. */
  readonly file: string;
  /** 1-based line on which the document begins, for files that hold one document a line. */
  readonly line?: number;
}

/** The document of a record: its `id`, else its `_id`, else `fallbackId`. Throws `RejectedInput`. */
export function identifiedDocument(fields: Fields, fallbackId: string): DocumentInput & { id: string } {
  const { id, _id, ...others } = fields;
  checkNames(Object.keys(others));
  return { id: checkedId(isMissing(id) ? (isMissing(_id) ? fallbackId : _id) : id), ...others };
}

/** Throws `RejectedInput` for a name that the contract reserves. */
export function checkNames(names: readonly string[], line?: number): void {
  const reserved = names.find((name) => name.startsWith("_") && name !== "_id");
  if (reserved === undefined) return;
  const message = `field names with a leading "_" are reserved, got ${JSON.stringify(reserved)}`;
  throw new RejectedInput("invalid_document", message, "rename the field", line);
}

function isMissing(id: FieldValue | undefined): id is null | undefined | "" {
  return id === undefined || id === null || id === "";
}

function checkedId(id: FieldValue): string {
  const text = Number.isSafeInteger(id) ? String(id) : id;
  if (typeof text !== "string") {
    throw invalidId(`got ${Array.isArray(text) ? "a list" : typeof text === "object" ? "an object" : String(text)}`);
  }
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) throw invalidId(`got ${JSON.stringify(text.slice(0, 80))}`);
  // A UTF-16 unit takes at least one byte and at most three: only ids in between need counting.
  const sizeBytes = text.length * 3 <= documentLimits.idBytes ? 0 : Buffer.byteLength(text);
  if (sizeBytes > documentLimits.idBytes) throw invalidId(`got ${sizeBytes} bytes`);
  return text;
}

function invalidId(got: string): RejectedInput {
  const expected = `expected an id of 1 to ${documentLimits.idBytes} UTF-8 bytes without control characters, or a safe integer`;
  return new RejectedInput(
    "invalid_document",
    `${expected}, ${got}`,
    "change the id, or rename the file it comes from",
  );
}
