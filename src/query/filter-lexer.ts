/**
 * A filter expression to tokens with positions. Blanks and bidi controls, which come along when Arabic is
 * pasted, only separate tokens.
 * @module
 */
import { FihrisError } from "../contract/index.ts";
import { arabicComma, bidiControls } from "./code-points.ts";

export interface FilterToken {
  readonly kind: "bareword" | "string" | "operator" | "(" | ")" | "[" | "]" | "," | "end";
  /** Of a string: without its quotes and escapes. */
  readonly text: string;
  readonly position: number;
}

const separators = `\\s${bidiControls}`;
const skipped = new RegExp(`[${separators}]*`, "y");
const bareword = new RegExp(`[^${separators}()\\[\\],${arabicComma}"=<>!]+`, "y");
const wholeBareword = new RegExp(`^${bareword.source}$`);
const escaped = /\\(["\\])/g;
const operator = /!=|<=|>=|=|<|>/y;

/** Whether the text comes back as one bareword. */
export function isBareword(text: string): boolean {
  return wholeBareword.test(text);
}

/** `text` as a string token; the inverse of reading one. */
export function quoteString(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Tokens in order, closed by one of kind `end`. Throws `filter_syntax` for an unclosed string or a lone `!`. */
export function lexFilter(expression: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  const matchAt = (pattern: RegExp, position: number): RegExpExecArray | null => {
    pattern.lastIndex = position;
    return pattern.exec(expression);
  };
  let i = 0;
  const skip = (): void => {
    i += matchAt(skipped, i)?.[0].length ?? 0;
  };
  for (skip(); i < expression.length; skip()) {
    const token = readToken(expression, i, matchAt);
    tokens.push(token.token);
    i = token.end;
  }
  tokens.push({ kind: "end", text: "", position: expression.length });
  return tokens;
}

function readToken(
  expression: string,
  position: number,
  matchAt: (pattern: RegExp, position: number) => RegExpExecArray | null,
): { token: FilterToken; end: number } {
  const char = expression[position] as string;
  if (char === "(" || char === ")" || char === "[" || char === "]" || char === "," || char === arabicComma) {
    return { token: { kind: char === arabicComma ? "," : char, text: char, position }, end: position + 1 };
  }
  if (char === '"') {
    const close = closingQuote(expression, position + 1);
    if (close === -1) {
      throw new FihrisError("filter_syntax", `filter at ${position}: expected a closing quote, got the end`, {
        position,
        remedy: 'Close the string with ", and write a quote inside it as \\".',
      });
    }
    const text = expression.slice(position + 1, close).replace(escaped, "$1");
    return { token: { kind: "string", text, position }, end: close + 1 };
  }
  const comparison = matchAt(operator, position)?.[0];
  if (comparison !== undefined) {
    return { token: { kind: "operator", text: comparison, position }, end: position + comparison.length };
  }
  const word = matchAt(bareword, position)?.[0];
  if (word === undefined) {
    throw new FihrisError("filter_syntax", `filter at ${position}: expected !=, got ${char} alone`, {
      position,
      remedy: "Write field != value, or NOT before a condition.",
    });
  }
  return { token: { kind: "bareword", text: word, position }, end: position + word.length };
}

/** Offset of the first quote that no backslash escapes, or -1. */
function closingQuote(expression: string, from: number): number {
  for (let i = from; i < expression.length; i++) {
    if (expression[i] === '"') return i;
    if (expression[i] === "\\") i++;
  }
  return -1;
}
