/**
 * The questions of a run: from a file, from the folder of the corpus, or the titles of its documents.
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Corpus } from "./corpus.ts";
import { corpusFile } from "./corpus.ts";

export interface Questions {
  readonly texts: readonly string[];
  /** Where they come from, for the report. */
  readonly origin: string;
}

export async function readQueries(file: string | undefined, corpusPath: string, corpus: Corpus): Promise<Questions> {
  const beside = join(dirname(corpusFile(corpusPath)), "queries.jsonl");
  const found = file ?? (existsSync(beside) ? beside : undefined);
  if (found !== undefined) return { texts: parseQueries(readFileSync(found, "utf8")), origin: basename(found) };
  const titles = corpus.sample.map(({ title }) => title).filter((title) => title !== "");
  const texts = [...new Set(titles)];
  if (texts.length === 0) throw new RangeError("the corpus has no titles to ask for: give --queries FILE");
  return { texts, origin: "titles of the corpus" };
}

/** One query a line, alone or after an id and a tab, or JSONL of {text}. */
export function parseQueries(content: string): string[] {
  return content.split(/\r?\n/u).flatMap((line) => {
    if (line.trim() === "") return [];
    if (line.startsWith("{")) return [(JSON.parse(line) as { text: string }).text];
    return [line.slice(line.indexOf("\t") + 1)];
  });
}
