/**
 * Tables as the source of a module that ships.
 * @module
 */
const lineLetters = 110;

/** Rows of words by name; or several, by a further name. */
export type Tables = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** @param about - what the module holds, the first sentence of its description */
export function moduleOf(about: string, tables: Tables): string {
  const parts = Object.entries(tables).map(([name, table]) =>
    typeof table === "string"
      ? `export const ${name}: string = ${literal(table, "")};`
      : `export const ${name}: Readonly<Record<string, string>> = {\n${Object.entries(table)
          .map(([key, rows]) => `  ${key}: ${literal(rows, "  ")},`)
          .join("\n")}\n};`,
  );
  return `/**
 * ${about}
 * Rows of words, see word-rows.ts. Made by \`npm run build:lexicon\` from \`lexicon/\`: not to be edited.
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
