/**
 * Errors on the wire: every `FihrisError` becomes one RFC 9457 problem, anything else a bare 500.
 * Invariant: what belongs to the machine (paths, stacks) never reaches a client; statuses of 500 and above
 * carry a fixed text and the error itself goes to the operator.
 * @module
 */
import { type ErrorCode, FihrisError } from "../contract/index.ts";

export interface ParameterFault {
  readonly parameter: string;
  readonly detail: string;
}

/** One or more parameters of a request that cannot be used; the faults become `errors` of the problem. */
export class ParameterError extends FihrisError {
  readonly faults: readonly ParameterFault[];

  constructor(faults: readonly ParameterFault[]) {
    super("invalid_parameter", faults.map((fault) => fault.detail).join(" "), {
      remedy: "See /openapi.json for the parameters of this address.",
    });
    this.faults = faults;
  }
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly remedy?: string;
  readonly errors?: readonly ParameterFault[];
  /** UTF-16 offset into the filter expression. */
  readonly position?: number;
}

interface Kind {
  readonly status: number;
  readonly title: string;
}

const unavailable = (title: string): Kind => ({ status: 503, title });

/** Status and title of every code. The codes of this table are the whole vocabulary of errors over HTTP. */
export const problemKinds: Readonly<Record<ErrorCode, Kind>> = {
  invalid_parameter: { status: 400, title: "Invalid parameter" },
  invalid_json: { status: 400, title: "Invalid JSON" },
  invalid_id: { status: 400, title: "Invalid document id" },
  invalid_document: { status: 422, title: "Invalid document" },
  field_reserved: { status: 400, title: "Reserved field name" },
  filter_syntax: { status: 400, title: "Filter cannot be read" },
  filter_unknown_field: { status: 400, title: "Filter names an unknown field" },
  filter_type: { status: 400, title: "Filter compares unlike types" },
  sort_field: { status: 400, title: "Field cannot be sorted by" },
  page_too_deep: { status: 400, title: "Page too deep" },
  not_supported: { status: 400, title: "Not supported" },
  forbidden_host: { status: 403, title: "Request from a foreign origin" },
  index_read_only: { status: 403, title: "Index is read-only" },
  not_found: { status: 404, title: "No such address" },
  document_not_found: { status: 404, title: "No such document" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  index_locked: { status: 409, title: "Index is locked by another writer" },
  cursor_expired: { status: 410, title: "Cursor expired" },
  version_conflict: { status: 412, title: "Version conflict" },
  too_large: { status: 413, title: "Too large" },
  uri_too_long: { status: 414, title: "Address too long" },
  media_type: { status: 415, title: "Unsupported media type" },
  input_unreadable: { status: 422, title: "Input cannot be read" },
  input_rejected: { status: 422, title: "Nothing of the input was accepted" },
  not_ready: unavailable("Not ready"),
  overloaded: unavailable("Overloaded"),
  timeout: unavailable("Took too long"),
  index_closed: unavailable("Index is closed"),
  index_not_found: unavailable("Index is missing"),
  index_corrupt: unavailable("Index is damaged"),
  index_version: unavailable("Index was written by another version"),
  io_error: unavailable("Storage failed"),
  internal: { status: 500, title: "Internal error" },
};

/** Codes whose text is about the request's own timing and holds nothing of the machine. */
const openTexts: ReadonlySet<ErrorCode> = new Set(["not_ready", "overloaded", "timeout"]);

/** Seconds after which a client may try again after a 503. */
const retryAfterSeconds = 1;

export function problemOf(error: unknown): Problem {
  const known = error instanceof FihrisError ? error : new FihrisError("internal", "");
  const { status, title } = problemKinds[known.code];
  const open = status < 500 || openTexts.has(known.code);
  return {
    type: `urn:fihris:error:${known.code}`,
    title,
    status,
    detail: open ? known.message : `${title}; the operator's log says more.`,
    code: known.code,
    ...(open && known.remedy !== undefined ? { remedy: known.remedy } : {}),
    ...(known instanceof ParameterError ? { errors: known.faults } : {}),
    ...(known.position === undefined ? {} : { position: known.position }),
  };
}

/** True where the operator must hear of it: the client cannot have caused it. */
export function isOperatorsConcern(error: unknown): boolean {
  const { status, code } = problemOf(error);
  return status >= 500 && !openTexts.has(code);
}

export function problemResponse(problem: Problem, more: object = {}): Response {
  const headers = new Headers({ "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  // What is left of the body is not read: the next request on this connection would begin in it.
  if (problem.code === "too_large") headers.set("Connection", "close");
  if (problem.status === 503) headers.set("Retry-After", String(retryAfterSeconds));
  return new Response(JSON.stringify({ ...problem, ...more }), { status: problem.status, headers });
}

/** Input as an error may repeat it: at most 100 characters, in quotation marks. */
export function quoted(input: string): string {
  return JSON.stringify(input.length > 100 ? `${input.slice(0, 99)}…` : input);
}
