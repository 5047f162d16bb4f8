/**
 * The examples of docs/configuration.md, applied.
 * @module
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { defaultSettings, type SettingsChange } from "../../src/contract/index.ts";
import { synonymRuleOf } from "../../src/search/settings/synonym-rules.ts";
import { found, indexOf } from "./small-index.ts";

const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```json\n([^`]*)```/g)].map((match) => match[1]!);

test("the examples are read", () => expect(examples).toHaveLength(4));

test.each(examples)("%s is taken as it stands", async (example) => {
  const index = await indexOf(["نص"]);
  const change = JSON.parse(example) as SettingsChange;
  expect(await index.updateSettings(change)).toEqual({ ...defaultSettings, ...change });
});

test("every setting has its row", () => {
  const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  expect(named).toEqual(Object.keys(defaultSettings));
});

test("the file of rules is one", () => {
  const lines = page.split("\n").filter((line) => /^ {4}.*(?:#|,|=>)/.test(line) && !line.includes("fihris"));
  expect(lines.map((line, i) => synonymRuleOf(line, i + 1)?.typed.length)).toEqual([undefined, 3, 1]);
});

test("the words of the examples meet as the page says", async () => {
  const index = await indexOf(["باع مركبتهم", "جيش روسيا", "سيد القوم"]);
  await index.updateSettings({ synonyms: ["سيارة, مركبة، عربة", "الاتحاد السوفيتي => روسيا"], stop_words: ["السيد"] });
  expect(await found(index, "السيارات")).toEqual(["0"]);
  expect(await found(index, "الاتحاد السوفيتي")).toEqual(["1"]);
  expect(await found(index, { q: "سيارة", relations: "-synonym" })).toEqual([]);
  expect(await found(index, { q: "سيد باع", operator: "and", strict: true })).toEqual([]);
});
