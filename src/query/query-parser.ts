/**
 * What a person typed to a tree. Lenient: every string has a tree, nothing throws, and what cannot be read as
 * an operator is read as a word. Time is linear in the length of the query, and no step recurses.
 * @module
 */
import { searchLimits } from "../contract/index.ts";
import { settleOperators } from "./operator-settler.ts";
import type { BooleanNode, Clause, Occur, ParsedQuery, PhraseNode, QueryNode, WordNode } from "./query-ast.ts";
import { lexQuery, plainWords } from "./query-lexer.ts";
import { endsUnit, type QueryToken, startsUnit } from "./query-token.ts";

export interface ParseQueryOptions {
  /** `plain` turns every operator off: words only. */
  readonly syntax: "full" | "plain";
  /** Names that `name:` is read as a field for. */
  readonly textFields: ReadonlySet<string>;
}

/**
 * Reads at most `searchLimits.queryUnits` UTF-16 units and `searchLimits.queryWords` words; the rest is
 * dropped and noted in `truncated`. Groups that the cut leaves open end there.
 */
export function parseQuery(q: string, options: ParseQueryOptions): ParsedQuery {
  const text = q.slice(0, unitLimit(q));
  const tokens: readonly QueryToken[] =
    options.syntax === "plain"
      ? plainWords(text, 0).map((node) => ({ kind: "word", start: node.start, node }))
      : settleOperators(lexQuery(text, options.textFields), text);
  const builder = new TreeBuilder(tokens);
  const root = builder.build();
  return { root, words: builder.words, truncated: builder.truncated || text.length < q.length };
}

/** Where the query is cut: never between the halves of a surrogate pair. */
function unitLimit(q: string): number {
  const limit = searchLimits.queryUnits;
  const splitsPair = q.length > limit && (q.codePointAt(limit - 1) as number) > 0xffff;
  return splitsPair ? limit - 1 : limit;
}

/** A group being read: what it holds so far, and what the next unit has been told by the operators before it. */
class OpenGroup {
  readonly clauses: Clause[] = [];
  /** Set by a sign or NOT. */
  occur: Exclude<Occur, "should"> | undefined;
  joinsAnd = false;
  joinsOr = false;
  /** A unit with a sign or NOT is complete: OR joins only bare units. */
  lastIsBare = false;

  add(node: QueryNode): void {
    const last = this.clauses.at(-1);
    if (this.joinsOr && last !== undefined) {
      const children = last.node.kind === "or" ? [...last.node.children, node] : [last.node, node];
      this.clauses[this.clauses.length - 1] = { occur: last.occur, node: { kind: "or", children } };
    } else {
      if (this.joinsAnd && last?.occur === "should") {
        this.clauses[this.clauses.length - 1] = { occur: "must", node: last.node };
      }
      this.clauses.push({ occur: this.occur ?? (this.joinsAnd ? "must" : "should"), node });
      this.lastIsBare = this.occur === undefined;
    }
    this.occur = undefined;
    this.joinsAnd = false;
    this.joinsOr = false;
  }
}

/** Settled tokens to a tree, with an explicit stack of open groups. */
class TreeBuilder {
  words = 0;
  truncated = false;
  readonly #tokens: readonly QueryToken[];
  readonly #groups: OpenGroup[] = [];
  #group = new OpenGroup();

  constructor(tokens: readonly QueryToken[]) {
    this.#tokens = tokens;
  }

  build(): BooleanNode {
    for (let i = 0; i < this.#tokens.length && !this.truncated; i++) this.#read(i);
    while (this.#groups.length > 0) this.#close();
    return { kind: "boolean", clauses: this.#group.clauses };
  }

  #read(i: number): void {
    const token = this.#tokens[i] as QueryToken;
    switch (token.kind) {
      case "plus":
        this.#group.occur = "must";
        return;
      case "minus":
        this.#group.occur = "must_not";
        return;
      case "open":
        this.#groups.push(this.#group);
        this.#group = new OpenGroup();
        return;
      case "close":
        this.#close();
        return;
      case "bar":
        this.#group.joinsOr = this.#group.lastIsBare;
        return;
      case "keyword":
        if (!this.#isOperator(i, token.node.text)) this.#addWord(token.node);
        return;
      case "word":
        this.#addWord(token.node);
        return;
      case "phrase":
        this.#addPhrase(token.node);
        return;
      case "adjacent": {
        const children = token.words.slice(0, this.#take(token.words.length));
        if (children.length > 0) this.#group.add({ kind: "adjacent", children });
      }
    }
  }

  /** Takes the keyword as an operator where it has its operands; otherwise it is a word. */
  #isOperator(i: number, keyword: string): boolean {
    const follows = endsUnit(this.#tokens[i - 1]);
    if (keyword === "NOT" && startsUnit(this.#tokens[i + 1])) this.#group.occur = "must_not";
    else if (keyword === "AND" && follows && this.#startsClause(i + 1)) this.#group.joinsAnd = true;
    else if (keyword === "OR" && follows && this.#group.lastIsBare && startsUnit(this.#tokens[i + 1])) {
      this.#group.joinsOr = true;
    } else return false;
    return true;
  }

  #startsClause(i: number): boolean {
    const token = this.#tokens[i];
    if (token?.kind === "keyword") return token.node.text === "NOT" && startsUnit(this.#tokens[i + 1]);
    return token?.kind === "plus" || token?.kind === "minus" || startsUnit(token);
  }

  #addWord(node: WordNode): void {
    if (this.#take(1) === 1) this.#group.add(node);
  }

  #addPhrase(node: PhraseNode): void {
    const words = plainWords(node.text, node.start);
    const taken = this.#take(words.length);
    const end = taken === words.length ? node.end : words[taken - 1]?.end;
    if (end === node.end) this.#group.add(node);
    else if (end !== undefined) this.#group.add({ ...node, text: node.text.slice(0, end - node.start), end });
  }

  /** How many of so many words are still within the limit. */
  #take(wanted: number): number {
    const taken = Math.min(wanted, searchLimits.queryWords - this.words);
    this.words += taken;
    if (taken < wanted) this.truncated = true;
    return taken;
  }

  #close(): void {
    const { clauses } = this.#group;
    this.#group = this.#groups.pop() as OpenGroup;
    if (clauses.length > 0) this.#group.add({ kind: "boolean", clauses });
  }
}
