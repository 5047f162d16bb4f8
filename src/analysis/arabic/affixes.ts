/**
 * What Arabic writes onto a word, as chains. Comes in: nothing. Goes out: tables in folded letters.
 * Invariant: a chain is written together as its `text`; `pieces` name its parts in the order they are read.
 * @module
 */
export interface ProcliticChain {
  readonly text: string;
  readonly pieces: readonly string[];
  /** Ends in the article: a noun follows. */
  readonly article: boolean;
  /** Number of one-letter particles that could as well be the word's own first letter: ب ك ل س. */
  readonly particles: number;
  readonly conjunction: "" | "و" | "ف";
  /** Ends in the future س: a verb follows. */
  readonly future: boolean;
}

const MIDDLES: readonly (readonly [text: string, pieces: readonly string[]])[] = [
  ["", []],
  ["ال", ["ال"]],
  ["بال", ["ب", "ال"]],
  ["كال", ["ك", "ال"]],
  ["لل", ["ل", "ال"]],
  ["ب", ["ب"]],
  ["ك", ["ك"]],
  ["ل", ["ل"]],
  ["س", ["س"]],
];

/** All chains, the empty one first. */
export const PROCLITIC_CHAINS: readonly ProcliticChain[] = (["", "و", "ف"] as const).flatMap((conjunction) =>
  MIDDLES.map(([text, pieces]) => ({
    text: conjunction + text,
    pieces: conjunction === "" ? pieces : [conjunction, ...pieces],
    article: text.length > 1,
    particles: text.length === 1 ? 1 : 0,
    conjunction,
    future: text === "س",
  })),
);

/** Possessive and object pronouns. */
export const PRONOUNS: readonly string[] = ["ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "كما", "كن", "ني", "ي"];

/** Pronouns of more than one letter are hardly ever a word's own ending; ني, كن and هن are. */
export const STRONG_PRONOUNS: ReadonlySet<string> = new Set(["ها", "هم", "هما", "نا", "كم", "كما"]);

/** Endings at the end of a word: number, gender, nisba, case, verb. */
export const FINAL_INFLECTIONS: readonly string[] = [
  "ه",
  "ات",
  "ان",
  "ون",
  "ين",
  "ا",
  "وا",
  "ت",
  "تم",
  "ي",
  "يه",
  "يات",
  "يون",
  "يين",
  "يا",
  "تان",
  "تين",
  "يتان",
  "يتين",
];

/** Endings before a pronoun: ة has turned to ت, ون and ان have lost their ن, وا its ا. */
export const BOUND_INFLECTIONS: readonly string[] = [
  "ت",
  "ات",
  "ا",
  "و",
  "ي",
  "ون",
  "ان",
  "تم",
  "تمو",
  "يت",
  "يات",
  "تا",
  "تي",
  "ين",
];

/** Letters that some proclitic begins with: any other word stands bare. */
export const PROCLITIC_LETTERS = "والفبكس";
/** Letters that some inflection or pronoun ends with: any other word ends as it stands. */
export const ENDING_LETTERS = "هتنايمك";

/** Inflections that stand for a ة at the end of a word, and before a pronoun. */
export const FINAL_FEMININES: ReadonlySet<string> = new Set(["ه", "ات", "تان", "تين"]);
export const BOUND_FEMININES: ReadonlySet<string> = new Set(["ت", "ات", "تا", "تي"]);

/** Endings of verbs alone. */
export const VERBAL_INFLECTIONS: ReadonlySet<string> = new Set(["ت", "تم", "وا"]);
