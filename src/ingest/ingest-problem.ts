/**
 * What is wrong with an input: reported to the caller, counted by it, and skipped; the rest goes on.
 * @module
 */

export interface IngestProblem {
  /** The path as it can be opened: the argument joined with the path below it. */
  readonly file: string;
  /** 1-based, where the problem belongs to a line. */
  readonly line?: number;
  readonly code:
    | "unreadable"
    | "empty"
    | "binary"
    | "encoding"
    | "too_large"
    | "broken_line"
    | "unsupported"
    | "invalid_document";
  /** What was wrong, what was expected, what came instead. */
  readonly message: string;
  /** What the person can do about it. */
  readonly remedy: string;
}

/** Carries a problem from the reader of a file to `ingest`; never leaves this room. */
export class RejectedInput extends Error {
  readonly code: IngestProblem["code"];
  readonly remedy: string;
  readonly line: number | undefined;

  constructor(code: IngestProblem["code"], message: string, remedy: string, line?: number) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.line = line;
  }

  toProblem(file: string, line: number | undefined = this.line): IngestProblem {
    const { code, message, remedy } = this;
    return { file, ...(line === undefined ? {} : { line }), code, message, remedy };
  }
}

/**
 * The system's or zlib's failure to read as a problem, at the line where reading stopped; any other error is
 * a bug and comes back as it is.
 */
export function readFailure(error: unknown, line?: number): unknown {
  if (!(error instanceof Error) || !("code" in error) || error instanceof RejectedInput) return error;
  const code = String(error.code);
  if (code.startsWith("Z_")) {
    const message = `expected a complete gzip file, got: ${error.message}`;
    return new RejectedInput("unreadable", message, "compress or download the file again", line);
  }
  if (!("syscall" in error)) return error;
  const remedy =
    code === "EACCES" || code === "EPERM"
      ? "give this user the right to read it"
      : "check that the file is there and its disk is healthy";
  return new RejectedInput("unreadable", `cannot be read: ${error.message}`, remedy, line);
}
