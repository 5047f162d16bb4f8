/**
 * The edge of the server: which requests are let in, and the headers every answer leaves with.
 * A page of another site may neither reach the API by a rebound DNS name (Host) nor make a browser write (Origin).
 * @module
 */
import { isIP } from "node:net";
import type { Context, MiddlewareHandler, Next } from "hono";
import { FihrisError } from "../contract/index.ts";
import { quoted } from "./problem.ts";

/** Bytes of path and query: the longest query that is read, 2,048 Arabic letters of six bytes each, and the rest. */
const maxUrlBytes = 16 * 1024;

const securityHeaders: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Content-Security-Policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; "),
};

/** Also `no-store`, unless the answer says otherwise. */
export async function addSecurityHeaders(c: Context, next: Next): Promise<void> {
  await next();
  for (const [name, value] of Object.entries(securityHeaders)) c.res.headers.set(name, value);
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "no-store");
}

export async function refuseLongUrls(c: Context, next: Next): Promise<void> {
  const url = new URL(c.req.url);
  if (url.pathname.length + url.search.length > maxUrlBytes) {
    throw new FihrisError("uri_too_long", `The address must have at most ${maxUrlBytes} bytes.`, {
      remedy: "Send the parameters as JSON with POST /api/search.",
    });
  }
  await next();
}

const loopbackHosts: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Lets in requests whose Host is a loopback name or one of `allowed` (names, ports ignored). `"*"` lets in every
 * address written in digits, which no DNS name can be rebound to: meant for servers bound to all interfaces.
 */
export function refuseForeignHosts(allowed: readonly string[]): MiddlewareHandler {
  const names = new Set([...loopbackHosts, ...allowed.map(hostName)]);
  const isAllowed = (host: string): boolean =>
    names.has(host) || (names.has("*") && isIP(host.replace(/^\[|\]$/g, "")) !== 0);
  return async (c, next) => {
    // A request line may name a host of its own, which then stands in the URL.
    const hosts = [c.req.header("host"), new URL(c.req.url).host].filter((host) => host !== undefined).map(hostName);
    const foreign = hosts.find((host) => !isAllowed(host));
    if (foreign !== undefined) {
      throw new FihrisError("forbidden_host", `This server does not answer for the host ${quoted(foreign)}.`, {
        remedy: "Name it in allowedHosts.",
      });
    }
    await next();
  };
}

/** Without the port, in lower case; IPv6 keeps its brackets. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:[0-9]*$/, "");
}

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses writes that a browser sends on behalf of another site. Clients that are no browsers send neither header. */
export async function refuseCrossSiteWrites(c: Context, next: Next): Promise<void> {
  if (!safeMethods.has(c.req.method)) {
    const site = c.req.header("sec-fetch-site");
    const origin = c.req.header("origin");
    const host = c.req.header("host") ?? new URL(c.req.url).host;
    const foreignSite = site !== undefined && site !== "same-origin" && site !== "none";
    const foreignOrigin =
      origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host.toLowerCase());
    if (foreignSite || foreignOrigin) {
      throw new FihrisError("forbidden_host", "A page of another site may not send this request.");
    }
  }
  await next();
}
