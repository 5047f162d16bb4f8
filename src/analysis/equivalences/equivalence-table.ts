/**
 * Groups of spellings -> a table for lookups by folded words. Comes in: the groups. Goes out: a map, built on first use.
 * Invariant: a key has one entry; an entry knows its group and whether the spelling needs company to count.
 * @module
 */
import { fold } from "../arabic/letter-fold.ts";
import { ALEF, LAM } from "../unicode/arabic-letters.ts";
import { type Equivalence, equivalences } from "./equivalence-list.ts";

/** A spelling as it is looked up and handed out. */
export interface Spelling {
  readonly words: readonly string[];
  /** Folded words joined by a space. */
  readonly key: string;
  readonly weak: boolean;
}

export interface Group {
  readonly kind: Equivalence["kind"];
  readonly spellings: readonly Spelling[];
}

export interface Entry {
  readonly group: Group;
  readonly spelling: Spelling;
}

/** The article leaves at least this much. */
const MIN_WITHOUT_ARTICLE = 4;

let table: ReadonlyMap<string, Entry> | undefined;

/** Entries by key; a name of one word that is listed with its article is there without it too. */
export function equivalenceTable(): ReadonlyMap<string, Entry> {
  table ??= build();
  return table;
}

/** Spellings of several words that begin with the same one. */
export interface LongerNames {
  /** Words of the longest. */
  readonly most: number;
  /** Their second words. */
  readonly seconds: ReadonlySet<string>;
}

let longer: ReadonlyMap<string, LongerNames> | undefined;

/** Spellings of several words that a folded word begins, undefined where there are none. */
export function longerNamesFrom(folded: string): LongerNames | undefined {
  longer ??= byFirstWord(equivalenceTable());
  return longer.get(folded);
}

function byFirstWord(byKey: ReadonlyMap<string, Entry>): ReadonlyMap<string, LongerNames> {
  const found = new Map<string, { most: number; seconds: Set<string> }>();
  for (const key of byKey.keys()) {
    const words = key.split(" ");
    const [first, second] = words;
    if (second === undefined) continue;
    const known = found.get(first!);
    if (known === undefined) found.set(first!, { most: words.length, seconds: new Set([second]) });
    else {
      known.most = Math.max(known.most, words.length);
      known.seconds.add(second);
    }
  }
  return found;
}

function build(): ReadonlyMap<string, Entry> {
  const byKey = new Map<string, Entry>();
  const bare: [string, Entry][] = [];
  for (const { kind, spellings, weak } of equivalences) {
    const group: Group = { kind, spellings: spellings.map((text) => spellingOf(text, weak.includes(text))) };
    for (const spelling of group.spellings) {
      const entry = { group, spelling };
      byKey.set(spelling.key, entry);
      if (kind === "name" && hasArticle(spelling)) bare.push([spelling.key.slice(2), entry]);
    }
  }
  for (const [key, entry] of bare) if (!byKey.has(key)) byKey.set(key, entry);
  return byKey;
}

/** The lists hold spelled words only, so that the tokenizer would say the same. */
function spellingOf(text: string, weak: boolean): Spelling {
  const words = text.split(" ");
  return { words, key: words.map(fold).join(" "), weak };
}

function hasArticle({ words }: Spelling): boolean {
  const [word] = words;
  return (
    words.length === 1 &&
    word !== undefined &&
    word.charCodeAt(0) === ALEF &&
    word.charCodeAt(1) === LAM &&
    word.length - 2 >= MIN_WITHOUT_ARTICLE
  );
}
