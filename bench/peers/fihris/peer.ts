/**
 * Fihris itself, through its compiled library: `task.dist` names the build. The HTTP class asks the server of the
 * same build over a kept-alive loopback connection.
 * @module
 */
import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Ask, JsPeer } from "../js-peer.ts";
import { runPeer } from "../js-peer.ts";
import type { ClassName } from "../protocol.ts";
import { fihrisAsks } from "./asks.ts";
import { indexDocuments, libraryVersion, openIndex } from "./library.ts";

interface Server {
  readonly ask: Ask;
  readonly stop: () => void;
}

const sameAsWithRescoring: readonly ClassName[] = ["fuzzy", "filter-sort", "facets", "snippet", "suggest", "http"];

await runPeer(async (task): Promise<JsPeer> => {
  const dist = task.dist!;
  const firstPass = task.configuration === "first-pass";
  if (task.build !== undefined) rmSync(task.index, { recursive: true, force: true });
  const threads = task.build?.threads ?? 1;
  const engine = await openIndex(dist, task.index, {
    ...(threads === 1 ? {} : { threads }),
    ...(task.without === undefined ? {} : { without: task.without }),
  });
  const cli = join(dist, "cli", "main.js");
  let server: Server | undefined;

  // Started by the first query, which is a warm-up: an earlier start would leave the connection idle until the
  // server drops it, and would share the processor with the other classes.
  const http: Ask = async (query, limit) => {
    server ??= await startServer(cli, task.index);
    return server.ask(query, limit);
  };

  return {
    version: libraryVersion(dist),
    persistent: true,
    absences: firstPass
      ? Object.fromEntries(sameAsWithRescoring.map((name) => [name, "measured with the default ranking"]))
      : { http: "this build has no server" },
    build: (documents) => indexDocuments(engine, documents),
    open: async () => undefined,
    async indexBytes() {
      const { bytes, bytes_by_part } = await engine.stats();
      return { index_bytes: bytes, text_bytes: bytes_by_part.store };
    },
    asks: async () => ({ ...fihrisAsks(engine, firstPass), ...(!firstPass && existsSync(cli) ? { http } : {}) }),
    async close() {
      server?.stop();
      await engine.close();
    },
  };
});

async function startServer(cli: string, index: string): Promise<Server> {
  const port = await freePort();
  const child = spawn(process.execPath, [cli, "serve", "--index", index, "--port", String(port)], { stdio: "ignore" });
  // However this process ends, its server must not outlive it.
  process.once("exit", () => child.kill());
  process.once("SIGTERM", () => process.exit(1));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const fetchBody = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      get({ host: "127.0.0.1", port, path, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const body = Buffer.concat(chunks).toString();
          if (response.statusCode === 200) resolve(body);
          else reject(new Error(`GET ${path}: expected 200, got ${response.statusCode}: ${body}`));
        });
      }).on("error", reject);
    });
  const deadline = performance.now() + 30_000;
  for (;;) {
    try {
      await fetchBody("/readyz");
      break;
    } catch (error) {
      if (child.exitCode !== null || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const ask: Ask = async ({ text }, limit) => {
    const body = await fetchBody(`/api/search?q=${encodeURIComponent(text)}&limit=${limit}&syntax=plain`);
    return (JSON.parse(body) as { hits: { id: string }[] }).hits.map((hit) => hit.id);
  };
  return {
    ask,
    stop: () => {
      agent.destroy();
      child.kill();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(address)));
    });
  });
}
