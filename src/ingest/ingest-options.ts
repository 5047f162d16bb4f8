/**
 * What a caller may choose about ingest, and the roles that fields take by it.
 * @module
 */
import { documentLimits, type FieldValue } from "../contract/index.ts";
import type { IngestProblem } from "./ingest-problem.ts";

export interface IngestOptions {
  /**
   * Field of JSON, CSV or front matter that is the title. The two change places: what `title` held before
   * stands under this name afterwards, so nothing is lost.
   */
  readonly titleField?: string;
  /** Field of JSON or CSV that is the text; changes places with `text` likewise. */
  readonly textField?: string;
  /**
   * Bytes, after decompression, of the largest file that is read as a whole. Default 16 MiB (the largest
   * document) for text, Markdown and HTML, 256 MiB for JSON and PDF. JSON Lines and CSV are streams of any length;
   * one line or row of them is at most 16 MiB.
   */
  readonly maxFileBytes?: number;
  /** Called for everything that is skipped. What it throws ends the ingest. */
  readonly onProblem: (problem: IngestProblem) => void;
}

/** Bytes of one line of JSON Lines or one row of CSV. */
export const maxRecordBytes: number = documentLimits.documentBytes;

export type Fields = { readonly [name: string]: FieldValue };

/** Gives `title` and `text` the fields that the options name; a field that is not there changes nothing. */
export function withRoles(fields: Fields, options: Pick<IngestOptions, "titleField" | "textField">): Fields {
  if (options.titleField === undefined && options.textField === undefined) return fields;
  const sources = new Map<string, string>();
  for (const [role, source] of [
    ["title", options.titleField],
    ["text", options.textField],
  ] as const) {
    if (source !== undefined && source !== role && Object.hasOwn(fields, source)) sources.set(role, source);
  }
  if (sources.size === 0) return fields;
  const taken = new Set(sources.values());
  const entries = Object.entries(fields).filter(([name]) => !taken.has(name) && !sources.has(name));
  for (const [role, source] of sources) {
    entries.push([role, fields[source]]);
    if (Object.hasOwn(fields, role) && !taken.has(role)) entries.push([source, fields[role]]);
  }
  return Object.fromEntries(entries);
}
