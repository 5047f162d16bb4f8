/**
 * All commands of the command line. Comes in: the arguments; goes out: an exit code. Only commander and flags are
 * loaded here; a command imports the rooms it needs when it runs, so that help and errors are there at once.
 * @module
 */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addAnalyzeCommand } from "./analyze-command.ts";
import { addBenchCommand } from "./bench-command.ts";
import { exitCodeOf, reportError } from "./command-error.ts";
import { addCompactCommand } from "./compact-command.ts";
import { addConfigCommand } from "./config-command.ts";
import { addEvalCommand } from "./eval-command.ts";
import { addIndexCommand } from "./index-command.ts";
import { shieldOperands } from "./option-parsers.ts";
import { addSearchCommand } from "./search-command.ts";
import { addServeCommand } from "./serve-command.ts";
import { addStartCommand } from "./start-command.ts";
import { addStatsCommand } from "./stats-command.ts";
import { addSuggestCommand } from "./suggest-command.ts";
import { addVerifyCommand } from "./verify-command.ts";
import { addWhyCommand } from "./why-command.ts";

const examples = `
Examples:
  $ fihris index articles/ --index ./my-index
  $ fihris search "وزير الخارجية" --index ./my-index
  $ fihris search "مدارس" --filter 'category = "تعليم"' --sort date:desc --json
  $ fihris serve --index ./my-index --port 8080

Exit codes: 0 done, 1 the work failed, 2 wrong usage.`;

const commands: readonly ((program: Command) => void)[] = [
  addIndexCommand,
  addSearchCommand,
  addSuggestCommand,
  addAnalyzeCommand,
  addWhyCommand,
  addStatsCommand,
  addVerifyCommand,
  addCompactCommand,
  addConfigCommand,
  addServeCommand,
  addStartCommand,
  addEvalCommand,
  addBenchCommand,
];

/** Runs one command to its end; every error becomes one line on standard error. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = new Command("fihris")
    .description("Full-text search for Arabic text.")
    .version(packageVersion(), "-V, --version", "print the version")
    .addHelpText("after", examples)
    .showHelpAfterError(false)
    // What commander would print is printed by reportError, in the form of all other errors.
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  for (const addCommand of commands) addCommand(program);
  try {
    await program.parseAsync(shieldOperands(args), { from: "user" });
    return 0;
  } catch (error) {
    const known = program.commands.some((command) => command.name() === args[0]);
    reportError(error, known ? `fihris ${args[0]} --help` : "fihris --help");
    return exitCodeOf(error);
  }
}

function packageVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
