/**
 * `fihris why`: why does a document answer a query, or why does it not?
 * @module
 */
import type { Command } from "commander";
import { type Explanation, FihrisError, type WordInterpretation } from "../contract/index.ts";
import type { Index } from "../engine/index.ts";
import { withIndex } from "./index-location.ts";
import { freeText, indexOption } from "./option-parsers.ts";
import { counted, print, printJson } from "./output.ts";
import { explanationLines } from "./response-printer.ts";
import { addMatchFlags, type SearchFlags, searchRequest } from "./search-flags.ts";
import { lineForTerminal } from "./terminal-text.ts";

interface Flags extends SearchFlags {
  index: string;
  json?: true;
}

interface WordReport extends WordInterpretation {
  /** Whether this document holds the word or one of its alternatives. */
  readonly in_document: boolean;
}

interface WhyReport {
  readonly id: string;
  readonly query: string;
  readonly matches: boolean;
  readonly score?: number;
  readonly explanation?: Explanation;
  readonly words: readonly WordReport[];
}

export function addWhyCommand(program: Command): void {
  const command = program
    .command("why")
    .summary("explain one document for a query")
    .description("Explains the score of a document for a query; if it does not match, what each word found.")
    .argument("<id>", "id of the document", freeText)
    .argument("<query>", "the query", freeText)
    .addOption(indexOption());
  addMatchFlags(command)
    .option("--json", "print one JSON object")
    .addHelpText("after", '\nExample:\n  $ fihris why article-17 "مدارس بغداد"\n')
    .action(runWhy);
}

async function runWhy(id: string, query: string, flags: Flags): Promise<void> {
  const report = await withIndex(flags.index, (index) => explainDocument(index, id, query, flags));
  if (flags.json) printJson(report);
  else print(describe(report));
}

async function explainDocument(index: Index, id: string, query: string, flags: Flags): Promise<WhyReport> {
  if ((await index.get(id)) === undefined) {
    throw new FihrisError("document_not_found", `there is no document ${JSON.stringify(id)}`, {
      remedy: "ids are compared exactly; fihris search --json shows them",
    });
  }
  // An id has no control characters, so that JSON's quoting is the filter language's.
  const onlyThis = { filter: `id = ${JSON.stringify(id)}`, strict: true, snippet: false };
  const request = { ...searchRequest(query, flags), ...onlyThis, explain: true, interpretation: true };
  const { hits, interpretation = [] } = await index.search(request);
  const fields = flags.fields === undefined ? {} : { fields: flags.fields };
  const words: WordReport[] = [];
  for (const word of interpretation) {
    const alone = await index.search(word.word, { ...fields, ...onlyThis, syntax: "plain", limit: 0 });
    words.push({ ...word, in_document: alone.total > 0 });
  }
  const [hit] = hits;
  const score = hit === undefined ? {} : { score: hit.score };
  const explanation = hit?.explanation === undefined ? {} : { explanation: hit.explanation };
  return { id, query, matches: hit !== undefined, ...score, ...explanation, words };
}

function describe({ id, matches, explanation, words }: WhyReport): string {
  const verdict = matches ? `${id} matches.` : `${id} does not match.`;
  return [
    lineForTerminal(verdict),
    ...(explanation === undefined ? [] : explanationLines(explanation, lineForTerminal)),
    ...words.map(({ word, in_document, alternatives }) => {
      const found = alternatives.map(({ kind, term, docs }) => `${kind} ${term} in ${counted(docs, "document")}`);
      return lineForTerminal(`${word}: ${in_document ? "in" : "not in"} this document; ${found.join(", ")}`);
    }),
  ].join("\n");
}
