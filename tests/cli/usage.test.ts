import { beforeAll, describe, expect, test } from "vitest";
import { buildCommandLine, run } from "./built-command-line.ts";

let entry: string;
beforeAll(async () => {
  entry = await buildCommandLine();
});

const commands = "index search suggest analyze why stats verify compact config serve start eval bench".split(" ");

/** Arguments, exit code, and what the one line on standard error must hold. */
const refusals: readonly [reason: string, args: string[], code: number, ...holds: string[]][] = [
  ["a mistyped command names the nearest", ["serch", "x"], 2, "unknown command", "search"],
  ["a mistyped flag names the nearest", ["search", "x", "--limt", "3"], 2, "--limt", "--limit"],
  ["a missing query", ["search"], 2, "query", "fihris search --help"],
  ["a missing path", ["index"], 2, "path"],
  ["a missing document id", ["why"], 2, "id"],
  ["a second query, forgotten quotation marks", ["search", "حرب", "سلام"], 2, "too many arguments"],
  ["a flag without its value", ["search", "x", "--limit"], 2, "--limit"],
  ["a number that is none", ["search", "x", "--limit", "ten"], 2, "--limit", "whole number", '"ten"'],
  ["a negative number", ["search", "x", "--offset", "-3"], 2, "--offset", '"-3"'],
  ["a port beyond the last", ["serve", "--port", "65536"], 2, "--port", "65535"],
  ["a choice that is none", ["search", "x", "--operator", "xor"], 2, "--operator", "or, and"],
  ["refine that is no JSON", ["search", "x", "--refine", "category=sport"], 2, "--refine", "category"],
  ["refine with values that are no texts", ["search", "x", "--refine", '{"a":[1]}'], 2, "--refine"],
  ["an empty name in a list", ["search", "x", "--facets", "a,,b"], 2, "--facets"],
  ["no rounds", ["bench", "--queries", "q.txt", "--rounds", "0"], 2, "--rounds", "1 or more"],
  ["bench without queries", ["bench"], 2, "--queries"],
  ["a cluster", ["stats", "--index", "opensearch+http://localhost:9200/x"], 2, "[not_supported]", "OpenSearch"],
  ["any other address", ["stats", "--index", "https://localhost/x"], 2, "[not_supported]", "folder"],
  ["no index to search", ["search", "x", "--index", "/nowhere"], 1, "[index_not_found]", "fihris index"],
  ["no index to serve", ["serve", "--index", "/nowhere"], 1, "[index_not_found]"],
  ["no index to compact, and none made", ["compact", "--index", "/nowhere"], 1, "[index_not_found]"],
  ["no index to verify", ["verify", "--index", "/nowhere"], 1, "[index_not_found]"],
  ["no judged set", ["eval", "/nowhere"], 1, "[input_unreadable]", "corpus.jsonl"],
  ["no file of queries", ["bench", "--queries", "/nowhere"], 1, "[input_unreadable]", "/nowhere"],
  ["no path to index", ["index", "/nowhere", "--index", "/nowhere-else"], 1, "[input_unreadable]"],
];

describe("what is refused", () => {
  test.for(refusals)("%s", async ([, args, code, ...holds], { expect }) => {
    const outcome = await run(entry, args);
    expect(outcome.stdout).toBe("");
    expect(outcome.stderr).toMatch(/^fihris: .+ \[[a-z_]+\] — .+\n$/);
    for (const part of holds) expect(outcome.stderr).toContain(part);
    expect(outcome.code).toBe(code);
  });
});

test("without a command the help is shown as an error", async () => {
  const { code, stdout, stderr } = await run(entry, []);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  for (const command of commands) expect(stderr).toContain(`\n  ${command} `);
});

test.for(commands)("fihris %s --help explains itself", async (command) => {
  const { code, stdout, stderr } = await run(entry, [command, "--help"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(`Usage: fihris ${command}`);
});

test("--help names every command and the exit codes", async () => {
  const { code, stdout } = await run(entry, ["--help"]);
  expect(code).toBe(0);
  for (const command of commands) expect(stdout).toContain(`\n  ${command} `);
  expect(stdout).toContain("Exit codes: 0 done, 1 the work failed, 2 wrong usage.");
});

test("--version is the package's", async () => {
  const { default: manifest } = await import("../../package.json", { with: { type: "json" } });
  expect(await run(entry, ["--version"])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
});
