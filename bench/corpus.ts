/**
 * A corpus by path into the one file that every peer reads: JSONL of {id, text, category, number}. A corpus
 * is a JSONL file (.gz too), a BEIR folder with corpus.jsonl(.gz), or a folder of Markdown and text files.
 *
 * Only `text` is searched: titles serve as queries and must find their document by its body alone. `category`
 * is the document's own (or its source), `number` a fixed pseudo-random rank to sort by.
 * @module
 */
import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { BenchDocument } from "./peers/protocol.ts";
import { seededRandom } from "./seeded-random.ts";

export interface CorpusSample {
  readonly text: string;
  readonly title: string;
  readonly category: string;
}

export interface Corpus {
  readonly name: string;
  /** JSONL of BenchDocument. */
  readonly file: string;
  readonly documents: number;
  readonly textBytes: number;
  /** Documents spread evenly over the corpus, at most 2,000, for queries to be drawn from. */
  readonly sample: readonly CorpusSample[];
}

interface SourceDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly category: string;
}

const sampleSize = 2000;
const buckets = 10;

/** Writes `file` from the corpus at `path`, at most `most` documents of it. */
export async function prepareCorpus(path: string, file: string, most = Number.POSITIVE_INFINITY): Promise<Corpus> {
  const out = createWriteStream(file);
  const random = seededRandom("documents");
  let sample: CorpusSample[] = [];
  let step = 1;
  let documents = 0;
  let textBytes = 0;
  for await (const { id, title, text, category } of readCorpus(path)) {
    const number = Math.floor(random() * 1e6);
    const document: BenchDocument = { id, text, category: category || `c${number % buckets}`, number };
    if (!out.write(`${JSON.stringify(document)}\n`)) await once(out, "drain");
    if (documents % step === 0) {
      sample.push({ text, title, category: document.category });
      if (sample.length > sampleSize) {
        sample = sample.filter((_, i) => i % 2 === 0);
        step *= 2;
      }
    }
    documents += 1;
    textBytes += Buffer.byteLength(text);
    if (documents >= most) break;
  }
  out.end();
  await finished(out);
  if (documents === 0) throw new Error(`${path}: expected documents, got none`);
  return { name: corpusName(path), file, documents, textBytes, sample };
}

/** The file that holds a corpus given as a BEIR folder, or the path itself. */
export function corpusFile(path: string): string {
  const inside = ["corpus.jsonl", "corpus.jsonl.gz"].map((name) => join(path, name));
  return inside.find((file) => existsSync(file)) ?? path;
}

function corpusName(path: string): string {
  const file = corpusFile(path);
  const name = basename(file).replace(/\.jsonl(\.gz)?$/u, "");
  // corpus.jsonl is named after its folder, as BEIR names its sets.
  return name === "corpus" && name !== basename(file) ? basename(dirname(resolve(file))) : name;
}

function readCorpus(path: string): AsyncGenerator<SourceDocument> {
  const file = corpusFile(path);
  return statSync(file).isDirectory() ? readTexts(file) : readJsonLines(file);
}

async function* readJsonLines(file: string): AsyncGenerator<SourceDocument> {
  const bytes = createReadStream(file);
  const input = file.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    const record = JSON.parse(line) as Record<string, unknown>;
    const field = (name: string): string => (typeof record[name] === "string" ? record[name] : "");
    const id = String(record["id"] ?? record["_id"]);
    yield { id, title: field("title"), text: field("text"), category: field("category") || field("source") };
  }
}

async function* readTexts(folder: string): AsyncGenerator<SourceDocument> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  for (const name of names.filter((one) => /\.(md|txt)$/u.test(one))) {
    const content = readFileSync(join(folder, name), "utf8");
    const [, matter = "", body = content] = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/su.exec(content) ?? [];
    const entry = (key: string): string => new RegExp(`^${key}:\\s*["']?(.*?)["']?\\s*$`, "mu").exec(matter)?.[1] ?? "";
    const [firstLine = ""] = body.trim().split("\n");
    const title = entry("title") || firstLine.replace(/^#+\s*/u, "");
    yield { id: relative(folder, join(folder, name)), title, text: body, category: entry("category") };
  }
}
