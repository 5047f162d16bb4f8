/**
 * A query as a flat list of tokens, in the order of the text. Nothing is judged here that needs more than the
 * characters around: whether an operator has its operands is settled afterwards.
 *
 * Every quote, parenthesis and `|` ends a word, so no word holds one, and one that has no partner vanishes.
 * @module
 */
import {
  hasLetterOrDigit,
  isSpace,
  leftDoubleQuote,
  leftGuillemet,
  quoteMarks,
  rightDoubleQuote,
  rightGuillemet,
} from "./code-points.ts";
import { digitValue } from "./decimal-digits.ts";
import type { PhraseNode, WordNode } from "./query-ast.ts";
import type { QueryToken } from "./query-token.ts";

/** Closing quote by opening quote. Right-to-left writers type “ ” in either order: the pair has no mirror form. */
const adjacencyQuotes: ReadonlyMap<string, string> = new Map([
  [leftGuillemet, rightGuillemet],
  [leftDoubleQuote, rightDoubleQuote],
  [rightDoubleQuote, leftDoubleQuote],
]);

/** What `+` and `-` must stand directly before; `="` is how an exact phrase begins. */
export const signable: RegExp = /[\p{L}\p{N}"(]|="/uy;
const quote = new RegExp(`[${quoteMarks}]`);
const run = new RegExp(`[^\\s()|${quoteMarks}]+`, "uy");
const slop = /~(\p{Nd})(?![\p{L}\p{M}\p{N}])/uy;
const wordSuffix = /(?<=[\p{L}\p{M}\p{N}])(?:(\*)|~(\p{Nd})?)$/u;
const operatorWord = /^(?:OR|AND|NOT)$/;

/** What is optional is assigned: spreading an object costs microseconds. */
type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** Whether the pattern, which must be sticky, matches at the offset. */
export function matchesAt(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset;
  return pattern.test(text);
}

/** Runs of non-space that hold a letter or a digit, as plain words. */
export function plainWords(text: string, offset: number, field?: string): WordNode[] {
  const words: WordNode[] = [];
  for (let start = 0; start < text.length; ) {
    let end = start;
    while (end < text.length && !isSpace(text.charCodeAt(end))) end++;
    const run = end === start ? "" : text.slice(start, end);
    if (run !== "" && hasLetterOrDigit(run)) words.push(word(run, offset + start, field));
    start = end + 1;
  }
  return words;
}

function word(text: string, start: number, field: string | undefined): WordNode {
  const end = start + text.length;
  return field === undefined ? { kind: "word", text, start, end } : { kind: "word", text, start, end, field };
}

/** The word with its `*` or `~` taken off and noted. */
function suffixedWord(text: string, start: number, field: string | undefined): WordNode {
  // Few words have one, and the pattern looks behind every letter.
  const match = text.includes("*") || text.includes("~") ? wordSuffix.exec(text) : null;
  const edits = match?.[2] === undefined ? 1 : digitValue(match[2]);
  if (match === null || (edits !== 1 && edits !== 2)) return word(text, start, field);
  const stem = text.slice(0, match.index);
  if (!hasLetterOrDigit(stem)) return word(text, start, field);
  const suffixed: Mutable<WordNode> = word(stem, start, field);
  if (match[1] === undefined) suffixed.fuzzy = edits;
  else suffixed.prefix = true;
  return suffixed;
}

/** Time is linear in the length of `q`. */
export function lexQuery(q: string, textFields: ReadonlySet<string>): QueryToken[] {
  const tokens: QueryToken[] = [];
  const lastOffsets = new Map<string, number>();
  /** Offset of the next such quote, or -1. Asking for the last one first keeps many unpaired quotes linear. */
  const closing = (mark: string, from: number): number => {
    let last = lastOffsets.get(mark);
    if (last === undefined) {
      last = q.lastIndexOf(mark);
      lastOffsets.set(mark, last);
    }
    return last < from ? -1 : q.indexOf(mark, from);
  };

  /**
   * Reads the quoted unit that begins at `offset`; returns where it ends, or -1 where the quote has no partner.
   * A pair without words is skipped whole, lest its second quote pair up with the next one.
   */
  const readQuoted = (offset: number, start: number, field: string | undefined, exact: boolean): number => {
    const closer = q[offset] === '"' ? '"' : adjacencyQuotes.get(q[offset] as string);
    if (closer === undefined) return -1;
    const end = closing(closer, offset + 1);
    if (end === -1) return -1;
    const text = q.slice(offset + 1, end);
    if (!hasLetterOrDigit(text)) return end + 1;
    if (closer !== '"') {
      tokens.push({ kind: "adjacent", start, words: plainWords(text, offset + 1, field) });
      return end + 1;
    }
    slop.lastIndex = end + 1;
    const distance = slop.exec(q);
    const asked = distance === null ? 0 : digitValue(distance[1] as string);
    const node: Mutable<PhraseNode> = { kind: "phrase", text, start: offset + 1, end, slop: asked };
    if (field !== undefined) node.field = field;
    if (exact) node.exact = true;
    tokens.push({ kind: "phrase", start, node });
    return end + 1 + (distance?.[0].length ?? 0);
  };

  /** Reads a run of word characters, with the quoted unit that its field or `=` belongs to; returns where it ends. */
  const readRun = (runStart: number): number => {
    run.lastIndex = runStart;
    const whole = (run.exec(q) as RegExpExecArray)[0];
    const end = runStart + whole.length;
    // A sign that is no operator is punctuation, and would become an operator if it were printed.
    const text = whole.replace(/^[+-]+/, "");
    const start = end - text.length;
    const colon = text.indexOf(":");
    const field = colon > 0 && textFields.has(text.slice(0, colon)) ? text.slice(0, colon) : undefined;
    const rest = (field === undefined ? text : text.slice(colon + 1)).replace(/^[+-]+/, "");
    if (rest === "" || (rest === "=" && q[end] === '"')) {
      const after = field === undefined && rest === "" ? -1 : readQuoted(end, start, field, rest === "=");
      if (after !== -1) return after;
    }
    if (field !== undefined && hasLetterOrDigit(rest)) {
      tokens.push({ kind: "word", start, node: suffixedWord(rest, end - rest.length, field) });
    } else if (hasLetterOrDigit(text)) {
      const kind = operatorWord.test(text) ? "keyword" : "word";
      tokens.push({ kind, start, node: suffixedWord(text, start, undefined) });
    }
    return end;
  };

  let i = 0;
  while (i < q.length) {
    const char = q[i] as string;
    if (isSpace(q.charCodeAt(i))) i++;
    else if (char === "(" || char === ")") tokens.push({ kind: char === "(" ? "open" : "close", start: i++ });
    else if (char === "|") tokens.push({ kind: "bar", start: i++ });
    else if (quote.test(char)) {
      const after = readQuoted(i, i, undefined, false);
      i = after === -1 ? i + 1 : after;
    } else if (
      (char === "+" || char === "-") &&
      (i === 0 || isSpace(q.charCodeAt(i - 1)) || q[i - 1] === "(") &&
      matchesAt(signable, q, i + 1)
    ) {
      tokens.push({ kind: char === "+" ? "plus" : "minus", start: i++ });
    } else i = readRun(i);
  }
  return tokens;
}
