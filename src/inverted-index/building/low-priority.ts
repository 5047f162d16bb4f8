/**
 * Threads that build stand back for those that search, where there are too few processors for all.
 * @module
 */
import { constants, getPriority, setPriority } from "node:os";

/**
 * Of the calling thread: on Linux a priority is a thread's, as it is of no POSIX system by right, and the number 0 means
 * the thread that asks. Elsewhere it would be that of the whole process, and nothing is done.
 */
export function lowerPriority(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(0, Math.max(getPriority(0), constants.priority.PRIORITY_BELOW_NORMAL));
  } catch {
    // Not allowed in here: threads share the processors as before.
  }
}
