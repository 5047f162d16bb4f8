/**
 * `fihris serve`: an index over HTTP.
 * @module
 */
import type { Command } from "commander";
import { openIndex, withIndex } from "./index-location.ts";
import { indexOption, portNumber, searchPool, searchThreadsOption } from "./option-parsers.ts";
import { counted, print } from "./output.ts";
import { type Address, closeOnSignal, listen } from "./running-server.ts";

export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .summary("serve the search page and the HTTP API")
    .description("Serves an index over HTTP until SIGINT or SIGTERM. Commits of other processes show within a second.")
    .addOption(indexOption())
    .option("--host <host>", "address to listen on; 0.0.0.0 for all", "127.0.0.1")
    .option("--port <port>", "port to listen on; 0 for a free one", portNumber, 3000)
    .addOption(searchThreadsOption())
    .addHelpText("after", "\nExample:\n  $ fihris serve --index ./my-index --port 8080\n")
    .action(runServe);
}

async function runServe(flags: Address & { index: string; threads: number }): Promise<void> {
  // Opening for reading refuses a folder without an index, where opening for writing would make one.
  const { documents } = await withIndex(flags.index, (index) => index.stats());
  const index = await openIndex(flags.index, { holdLock: "until-commit", ...searchPool(flags.threads) });
  try {
    const server = await listen(index, flags);
    const closed = closeOnSignal(server);
    print(`Serving ${counted(documents, "document")} of ${flags.index} on ${server.url}`);
    await closed;
  } finally {
    await index.close({ merges: "abandon" });
  }
}
