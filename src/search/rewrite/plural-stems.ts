/**
 * Stems of a noun's other forms, by the lexicon of broken plurals: مدرسة to مدارس and back.
 * @module
 */
import { analyzeWord, brokenPlurals } from "../../analysis/index.ts";

let related: Map<string, Set<string>> | undefined;

function table(): Map<string, Set<string>> {
  if (related !== undefined) return related;
  const map = new Map<string, Set<string>>();
  const link = (from: string, to: string) => {
    if (from === to) return;
    const known = map.get(from);
    if (known === undefined) map.set(from, new Set([to]));
    else known.add(to);
  };
  for (const forms of brokenPlurals) {
    const stems = forms.map((form) => analyzeWord(form).stems[0]!);
    for (const stem of stems.slice(1)) {
      link(stems[0]!, stem);
      link(stem, stems[0]!);
    }
  }
  related = map;
  return map;
}

/** At most so many: a plural that several singulars share would blur them all. */
const most = 4;

export function pluralStems(stems: readonly string[]): string[] {
  const found = new Set<string>();
  for (const stem of stems) for (const other of table().get(stem) ?? []) if (!stems.includes(other)) found.add(other);
  return [...found].slice(0, most);
}
