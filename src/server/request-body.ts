/**
 * Bodies of requests: bytes counted while they stream in, media type and encoding checked, JSON refused by depth
 * before it is parsed (JSON.parse takes half a million levels, what walks the result afterwards does not).
 * @module
 */
import type { Context } from "hono";
import { FihrisError } from "../contract/index.ts";
import { ParameterError } from "./problem.ts";

/** Levels of arrays and objects that a body may nest. */
const maxDepth = 32;

type MediaType = "application/json" | "application/x-ndjson";

/** Other names under which newline-delimited JSON is sent. */
const ndjsonNames: ReadonlySet<string> = new Set([
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonlines",
]);

/** @throws FihrisError `media_type` for a type not in `accepted`, another charset than UTF-8, or a compressed body. */
export function mediaTypeOf(c: Context, accepted: readonly MediaType[]): MediaType {
  const [name, ...attributes] = (c.req.header("content-type") ?? "").toLowerCase().split(";");
  const type: string = ndjsonNames.has(name.trim()) ? "application/x-ndjson" : name.trim();
  const charset = attributes.find((attribute) => attribute.trim().startsWith("charset="));
  const encoding = c.req.header("content-encoding") ?? "identity";
  const match = accepted.find((candidate) => candidate === type);
  if (match === undefined || encoding !== "identity" || (charset && !/=\s*"?utf-8"?\s*$/.test(charset))) {
    throw new FihrisError(
      "media_type",
      `The body must be ${accepted.join(" or ")} in UTF-8, without Content-Encoding.`,
      {
        remedy: `Send the header Content-Type: ${accepted[0]}.`,
      },
    );
  }
  return match;
}

/** @throws FihrisError `too_large` as soon as more than `limit` bytes are announced or have come in. */
export async function readBytes(c: Context, limit: number): Promise<Uint8Array> {
  const tooLarge = (): FihrisError =>
    new FihrisError("too_large", `The body must have at most ${limit} bytes.`, {
      remedy: "Send it in several requests.",
    });
  if (Number(c.req.header("content-length") ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: ReadableStream<Uint8Array> | null = c.req.raw.body;
  if (body !== null) {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > limit) throw tooLarge();
      chunks.push(chunk);
    }
  }
  return Buffer.concat(chunks, size);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** @throws FihrisError `invalid_json` for bytes that are not UTF-8, too deep, or not JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  if (jsonDepth(bytes) > maxDepth) {
    throw new FihrisError("invalid_json", `The JSON nests deeper than ${maxDepth} levels.`);
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw new FihrisError("invalid_json", "The JSON is not in UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new FihrisError("invalid_json", "The body is not JSON.", {
      remedy: "For one JSON object on each line send Content-Type: application/x-ndjson.",
    });
  }
}

/** Reads a body of JSON that must be one object: `application/json`, at most `limit` bytes. */
export async function readJsonObject(c: Context, limit: number): Promise<Record<string, unknown>> {
  mediaTypeOf(c, ["application/json"]);
  const value = parseJson(await readBytes(c, limit));
  if (!isObject(value)) throw new ParameterError([{ parameter: "", detail: "The body must be a JSON object." }]);
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = Buffer.from('"\\[]{}');

/** Deepest level of brackets outside strings; in UTF-8 no byte of a longer sequence looks like one. */
function jsonDepth(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === backslash) i++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === openBracket || byte === openBrace) deepest = Math.max(deepest, ++depth);
    else if (byte === closeBracket || byte === closeBrace) depth--;
  }
  return deepest;
}

interface Line {
  /** 1-based. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Lines of newline-delimited JSON that hold anything; the newline is not part of them. */
export function* linesOf(bytes: Uint8Array): Generator<Line> {
  const newline = 0x0a;
  const blank = 0x20;
  let start = 0;
  for (let number = 1; start < bytes.length; number++) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > blank)) yield { number, bytes: line };
    start = end + 1;
  }
}
