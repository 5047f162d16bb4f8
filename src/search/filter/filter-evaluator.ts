/**
 * A filter expression to the bitmap of documents that meet it. Keywords compare after the same normalisation as at
 * indexing; `=` on several values means any; `!=` and NOT hold where the field is missing.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";
import {
  Bitmap,
  compareUnits,
  type KeywordColumn,
  type NumberColumn,
  type Snapshot,
} from "../../inverted-index/index.ts";
import { type FilterNode, type FilterValue, normalizeKeyword } from "../../query/index.ts";

type CompareOp = "=" | "!=" | "<" | "<=" | ">" | ">=";

export function evaluateFilter(snapshot: Snapshot, node: FilterNode): Bitmap {
  switch (node.kind) {
    case "and":
      return node.children.reduce(
        (all, child) => all.and(evaluateFilter(snapshot, child)),
        Bitmap.full(snapshot.maxDoc),
      );
    case "or":
      return node.children.reduce((any, child) => any.or(evaluateFilter(snapshot, child)), new Bitmap(snapshot.maxDoc));
    case "not":
      return evaluateFilter(snapshot, node.child).not();
    case "exists":
      return existing(snapshot, node.field, node.position);
    case "compare":
      return compare(snapshot, node.field, node.op, node.value, node.position);
    case "in": {
      const any = new Bitmap(snapshot.maxDoc);
      for (const value of node.values) any.or(compare(snapshot, node.field, "=", value, node.position));
      return node.negated ? any.not() : any;
    }
    case "range":
      return range(snapshot, node.field, node.from, node.to, node.position);
  }
}

/** Documents with one of the values in a keyword field (numbers and dates compare as in a filter). */
export function refineDocs(snapshot: Snapshot, field: string, values: readonly string[]): Bitmap {
  checkField(snapshot, field, undefined);
  const any = new Bitmap(snapshot.maxDoc);
  for (const value of values) {
    const wanted = normalizeKeyword(value);
    keywordDocs(snapshot, field, any, (text) => text === wanted);
    numberDocs(snapshot, field, "number", any, (number) => String(number) === value);
  }
  return any;
}

function existing(snapshot: Snapshot, field: string, position: number): Bitmap {
  checkField(snapshot, field, position);
  const found = new Bitmap(snapshot.maxDoc);
  if (field === "id") return found.not();
  keywordDocs(snapshot, field, found, () => true);
  numberDocs(snapshot, field, "number", found, () => true);
  for (const { reader, base } of snapshot.segments) {
    for (const doc of reader.text.get(field)?.forward.docs ?? []) found.add(base + doc);
  }
  return found;
}

function compare(snapshot: Snapshot, field: string, op: CompareOp, value: FilterValue, position: number): Bitmap {
  checkField(snapshot, field, position);
  if (op === "!=") return compare(snapshot, field, "=", value, position).not();
  const found = new Bitmap(snapshot.maxDoc);
  if (field === "id") return idDocs(snapshot, op, value, position);
  const has = (kind: "keyword" | "number" | "date") => snapshot.segments.some(({ reader }) => reader[kind].has(field));
  const comparesNumber = value.number !== undefined && has("number");
  const comparesDate = value.date !== undefined && has("date");
  if (comparesNumber) {
    const wanted = value.number!;
    numberDocs(snapshot, field, "number", found, (number) => holds(op, number - wanted));
  }
  if (comparesDate) {
    const { from, to } = value.date!;
    numberDocs(snapshot, field, "date", found, (time) => holds(op, time < from ? -1 : time >= to ? 1 : 0));
  }
  if (op === "=") {
    const wanted = normalizeKeyword(value.text);
    keywordDocs(snapshot, field, found, (text) => text === wanted);
  } else if (!comparesNumber && !comparesDate) {
    if (has("number") || has("date")) {
      const kinds = (["number", "date"] as const).filter(has).join(" or a ");
      throw new FihrisError("filter_type", `${field} ${op}: expected a ${kinds}, got ${JSON.stringify(value.text)}`, {
        position: value.position,
        remedy: "compare numbers with a number such as 3.5, dates with a date such as 2017-06",
      });
    }
    const wanted = normalizeKeyword(value.text);
    keywordDocs(snapshot, field, found, (text) => holds(op, compareUnits(text, wanted)));
  }
  return found;
}

