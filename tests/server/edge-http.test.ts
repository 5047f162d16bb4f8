import { beforeEach, describe, expect, test } from "vitest";
import { errorCodes, FihrisError } from "../../src/contract/index.ts";
import type { Index } from "../../src/engine/index.ts";
import { clientOf, type Send } from "./http-client.ts";
import { openReader, openSampleEngine } from "./sample-engine.ts";

let engine: Index;
let send: Send;
let reported: unknown[];

beforeEach(async () => {
  engine = await openSampleEngine();
  reported = [];
  send = clientOf({ engine, allowedHosts: ["search.example:8080"], onError: (error) => reported.push(error) });
});

describe("every code of the engine has its status", () => {
  const statuses: Readonly<Record<(typeof errorCodes)[number], number>> = {
    invalid_parameter: 400,
    invalid_json: 400,
    invalid_id: 400,
    invalid_document: 422,
    field_reserved: 400,
    filter_syntax: 400,
    filter_unknown_field: 400,
    filter_type: 400,
    sort_field: 400,
    page_too_deep: 400,
    not_found: 404,
    document_not_found: 404,
    method_not_allowed: 405,
    index_not_found: 503,
    index_locked: 409,
    index_corrupt: 503,
    index_version: 503,
    index_closed: 503,
    index_read_only: 403,
    cursor_expired: 410,
    version_conflict: 412,
    too_large: 413,
    uri_too_long: 414,
    media_type: 415,
    input_unreadable: 422,
    input_rejected: 422,
    io_error: 503,
    not_ready: 503,
    overloaded: 503,
    timeout: 503,
    not_supported: 400,
    forbidden_host: 403,
    internal: 500,
  };

  test.each(errorCodes.map((code) => [code, statuses[code]] as const))("%s is %i", async (code, status) => {
    engine.search = () =>
      Promise.reject(new FihrisError(code, "what went wrong", { remedy: "what helps", position: 4 }));
    const answer = await send("GET", "/api/search?q=a");
    expect(answer.status).toBe(status);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    expect(answer.json).toMatchObject({ type: `urn:fihris:error:${code}`, code, status, position: 4 });
    expect(answer.json.title).not.toBe("");
    if (status < 500) expect(answer.json).toMatchObject({ detail: "what went wrong", remedy: "what helps" });
    expect(answer.headers.has("Retry-After")).toBe(status === 503);
  });

  test.each([
    ["an unexpected error", new TypeError("x of undefined at /srv/app/index.ts:1"), 500, "internal"],
    [
      "a damaged file",
      new FihrisError("index_corrupt", "/srv/index/7.seg: checksum", { file: "/srv/index/7.seg" }),
      503,
      "index_corrupt",
    ],
  ])("%s tells the operator all and the client nothing", async (_, error, status, code) => {
    engine.search = () => Promise.reject(error);
    const answer = await send("GET", "/api/search");
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/srv|undefined|\.ts/);
    expect(reported).toEqual([error]);
  });

  test("a client's mistake is not the operator's concern", async () => {
    await send("GET", "/api/search?limit=x");
    expect(reported).toEqual([]);
  });
});

