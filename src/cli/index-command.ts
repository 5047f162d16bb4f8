/**
 * `fihris index`: files and folders into an index.
 * @module
 */
import type { Command } from "commander";
import { printError } from "./command-error.ts";
import { openIndex } from "./index-location.ts";
import { indexOption, loadThreads, positiveNumber } from "./option-parsers.ts";
import { counted, formatBytes, print, printJson, roundTo } from "./output.ts";
import { ProgressLine } from "./progress-line.ts";

interface Flags {
  index: string;
  json?: true;
  strict?: true;
  sync?: true;
  titleField?: string;
  textField?: string;
  threads: number;
}

const help = `
Reads .txt .md .html .pdf .json .jsonl .csv, plain or as .gz, and folders of them. What cannot be used is reported with
file and line, counted and skipped. A commit at least every two seconds keeps what was read if the load is interrupted.

Examples:
  $ fihris index articles/ --index ./my-index
  $ fihris index news.jsonl.gz --title-field headline --text-field body
  $ fihris index articles/ --sync        only what changed; what is gone is deleted
`;

export function addIndexCommand(program: Command): void {
  program
    .command("index")
    .summary("index files and folders")
    .description("Adds the documents of files and folders to an index; the same id again replaces.")
    .argument("<path...>", "files and folders")
    .addOption(indexOption())
    .option("--json", "print one JSON object at the end")
    .option("--strict", "fail at the first file or line that cannot be used")
    .option("--sync", "leave unchanged documents alone and delete those that are no longer given")
    .option("--title-field <field>", "field of JSON, CSV or front matter that is the title")
    .option("--text-field <field>", "field of JSON or CSV that is the text")
    .option("--threads <n>", "threads that analyse documents and make segments", positiveNumber, loadThreads())
    .addHelpText("after", help)
    .action(runIndex);
}

async function runIndex(paths: string[], { index: location, json, threads, ...options }: Flags): Promise<void> {
  const started = performance.now();
  const index = await openIndex(location, { threads });
  const { loadDocuments, describeProblem } = await import("./load-documents.ts");
  const progress = new ProgressLine("documents");
  try {
    const { indexed, replaced, unchanged, deleted, skipped } = await loadDocuments(index, paths, {
      ...options,
      onProgress: (documents) => progress.show(documents),
      onProblem: (problem) => {
        progress.clear();
        printError(describeProblem(problem));
      },
    });
    const { documents, terms, bytes, bytes_by_part } = await index.stats();
    const seconds = roundTo((performance.now() - started) / 1000, 3);
    progress.clear();
    if (json) return printJson({ documents, indexed, skipped, terms, bytes, bytes_by_part, seconds });
    const others = [
      ...(replaced > 0 ? [`${replaced} replaced`] : []),
      ...(options.sync ? [`${counted(unchanged, "document")} unchanged, ${deleted} deleted`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ];
    const rest = others.length === 0 ? "" : ` (${others.join(", ")})`;
    print(
      `Indexed ${counted(indexed, "document")} in ${seconds.toFixed(1)} s${rest}. ` +
        `${location} holds ${counted(documents, "document")}, ${formatBytes(bytes)}.`,
    );
  } finally {
    progress.clear();
    await index.close();
  }
}
