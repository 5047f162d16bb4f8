/**
 * `fihris analyze`: how a text is read, word by word.
 * @module
 */
import type { Command } from "commander";
import { freeText } from "./option-parsers.ts";
import { print, printJson } from "./output.ts";
import { lineForTerminal } from "./terminal-text.ts";

export function addAnalyzeCommand(program: Command): void {
  program
    .command("analyze")
    .summary("show how words are analysed")
    .description("The words of a text with their clitics and stems. Needs no index.")
    .argument("<text>", "Arabic or mixed text", freeText)
    .option("--json", "print one JSON object, the answer of /api/analyze")
    .addHelpText("after", '\nExample:\n  $ fihris analyze "وبالمدارس سيكتبونها"\n')
    .action(runAnalyze);
}

async function runAnalyze(text: string, { json }: { json?: true }): Promise<void> {
  const { analyzeText } = await import("../analysis/index.ts");
  const words = analyzeText(text);
  if (json) return printJson({ text, words });
  for (const { word, proclitics, stems, enclitics, function_word, kind } of words) {
    const pieces = [
      ...proclitics.map((clitic) => `${clitic}+`),
      stems.join(" or "),
      ...enclitics.map((clitic) => `+${clitic}`),
    ];
    print(lineForTerminal(`${word}  ${pieces.join(" ")}  (${function_word ? "function word" : kind})`));
  }
}
