import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type RunningServer, serve } from "../../src/server/index.ts";
import { openSampleEngine } from "./sample-engine.ts";

let running: RunningServer | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** Everything a server answers to these bytes until it closes the connection. */
function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe("on a port", () => {
  test("answers at the address it names, on loopback", async () => {
    running = await serve({ engine: await openSampleEngine(), port: 0 });
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${running.url}/api/search?q=${encodeURIComponent("مكتبة")}`);
    expect(((await response.json()) as { total: number }).total).toBe(1);
    expect(response.headers.get("X-Powered-By")).toBeNull();
  });

  test("a port in use is an error, not a crash", async () => {
    const engine = await openSampleEngine();
    running = await serve({ engine, port: 0 });
    await expect(serve({ engine, port: Number(new URL(running.url).port) })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });

  test("close answers what has begun and takes nothing more", async () => {
    const engine = await openSampleEngine();
    const server = await serve({ engine, port: 0, commitWindowMs: 100 });
    const search = engine.search.bind(engine);
    let begun = () => {};
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let finish = () => {};
    const mayFinish = new Promise<void>((resolve) => {
      finish = resolve;
    });
    engine.search = async (query) => {
      begun();
      await mayFinish;
      return search(query);
    };
    const answer = fetch(`${server.url}/api/search`);
    await hasBegun;
    const closed = server.close();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    finish();
    expect((await answer).status).toBe(200);
    await closed;
  });

  test("notices commits of other processes", async () => {
    const engine = await openSampleEngine();
    const refreshed = new Promise<void>((resolve) => {
      engine.refresh = async () => {
        resolve();
        return true;
      };
    });
    running = await serve({ engine, port: 0 });
    await refreshed;
  });
});

describe("what is no request", () => {
  test.each([
    ["no HTTP", "hello\r\n\r\n", 400],
    ["Arabic as it is", "GET /api/search?q=\u0634\u0627\u064a HTTP/1.1\r\nHost: localhost\r\n\r\n", 400],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", 400],
    [
      "two lengths",
      "POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
      400,
    ],
    ["headers without end", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    ["a rebound name", "GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 403],
    [
      "a name in the target",
      "GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
      403,
    ],
  ])("%s is answered and put away", async (_, bytes, status) => {
    running = await serve({ engine: await openSampleEngine(), port: 0 });
    expect(await exchange(running.url, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });

  test("a body that is too long is refused while it is sent", async () => {
    running = await serve({ engine: await openSampleEngine(), port: 0, bulkBytes: 1024 });
    const head =
      "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n";
    const chunk = `400\r\n${"\n".repeat(1024)}\r\n`;
    const answer = await exchange(running.url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(64)}`);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });
});
