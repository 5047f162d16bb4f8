/**
 * Query words -> the same names written together or apart. Comes in: spelled words. Goes out: spans, left to right.
 * Invariant: a proposal only, since the letters alone cannot tell عبدالله from a word that happens to begin so; whoever
 * asks keeps what its collection holds.
 *
 * Rules: عبد, أبو, ابن, بن, آل, ذو and their case forms before a name; الدين, الله and الإسلام after one (نورالدين).
 * @module
 */

export interface SpacingVariant {
  /** Index of the first word. */
  readonly from: number;
  /** Index just after the last word. */
  readonly to: number;
  readonly others: readonly (readonly string[])[];
}

/** First parts of names, and what must follow for a word to be taken apart behind them. */
const FIRST_PARTS: readonly { readonly words: readonly string[]; readonly apart: RegExp }[] = [
  { words: ["عبد"], apart: /^(?:ال..|رب|مناف|شمس)/u },
  // أبوه and أبوهما are his and their father, أبواب and أبوته other nouns; two letters are always an ending.
  { words: ["أبو", "ابو", "أبا"], apart: /^(?!هما$|ا[بق]|ت)...|^ال../u },
  // ابناؤه and ابنته are his sons and his daughter.
  { words: ["ابن", "إبن", "أبن"], apart: /^(?!هما$|ا[ءؤئو]|ت|ي)...|^ال../u },
  // Many nouns begin with بن or ذو: only a name with the article gives them away.
  { words: ["بن", "ذو", "ذي", "ذا"], apart: /^ال../u },
  // آليات is no clan; آلاف, آلام and آلات begin with the alef of no article.
  { words: ["آل"], apart: /^(?!ي|ا[^ل])..../u },
];

const LAST_PARTS: readonly string[] = ["الدين", "الله", "الإسلام", "الاسلام"];
/** What these letters spell before الدين or الله is a chain of particles: والدين, بالله, تالله, الوالدين. */
const ONLY_PARTICLES = /^[وفبكلستا]+$/u;
const PROCLITICS = /^[وف]?[بلك]?/u;
const MIN_NAME = 3;
const MIN_BEFORE_LAST_PART = 2;

/** Names in the words that may as well be written together or apart. `others` stand for the whole span, clitics kept. */
export function spacingVariants(spelledTokens: readonly string[]): SpacingVariant[] {
  const found: SpacingVariant[] = [];
  for (let from = 0; from < spelledTokens.length; ) {
    const word = spelledTokens[from] as string;
    const next = spelledTokens[from + 1];
    const together = next === undefined ? undefined : joined(word, next);
    const others = together === undefined ? apart(word) : [[together]];
    const to = from + (together === undefined ? 1 : 2);
    if (others.length > 0) found.push({ from, to, others });
    from = to;
  }
  return found;
}

function joined(word: string, next: string): string | undefined {
  if (LAST_PARTS.includes(next) && isName(word)) return word + next;
  if (next.length < MIN_NAME) return undefined;
  const part = FIRST_PARTS.find(({ words }) => hosts(word).some((host) => words.includes(host)));
  if (part === undefined) return undefined;
  return part.apart.test(next) || !part.words.includes("عبد") ? word + next : undefined;
}

function apart(word: string): string[][] {
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
}

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
