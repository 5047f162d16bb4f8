/**
 * The opaque cursor of deep pages: how far one has read, in which generation, of which search.
 * @module
 */
import { crc32 } from "node:zlib";
import { FihrisError } from "../../contract/index.ts";
import { printFilter } from "../../query/index.ts";
import type { NormalizedRequest } from "./normalize-request.ts";

function fingerprint(request: NormalizedRequest): number {
  const { q, filter, sort, refine, operator, minMatch, syntax, fields, distinct, collapse, strict, relationsOff } =
    request;
  const shape = [
    q,
    filter && printFilter(filter),
    sort,
    [...refine],
    operator,
    minMatch,
    syntax,
    fields,
    distinct,
    collapse,
    strict,
    [...relationsOff].sort(),
  ];
  return crc32(JSON.stringify(shape));
}

export function encodeCursor(request: NormalizedRequest, generation: number, offset: number): string {
  return Buffer.from(JSON.stringify([generation, offset, fingerprint(request)])).toString("base64url");
}

/** The offset to go on from; throws `cursor_expired` after a commit, `invalid_parameter` for a foreign cursor. */
export function decodeCursor(request: NormalizedRequest, generation: number): number {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(request.cursor!, "base64url").toString("utf8"));
  } catch {
    parts = undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => Number.isSafeInteger(part) && part >= 0)) {
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
