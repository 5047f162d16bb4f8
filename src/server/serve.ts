/**
 * The application on a port: timeouts against slow clients, a clean end, and an eye on commits of other processes.
 * @module
 */
import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { FihrisError } from "../contract/index.ts";
import { createApp, type ServerOptions } from "./app.ts";
import { problemOf } from "./problem.ts";

export interface ListenOptions extends ServerOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 3000; 0 takes a free one. */
  readonly port?: number;
}

export interface RunningServer {
  readonly url: string;
  /** Takes no more requests, answers those begun, then resolves. */
  close(): Promise<void>;
}

const refreshMs = 500;

/** Bytes of all headers together, the longest address among them. */
const maxHeaderSize = 18 * 1024;

const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
};

/** Silence on a socket, a client that reads nothing among it. */
const socketTimeoutMs = 120_000;
const maxConnections = 2000;

/** @throws the system's error where the address cannot be had (EADDRINUSE, EACCES) */
export async function serve(options: ListenOptions): Promise<RunningServer> {
  const { engine, host = "127.0.0.1", port = 3000, allowedHosts = [], onError = console.error } = options;
  // Bound to all interfaces, a server is reached by addresses nobody listed; only names can be rebound.
  const own = host === "0.0.0.0" || host === "::" ? "*" : urlHost(host);
  const app = createApp({ ...options, onError, allowedHosts: [...allowedHosts, own] });
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { ...timeouts, maxHeaderSize } }) as Server;
  server.maxConnections = maxConnections;
  server.setTimeout(socketTimeoutMs);
  server.on("clientError", refuseMalformed);
  let isClosing = false;
  server.prependListener("request", (_, response) => {
    // A connection that was answering when the end came would otherwise be kept alive for a next request.
    response.once("close", () => isClosing && setImmediate(() => server.closeIdleConnections()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const refresh = setInterval(() => engine.refresh().catch(onError), refreshMs).unref();
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    url: `http://${own === "*" ? "localhost" : own}:${boundPort}`,
    close: () => {
      clearInterval(refresh);
      isClosing = true;
      return new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeIdleConnections();
      });
    },
  };
}

function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function headersTooLarge(): FihrisError {
  return new FihrisError("too_large", `The headers exceed ${maxHeaderSize / 1024} KiB.`, {
    remedy: "Send the parameters as JSON with POST /api/search.",
  });
}

function addressNotEncoded(): FihrisError {
  return new FihrisError("invalid_parameter", "The address holds bytes that are not percent-encoded.", {
    remedy: "Encode the query, for example with curl -G --data-urlencode 'q=...', or send it with POST /api/search.",
  });
}

function notHttp(): FihrisError {
  return new FihrisError("invalid_parameter", "The request is not HTTP/1.1.", { remedy: "Send an HTTP/1.1 request." });
}

/** Node's parser gave up on the request: the answer is written by hand, in the form of all others. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const [status, reason, problem] =
    error.code === "HPE_HEADER_OVERFLOW"
      ? [431, "Request Header Fields Too Large", headersTooLarge()]
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? [408, "Request Timeout", new FihrisError("timeout", "The request did not arrive in time.")]
        : [400, "Bad Request", error.code === "HPE_INVALID_URL" ? addressNotEncoded() : notHttp()];
  const body = JSON.stringify({ ...problemOf(problem), status });
  const head = `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/problem+json\r\nX-Content-Type-Options: nosniff`;
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
