/**
 * A compiled build of Fihris as the benchmark sees it: `dist` names the build, so that two can be measured.
 * @module
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DocumentInput, Engine } from "../../../src/contract/index.ts";
import type { BenchDocument } from "../protocol.ts";

export interface OpenOptions {
  readonly threads?: number;
  readonly without?: readonly string[];
}

interface Library {
  readonly Index: { open(folder: string, options?: OpenOptions): Promise<Engine> };
}

const batchDocuments = 1000;

export async function openIndex(dist: string, folder: string, options: OpenOptions = {}): Promise<Engine> {
  const { Index } = (await import(pathToFileURL(join(dist, "engine", "index.js")).href)) as Library;
  return Index.open(folder, options);
}

export async function indexDocuments(engine: Engine, documents: AsyncIterable<BenchDocument>): Promise<void> {
  let batch: DocumentInput[] = [];
  for await (const document of documents) {
    batch.push({ ...document });
    if (batch.length < batchDocuments) continue;
    await engine.add(batch);
    batch = [];
  }
  await engine.add(batch);
  await engine.commit();
}

export function libraryVersion(dist: string): string {
  const file = join(dist, "..", "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version : "unknown";
}

/** Whether the build's `Index.open` declares the option: an option that a build does not know it ignores. */
export function declaresOption(dist: string, option: string): boolean {
  // Before the options had a file of their own they stood beside the class.
  const declarations = ["index-options.d.ts", "local-index.d.ts"].map((name) => join(dist, "engine", name));
  const line = new RegExp(`^ +readonly ${option}\\?:`, "mu");
  return declarations.some((file) => existsSync(file) && line.test(readFileSync(file, "utf8")));
}
