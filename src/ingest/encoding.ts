/**
 * Bytes -> text. UTF-8, with or without a mark; UTF-16 with one; windows-1256 and what an HTML page declares
 * only on evidence. Anything else is refused rather than guessed: wrong letters cannot be found again.
 * @module
 */
import { isAscii, isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { RejectedInput } from "./ingest-problem.ts";
import { isDamagedUtf8, readsAsArabic } from "./windows-1256.ts";

type Mark = { readonly encoding: "utf-8" | "utf-16le" | "utf-16be"; readonly sizeBytes: 2 | 3 };

const controlSampleBytes = 64 * 1024;
/** Random bytes hold 11% of control characters, text none. */
const controlShareMax = 0.05;

/**
 * The text of a whole file, without its byte order mark, lines ended by "\n".
 * `declared` is the encoding that the content itself claims. Throws `RejectedInput` (`binary`, `encoding`).
 */
export function decodeText(bytes: Buffer, declared?: string): string {
  const text = decodeBytes(bytes, declared);
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** `decodeText` for a line of a stream: what is UTF-8 is not looked at twice. */
export function decodeLine(bytes: Buffer): string {
  return isUtf8(bytes) && byteOrderMark(bytes) === undefined ? bytes.toString("utf8") : decodeText(bytes);
}

function decodeBytes(bytes: Buffer, declared: string | undefined): string {
  const mark = byteOrderMark(bytes);
  if (mark !== undefined && mark.encoding !== "utf-8") {
    const text = decodeFatally(bytes.subarray(mark.sizeBytes), mark.encoding);
    if (text === undefined) throw wrongEncoding(`a mark of ${mark.encoding} but other bytes after it`);
    if (text.includes("\0")) throw binaryFile();
    return text;
  }
  checkNotBinary(bytes);
  if (isUtf8(bytes)) return bytes.toString("utf8", mark?.sizeBytes ?? 0);
  const text = mark === undefined && !isDamagedUtf8(bytes) ? decodeByEvidence(bytes, declared) : undefined;
  if (text === undefined) throw wrongEncoding("bytes that are neither", firstInvalidLine(bytes));
  return text;
}

/** Pages claim latin encodings by habit, so evidence of Arabic letters goes before any claim but an Arabic one. */
function decodeByEvidence(bytes: Buffer, declared: string | undefined): string | undefined {
  const claimed = declared === undefined ? undefined : decodeClaimed(bytes, declared);
  if (claimed !== undefined && readsAsArabic(claimed)) return claimed;
  const arabic = decodeFatally(bytes, "windows-1256");
  if (arabic !== undefined && readsAsArabic(arabic)) return arabic;
  return claimed;
}

function decodeClaimed(bytes: Buffer, label: string): string | undefined {
  if (/^utf-?16/i.test(label)) return undefined;
  const text = decodeFatally(bytes, label);
  // C1 controls stand where the encoding has no character: the claim was wrong.
  return text === undefined || /[\u0080-\u009f]/.test(text) ? undefined : text;
}

/** Undefined for bytes that the encoding does not have and for labels nobody knows. */
function decodeFatally(bytes: Buffer, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8 (or, line by line, windows-1256) bytes of a stream, without its mark; UTF-16 is turned into UTF-8. */
export async function* unmarkedChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    const mark = first ? byteOrderMark(chunk) : undefined;
    if (mark !== undefined && mark.encoding !== "utf-8") decoder = new TextDecoder(mark.encoding, { fatal: true });
    else if (first) checkNotBinary(chunk);
    first = false;
    const bytes = mark === undefined ? chunk : chunk.subarray(mark.sizeBytes);
    yield decoder === undefined ? bytes : Buffer.from(decodeNext(decoder, bytes));
  }
  if (decoder !== undefined) decodeNext(decoder, undefined);
}

/** Text of a stream; the encoding is decided by the first chunk that is not ASCII. */
export async function* textChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  for await (const bytes of unmarkedChunks(chunks)) {
    if (decoder === undefined && isAscii(bytes)) {
      yield bytes.toString("latin1");
    } else {
      decoder ??= decoderFor(bytes);
      yield decodeNext(decoder, bytes, line);
    }
    line += newlinesIn(bytes);
  }
  if (decoder !== undefined) decodeNext(decoder, undefined);
}

function decoderFor(bytes: Buffer): TextDecoder {
  const arabic = isDamagedUtf8(bytes) ? undefined : decodeFatally(bytes, "windows-1256");
  const label = !isUtf8(bytes) && arabic !== undefined && readsAsArabic(arabic) ? "windows-1256" : "utf-8";
  return new TextDecoder(label, { fatal: true, ignoreBOM: true });
}

/** `line`: the number of the line on which the bytes begin, where lines can be told. */
function decodeNext(decoder: TextDecoder, bytes: Buffer | undefined, line?: number): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    const invalid = line === undefined || bytes === undefined ? undefined : firstInvalidLine(bytes);
    const brokenLine = invalid === undefined || line === undefined ? undefined : line + invalid - 1;
    throw wrongEncoding(`bytes that are no ${decoder.encoding}`, brokenLine);
  }
}

function byteOrderMark(bytes: Buffer): Mark | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", sizeBytes: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", sizeBytes: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", sizeBytes: 2 };
  return undefined;
}

function checkNotBinary(bytes: Buffer): void {
  if (bytes.includes(0)) throw binaryFile();
  const sample = bytes.subarray(0, controlSampleBytes);
  let controls = 0;
  for (const byte of sample) if (byte < 0x20 && (byte < 0x09 || byte > 0x0d)) controls++;
  if (controls > sample.length * controlShareMax) throw binaryFile();
}

/** 1-based. Undefined where the damage is not within one line. */
function firstInvalidLine(bytes: Buffer): number | undefined {
  for (let line = 1, start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return undefined;
}

function newlinesIn(bytes: Buffer): number {
  let newlines = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) newlines++;
  return newlines;
}

function binaryFile(): RejectedInput {
  const remedy = "export it as text; UTF-16 needs its byte order mark";
  return new RejectedInput("binary", "expected text, got NUL bytes or control characters", remedy);
}

function wrongEncoding(got: string, line?: number): RejectedInput {
  const message = `expected UTF-8, UTF-16 with a byte order mark or Arabic in windows-1256, got ${got}`;
  return new RejectedInput("encoding", message, "save the file as UTF-8", line);
}
