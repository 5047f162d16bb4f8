/**
 * What a person should look at after a change of the lists: words that the rules could not decide without a choice.
 * @module
 */
import { particleOf } from "../src/analysis/arabic/function-words.ts";
import { fold } from "../src/analysis/arabic/letter-fold.ts";
import { imperfects, lostVerbs, perfects, verbalNouns } from "./conjugation.ts";
import { lexicon, wordLists } from "./nouns.ts";
import { brokenPlurals } from "./plurals.ts";
import { wordsOf } from "./word-list.ts";

interface ReviewPart {
  readonly title: string;
  /** What was decided, and what to look for. */
  readonly text: string;
  readonly entries: readonly string[];
}

/** Letters that are written onto a word, and chains of them. */
const proclitics = ["و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "لل"];
const pronouns = ["ها", "هم", "كم", "نا", "ون", "ين", "ان", "ات", "يه"];
const shortest = 3;

/** The list as Markdown, the same for the same lists. */
export function makeReview(): string {
  const parts = [severalClasses(), particles(), readAsAffixed(), sharedPlurals(), sharedVerbs(), unkeptVerbs()];
  const sizes = [
    `${lexicon.size} bases of nouns, adjectives and names`,
    `${new Set([...perfects.values()].flat().map(({ verb }) => verb)).size} verbs`,
    `${brokenPlurals.length} singulars with ${brokenPlurals.flat().length - brokenPlurals.length} broken plurals`,
    `${verbalNouns.size} verbal nouns`,
  ];
  const head = `# Review list of the lexicon

Made by \`npm run build:lexicon\` from the lists in this folder: ${sizes.join(", ")}. Each part names words that the
rules decided by a choice. After a change of a list, read what the difference of this file shows: a word that appears
here is one to think about, and a part that grows is a rule to think about.`;
  const shown = parts.map(
    ({ title, text, entries }) => `## ${title} (${entries.length})\n\n${text}\n\n${filled(entries)}`,
  );
  return `${[head, ...shown].join("\n\n")}\n`;
}

function severalClasses(): ReviewPart {
  const classes = new Map<string, Set<string>>();
  for (const [name, lists] of Object.entries(wordLists))
    for (const word of lists.flatMap(wordsOf)) classes.set(word, (classes.get(word) ?? new Set()).add(name));
  return {
    title: "In lists of several classes",
    text: "A name keeps its letters where an adjective gives its ي up: both readings stand, the rule of the first class that fits wins.",
    entries: entriesOf(classes, (found) => found.size > 1, ", "),
  };
}

function particles(): ReviewPart {
  const all = new Set(Object.values(wordLists).flatMap((lists) => lists.flatMap(wordsOf)));
  const entries = [...all].flatMap((word) => {
    const particle = particleOf(word);
    return particle === undefined ? [] : [`${word} (${particle})`];
  });
  return { title: "Also particles", text: "As a particle the word counts little in a query.", entries: entries.sort() };
}

function readAsAffixed(): ReviewPart {
  const entries = [...lexicon].flatMap((word) => {
    const before = proclitics.filter((letters) => rests(word, word.startsWith(letters), letters.length, word.length));
    const after = pronouns.filter((letters) => rests(word, word.endsWith(letters), 0, word.length - letters.length));
    const readings = [
      ...before.map((letters) => `${letters}+${word.slice(letters.length)}`),
      ...after.map((letters) => `${word.slice(0, -letters.length)}+${letters}`),
    ];
    return readings.length === 0 ? [] : [`${word} (${readings.join(", ")})`];
  });
  return {
    title: "A listed word, or affixes and a listed word",
    text: "The whole wins (وسادة is no و and سادة). Where the other reading is commoner, the word does not belong in the list.",
    entries: entries.sort(),
  };
}

function rests(word: string, fits: boolean, from: number, to: number): boolean {
  return fits && to - from >= shortest && lexicon.has(word.slice(from, to));
}

function sharedPlurals(): ReviewPart {
  const singulars = new Map<string, Set<string>>();
  for (const [singular, ...plurals] of brokenPlurals)
    for (const plural of plurals) singulars.set(fold(plural), (singulars.get(fold(plural)) ?? new Set()).add(singular));
  return {
    title: "Plurals of several singulars",
    text: "A search for one finds the others through the plural; four of them at most.",
    entries: entriesOf(singulars, (found) => found.size > 1, ", "),
  };
}

function sharedVerbs(): ReviewPart {
  const verbs = new Map<string, Set<string>>();
  for (const [tense, stems] of [["perfect", perfects] as const, ["imperfect", imperfects] as const])
    for (const [stem, all] of stems)
      if (all.length > 2) verbs.set(`${stem}, ${tense}`, new Set(all.map(({ verb }) => verb)));
  return {
    title: "Stems of three verbs and more",
    text: "The surer class of verb comes first; what follows the stem decides among those it suits.",
    entries: entriesOf(verbs, () => true, ", "),
  };
}

function unkeptVerbs(): ReviewPart {
  const lost = new Map<string, Set<string>>();
  for (const [stem, verb] of lostVerbs) lost.set(stem, (lost.get(stem) ?? new Set()).add(verb));
  return {
    title: "Verbs that a stem has no room for",
    text: "Four verbs a stem are kept, the surer first; these forms are read as one of the others.",
    entries: entriesOf(lost, () => true, ", "),
  };
}

function entriesOf(
  map: ReadonlyMap<string, ReadonlySet<string>>,
  wanted: (found: ReadonlySet<string>) => boolean,
  between: string,
): string[] {
  return [...map]
    .filter(([, found]) => wanted(found))
    .map(([word, found]) => `${word} (${[...found].join(between)})`)
    .sort();
}

/** Entries in lines of some width. */
function filled(entries: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const entry of entries) {
    if (line !== "" && line.length + entry.length > 110) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? entry : ` · ${entry}`;
  }
  if (line !== "") lines.push(line);
  return lines.length === 0 ? "None." : lines.join("\n");
}
