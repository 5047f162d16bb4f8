/**
 * One line on a terminal's standard error that counts while work goes on, and leaves nothing behind.
 * @module
 */
import { formatCount } from "./output.ts";

const refreshMs = 200;

export class ProgressLine {
  readonly #label: string;
  #shownAt = 0;
  #isShown = false;

  /** @param label - what is counted, in the plural */
  constructor(label: string) {
    this.#label = label;
  }

  show(count: number): void {
    if (!process.stderr.isTTY) return;
    const now = performance.now();
    if (now - this.#shownAt < refreshMs) return;
    this.#shownAt = now;
    this.#isShown = true;
    process.stderr.write(`\r\x1b[K${formatCount(count)} ${this.#label}`);
  }

  clear(): void {
    if (this.#isShown) process.stderr.write("\r\x1b[K");
    this.#isShown = false;
  }
}
