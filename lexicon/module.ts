/**
 * The tables as the source of the module that ships.
 * @module
 */
import type { LexiconTables } from "./tables.ts";

const lineLetters = 110;

/** TypeScript of `src/analysis/arabic/lexicon-tables.ts`. */
export function moduleOf(tables: LexiconTables): string {
  const parts = Object.entries(tables).map(([name, table]) =>
    typeof table === "string"
      ? `export const ${name}: string = ${literal(table, "")};`
      : `export const ${name}: Readonly<Record<string, string>> = {\n${Object.entries(table as Record<string, string>)
          .map(([key, rows]) => `  ${key}: ${literal(rows, "  ")},`)
          .join("\n")}\n};`,
  );
  return `/**
 * The lexicon as rows of words, see word-rows.ts. Made by \`npm run build:lexicon\` from \`lexicon/\`: not to be edited.
 * @module
 */
${parts.join("\n")}
`;
}

function literal(text: string, indent: string): string {
  const lines = text.match(new RegExp(`.{1,${lineLetters}}`, "gu")) ?? [];
  if (lines.length < 2) return JSON.stringify(text);
  return `[\n${lines.map((line) => `${indent}  ${JSON.stringify(line)},`).join("\n")}\n${indent}].join("")`;
}
