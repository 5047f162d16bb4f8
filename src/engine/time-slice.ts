/**
 * Lets the event loop turn while a long series of short steps runs, so that searches, timers and requests in between
 * wait for a slice at most. What others do between two turns is not counted: beside a busy reader a series still gets
 * a slice in each turn, and not a single step.
 * @module
 */
import { setImmediate as turn } from "node:timers/promises";

const sliceMs = 8;

export class TimeSlice {
  /** When the first step of this turn began. */
  #began: number | undefined;

  /** Call it between two steps. */
  async yieldIfDue(): Promise<void> {
    if (this.#began !== undefined && performance.now() - this.#began >= sliceMs) await turn();
    if (this.#began !== undefined) return;
    this.#began = performance.now();
    setImmediate(() => {
      this.#began = undefined;
    }).unref();
  }
}
