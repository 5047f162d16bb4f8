/**
 * Requests against an application without a socket.
 * @module
 */
import { createApp, type ServerOptions } from "../../src/server/index.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body, where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape and assert what they find.
  readonly json: any;
}

export type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** An object or array is sent as JSON; a string or bytes as they are, `Content-Type` being the caller's. */
export function clientOf(options: ServerOptions): Send {
  const app = createApp({ commitWindowMs: 0, ...options });
  return async (method, path, body, headers = {}) => {
    const isRaw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
    const response = await app.request(path, {
      method,
      headers: isRaw ? headers : { "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: isRaw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== "" && /json/.test(response.headers.get("Content-Type") ?? "");
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
}

export const ndjson = { "Content-Type": "application/x-ndjson" };
