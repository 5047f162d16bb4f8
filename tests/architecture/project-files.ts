/**
 * The files of the project as it is written by people: nothing built, downloaded or measured.
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

export const root: string = join(import.meta.dirname, "..", "..");

const notOurs = new Set(["node_modules", "dist", "target", "coverage", ".git"]);
/** Made by programs: a lock file, indexes, results of measurements. */
const made = ["package-lock.json", "index/", "bench/results/"];

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (notOurs.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [relative(root, path).split(sep).join("/")];
  });
}

/** Paths from the root, with forward slashes, sorted. */
export const projectFiles: readonly string[] = walk(root)
  .filter((path) => !made.some((prefix) => path.startsWith(prefix)) || path === "index/README.md")
  .sort();

export function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

const text = /\.(?:ts|js|json|jsonl|md|css|svg|sh|tsv|txt|java|xml|toml|rs|html|csv|py)$/;

/** Everything that can be read as text, word by word. */
export const textFiles: readonly string[] = projectFiles.filter(
  (path) => text.test(path) || !path.slice(path.lastIndexOf("/")).includes(".") || path.startsWith(".ci/"),
);

export const sourceFiles: readonly string[] = projectFiles.filter((path) => /^src\/.*\.(?:ts|js)$/.test(path));
