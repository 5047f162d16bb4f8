/**
 * A judged set in BEIR layout, read from its folder: `queries.jsonl` ({_id, text} a line), judgements in
 * `qrels.tsv` or `qrels/test.tsv` (query-id, corpus-id, score; a header line is allowed) and a corpus in
 * `corpus.jsonl` or `corpus.jsonl.gz`, which is only located: reading documents is ingest's work.
 * A line that cannot be read stops the reading, since a figure over half a set is worse than none.
 * @module
 */
import { access, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { FihrisError } from "../contract/index.ts";

/** Document id to grade. */
export type Judgments = ReadonlyMap<string, number>;

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
}

export interface JudgedSet {
  /** Name of the folder. */
  readonly name: string;
  /** `corpus.jsonl` or `corpus.jsonl.gz` of the set. */
  readonly corpusFile: string;
  /** All queries in the order of the file, those without a judgement too. */
  readonly queries: readonly JudgedQuery[];
  /** Query id to its judgments. */
  readonly qrels: ReadonlyMap<string, Judgments>;
}

/** Throws FihrisError `input_unreadable` that names the file, and the line where a line is broken. */
export async function readJudgedSet(dir: string): Promise<JudgedSet> {
  const corpusFile = await firstOf(dir, ["corpus.jsonl", "corpus.jsonl.gz"]);
  const queriesFile = await firstOf(dir, ["queries.jsonl"]);
  const qrelsFile = await firstOf(dir, ["qrels.tsv", "qrels/test.tsv"]);
  const queries = parseQueries(await readFile(queriesFile, "utf8"), queriesFile);
  const qrels = parseQrels(await readFile(qrelsFile, "utf8"), qrelsFile, new Set(queries.map((query) => query.id)));
  return { name: basename(resolve(dir)), corpusFile, queries, qrels };
}

async function firstOf(dir: string, names: readonly string[]): Promise<string> {
  for (const name of names) {
    const file = join(dir, name);
    try {
      await access(file);
      return file;
    } catch {
      // Absent under this name; the next one may be there, and the error below names them all.
    }
  }
  throw new FihrisError("input_unreadable", `judged set ${dir}: expected ${names.join(" or ")}, got none`, {
    remedy: "give a folder in BEIR layout: corpus.jsonl(.gz), queries.jsonl and qrels.tsv or qrels/test.tsv",
    file: join(dir, names[0]!),
  });
}

function parseQueries(content: string, file: string): JudgedQuery[] {
  const queries: JudgedQuery[] = [];
  const seen = new Set<string>();
  for (const [line, number] of numberedLines(content)) {
    let record: unknown;
    try {
      record = JSON.parse(line);
    } catch (cause) {
      throw broken(file, number, "a JSON object with _id and text", line, cause);
    }
    const { _id: id, text } = (record ?? {}) as { _id?: unknown; text?: unknown };
    if ((typeof id !== "string" && typeof id !== "number") || typeof text !== "string") {
      throw broken(file, number, "a JSON object with _id and text", line);
    }
    if (seen.has(String(id))) throw broken(file, number, "each query id once", String(id));
    seen.add(String(id));
    queries.push({ id: String(id), text });
  }
  return queries;
}

function parseQrels(content: string, file: string, known: ReadonlySet<string>): Map<string, Map<string, number>> {
  const qrels = new Map<string, Map<string, number>>();
  for (const [line, number] of numberedLines(content)) {
    const columns = line.split("\t").map((column) => column.trim());
    const [query, document, score] = columns;
    const grade = score === "" ? Number.NaN : Number(score);
    if (number === 1 && score && Number.isNaN(grade) && !known.has(query!)) continue;
    if (columns.length !== 3 || !query || !document || !Number.isFinite(grade)) {
      throw broken(file, number, "query-id, corpus-id and a number, separated by tabs", line);
    }
    if (!known.has(query)) throw broken(file, number, "a query id that queries.jsonl holds", query);
    const judgments = qrels.get(query) ?? new Map<string, number>();
    if ((judgments.get(document) ?? grade) !== grade) {
      throw broken(file, number, "one grade for a query and a document", `${judgments.get(document)} and ${grade}`);
    }
    judgments.set(document, grade);
    qrels.set(query, judgments);
  }
  return qrels;
}

function* numberedLines(content: string): Generator<[line: string, number: number]> {
  let number = 0;
  for (const line of content.replace(/^\uFEFF/u, "").split(/\r?\n/u)) {
    number += 1;
    if (line.trim() !== "") yield [line, number];
  }
}

function broken(file: string, line: number, expected: string, got: string, cause?: unknown): FihrisError {
  const shown = got.length > 80 ? `${got.slice(0, 80)}...` : got;
  return new FihrisError("input_unreadable", `${file}:${line}: expected ${expected}, got ${JSON.stringify(shown)}`, {
    remedy: "repair the line and run again",
    file,
    cause,
  });
}
