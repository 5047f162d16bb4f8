/**
 * Fihris itself, through its compiled library: `task.dist` names the build, so that the guard can run two.
 * The HTTP class asks the server of the same build over a kept-alive loopback connection.
 * @module
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DocumentInput, Engine, SearchRequest } from "../../../src/contract/index.ts";
import type { Answer, Ask, JsPeer } from "../js-peer.ts";
import { runPeer } from "../js-peer.ts";
import type { ClassName } from "../protocol.ts";

interface Library {
  readonly Index: { open(folder: string): Promise<Engine> };
}

interface Server {
  readonly ask: Ask;
  readonly stop: () => void;
}

const batchDocuments = 1000;

await runPeer(async (task): Promise<JsPeer> => {
  const dist = task.dist!;
  if (task.build !== undefined) rmSync(task.index, { recursive: true, force: true });
  const { Index } = (await import(pathToFileURL(join(dist, "engine", "index.js")).href)) as Library;
  const engine = await Index.open(task.index);
  let server: Server | undefined;

  const ids = async (request: SearchRequest): Promise<Answer> => {
    const response = await engine.search({ snippet: false, ...request });
    return response.hits.map((hit) => hit.id);
  };
  const cli = join(dist, "cli", "main.js");
  const asks: Partial<Record<ClassName, Ask>> = {
    question: ({ text: q }, limit) => ids({ q, limit, syntax: "plain" }),
    "two-or": ({ text: q }, limit) => ids({ q, limit, syntax: "plain" }),
    "two-and": ({ text: q }, limit) => ids({ q, limit, syntax: "plain", operator: "and", strict: true }),
    phrase: ({ text }, limit) => ids({ q: `"${text}"`, limit, strict: true }),
    prefix: ({ text }, limit) => ids({ q: `${text}*`, limit, strict: true }),
    fuzzy: ({ text }, limit) => ids({ q: `${text}~1`, limit, strict: true }),
    "filter-sort": ({ text: q, category }, limit) =>
      ids({ q, limit, syntax: "plain", filter: `category = ${JSON.stringify(category)}`, sort: "number:desc" }),
    facets: ({ text: q }, limit) => ids({ q, limit, syntax: "plain", facets: ["category"] }),
    snippet: ({ text: q }, limit) => ids({ q, limit, syntax: "plain", snippet: true }),
    suggest: async ({ text }, limit) => {
      const { suggestions } = await engine.suggest(text, { limit });
      return suggestions.map((suggestion) => suggestion.text);
    },
  };

  // Started by the first query, which is a warm-up: an earlier start would leave the connection idle until the
  // server drops it, and would share the processor with the other classes.
  const http: Ask = async (query, limit) => {
    server ??= await startServer(cli, task.index);
    return server.ask(query, limit);
  };

  return {
    version: libraryVersion(dist),
    persistent: true,
    absences: { http: "this build has no server" },
    async build(documents) {
      let batch: DocumentInput[] = [];
      for await (const document of documents) {
        batch.push({ ...document });
        if (batch.length < batchDocuments) continue;
        await engine.add(batch);
        batch = [];
      }
      await engine.add(batch);
      await engine.commit();
    },
    open: async () => undefined,
    async indexBytes() {
      const { bytes, bytes_by_part } = await engine.stats();
      return { index_bytes: bytes, text_bytes: bytes_by_part.store };
    },
    asks: async () => (existsSync(cli) ? { ...asks, http } : asks),
    async close() {
      server?.stop();
      await engine.close();
    },
  };
});

function libraryVersion(dist: string): string {
  const file = join(dist, "..", "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : "unknown";
}

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
