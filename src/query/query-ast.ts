/**
 * The tree of a query. Text is raw, as typed; `start` and `end` are UTF-16 offsets into the raw query and
 * always slice back to `text`.
 * @module
 */

/**
 * A maximal run of characters without space, quote, parenthesis or `|`. Other punctuation stays in place, so
 * analysis may find several tokens in it; it holds at least one letter or digit.
 */
export interface WordNode {
  readonly kind: "word";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Text field the word is looked for in; absent: the fields searched by default. */
  readonly field?: string | undefined;
  /** `word*`: whatever begins like this. */
  readonly prefix?: true;
  /** `word~`, `word~1`, `word~2`: edits allowed. */
  readonly fuzzy?: 1 | 2;
}

/** `"text"`: words that must stand in this order, at most `slop` positions apart from it. */
export interface PhraseNode {
  readonly kind: "phrase";
  /** What stands between the quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly field?: string;
  /** `="text"`: compared without folding. */
  readonly exact?: true;
  /** 0 to 9, default 0. */
  readonly slop: number;
}

/** « » or “ ”: words that score by themselves, with a bonus where they are adjacent. At least one child. */
export interface AdjacentNode {
  readonly kind: "adjacent";
  readonly children: readonly WordNode[];
}

/** A whole query or a parenthesised group. Only a whole query may have no clause. */
export interface BooleanNode {
  readonly kind: "boolean";
  readonly clauses: readonly Clause[];
}

export type Occur = "should" | "must" | "must_not";

export interface Clause {
  readonly occur: Occur;
  readonly node: QueryNode;
}

/** `a OR b`: one unit, met by any of its children. At least two children. */
export interface OrNode {
  readonly kind: "or";
  readonly children: readonly QueryNode[];
}

export type QueryNode = WordNode | PhraseNode | AdjacentNode | BooleanNode | OrNode;

export interface ParsedQuery {
  readonly root: BooleanNode;
  /** Words read, those inside phrases included; at most `searchLimits.queryWords`. */
  readonly words: number;
  /** Something was dropped because the query is too long: answer with the warning `query_truncated`. */
  readonly truncated: boolean;
}
