/**
 * `fihris config`: settings of an index, shown or changed.
 * @module
 */
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { FihrisError, type IndexSettings, type SettingsChange, type ValueKind } from "../contract/index.ts";
import { openIndex, withIndex } from "./index-location.ts";
import { fieldTypes, fieldWeights, indexOption, nameList } from "./option-parsers.ts";
import { counted, print, printJson, table } from "./output.ts";
import { lineForTerminal } from "./terminal-text.ts";

interface Flags {
  index: string;
  synonyms?: string;
  stopWords?: string;
  fields?: Record<string, number>;
  types?: Record<string, ValueKind[]>;
  storedOnly?: string[];
  reset?: string[];
  json?: true;
}

const help = `
Without a change it prints the settings. A file of synonyms has one rule a line, a file of stop words one word a line,
both in UTF-8; lines that begin with # are comments:
  سيارة, مركبة, عربة
  الاتحاد السوفيتي => روسيا

Synonyms, stop words and fields hold for the next search. Types and stored-only fields hold for documents that are
written from then on: index again what was written before.

Examples:
  $ fihris config --index ./my-index
  $ fihris config --index ./my-index --synonyms synonyms.txt --fields title=3,text=1
  $ fihris config --index ./my-index --types isbn=keyword,year=number+date --stored-only raw
  $ fihris config --index ./my-index --reset synonyms,fields
`;

export function addConfigCommand(program: Command): void {
  program
    .command("config")
    .summary("show or change synonyms, stop words, fields")
    .description("Shows the settings of an index, or changes those that are named, in one commit.")
    .addOption(indexOption())
    .option("--synonyms <file>", "rules of synonyms, in place of those there are")
    .option("--stop-words <file>", "words that weigh little in a query, in place of those there are")
    .option("--fields <name=weight,...>", "fields searched where a search names none", fieldWeights)
    .option("--types <name=kind+kind,...>", "kinds that a field is kept as: text, keyword, number, date", fieldTypes)
    .option("--stored-only <fields>", "fields that are only given back", nameList)
    .option("--reset <settings>", "settings that get their defaults back", nameList)
    .option("--json", "print one JSON object, all settings")
    .addHelpText("after", help)
    .action(runConfig);
}

async function runConfig(flags: Flags): Promise<void> {
  const change = await changeOf(flags);
  const settings = await (Object.keys(change).length === 0
    ? withIndex(flags.index, (index) => index.settings())
    : updated(flags.index, change));
  if (flags.json) printJson(settings);
  else printSettings(settings);
}

async function updated(location: string, change: SettingsChange): Promise<IndexSettings> {
  const index = await openIndex(location, {});
  try {
    return await index.updateSettings(change);
  } finally {
    await index.close();
  }
}

async function changeOf({
  synonyms,
  stopWords,
  fields,
  types,
  storedOnly,
  reset = [],
}: Flags): Promise<SettingsChange> {
  const wordsOf = (lines: string[]) => lines.filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  return {
    ...Object.fromEntries(reset.map((name) => [name.replaceAll("-", "_"), null])),
    ...(synonyms === undefined ? {} : { synonyms: await linesOf(synonyms) }),
    ...(stopWords === undefined ? {} : { stop_words: wordsOf(await linesOf(stopWords)) }),
    ...(fields === undefined ? {} : { fields }),
    ...(types === undefined ? {} : { types }),
    ...(storedOnly === undefined ? {} : { stored_only: storedOnly }),
  };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const newline = 0x0a;

/** Lines of a file in UTF-8, all of them, so that numbers in messages are those of the file. */
async function linesOf(path: string): Promise<string[]> {
  const bytes = await readFile(path);
  const lines: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    try {
      lines.push(utf8.decode(bytes.subarray(start, end)));
    } catch {
      throw new FihrisError("input_unreadable", `${path}:${lines.length + 1}: the line is not in UTF-8`, {
        remedy: "save the file in UTF-8",
        file: path,
      });
    }
    start = end + 1;
  }
  return lines;
}

function printSettings({ synonyms, stop_words, fields, types, stored_only }: IndexSettings): void {
  const list = (names: readonly string[]) => (names.length === 0 ? "none" : lineForTerminal(names.join(", ")));
  print(
    table([
      ["fields", list(Object.entries(fields).map(([name, weight]) => `${name} ${weight}`))],
      ["types", list(Object.entries(types).map(([name, kinds]) => `${name} ${kinds.join("+")}`))],
      ["stored only", list(stored_only)],
      ["stop words", list(stop_words)],
      ["synonyms", synonyms.length === 0 ? "none" : counted(synonyms.length, "rule")],
    ]),
  );
  for (const rule of synonyms) print(`  ${lineForTerminal(rule)}`);
}
