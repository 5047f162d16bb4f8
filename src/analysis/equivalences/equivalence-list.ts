/**
 * Word lists -> groups of spellings. Comes in: the lists of this folder. Goes out: one array of groups.
 * Invariant: every group has two spellings at least, each of one to four words; no spelling stands in two groups.
 * @module
 */
import { ARABIC_PLACES, JOINED_PLACES } from "./arabic-places.ts";
import { FOREIGN_PEOPLE } from "./foreign-people.ts";
import { FOREIGN_PLACES } from "./foreign-places.ts";
import { GIVEN_NAMES } from "./given-names.ts";
import { LEARNED_WORDS } from "./learned-words.ts";
import { LETTER_NAMES } from "./letter-names.ts";
import { LOAN_WORDS } from "./loan-words.ts";
import { MODERN_NAMES } from "./modern-names.ts";
import { HIJRI_MONTHS, MONTHS } from "./months.ts";
import { JOINED_PARTICLES } from "./particles-joined.ts";
import { WORLD_CITIES } from "./world-cities.ts";

/** Spellings that mean the same to a reader. */
export interface Equivalence {
  readonly kind: "month" | "hijri-month" | "name" | "spacing";
  /** As people write them; a phrase holds spaces. */
  readonly spellings: readonly string[];
  /** Those of `spellings` that are commoner as another word (آب is also how people fold أب, ماي a surname). */
  readonly weak: readonly string[];
}

const WEAK = "~";
const BETWEEN_SPELLINGS = " / ";

export const equivalences: readonly Equivalence[] = [
  ...groups("month", MONTHS),
  ...groups("hijri-month", HIJRI_MONTHS),
  ...groups("name", FOREIGN_PLACES),
  ...groups("name", FOREIGN_PEOPLE),
  ...groups("name", GIVEN_NAMES),
  ...groups("name", LOAN_WORDS),
  ...groups("name", LEARNED_WORDS),
  ...groups("name", WORLD_CITIES),
  ...groups("name", MODERN_NAMES),
  ...groups("name", LETTER_NAMES),
  ...groups("name", ARABIC_PLACES),
  ...groups("spacing", JOINED_PLACES),
  ...groups("spacing", JOINED_PARTICLES),
];

function groups(kind: Equivalence["kind"], list: string): Equivalence[] {
  return list
    .trim()
    .split("\n")
    .map((line) => {
      const marked = line.split(BETWEEN_SPELLINGS);
      const weak = marked.filter((spelling) => spelling.startsWith(WEAK)).map((spelling) => spelling.slice(1));
      return { kind, spellings: marked.map((spelling) => spelling.replace(WEAK, "")), weak };
    });
}
