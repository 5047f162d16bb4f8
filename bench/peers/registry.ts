/**
 * The engines of the benchmark: what each is called, how its process is started, whether its index outlives
 * the process, and with how many threads it can build.
 * @module
 */
import { join } from "node:path";
import type { Toolchains } from "../toolchains.ts";

export type Configuration = "default" | "arabic" | "first-pass";

export interface EngineEntry {
  readonly name: string;
  /** Arabic is the default of Fihris; its first pass alone is measured beside it, over the same index. */
  readonly configurations: readonly Configuration[];
  /** The index is files: built once, opened by the process of every round. In-memory engines build in each. */
  readonly persistent: boolean;
  readonly buildThreads: readonly number[];
  readonly command: (tools: Toolchains) => readonly string[] | { missing: string };
}

const both: readonly Configuration[] = ["default", "arabic"];
// --expose-gc: an in-memory index is measured by what survives a collection.
const node = (name: string) => () => [
  process.execPath,
  "--expose-gc",
  "--max-old-space-size=6144",
  join(import.meta.dirname, name, "peer.js"),
];
const inMemory = (name: string): EngineEntry => ({
  name,
  configurations: both,
  persistent: false,
  buildThreads: [1],
  command: node(name),
});

export const engines: readonly EngineEntry[] = [
  {
    name: "fihris",
    configurations: ["arabic", "first-pass"],
    persistent: true,
    buildThreads: [1, 2],
    command: node("fihris"),
  },
  inMemory("flexsearch"),
  inMemory("minisearch"),
  inMemory("orama"),
  inMemory("lunr"),
  { name: "sqlite", configurations: both, persistent: true, buildThreads: [1], command: node("sqlite") },
  {
    name: "lucene",
    configurations: both,
    persistent: true,
    buildThreads: [1, 2],
    command: (tools) => tools.lucene(),
  },
  {
    name: "tantivy",
    configurations: both,
    persistent: true,
    buildThreads: [1, 2],
    command: (tools) => tools.tantivy(),
  },
];
