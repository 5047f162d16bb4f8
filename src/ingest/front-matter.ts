/**
 * In: a Markdown file; out: the fields of its YAML front matter and the body below it. Dates stay strings as
 * they were written, numbers, booleans and lists keep their type, no tag creates anything else.
 * @module
 */
import { parseDocument } from "yaml";
import type { Fields } from "./ingest-options.ts";
import { RejectedInput } from "./ingest-problem.ts";

/** A file without front matter, or with a rule at its beginning instead, is all body. Throws `RejectedInput`. */
export function splitFrontMatter(content: string): { readonly fields: Fields; readonly body: string } {
  const whole = { fields: {}, body: content };
  if (!/^---[ \t]*\n/.test(content)) return whole;
  const start = content.indexOf("\n") + 1;
  const fence = /^(?:---|\.\.\.)[ \t]*$/m.exec(content.slice(start));
  if (fence === null) return whole;
  const fields = parseFields(content.slice(start, start + fence.index));
  return fields === undefined ? whole : { fields, body: content.slice(start + fence.index + fence[0].length) };
}

function parseFields(source: string): Fields | undefined {
  // The core schema has no timestamps: 2017-06-01 stays the string it is.
  const yaml = parseDocument(source, { schema: "core", uniqueKeys: false, logLevel: "silent" });
  const [error] = yaml.errors;
  // The source begins on the file's second line.
  if (error !== undefined) throw brokenFrontMatter(error.message, (error.linePos?.[0].line ?? 0) + 1);
  try {
    const value: unknown = yaml.toJS({ maxAliasCount: 100 });
    if (value === null) return {};
    if (typeof value !== "object" || Array.isArray(value)) return undefined;
    // The way through JSON leaves plain values only: it refuses cycles and drops .inf and .nan.
    return JSON.parse(JSON.stringify(value));
  } catch (cause) {
    throw brokenFrontMatter(cause instanceof Error ? cause.message : String(cause), 1);
  }
}

function brokenFrontMatter(reason: string, line: number): RejectedInput {
  const message = `expected YAML between the lines of ---, got: ${reason.split("\n", 1)[0]}`;
  return new RejectedInput("invalid_document", message, 'put values that hold ": " or "#" into quotes', line);
}
