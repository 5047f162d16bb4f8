/**
 * Version of an installed package, for the report.
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** Walks up from the package's entry, since not every package exports its package.json. */
export function packageVersion(name: string): string {
  let folder = dirname(require.resolve(name));
  for (;;) {
    try {
      const found = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        name?: string;
        version?: string;
      };
      if (found.name === name && found.version !== undefined) return found.version;
    } catch {
      // No package.json in this folder: the next one up.
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`package ${name}: no package.json above its entry`);
    folder = parent;
  }
}
