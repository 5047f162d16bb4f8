/**
 * The opaque cursor of deep pages: how far one has read, in which generation, of which search.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";
import { textHash } from "../../inverted-index/index.ts";
import { printFilter } from "../../query/index.ts";
import type { NormalizedRequest } from "./normalize-request.ts";

function fingerprint(request: NormalizedRequest): number {
  const { q, operator, syntax, collapse, strict, distinct = "" } = request;
  // Apart, since most of a query's letters would be copied for nothing.
  return (textHash(q) ^ textHash(`${operator} ${syntax} ${collapse} ${strict} ${distinct} ${narrowed(request)}`)) >>> 0;
}

/** What few searches have: they pay for its being written out. */
function narrowed({ filter, sort, refine, minMatch, fields, relationsOff }: NormalizedRequest): string {
  const isPlain = filter === undefined && minMatch === undefined && fields === undefined;
  if (isPlain && sort.length + refine.size + relationsOff.size === 0) return "";
  return JSON.stringify([filter && printFilter(filter), sort, [...refine], minMatch, fields, [...relationsOff].sort()]);
}

const radix = 36;
const form = /^([0-9a-z]+)-([0-9a-z]+)-([0-9a-z]+)$/;

export function encodeCursor(request: NormalizedRequest, generation: number, offset: number): string {
  return `${generation.toString(radix)}-${offset.toString(radix)}-${fingerprint(request).toString(radix)}`;
}

/** The offset to go on from; throws `cursor_expired` after a commit, `invalid_parameter` for a foreign cursor. */
export function decodeCursor(request: NormalizedRequest, generation: number): number {
  const parts = form
    .exec(request.cursor!)
    ?.slice(1)
    .map((part) => Number.parseInt(part, radix));
  if (parts === undefined || !parts.every((part) => Number.isSafeInteger(part))) {
    throw new FihrisError("invalid_parameter", "cursor: expected the next_cursor of an earlier answer", {
      remedy: "begin again without a cursor",
    });
  }
  const [madeIn, offset, of] = parts as [number, number, number];
  if (of !== fingerprint(request)) {
    throw new FihrisError("invalid_parameter", "cursor: it belongs to another search", {
      remedy: "pass the same query, filter and sort that the cursor came from",
    });
  }
  if (madeIn !== generation) {
    throw new FihrisError(
      "cursor_expired",
      `cursor: it belongs to generation ${madeIn}, the index is at ${generation}`,
      {
        remedy: "begin again without a cursor",
      },
    );
  }
  return offset;
}
