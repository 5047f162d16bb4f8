/**
 * An index behind HTTP until a signal ends it: what `serve` and `start` share.
 * @module
 */
import { FihrisError } from "../contract/index.ts";
import type { Index } from "../engine/index.ts";
import type { RunningServer } from "../server/index.ts";

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Throws `io_error` with what to do where the address cannot be had. */
export async function listen(engine: Index, { host, port }: Address): Promise<RunningServer> {
  const { serve } = await import("../server/index.ts");
  try {
    const server = await serve({ engine, host, port });
    await warmUp(engine);
    return server;
  } catch (cause) {
    throw addressError(cause as NodeJS.ErrnoException, host, port);
  }
}

/** Searches for a few documents by their titles: tables are built and code is compiled before somebody waits for them. */
async function warmUp(engine: Index): Promise<void> {
  try {
    const { hits } = await engine.search({ limit: 5 });
    for (const { title } of hits) await engine.search({ q: title });
  } catch {
    // Whoever searches is told.
  }
}

function addressError(cause: NodeJS.ErrnoException, host: string, port: number): unknown {
  switch (cause.code) {
    case "EADDRINUSE":
      return new FihrisError("io_error", `port ${port} on ${host} is in use`, {
        remedy: `pass another one, for example --port ${port < 65_535 ? port + 1 : 3000}, or end the program that has it`,
        cause,
      });
    case "EACCES":
      return new FihrisError("io_error", `this user may not open port ${port} on ${host}`, {
        remedy: "pass a port of 1024 or more with --port",
        cause,
      });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new FihrisError("io_error", `${host} is no address of this machine`, {
        remedy: "pass 127.0.0.1, or 0.0.0.0 for all addresses, with --host",
        cause,
      });
    default:
      return cause;
  }
}

/**
 * Call it before the address is told, so that no signal comes too early.
 * Resolves after the first SIGINT or SIGTERM, when begun requests are answered; a second signal ends at once.
 */
export async function closeOnSignal(server: RunningServer): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = (): void => {
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
      resolve();
    };
    process.on("SIGINT", end);
    process.on("SIGTERM", end);
  });
  await server.close();
}
