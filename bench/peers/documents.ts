/**
 * The documents of a task for engines in JavaScript, read at little more cost than that of parsing them: what a build
 * takes should be the engine's. Node 20 decodes UTF-8 outside ASCII a character at a time, which takes twice as long as
 * this does; Lucene reads and parses the same file in about the time that this takes.
 * @module
 */
import { open } from "node:fs/promises";
import type { BenchDocument } from "./protocol.ts";

const chunkBytes = 1 << 20;
const lineFeed = 0x0a;

/** @param path - JSON Lines that the benchmark has written: valid UTF-8, a line feed behind each document */
export async function* readDocuments(path: string): AsyncGenerator<BenchDocument> {
  const file = await open(path);
  try {
    // One buffer for all of the file: fresh memory costs more than what is read into it.
    let buffer: Buffer = Buffer.alloc(2 * chunkBytes);
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, buffer.length - kept);
      if (bytesRead === 0) return;
      const bytes = buffer.subarray(0, kept + bytesRead);
      let from = 0;
      for (let to = bytes.indexOf(lineFeed); to >= 0; to = bytes.indexOf(lineFeed, from)) {
        yield JSON.parse(decodeUtf8(bytes, from, to)) as BenchDocument;
        from = to + 1;
      }
      kept = bytes.length - from;
      const next = kept + chunkBytes > buffer.length ? Buffer.alloc(2 * buffer.length) : buffer;
      bytes.copy(next, 0, from);
      buffer = next;
    }
  } finally {
    await file.close();
  }
}

let scratch: Buffer = Buffer.alloc(1 << 16);

function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  if (scratch.length < 2 * (to - from)) scratch = Buffer.alloc(4 * (to - from));
  const units = new Uint16Array(scratch.buffer, scratch.byteOffset, scratch.length >>> 1);
  let count = 0;
  for (let at = from; at < to; ) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      units[count++] = lead;
      at += 1;
    } else if (lead < 0xe0) {
      units[count++] = ((lead & 0x1f) << 6) | (bytes[at + 1]! & 0x3f);
      at += 2;
    } else if (lead < 0xf0) {
      units[count++] = ((lead & 0x0f) << 12) | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f);
      at += 3;
    } else {
      const upper = ((lead & 0x07) << 18) | ((bytes[at + 1]! & 0x3f) << 12) | ((bytes[at + 2]! & 0x3f) << 6);
      const beyond = (upper | (bytes[at + 3]! & 0x3f)) - 0x10000;
      units[count++] = 0xd800 | (beyond >>> 10);
      units[count++] = 0xdc00 | (beyond & 0x3ff);
      at += 4;
    }
  }
  return scratch.toString("utf16le", 0, 2 * count);
}