/** Documents with one value between the ends; of several values one has to meet both. */
function range(snapshot: Snapshot, field: string, from: FilterValue, to: FilterValue, position: number): Bitmap {
  const least = compare(snapshot, field, ">=", from, position);
  const both = least.and(compare(snapshot, field, "<=", to, position));
  const found = new Bitmap(snapshot.maxDoc);
  if (from.number !== undefined && to.number !== undefined)
    numberDocs(snapshot, field, "number", found, (number) => number >= from.number! && number <= to.number!);
  if (from.date !== undefined && to.date !== undefined)
    numberDocs(snapshot, field, "date", found, (time) => time >= from.date!.from && time < to.date!.to);
  const lower = normalizeKeyword(from.text);
  const upper = normalizeKeyword(to.text);
  if (!snapshot.segments.some(({ reader }) => reader.number.has(field) || reader.date.has(field)))
    keywordDocs(snapshot, field, found, (text) => compareUnits(text, lower) >= 0 && compareUnits(text, upper) <= 0);
  return both.and(found);
}

function holds(op: CompareOp, difference: number): boolean {
  switch (op) {
    case "=":
      return difference === 0;
    case "!=":
      return difference !== 0;
    case "<":
      return difference < 0;
    case "<=":
      return difference <= 0;
    case ">":
      return difference > 0;
    case ">=":
      return difference >= 0;
  }
}

function idDocs(snapshot: Snapshot, op: CompareOp, value: FilterValue, position: number): Bitmap {
  if (op !== "=") {
    throw new FihrisError("filter_type", `id ${op}: ids are compared with = and IN only`, {
      position,
      remedy: "use = or IN",
    });
  }
  const found = new Bitmap(snapshot.maxDoc);
  const doc = snapshot.find(value.text);
  if (doc >= 0) found.add(doc);
  return found;
}

function keywordDocs(snapshot: Snapshot, field: string, found: Bitmap, accept: (value: string) => boolean): void {
  for (const { reader, base } of snapshot.segments) {
    const column = reader.keyword.get(field);
    if (column === undefined) continue;
    const accepted = acceptedOrdinals(column, accept);
    for (let i = 0; i < column.docs.length; i++)
      if (accepted[column.ordinals[i]!] === 1) found.add(base + column.docs[i]!);
  }
}

function acceptedOrdinals(column: KeywordColumn, accept: (value: string) => boolean): Uint8Array {
  const accepted = new Uint8Array(column.values.size);
  for (let ordinal = 0; ordinal < accepted.length; ordinal++)
    if (accept(column.values.get(ordinal))) accepted[ordinal] = 1;
  return accepted;
}

function numberDocs(
  snapshot: Snapshot,
  field: string,
  kind: "number" | "date",
  found: Bitmap,
  accept: (value: number) => boolean,
): void {
  for (const { reader, base } of snapshot.segments) {
    const column: NumberColumn | undefined = reader[kind].get(field);
    if (column === undefined) continue;
    for (let i = 0; i < column.docs.length; i++) if (accept(column.values[i]!)) found.add(base + column.docs[i]!);
  }
}

/** Names of the fields that can be filtered, in order. */
export function filterableFields(snapshot: Snapshot): string[] {
  return [...new Set(["id", ...valueFields(snapshot), ...snapshot.textFields])].sort(compareUnits);
}

/** Names of the fields whose values are kept apart from their text, which can be sorted and counted; in order. */
export function valueFields(snapshot: Snapshot): string[] {
  const names = snapshot.segments.flatMap(({ reader }) =>
    [reader.keyword, reader.number, reader.date].flatMap((columns) => [...columns.keys()]),
  );
  return [...new Set(names)].sort(compareUnits);
}

/** What is answered where a parameter names a field that no document has. */
export function noSuchField(snapshot: Snapshot, parameter: string, field: string): FihrisError {
  return new FihrisError("invalid_parameter", `${parameter}: no document has a field ${JSON.stringify(field)}`, {
    remedy: `fields of this index: ${filterableFields(snapshot).slice(0, 20).join(", ")}`,
  });
}

/** An index without documents has no fields yet: every filter leaves nothing there. */
function checkField(snapshot: Snapshot, field: string, position: number | undefined): void {
  if (snapshot.maxDoc === 0) return;
  const known = filterableFields(snapshot);
  if (known.includes(field)) return;
  throw new FihrisError("filter_unknown_field", `no document has a field ${JSON.stringify(field)}`, {
    remedy: `fields of this index: ${known.slice(0, 20).join(", ")}`,
    ...(position === undefined ? {} : { position }),
  });
}
