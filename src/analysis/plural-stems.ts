/**
 * Stems of a noun's other forms, by the lexicon of broken plurals: مدرسة to مدارس and back. Comes in: stems. Goes out:
 * stems. Invariant: pure; with every step of the analysis they are read from a table, since the plurals' own analysis
 * would be most of what a process's first search waits for.
 * @module
 */
import { type AnalysisSteps, everyStep } from "./analysis-steps.ts";
import { brokenPlurals } from "./arabic/broken-plurals.ts";
import { linkedStems } from "./arabic/plural-stem-table.ts";
import { decodeRows } from "./arabic/word-rows.ts";
import { analyzeWord } from "./word-analysis.ts";

type LinkedStems = Map<string, readonly string[]>;

/** By the steps that words are analysed with; made at first use. */
const tables = new Map<AnalysisSteps, LinkedStems>();

function tableFor(steps: AnalysisSteps): LinkedStems {
  let table = tables.get(steps);
  if (table === undefined) {
    table = steps === everyStep ? shippedStems() : linkStems(steps);
    tables.set(steps, table);
  }
  return table;
}

function shippedStems(): LinkedStems {
  const table: LinkedStems = new Map();
  decodeRows(linkedStems, (stem, others) =>
    table.set(
      stem,
      others.map(({ value }) => value),
    ),
  );
  return table;
}

/** For each stem of a singular or a plural those of the other forms, in the order of the patterns. */
export function linkStems(steps: AnalysisSteps): LinkedStems {
  const linked = new Map<string, Set<string>>();
  const link = (from: string, to: string) => {
    if (from === to) return;
    const known = linked.get(from);
    if (known === undefined) linked.set(from, new Set([to]));
    else known.add(to);
  };
  for (const forms of brokenPlurals()) {
    const stems = forms.map((form) => analyzeWord(form, steps).stems[0]!);
    for (const stem of stems.slice(1)) {
      link(stems[0]!, stem);
      link(stem, stems[0]!);
    }
  }
  return new Map([...linked].map(([stem, others]) => [stem, [...others]]));
}

/** At most so many: a plural that several singulars share would blur them all. */
const most = 4;

export function pluralStems(stems: readonly string[], steps: AnalysisSteps = everyStep): string[] {
  const found = new Set<string>();
  for (const stem of stems)
    for (const other of tableFor(steps).get(stem) ?? []) if (!stems.includes(other)) found.add(other);
  return [...found].slice(0, most);
}
