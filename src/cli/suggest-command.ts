/**
 * `fihris suggest`: completions of what is being typed.
 * @module
 */
import type { Command } from "commander";
import { withIndex } from "./index-location.ts";
import { freeText, indexOption, wholeNumber } from "./option-parsers.ts";
import { counted, print, printJson } from "./output.ts";
import { lineForTerminal } from "./terminal-text.ts";

export function addSuggestCommand(program: Command): void {
  program
    .command("suggest")
    .summary("complete the beginning of a word")
    .description("Words of the index that begin as typed, as people write them, most frequent first.")
    .argument("<prefix>", "what was typed so far", freeText)
    .addOption(indexOption())
    .option("--limit <n>", "suggestions wanted, 0 to 100", wholeNumber, 10)
    .option("--json", "print one JSON object")
    .addHelpText("after", "\nExample:\n  $ fihris suggest مدر --limit 5\n")
    .action(runSuggest);
}

async function runSuggest(prefix: string, flags: { index: string; limit: number; json?: true }): Promise<void> {
  await withIndex(flags.index, async (index) => {
    const response = await index.suggest(prefix, { limit: flags.limit });
    if (flags.json) return printJson(response);
    for (const { text, docs } of response.suggestions) print(`${lineForTerminal(text)}  ${counted(docs, "document")}`);
  });
}
