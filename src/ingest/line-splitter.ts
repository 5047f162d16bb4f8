/**
 * In: chunks of bytes, cut anywhere; out: numbered lines. Never holds more than one line, and of one that is too
 * long not even that.
 * @module
 */
export interface Line {
  /** 1-based. */
  readonly line: number;
  /** Without "\n"; undefined for a line longer than allowed. */
  readonly bytes: Buffer | undefined;
}

const NEWLINE = 0x0a;

export class LineSplitter {
  readonly #maxBytes: number;
  #parts: Buffer[] = [];
  #sizeBytes = 0;
  #line = 1;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Number of the line that is being read. */
  get line(): number {
    return this.#line;
  }

  /** The lines that end in this chunk. */
  *push(chunk: Buffer): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      start = end + 1;
      yield this.#take();
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** The last line, where it does not end in "\n". */
  *end(): Generator<Line> {
    if (this.#sizeBytes > 0) yield this.#take();
  }

  #keep(part: Buffer): void {
    this.#sizeBytes += part.length;
    if (this.#sizeBytes > this.#maxBytes) this.#parts = [];
    else this.#parts.push(part);
  }

  #take(): Line {
    const parts = this.#parts;
    const tooLong = this.#sizeBytes > this.#maxBytes;
    const bytes = tooLong ? undefined : parts.length === 1 ? parts[0] : Buffer.concat(parts);
    this.#parts = [];
    this.#sizeBytes = 0;
    return { line: this.#line++, bytes };
  }
}
