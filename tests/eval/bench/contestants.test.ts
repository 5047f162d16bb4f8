/**
 * Who takes part in a run, and who is said to be missing.
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gather } from "../../../bench/contestants.ts";
import { engineLabel } from "../../../bench/result.ts";

let dist: string;
beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), "bench-contestants-"));
  mkdirSync(join(dist, "engine"));
});
afterAll(() => rmSync(dist, { recursive: true }));

const tools = { lucene: () => ["java"], tantivy: () => ({ missing: "cargo is not installed" }) };
const silent = (): void => undefined;
const both = ["default", "arabic"];

describe("contestants", () => {
  it("are all engines in both configurations by default, Fihris with its first pass beside it", () => {
    const { contestants } = gather({ peers: undefined, configurations: both }, tools, dist, silent);
    expect(contestants.map(engineLabel)).toEqual([
      "fihris",
      "fihris first pass",
      ...["flexsearch", "minisearch", "orama", "lunr", "sqlite", "lucene"].flatMap((name) => [
        `${name} default`,
        `${name} arabic`,
      ]),
    ]);
  });

  it("leave out a peer's configuration, never one of Fihris", () => {
    const chosen = { peers: ["fihris", "lucene"], configurations: ["arabic"] };
    const { contestants } = gather(chosen, tools, dist, silent);
    expect(contestants.map(engineLabel)).toEqual(["fihris", "fihris first pass", "lucene arabic"]);
  });

  it("name an engine whose toolchain is missing", () => {
    const { contestants, missing } = gather({ peers: ["tantivy"], configurations: both }, tools, dist, silent);
    expect(contestants).toEqual([]);
    expect(missing.map(({ configuration, reason }) => [configuration, reason])).toEqual([
      ["default", "cargo is not installed"],
      ["arabic", "cargo is not installed"],
    ]);
  });

  it("search one index for the first pass and the whole ranking", () => {
    const { contestants } = gather({ peers: ["fihris"], configurations: both }, tools, dist, silent);
    expect(contestants.map(({ slot, sharedIndex }) => [slot, sharedIndex])).toEqual([
      ["fihris-arabic", undefined],
      ["fihris-first-pass", "fihris-arabic"],
    ]);
  });

  it.each([
    { declaration: "  readonly readOnly?: boolean;\n", threads: [1], reason: "a build that knows no threads" },
    { declaration: "  readonly threads?: number;\n", threads: [1, 2], reason: "a build that does" },
  ])("$reason is built with $threads", ({ declaration, threads }) => {
    writeFileSync(join(dist, "engine", "local-index.d.ts"), `export interface IndexOptions {\n${declaration}}\n`);
    const { contestants } = gather({ peers: ["fihris"], configurations: both }, tools, dist, silent);
    expect(contestants.map(({ buildThreads }) => buildThreads)).toEqual([threads, []]);
  });

  it("refuse a name that is no engine", () => {
    expect(() => gather({ peers: ["solr"], configurations: both }, tools, dist, silent)).toThrow(/solr/u);
  });
});
