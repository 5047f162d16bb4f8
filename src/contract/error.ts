/**
 * Errors: one class, told apart by a stable `code`. A message says what was wrong, what was expected and
 * what came instead; `remedy` says what to do about it.
 * @module
 */

/** Every code that the library, the CLI and HTTP may answer with. */
export const errorCodes = [
  "invalid_parameter",
  "invalid_json",
  "invalid_id",
  "invalid_document",
  "field_reserved",
  "filter_syntax",
  "filter_unknown_field",
  "filter_type",
  "sort_field",
  "page_too_deep",
  "not_found",
  "document_not_found",
  "method_not_allowed",
  "index_not_found",
  "index_locked",
  "index_corrupt",
  "index_version",
  "index_closed",
  "index_read_only",
  "cursor_expired",
  "version_conflict",
  "too_large",
  "uri_too_long",
  "media_type",
  "input_unreadable",
  "input_rejected",
  "io_error",
  "not_ready",
  "overloaded",
  "timeout",
  "not_supported",
  "forbidden_host",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface ErrorDetails {
  /** What the person can do about it. */
  readonly remedy?: string;
  /** UTF-16 offset into the text that was being read (filter expressions). */
  readonly position?: number;
  /** File that is damaged, locked or unreadable. */
  readonly file?: string;
  readonly cause?: unknown;
}

/** The only error class that Fihris throws on purpose. Anything else that escapes is a bug. */
export class FihrisError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string | undefined;
  readonly position: number | undefined;
  readonly file: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "FihrisError";
    this.code = code;
    this.remedy = details.remedy;
    this.position = details.position;
    this.file = details.file;
  }
}
