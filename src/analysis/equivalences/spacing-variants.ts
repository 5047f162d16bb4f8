/**
 * Query words -> the same names written together or apart. Comes in: spelled words. Goes out: spans, left to right.
 * Invariant: a proposal only, since the letters alone cannot tell عبدالله from a word that happens to begin so; whoever
 * asks keeps what its collection holds.
 *
 * Rules: عبد, أبو, ابن, بن, آل, ذو and their case forms before a name; الدين, الله and الإسلام after one (نورالدين).
 * @module
 */
import { memoized } from "../memoized.ts";
import { analyzeWord } from "../word-analysis.ts";

export interface SpacingVariant {
  /** Index of the first word. */
  readonly from: number;
  /** Index just after the last word. */
  readonly to: number;
  readonly others: readonly (readonly string[])[];
}

interface FirstPart {
  readonly words: readonly string[];
  /** What must follow for a word to be taken apart behind it. */
  readonly apart: RegExp;
  /** What the next word must be to be written onto it. */
  readonly together: RegExp;
}

const NAME_WITH_ARTICLE = /^ال../u;
const ANY_NAME = /^.../u;
const SERVANT_OF = /^(?:ال..|رب|مناف|شمس)/u;

const FIRST_PARTS: readonly FirstPart[] = [
  { words: ["عبد"], apart: SERVANT_OF, together: SERVANT_OF },
  // أبوه and أبوهما are his and their father, أبواب and أبوته other nouns; two letters are always an ending.
  { words: ["أبو", "ابو"], apart: /^(?!هما$|ا[بق]|ت)...|^ال../u, together: ANY_NAME },
  // ابناؤه and ابنته are his sons and his daughter.
  { words: ["ابن", "إبن", "أبن"], apart: /^(?!هما$|ا[ءؤئو]|ت|ي)...|^ال../u, together: ANY_NAME },
  // Many words begin with بن, أبا or ذو: only a name with the article gives them away.
  { words: ["بن"], apart: NAME_WITH_ARTICLE, together: ANY_NAME },
  { words: ["أبا", "ذو", "ذي"], apart: NAME_WITH_ARTICLE, together: NAME_WITH_ARTICLE },
  // آليات is no clan; آلاف, آلام and آلات begin with the alef of no article.
  { words: ["آل"], apart: /^(?!ي|ا[^ل])..../u, together: ANY_NAME },
];

const LAST_PARTS: readonly string[] = ["الدين", "الله", "الإسلام", "الاسلام"];
/** What these letters spell before الدين or الله is a chain of particles: والدين, بالله, تالله, الوالدين. */
const ONLY_PARTICLES = /^[وفبكلستا]+$/u;
const PROCLITICS = /^[وف]?[بلك]?/u;
const MIN_BEFORE_LAST_PART = 2;

/**
 * Names in the words that may as well be written together or apart. `others` stand for the whole span, clitics kept.
 * @param mayVary - false for words that are part of no span, see {@link mayVaryInSpacing}
 */
export function spacingVariants(
  spelledTokens: readonly string[],
  mayVary: (word: number) => boolean = () => true,
): SpacingVariant[] {
  const found: SpacingVariant[] = [];
  for (let from = 0; from < spelledTokens.length; ) {
    const word = spelledTokens[from] as string;
    const next = spelledTokens[from + 1];
    if (!mayVary(from) && (next === undefined || !mayVary(from + 1))) {
      from++;
      continue;
    }
    const together = next === undefined ? undefined : joined(word, next);
    const others = together === undefined ? apart(word) : [[together]];
    const to = from + (together === undefined ? 1 : 2);
    if (others.length > 0) found.push({ from, to, others });
    from = to;
  }
  return found;
}

/** Whether the spelled word may be part of a span. */
export function mayVaryInSpacing(spelled: string): boolean {
  return LAST_PARTS.includes(spelled) || firstPart(spelled) !== undefined || apart(spelled).length > 0;
}

function joined(word: string, next: string): string | undefined {
  if (LAST_PARTS.includes(next) && isName(word) && !analyzeWord(word).functionWord) return word + next;
  const part = firstPart(word);
  // بن عبد العزيز: the next word has a name of its own to join.
  if (part === undefined || firstPart(next) !== undefined) return undefined;
  return part.together.test(next) ? word + next : undefined;
}

const firstPart = memoized((word: string): FirstPart | undefined =>
  FIRST_PARTS.find(({ words }) => hosts(word).some((host) => words.includes(host))),
);

const apart = memoized((word: string): readonly string[][] => {
  for (const host of hosts(word)) {
    const clitics = word.slice(0, word.length - host.length);
    for (const { words, apart: follows } of FIRST_PARTS) {
      const part = words.find((first) => host.startsWith(first));
      if (part !== undefined && follows.test(host.slice(part.length))) {
        return [[clitics + part, host.slice(part.length)]];
      }
    }
  }
  const last = LAST_PARTS.find((part) => word.endsWith(part));
  const first = last === undefined ? "" : word.slice(0, -last.length);
  return last !== undefined && isName(first) ? [[first, last]] : [];
});

/** The word itself, then without particles written onto it. */
function hosts(word: string): string[] {
  const clitics = (PROCLITICS.exec(word) as RegExpExecArray)[0];
  const all = [word];
  for (let at = 1; at <= clitics.length; at++) all.push(word.slice(at));
  return all;
}

function isName(word: string): boolean {
  return word.length >= MIN_BEFORE_LAST_PART && !ONLY_PARTICLES.test(word);
}
