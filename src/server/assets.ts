/**
 * What the browser loads besides pages: the files of `src/server/browser`, read once, served by exact name.
 * They are written as the browser takes them and ship as they are, so there is nothing to bundle; no directory
 * is ever served.
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export interface Asset {
  /** Of the address, below /assets/. */
  readonly name: string;
  readonly type: string;
  readonly body: string;
  readonly etag: string;
}

const types = {
  "frame.css": "text/css; charset=utf-8",
  "search.css": "text/css; charset=utf-8",
  "reading.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "search.js": "text/javascript; charset=utf-8",
  "suggestions.js": "text/javascript; charset=utf-8",
  "results.js": "text/javascript; charset=utf-8",
  "elements.js": "text/javascript; charset=utf-8",
  "arabic-format.js": "text/javascript; charset=utf-8",
} as const;

/** Beside this file in `src/server` as well as in `dist/server`, where the build copies it. */
const folder = new URL("./browser/", import.meta.url);

export const assets: readonly Asset[] = Object.entries(types).map(([name, type]) => {
  const body = readFileSync(new URL(name, folder), "utf8");
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`;
  return { name, type, body, etag };
});
