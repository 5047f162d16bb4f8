/**
 * `fihris search`: a query, and the documents that answer it.
 * @module
 */
import type { Command } from "commander";
import { withIndex } from "./index-location.ts";
import { freeText, indexOption } from "./option-parsers.ts";
import { print, printJson } from "./output.ts";
import { addMatchFlags, addResultFlags, type SearchFlags, searchRequest } from "./search-flags.ts";

interface Flags extends SearchFlags {
  index: string;
  json?: true;
  shape?: true;
}

const help = `
Query language: +word must, -word must not, "a phrase", wor*, word~1, title:word, (a OR b). See docs/query-language.md.
A query that begins with a Latin word after a hyphen goes after --, as in: fihris search -- -word

Examples:
  $ fihris search "وزير الخارجية" --index ./my-index
  $ fihris search "+مدارس -جامعة" --filter "date >= 2017-06" --sort date:desc
  $ fihris search "انتخابات" --facets category --limit 0
  $ fihris search "القدس" --json | jq .total
`;

export function addSearchCommand(program: Command): void {
  const command = program
    .command("search")
    .summary("search an index")
    .description("Finds the documents that answer a query, best first. An empty query finds all, newest first.")
    .argument("<query>", "what you are looking for", freeText)
    .addOption(indexOption());
  addResultFlags(addMatchFlags(command))
    .option("--json", "print one JSON object, the answer of /api/search")
    .option("--shape", "shape and reorder Arabic, for terminals that do neither")
    .addHelpText("after", help)
    .action(runSearch);
}

async function runSearch(query: string, flags: Flags): Promise<void> {
  const request = searchRequest(query, flags);
  const response = await withIndex(flags.index, (index) => index.search(request));
  if (flags.json) return printJson(response);
  const { ResponsePrinter } = await import("./response-printer.ts");
  const layout = flags.shape ? (await import("./terminal-shaping.ts")).shapeLines : undefined;
  print(new ResponsePrinter(process.stdout, process.env, layout).response(response, flags.offset ?? 0));
}
