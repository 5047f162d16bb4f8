/**
 * Lets the event loop turn while a long series of short steps runs, so that searches, timers and requests in between
 * wait for a slice at most.
 * @module
 */
import { setImmediate } from "node:timers/promises";

const sliceMs = 8;

export class TimeSlice {
  #began = performance.now();

  /** Call it between two steps. */
  async yieldIfDue(): Promise<void> {
    if (performance.now() - this.#began < sliceMs) return;
    await setImmediate();
    this.#began = performance.now();
  }
}