describe("addresses and methods", () => {
  test.each([
    "/nope",
    "/api",
    "/api/",
    "/api/search/",
    "/api/documents/",
    "/assets/",
    "/assets/../app.ts",
    "/assets/tsconfig.json",
    "/.git/config",
  ])("there is nothing at %s", async (path) => {
    const { status, json } = await send("GET", path);
    expect([status, json.code]).toEqual([404, "not_found"]);
  });

  test.each([
    ["DELETE", "/api/search", "GET, HEAD, POST, OPTIONS"],
    ["POST", "/api/suggest", "GET, HEAD, OPTIONS"],
    ["PUT", "/api/documents", "POST, OPTIONS"],
    ["POST", "/api/documents/a", "GET, HEAD, PUT, DELETE, OPTIONS"],
    ["PATCH", "/api/documents/a", "GET, HEAD, PUT, DELETE, OPTIONS"],
    ["POST", "/", "GET, HEAD, OPTIONS"],
    ["POST", "/assets/frame.css", "GET, HEAD, OPTIONS"],
    ["POST", "/openapi.json", "GET, HEAD, OPTIONS"],
  ])("%s %s is 405", async (method, path, allow) => {
    const { status, json, headers } = await send(method, path);
    expect([status, json.code, headers.get("Allow")]).toEqual([405, "method_not_allowed", allow]);
  });

  test("OPTIONS tells the methods and grants nothing", async () => {
    const { status, headers } = await send("OPTIONS", "/api/search", undefined, { Origin: "https://evil.example" });
    expect([status, headers.get("Allow")]).toEqual([204, "GET, HEAD, POST, OPTIONS"]);
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("HEAD answers as GET, without the body", async () => {
    const { status, text, headers } = await send("HEAD", "/api/documents/sport/chess");
    expect([status, text]).toEqual([200, ""]);
    expect(headers.get("ETag")).toMatch(/^"/);
  });

  test("an address beyond 16 KiB is 414, the longest query that is read is not", async () => {
    const { status, json } = await send("GET", `/api/search?q=${"a".repeat(16_400)}`);
    expect([status, json.code]).toEqual([414, "uri_too_long"]);
    expect((await send("GET", `/api/search?q=${encodeURIComponent("ب".repeat(2048))}`)).status).toBe(200);
  });
});

describe("who may ask", () => {
  test.each([
    ["localhost:3000", 200],
    ["LOCALHOST", 200],
    ["127.0.0.1:1", 200],
    ["[::1]:3000", 200],
    ["search.example", 200],
    ["evil.example", 403],
    ["localhost.evil.example", 403],
    ["127.0.0.1.evil.example:80", 403],
    ["10.0.0.1", 403],
    ["", 403],
  ])("Host %j is %i", async (host, status) => {
    const answer = await send("GET", "/healthz", undefined, { Host: host });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.json.code).toBe("forbidden_host");
  });

  test("bound to all interfaces, any address in digits is answered, and still no unknown name", async () => {
    const open = clientOf({ engine, allowedHosts: ["*"] });
    expect((await open("GET", "/healthz", undefined, { Host: "10.0.0.1:3000" })).status).toBe(200);
    expect((await open("GET", "/healthz", undefined, { Host: "[fe80::1]:3000" })).status).toBe(200);
    expect((await open("GET", "/healthz", undefined, { Host: "evil.example" })).status).toBe(403);
  });

  test.each([
    ["no browser", {}, 200],
    ["this page", { Origin: "http://localhost", "Sec-Fetch-Site": "same-origin" }, 200],
    ["the person's own doing", { "Sec-Fetch-Site": "none" }, 200],
    ["another site", { "Sec-Fetch-Site": "cross-site" }, 403],
    ["a neighbour", { "Sec-Fetch-Site": "same-site" }, 403],
    ["another origin", { Origin: "https://evil.example" }, 403],
    ["another port", { Origin: "http://localhost:8080" }, 403],
    ["a sandboxed frame", { Origin: "null" }, 403],
  ])("a write by %s", async (_, headers: Record<string, string>, status) => {
    expect((await send("POST", "/api/documents", [{ id: "w" }], headers)).status).toBe(status);
    expect(await engine.get("w")).toEqual(status === 200 ? expect.anything() : undefined);
  });
});

describe("headers of every answer", () => {
  const answers: readonly [string, string, Record<string, string>?][] = [
    ["GET", "/"],
    ["GET", "/analyze"],
    ["GET", "/assets/search.js"],
    ["GET", "/api/search"],
    ["GET", "/api/search?limit=x"],
    ["GET", "/nope"],
    ["POST", "/"],
    ["OPTIONS", "/api/search"],
    ["GET", "/healthz", { Host: "evil.example" }],
  ];
  test.each(answers)("%s %s", async (method, path, headers) => {
    const answer = await send(method, path, undefined, headers);
    expect(answer.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(answer.headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(answer.headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(answer.headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
    expect(answer.headers.get("Content-Security-Policy")).toMatch(
      /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'/,
    );
    expect(answer.headers.get("Content-Security-Policy")).not.toMatch(/unsafe|https?:/);
    expect(answer.headers.get("Cache-Control")).toMatch(path.startsWith("/assets/") ? "no-cache" : "no-store");
    expect(answer.headers.has("X-Powered-By")).toBe(false);
    expect(answer.headers.has("Access-Control-Allow-Origin")).toBe(false);
  });
});

describe("health", () => {
  test("alive and ready", async () => {
    expect((await send("GET", "/healthz")).json).toEqual({ status: "ok" });
    expect((await send("GET", "/readyz")).json).toEqual({ status: "ready", generation: 1, documents: 4 });
  });

  test("waits for the commit of another process", async () => {
    const reader = clientOf({ engine: await openReader(engine) });
    const ready = reader("GET", "/readyz?generation=2");
    await engine.add({ id: "later", title: "خبر لاحق" });
    await engine.commit();
    const { status, json } = await ready;
    expect([status, json]).toEqual([200, { status: "ready", generation: 2, documents: 5 }]);
    expect((await reader("GET", "/api/documents/later")).status).toBe(200);
  });

  test("a reader refuses writes", async () => {
    const reader = clientOf({ engine: await openReader(engine) });
    const { status, json } = await reader("PUT", "/api/documents/a", { title: "س" });
    expect([status, json.code]).toEqual([403, "index_read_only"]);
  });

  test("figures for Prometheus: requests by what the API calls them, and sizes", async () => {
    await send("GET", "/api/search?q=مكتبة");
    await send("GET", "/api/documents/culture%2Flibrary");
    await send("GET", "/api/documents/nobody");
    const { status, headers, text } = await send("GET", "/metrics");
    expect([status, headers.get("Content-Type")]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
    const count = (labels: string) => `fihris_http_request_duration_seconds_count{${labels}} 1\n`;
    expect(text).toContain(count('method="GET",path="/api/search",status="200"'));
    expect(text).toContain(count('method="GET",path="/api/documents/{id}",status="200"'));
    expect(text).toContain(count('method="GET",path="/api/documents/{id}",status="404"'));
    for (const line of [
      "fihris_documents 4",
      "fihris_segments 1",
      "fihris_generation 1",
      "# TYPE process_cpu_seconds_total counter",
    ])
      expect(text.split("\n")).toContain(line);
  });

  test("does not wait for ever", async () => {
    const { status, json, headers } = await clientOf({ engine, readyWaitMs: 0 })("GET", "/readyz?generation=2");
    expect([status, json.code, headers.get("Retry-After")]).toEqual([503, "not_ready", "1"]);
  });
});
