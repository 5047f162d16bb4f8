/**
 * File system failures as FihrisError `io_error`, with what to do for the common ones.
 * @module
 */
import { FihrisError } from "../../contract/index.ts";

const remedies: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "free some disk space and repeat; what was committed is intact"],
  ["EDQUOT", "raise the disk quota and repeat; what was committed is intact"],
  ["EACCES", "give this user the right to read and write the folder"],
  ["EPERM", "give this user the right to read and write the folder"],
  ["EROFS", "the file system is read-only; choose another folder or mount it writable"],
  ["EMFILE", "raise the limit of open files (ulimit -n)"],
  ["ENFILE", "the system has too many open files; close some and repeat"],
  ["ENOTDIR", "name a folder, not a file"],
]);

/** Wraps what Node threw; a FihrisError passes unchanged. */
export function ioError(what: string, cause: unknown): FihrisError {
  if (cause instanceof FihrisError) return cause;
  const code = (cause as NodeJS.ErrnoException)?.code ?? "";
  return new FihrisError("io_error", `could not ${what}: ${code || String(cause)}`, {
    remedy: remedies.get(code) ?? "check the disk and the folder, then repeat",
    cause,
  });
}
