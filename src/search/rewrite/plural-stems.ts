/**
 * Stems of a noun's other forms, by the lexicon of broken plurals: مدرسة to مدارس and back.
 * @module
 */
import { type AnalysisSteps, analyzeWord, brokenPlurals, everyStep } from "../../analysis/index.ts";

/** By the steps that words are analysed with. */
const tables = new Map<AnalysisSteps, Map<string, Set<string>>>();

function table(steps: AnalysisSteps): Map<string, Set<string>> {
  const known = tables.get(steps);
  if (known !== undefined) return known;
  const map = new Map<string, Set<string>>();
  const link = (from: string, to: string) => {
    if (from === to) return;
    const known = map.get(from);
    if (known === undefined) map.set(from, new Set([to]));
    else known.add(to);
  };
  for (const forms of brokenPlurals()) {
    const stems = forms.map((form) => analyzeWord(form, steps).stems[0]!);
    for (const stem of stems.slice(1)) {
      link(stems[0]!, stem);
      link(stem, stems[0]!);
    }
  }
  tables.set(steps, map);
  return map;
}

/** At most so many: a plural that several singulars share would blur them all. */
const most = 4;

export function pluralStems(stems: readonly string[], steps: AnalysisSteps = everyStep): string[] {
  const found = new Set<string>();
  for (const stem of stems)
    for (const other of table(steps).get(stem) ?? []) if (!stems.includes(other)) found.add(other);
  return [...found].slice(0, most);
}
