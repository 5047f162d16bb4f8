/**
 * Letters that people write for one another, by folded letter. Comes in: two letters. Goes out: what the slip costs.
 * Invariant: symmetric; ten is one full edit, so costs are tenths of an edit.
 *
 * Three reasons make a slip cheap: the letters sound alike (to some readers ض is ظ, ذ is ز or د), they differ by dots,
 * or their keys touch. What folding joins already (أ ا, ة ه, ى ي) costs nothing and is not here.
 * @module
 */
import { HAMZA_LETTER } from "../arabic/affixes.ts";
import { fold } from "../arabic/letter-fold.ts";
import { neighbouringLetters } from "./keyboard-layout.ts";

/** One edit of `word~`. */
export const FULL_EDIT = 10;
/** Letters that nothing joins: less than one left out and another added. */
const FAR_LETTER = 9;
/** Two neighbours that changed places: one slip, and a common one. */
export const SWAP = 4;
/** A letter typed twice, or once where the word has it twice. */
export const DOUBLED = 4;
/** A letter that is neither like the word's first nor sounds like it: beginnings are written with care. */
export const FIRST_EXCHANGED = 4;
/** Letters that a word gains or loses at its first place change it most. */
export const FIRST_OMITTED = 10;

/** Groups of letters that stand for one another, with the cost of a slip between any two. */
const GROUPS: readonly (readonly [cost: number, groups: string])[] = [
  [3, "ئا ئو ئي"],
  [4, "ضظ ذزد تط سص قك"],
  [5, "ثت ثس هح دض ظز بتثني جحخ رز سش صض طظ عغ فق"],
  [6, "اي اه وي او"],
  [8, "قغ جغ جق كغ كج كخ"],
];
const NEIGHBOURING_KEYS = 5;

/** A letter left out or added; hamza is so more easily than others. */
const LOOSE = 5;
const LOOSE_HAMZA = 3;

const substitutions: ReadonlyMap<string, number> = buildSubstitutions();

function buildSubstitutions(): Map<string, number> {
  const costs = new Map<string, number>();
  const add = (a: string, b: string, cost: number): void => {
    if (a === b) return;
    for (const pair of [a + b, b + a]) costs.set(pair, Math.min(cost, costs.get(pair) ?? FAR_LETTER));
  };
  for (const [cost, groups] of GROUPS) {
    for (const group of groups.split(" ")) for (const a of group) for (const b of group) add(a, b, cost);
  }
  for (const pair of neighbouringLetters()) add(fold(pair.charAt(0)), fold(pair.charAt(1)), NEIGHBOURING_KEYS);
  return costs;
}

/** Cost of writing one folded letter for another. */
export function substitutionCost(a: string, b: string): number {
  return a === b ? 0 : (substitutions.get(a + b) ?? FAR_LETTER);
}

/** Cost of a folded letter that is missing or too much. */
export function looseCost(letter: string): number {
  return letter === HAMZA_LETTER ? LOOSE_HAMZA : LOOSE;
}
