/**
 * The table of stems that broken plurals link.
 * @module
 */
import { everyStep } from "../src/analysis/analysis-steps.ts";
import { linkStems } from "../src/analysis/plural-stems.ts";
import { encodeRows } from "./encode-rows.ts";
import { moduleOf } from "./module.ts";

/** Source of `src/analysis/arabic/plural-stem-table.ts`. */
export function pluralModule(): string {
  const rows = [...linkStems(everyStep)].map(([word, others]) => ({
    word,
    values: others.map((value) => ({ tag: 0, value })),
  }));
  rows.sort((a, b) => (a.word < b.word ? -1 : 1));
  return moduleOf("Stems of singulars and of their broken plurals, each with those of its other forms.", {
    linkedStems: encodeRows(rows),
  });
}
