/**
 * The table of how Arabic is treated: each row in an index that holds nothing but its words.
 * @module
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { readme } from "./fenced-blocks.ts";

const section = readme.split(/^## /m).find((part) => part.startsWith("How Arabic is treated\n")) ?? "";
const rows = section
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .slice(2)
  .map((line) =>
    line
      .split("|")
      .slice(2, -1)
      .map((cell) => cell.split("،").map((word) => word.trim())),
  );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihris-table-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the table is there", () => {
  expect(rows.length).toBeGreaterThan(10);
});

describe.each(rows.map(([[typed], finds, apart]) => ({ typed: typed!, finds: finds!, apart: apart! })))(
  "$typed",
  ({ typed, finds, apart }) => {
    test(`finds ${finds.join(" ")}, not ${apart.join(" ")}; nothing ranks above what was typed`, async () => {
      const index = await Index.open(await mkdtemp(join(folder, "row-")));
      await index.add([...finds, ...apart, typed].map((word) => ({ id: word, text: `${word} ورقة` })));
      await index.commit();
      const { hits } = await index.search(typed, { syntax: "plain" });
      await index.close();
      expect(hits.map(({ id }) => id).toSorted()).toEqual([typed, ...finds].toSorted());
      expect(hits.find(({ id }) => id === typed)?.score).toBe(hits[0]?.score);
    });
  },
);
