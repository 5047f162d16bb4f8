/**
 * `fihris start`: index what changed, then serve. It is what `npm start` runs.
 * @module
 */
import type { Command } from "commander";
import { FihrisError } from "../contract/index.ts";
import type { Index } from "../engine/index.ts";
import { printError } from "./command-error.ts";
import { indexFolder, openIndex } from "./index-location.ts";
import { indexOption, loadThreads, portNumber, searchPool, searchThreadsOption } from "./option-parsers.ts";
import { counted, print } from "./output.ts";
import { ProgressLine } from "./progress-line.ts";
import { type Address, closeOnSignal, listen } from "./running-server.ts";

export function addStartCommand(program: Command): void {
  program
    .command("start")
    .summary("index a folder, then serve it")
    .description(
      "Brings an index up to date with files and folders, then serves it like `fihris serve`. What came from a file that " +
        "is gone is deleted; documents that were added over HTTP stay.",
    )
    .argument("<path...>", "files and folders")
    .addOption(indexOption())
    .option("--host <host>", "address to listen on; 0.0.0.0 for all", "127.0.0.1")
    .option("--port <port>", "port to listen on; 0 for a free one", portNumber, 3000)
    .addOption(searchThreadsOption())
    .addHelpText("after", "\nExample:\n  $ fihris start articles/ --index ./my-index\n")
    .action(runStart);
}

async function runStart(paths: string[], flags: Address & { index: string; threads: number }): Promise<void> {
  const index = await openCurrent(flags.index, flags.threads);
  try {
    print(await bringUpToDate(index, paths));
    const server = await listen(index, flags);
    const closed = closeOnSignal(server);
    print(`Search box: ${server.url}`);
    await closed;
  } finally {
    await index.close({ merges: "abandon" });
  }
}

/** An index of another version cannot be brought up to date; what it was made from is at hand, so it is made anew. */
async function openCurrent(location: string, searchThreads: number): Promise<Index> {
  const options = { holdLock: "until-commit", threads: loadThreads(), ...searchPool(searchThreads) } as const;
  try {
    return await openIndex(location, options);
  } catch (cause) {
    if (!(cause instanceof FihrisError) || cause.code !== "index_version") throw cause;
    print(`${location} is of another version and is built again: ${cause.message}.`);
    const { Index } = await import("../engine/index.ts");
    await Index.erase(indexFolder(location));
    return openIndex(location, options);
  }
}

async function bringUpToDate(index: Index, paths: readonly string[]): Promise<string> {
  const { loadDocuments, describeProblem } = await import("./load-documents.ts");
  const started = performance.now();
  const progress = new ProgressLine("documents");
  const { indexed, deleted, skipped } = await loadDocuments(index, paths, {
    sync: "files",
    onProgress: (documents) => progress.show(documents),
    onProblem: (problem) => {
      progress.clear();
      printError(describeProblem(problem));
    },
  });
  progress.clear();
  const { documents } = await index.stats();
  const left = skipped === 0 ? "" : `, ${skipped} skipped`;
  if (indexed + deleted === 0) return `${paths.join(", ")}: ${counted(documents, "document")}, unchanged${left}.`;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const gone = deleted === 0 ? "" : `, ${deleted} deleted`;
  const total = counted(documents, "document");
  return `${paths.join(", ")}: indexed ${counted(indexed, "document")} in ${seconds} s${gone}${left}; ${total} in all.`;
}
