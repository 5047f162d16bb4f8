/**
 * npm run build:lexicon: makes the tables that ship, and the list of what a person should look at, from the word lists.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moduleOf } from "./module.ts";
import { makeReview } from "./review.ts";
import { makeTables } from "./tables.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const files = [
  ["src/analysis/arabic/lexicon-tables.ts", moduleOf(makeTables())],
  ["lexicon/review.md", makeReview()],
] as const;

for (const [file, text] of files) {
  const isSame = readFileSync(join(root, file), { encoding: "utf8", flag: "a+" }) === text;
  if (!isSame) writeFileSync(join(root, file), text);
  console.log(`${file}: ${Buffer.byteLength(text)} bytes, ${isSame ? "as it was" : "written"}`);
}
