/**
 * Text -> the values of its tokens in a table. The kernel finds most of the tokens of a text, where the machine can run
 * it; what it leaves, and short texts, are read with the cursor. Both find the same.
 * @module
 */
import { TokenCursor } from "../../analysis/index.ts";
import type { GrowableUint32 } from "../codec/growable.ts";
import { overlapUnits, Stopped, startTokenKernel, type TokenKernel, windowUnits } from "./token-kernel.ts";
import { noWord, type TokenTable } from "./token-table.ts";

/** For fewer the kernel is not worth its call. */
const leastUnits = 48;

export class TokenReader {
  readonly #table: TokenTable;
  readonly #make: (raw: string) => number;
  readonly #cursor = new TokenCursor();
  readonly #startKernel: () => TokenKernel | undefined;
  #kernel: TokenKernel | undefined;
  #isStarted = false;

  /**
   * @param make - the value of a token that is new
   * @param startKernel - may answer that there is none
   */
  constructor(
    table: TokenTable,
    make: (raw: string) => number,
    startKernel: () => TokenKernel | undefined = startTokenKernel,
  ) {
    this.#table = table;
    this.#make = make;
    this.#startKernel = startKernel;
  }

  /** Appends the values of the tokens of `text`, in order, but for those of which nothing remains. */
  read(text: string, values: GrowableUint32): void {
    const kernel = text.length < leastUnits ? undefined : this.#findKernel();
    if (kernel === undefined) this.#readFrom(0, text, values);
    else this.#readWith(kernel, text, values);
  }

  #findKernel(): TokenKernel | undefined {
    if (this.#isStarted) return this.#kernel;
    this.#isStarted = true;
    this.#kernel = this.#startKernel();
    if (this.#kernel !== undefined) this.#table.moveInto((words) => this.#recordsOf(words));
    return this.#kernel;
  }

  /** Where the kernel's memory has no room for them it is not used any more. */
  #recordsOf(words: number): Int32Array {
    const records = this.#kernel?.records(words);
    if (records !== undefined) return records;
    this.#kernel = undefined;
    return new Int32Array(words);
  }

  #readFrom(from: number, text: string, values: GrowableUint32): void {
    const cursor = this.#cursor.reset(text, from);
    while (cursor.next()) {
      const value = this.#table.get(text, cursor.start, cursor.end, this.#make);
      if (value !== noWord) values.push(value);
    }
  }

  #readWith(kernel: TokenKernel, text: string, values: GrowableUint32): void {
    const cursor = this.#cursor;
    const isOneWindow = text.length <= windowUnits;
    for (let from = 0; from < text.length; ) {
      const isLast = text.length - from <= windowUnits;
      kernel.load(isOneWindow ? text : text.slice(from, from + windowUnits));
      // A token that begins before the end stands in the window whole, as far as the kernel reads it.
      const end = isLast ? text.length - from : windowUnits - overlapUnits;
      let at = 0;
      while (at < end) {
        const stopped = kernel.scan(at, end);
        at = kernel.at;
        if (stopped === Stopped.AtEnd) break;
        let value: number;
        if (stopped === Stopped.AtUnknown) {
          value = this.#table.get(text, from + kernel.tokenStart, from + at, this.#make);
        } else {
          if (!cursor.reset(text, from + at).next()) {
            values.append(kernel.values());
            return;
          }
          value = this.#table.get(text, cursor.start, cursor.end, this.#make);
          at = cursor.end - from;
        }
        if (value !== noWord) kernel.put(value);
        if (this.#kernel === undefined) {
          values.append(kernel.values());
          this.#readFrom(from + at, text, values);
          return;
        }
      }
      values.append(kernel.values());
      from += at;
    }
  }
}
