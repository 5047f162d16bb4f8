/**
 * In: a file to read; out: its bytes, unpacked if it is gzipped, in chunks or as a whole of bounded size.
 * What could be read before a failure is given before the failure is thrown.
 * @module
 */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { RejectedInput } from "./ingest-problem.ts";
import { emitted } from "./transform-drain.ts";

export interface SourceFile {
  /** As it can be opened. */
  readonly path: string;
  /** Path relative to the argument, with "/". */
  readonly id: string;
  /** On disk. */
  readonly sizeBytes: number;
  readonly gzip: boolean;
}

const chunkBytes = 256 * 1024;
/** Small, since a gzipped chunk may unpack to a thousand times its size. */
const gzipChunkBytes = 32 * 1024;
/** Enough to tell an encoding or a binary file by. */
const headBytes = 4096;

/** The file's bytes, as `withHead` gives them. */
export function readChunks(file: SourceFile): AsyncGenerator<Buffer> {
  if (!file.gzip) return withHead(createReadStream(file.path, { highWaterMark: chunkBytes }));
  const packed = createReadStream(file.path, { highWaterMark: gzipChunkBytes });
  return withHead(emitted<Buffer>(packed, createGunzip({ chunkSize: chunkBytes })));
}

/** The same bytes; the first chunk holds at least 4,096 of them unless there are fewer. */
export async function* withHead(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const chunk of chunks) {
      if (head === undefined) {
        yield chunk;
        continue;
      }
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      if (head.length < headBytes) continue;
      yield head;
      head = undefined;
    }
  } catch (error) {
    failure = { error };
  }
  if (head !== undefined && head.length > 0) yield head;
  if (failure !== undefined) throw failure.error;
}

/** The file's bytes at once. Throws `RejectedInput` (`too_large`, `empty`). */
export async function readWhole(file: SourceFile, maxBytes: number): Promise<Buffer> {
  if (file.sizeBytes > maxBytes) throw tooLarge(file.sizeBytes, maxBytes);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of readChunks(file)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw tooLarge(sizeBytes, maxBytes);
    chunks.push(chunk);
  }
  if (sizeBytes === 0) throw emptyFile();
  return Buffer.concat(chunks);
}

export function emptyFile(): RejectedInput {
  return new RejectedInput("empty", "expected text, got an empty file", "remove the file, or fill it");
}

function tooLarge(sizeBytes: number, maxBytes: number): RejectedInput {
  const message = `expected at most ${maxBytes} bytes in one file, got ${sizeBytes} or more`;
  return new RejectedInput(
    "too_large",
    message,
    "split the file, or turn it into JSON Lines, which is read as a stream",
  );
}
