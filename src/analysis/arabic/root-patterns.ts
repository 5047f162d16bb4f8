/**
 * Does a word follow a pattern of a known root? Comes in: a folded word without clitics. Goes out: yes or no.
 * Invariant: pure. Roots are compared with ا و ي ء as one weak letter, since these change into each other (قال يقول قيل).
 *
 * A pattern is written with 1 2 3 (4) for the root's letters, everything else stands for itself. Two letters alone
 * (12) are a doubled root: 122.
 * @module
 */

import { ALEF, HAMZA, WAW, YEH } from "../unicode/arabic-letters.ts";
import { QUADRILITERAL_ROOTS } from "./lexicon/quadriliteral-roots.ts";
import { TRILITERAL_ROOTS } from "./lexicon/triliteral-roots.ts";

const PATTERNS = `
123 1ا23 12ا3 12ي3 12و3 ا123 م123 ي123 ت123 ن123 123ي 1ي23 1و23
م12و3 م1ا23 ا12ا3 ا1ت23 ان123 ت12ي3 ت1ا23 12اء3 1وا23 123اء 123ان مت123 من123 م1ت23 م12ا3 م12ي3 يت123 ين123 ي1ت23 ي1ا23 تت123 تن123 ت1ت23 نت123 نن123 ن1ا23 1ا2و3 12ا3ي 123وي ا1ا23 12يلي
م1ا2ي3 ا1ت2ا3 ان12ا3 است123 مست123 مت1ا23 يست123 تست123 نست123 يت1ا23 تت1ا23 ت1ا2ي3 ا1ا2ي3 ا123اء است12ا3 1وا2ي3 12ا23
ات2ا3 ات23 مت23 يت23 ا1ط23 ا1ط2ا3 م1ط23 ي1ط23 ا1د2ا3 ا1د23 م1د23 م1د2و3
م12 ا12 ي12 ت12 1ا2 مست12 است12 يست12 تست12 م1ت2 ا1ت2 ي1ت2 ت1ت2 ان12 من12 ين12
1234 م1234 ي1234 ت1234 مت1234 يت1234 12ا34 12ا3ي4 123ا4 123و4 123ي4 م12ا34
`;

const WEAK = String.fromCharCode(ALEF);

interface Pattern {
  /** For each letter of the word: a slot of the root (1 to 4), or 0 where the letter is fixed. */
  readonly slots: readonly number[];
  readonly fixed: readonly number[];
}

const roots: ReadonlySet<string> = new Set(
  `${TRILITERAL_ROOTS} ${QUADRILITERAL_ROOTS}`.trim().split(/\s+/).map(weakened),
);
const patternsByLength: readonly (readonly Pattern[])[] = compile();

function compile(): Pattern[][] {
  const byLength: Pattern[][] = [];
  for (const text of PATTERNS.trim().split(/\s+/)) {
    const slots = Array.from(text, (char) => (char >= "1" && char <= "4" ? Number(char) : 0));
    const fixed = Array.from(text, (char) => char.charCodeAt(0));
    (byLength[text.length] ??= []).push({ slots, fixed });
  }
  return byLength;
}

/** Whether some pattern makes this folded word of a known root. */
export function followsPattern(word: string): boolean {
  const patterns = patternsByLength[word.length];
  if (patterns === undefined) return false;
  for (const pattern of patterns) if (roots.has(rootBy(pattern, word))) return true;
  return false;
}

/** The root that a pattern reads in a word of its length; "" if the fixed letters differ. */
function rootBy(pattern: Pattern, word: string): string {
  let first = "";
  let second = "";
  let third = "";
  let fourth = "";
  for (let at = 0; at < word.length; at++) {
    const slot = pattern.slots[at] as number;
    const unit = word.charCodeAt(at);
    if (slot === 0) {
      if (unit !== pattern.fixed[at]) return "";
    } else {
      const char = isWeak(unit) ? WEAK : (word[at] as string);
      if (slot === 1) first = char;
      else if (slot === 2) second = char;
      else if (slot === 3) third = char;
      else fourth = char;
    }
  }
  // An assimilated root loses its و in افتعل (اتحد of وحد); a doubled one writes its last letter once.
  return (first || WEAK) + second + (third || second) + fourth;
}

function isWeak(unit: number): boolean {
  return unit === ALEF || unit === WAW || unit === YEH || unit === HAMZA;
}

function weakened(root: string): string {
  let key = "";
  for (let at = 0; at < root.length; at++) key += isWeak(root.charCodeAt(at)) ? WEAK : root[at];
  return key;
}
