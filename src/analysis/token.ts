/**
 * Text -> tokens with their spelled forms. Comes in: any string. Goes out: an array, in order of the text.
 * Invariant: `text.slice(start, end) === raw` and `spelled` is never empty.
 * @module
 */
import { spell } from "./spelling.ts";
import { TokenCursor } from "./token-cursor.ts";

export interface Token {
  /** The text's own characters, with marks. */
  readonly raw: string;
  readonly spelled: string;
  /** UTF-16 offset of the first unit. */
  readonly start: number;
  /** UTF-16 offset just after the last unit. */
  readonly end: number;
  /** 0-based; every word counts, particles too; clitics share their word's. */
  readonly position: number;
}

/** All tokens of a text: a convenience over {@link TokenCursor}. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const cursor = new TokenCursor().reset(text);
  while (cursor.next()) {
    const raw = text.slice(cursor.start, cursor.end);
    tokens.push({ raw, spelled: spell(raw), start: cursor.start, end: cursor.end, position: cursor.position });
  }
  return tokens;
}
