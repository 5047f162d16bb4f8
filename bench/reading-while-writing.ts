/**
 * Question: does a reader that searches without pause notice a bulk load in the same process?
 *
 * One loop searches, with a turn of the event loop between two searches; another adds the documents of a JSON Lines
 * file and commits every second and a half. Reported: the longest search and the longest time from one turn to the
 * next, which is what an HTTP request would wait. An answer is wrong if its generation goes back, if a hit does not
 * exist, or if a document that a search found before is not found any more.
 *
 *     npm run build && npx tsc -p bench/tsconfig.json
 *     node bench/dist/bench/reading-while-writing.js news.jsonl.gz queries.txt [threads]
 * @module
 */
import { createReadStream, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { createGunzip } from "node:zlib";
import type { DocumentInput } from "../src/contract/index.ts";
import type { Index as IndexClass } from "../src/engine/index.ts";

const [, , corpus, queryFile, threads] = process.argv;
if (corpus === undefined || queryFile === undefined)
  throw new Error("expected: reading-while-writing.js CORPUS.jsonl[.gz] QUERIES.txt [THREADS]");

// Workers start from the build.
const built = pathToFileURL(join(process.cwd(), "dist", "engine", "index.js")).href;
const { Index } = (await import(built)) as { Index: typeof IndexClass };

const commitEveryMs = 1500;
const queries = readFileSync(queryFile, "utf8")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => line.slice(line.indexOf("\t") + 1));

async function* documents(file: string): AsyncGenerator<DocumentInput> {
  const stream = createReadStream(file);
  const input = file.endsWith(".gz") ? stream.pipe(createGunzip()) : stream;
  for await (const line of createInterface({ input })) if (line !== "") yield JSON.parse(line) as DocumentInput;
}

async function load(index: IndexClass, file: string): Promise<number> {
  let count = 0;
  let committedAt = performance.now();
  for await (const document of documents(file)) {
    await index.add(document);
    count++;
    if (performance.now() - committedAt < commitEveryMs) continue;
    await index.checkpoint();
    committedAt = performance.now();
  }
  await index.commit();
  await index.merged();
  return count;
}

interface Observed {
  readonly searchMs: number[];
  readonly turnMs: number[];
  wrong: number;
}

async function searchWithoutPause(index: IndexClass, isDone: () => boolean): Promise<Observed> {
  const observed: Observed = { searchMs: [], turnMs: [], wrong: 0 };
  let generation = 0;
  let total = 0;
  let turn = performance.now();
  for (let i = 0; !isDone(); i++) {
    const began = performance.now();
    observed.turnMs.push(began - turn);
    const response = await index.search({ q: queries[i % queries.length]!, syntax: "plain" });
    observed.searchMs.push(performance.now() - began);
    // Documents are only added: everything that was there stays.
    const all = await index.search({ q: "", limit: 0, total: "exact" });
    if (response.generation < generation || all.total < total) observed.wrong++;
    for (const { id, fields } of response.hits.slice(0, 1)) {
      const stored = await index.get(id);
      if (stored === undefined || stored.fields["title"] !== fields["title"]) observed.wrong++;
    }
    generation = response.generation;
    total = all.total;
    turn = performance.now();
    await setImmediate();
  }
  return observed;
}

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

const folder = await mkdtemp(join(tmpdir(), "fihris-reading-"));
try {
  const index = await Index.open(folder, threads === undefined ? {} : { threads: Number(threads) });
  // The first search of a process reads the tables of the language: a reader that searches has done that.
  await index.add({ id: "first", title: "", text: "" });
  await index.commit();
  for (const q of queries.slice(0, 100)) await index.search({ q, syntax: "plain" });
  let isDone = false;
  const began = performance.now();
  const [count, observed] = await Promise.all([
    load(index, corpus).finally(() => {
      isDone = true;
    }),
    searchWithoutPause(index, () => isDone),
  ]);
  const round = (value: number): number => Math.round(value * 10) / 10;
  const summary = (values: readonly number[]) => ({
    p50_ms: round(percentile(values, 0.5)),
    p99_ms: round(percentile(values, 0.99)),
    max_ms: round(Math.max(...values)),
    over_50_ms: values.filter((value) => value > 50).length,
  });
  console.log(
    JSON.stringify({
      documents: count,
      seconds: round((performance.now() - began) / 1000),
      searches: observed.searchMs.length,
      search: summary(observed.searchMs),
      turn: summary(observed.turnMs),
      wrong: observed.wrong,
    }),
  );
  await index.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
