/**
 * Text of documents and errors -> text that a terminal only shows: nothing in it moves the cursor, changes colours or
 * turns the direction of what stands around it.
 * @module
 */
import type { TextRange } from "../contract/index.ts";

/** A piece of a text; `marked` where it answers the query. */
export interface TextSpan {
  readonly text: string;
  readonly marked: boolean;
}

/** Line breaks and tabs become one blank, bidi controls nothing, all other controls U+FFFD. */
export function lineForTerminal(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, " ")
    .replace(/\p{Bidi_Control}+/gu, "")
    .replace(/\p{Cc}/gu, "\ufffd");
}

/** A text cut at its ranges, each piece made safe for a terminal. */
export function spansForTerminal(text: string, ranges: readonly TextRange[]): TextSpan[] {
  const spans: TextSpan[] = [];
  let from = 0;
  for (const { start, end } of ranges) {
    spans.push({ text: text.slice(from, start), marked: false }, { text: text.slice(start, end), marked: true });
    from = end;
  }
  spans.push({ text: text.slice(from), marked: false });
  return spans
    .filter(({ text: piece }) => piece !== "")
    .map(({ text: piece, marked }) => ({ text: lineForTerminal(piece), marked }));
}

const hidden = /[\x7f-\x9f\u2028\u2029\p{Bidi_Control}]/gu;

/** JSON in one line that is safe to look at, too: what JSON leaves unescaped and a terminal obeys is escaped. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
