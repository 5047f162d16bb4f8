/**
 * Text -> the values of its tokens in a table. The kernel finds most of the tokens of a text, where the machine can run
 * it; what it leaves, and short texts, are read with the cursor. Both find the same.
 * @module
 */
import { TokenCursor } from "../../analysis/index.ts";
import type { GrowableUint32 } from "../codec/growable.ts";
import {
  borrowTokenKernel,
  giveTokenKernelBack,
  overlapUnits,
  Stopped,
  type TokenKernel,
  windowUnits,
} from "./token-kernel.ts";
import { noWord, type TokenTable } from "./token-table.ts";

/** For fewer the kernel is not worth its call. */
const leastUnits = 48;
/** A table that is made for fewer does without it. */
const unitsWithout = 100_000;
/** Where more than one in so many tokens is the cursor's, it reads the rest of a text by itself. */
const leastOthers = 4;
const othersAllowed = 8;

export class TokenReader {
  readonly #table: TokenTable;
  readonly #make: (raw: string) => number;
  readonly #cursor = new TokenCursor();
  readonly #borrow: typeof borrowTokenKernel;
  #kernel: TokenKernel | undefined;
  /** Units that are read without a kernel before it is asked for, and asked for again. */
  readonly #unitsWithout: number;
  #unitsLeft: number;

  /**
   * @param make - the value of a token that is new
   * @param borrow - may answer that there is no kernel
   */
  constructor(
    table: TokenTable,
    make: (raw: string) => number,
    borrow: typeof borrowTokenKernel = borrowTokenKernel,
    without: number = unitsWithout,
  ) {
    this.#table = table;
    this.#make = make;
    this.#borrow = borrow;
    this.#unitsWithout = without;
    this.#unitsLeft = without;
  }

  /** Appends the values of the tokens of `text`, in order, but for those of which nothing remains. */
  read(text: string, values: GrowableUint32): void {
    if (this.#kernel === undefined && this.#unitsLeft <= 0) this.#findKernel();
    this.#unitsLeft -= text.length;
    if (this.#kernel === undefined || text.length < leastUnits) this.#readFrom(0, text, values);
    else this.#readWith(this.#kernel, text, values);
  }

  /** Lets another have the kernel; what is read from now on is read without. */
  close(): void {
    this.#unitsLeft = Number.POSITIVE_INFINITY;
    if (this.#kernel === undefined) return;
    this.#kernel = undefined;
    this.#table.moveInto((words) => new Int32Array(words));
    giveTokenKernelBack(this);
  }

  #findKernel(): void {
    this.#unitsLeft = this.#unitsWithout;
    this.#kernel = this.#borrow(this);
    if (this.#kernel !== undefined) this.#table.moveInto((words) => this.#recordsOf(words));
  }

  /** Where the kernel's memory has no room for them it is not used any more. */
  #recordsOf(words: number): Int32Array {
    const records = this.#kernel?.records(words);
    if (records !== undefined) return records;
    this.#kernel = undefined;
    this.#unitsLeft = Number.POSITIVE_INFINITY;
    giveTokenKernelBack(this);
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
    let others = 0;
    for (let from = 0; from < text.length; ) {
      const isLast = text.length - from <= windowUnits;
      kernel.load(text.slice(from, from + windowUnits));
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
          others++;
        }
        if (value !== noWord) kernel.put(value);
        const isStrange = others > othersAllowed && others * leastOthers > kernel.count;
        if (this.#kernel === undefined || isStrange) {
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
