/**
 * The tokens of a query, between its text and its tree.
 * @module
 */
import type { PhraseNode, WordNode } from "./query-ast.ts";

/** `start` is where the token begins in the text: at its field or its quote, where it has one. */
export type QueryToken =
  | { readonly kind: "word"; readonly start: number; readonly node: WordNode }
  | { readonly kind: "phrase"; readonly start: number; readonly node: PhraseNode }
  | { readonly kind: "adjacent"; readonly start: number; readonly words: readonly WordNode[] }
  /** OR, AND, NOT standing alone: an operator where it has its operands, a word elsewhere. */
  | { readonly kind: "keyword"; readonly start: number; readonly node: WordNode }
  | { readonly kind: "plus" | "minus" | "bar" | "open" | "close"; readonly start: number };

export function isUnit(token: QueryToken | undefined): boolean {
  return token?.kind === "word" || token?.kind === "phrase" || token?.kind === "adjacent";
}

export function startsUnit(token: QueryToken | undefined): boolean {
  return token?.kind === "open" || isUnit(token);
}

export function endsUnit(token: QueryToken | undefined): boolean {
  return token?.kind === "close" || isUnit(token);
}
