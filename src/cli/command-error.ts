/**
 * Whatever ended a command, as one line on standard error and an exit code.
 *
 *     fihris: <message> [<code>] — <remedy>
 * @module
 */
import { CommanderError } from "commander";
import { type ErrorCode, FihrisError } from "../contract/index.ts";
import { lineForTerminal } from "./terminal-text.ts";

/** Errors that lie in what was typed, not in the work. */
const usageCodes: ReadonlySet<ErrorCode> = new Set([
  "invalid_parameter",
  "invalid_id",
  "filter_syntax",
  "filter_unknown_field",
  "filter_type",
  "sort_field",
  "page_too_deep",
  "not_supported",
]);

export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof FihrisError && usageCodes.has(error.code) ? 2 : 1;
}

/** @param help - the command that shows what could have been typed */
export function reportError(error: unknown, help: string): void {
  // Help and version were printed already; help on a missing command is its own message.
  if (error instanceof CommanderError && /^commander\.(help|helpDisplayed|version)$/.test(error.code)) return;
  const { message, code, remedy } = describe(error, help);
  printError(`fihris: ${message} [${code}]${remedy === undefined ? "" : ` — ${remedy}`}`);
}

export function printError(line: string): void {
  process.stderr.write(`${lineForTerminal(line)}\n`);
}

interface Described {
  readonly message: string;
  readonly code: ErrorCode;
  readonly remedy: string | undefined;
}

function describe(error: unknown, help: string): Described {
  if (error instanceof CommanderError) {
    const [message, suggestion] = error.message.replace(/^error: /, "").split("\n");
    const didYouMean = /^\(Did you mean (.+)\?\)$/.exec(suggestion ?? "")?.[1];
    const dash = error.code === "commander.unknownOption" ? "; put -- before words that begin with -" : "";
    const remedy = didYouMean === undefined ? `see ${help}${dash}` : `did you mean ${didYouMean}? see ${help}`;
    return { message: message!, code: "invalid_parameter", remedy };
  }
  if (error instanceof FihrisError) return error;
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof Error && "syscall" in error) {
    return { message, code: "io_error", remedy: "check the path and the right to use it" };
  }
  return { message, code: "internal", remedy: "this is a bug of fihris, please report it" };
}
