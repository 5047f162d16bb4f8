/**
 * A file of the project, written where it changes.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Of the project, from `lexicon/dist/lexicon`. */
const root = join(import.meta.dirname, "..", "..", "..");

/** @param file - from the root of the project, with forward slashes */
export function writeFile(file: string, text: string): void {
  const path = join(root, file);
  const isSame = readFileSync(path, { encoding: "utf8", flag: "a+" }) === text;
  if (!isSame) writeFileSync(path, text);
  console.log(`${file}: ${Buffer.byteLength(text)} bytes, ${isSame ? "as it was" : "written"}`);
}
