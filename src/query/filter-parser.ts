/**
 * A filter expression to its tree, or `filter_syntax` with the position, what was expected, what came instead
 * and what to write. Recursion is bounded by the depth limit, which is checked before a parenthesis is entered.
 *
 *     expr = and { "OR" and } ; and = not { "AND" not } ; not = ["NOT"] prim
 *     prim = "(" expr ")" | field op value | field ["NOT"] "IN" "[" value {"," value} "]"
 *          | field "EXISTS" | field value "TO" value
 * @module
 */
import { FihrisError } from "../contract/index.ts";
import type { CompareOperator, FilterNode, FilterValue } from "./filter-ast.ts";
import { type FilterToken, isBareword, lexFilter } from "./filter-lexer.ts";
import { filterValue } from "./filter-value.ts";

export const filterLimits = {
  /** Parentheses inside each other. */
  depth: 32,
  /** Conditions in one expression. */
  clauses: 256,
} as const;

const filterKeywords: ReadonlySet<string> = new Set(["AND", "OR", "NOT", "IN", "EXISTS", "TO"]);
const plainFieldName = /^[\p{L}\p{M}\p{N}_.-]+$/u;
/** Quotes that people type, or that editors put, where the grammar has `"`. */
const wrongQuote = /^['`‘’“”„«»]/;

/** Whether a field may be written without quotes. */
export function isPlainFieldName(name: string): boolean {
  return plainFieldName.test(name) && !filterKeywords.has(name);
}

/** Whether a value may be written without quotes. */
export function isPlainValue(text: string): boolean {
  return isBareword(text) && !filterKeywords.has(text) && !wrongQuote.test(text);
}

/** Throws `filter_syntax`, also for an expression without any condition. */
export function parseFilter(expression: string): FilterNode {
  return new FilterParser(lexFilter(expression)).parse();
}

class FilterParser {
  readonly #tokens: readonly FilterToken[];
  #next = 0;
  #depth = 0;
  #clauses = 0;

  constructor(tokens: readonly FilterToken[]) {
    this.#tokens = tokens;
  }

  parse(): FilterNode {
    const node = this.#or();
    if (!this.#at("end"))
      this.#fail(
        "AND, OR or the end",
        'Join conditions with AND or OR; quote a value that holds blanks or any of ()[],"=<>!.',
      );
    return node;
  }

  #at(kind: FilterToken["kind"]): boolean {
    return this.#token.kind === kind;
  }

  get #token(): FilterToken {
    return this.#tokens[this.#next] as FilterToken;
  }

  #or(): FilterNode {
    const children = [this.#and()];
    while (this.#takeKeyword("OR")) children.push(this.#and());
    return children.length === 1 ? (children[0] as FilterNode) : { kind: "or", children };
  }

  #and(): FilterNode {
    const children = [this.#not()];
    while (this.#takeKeyword("AND")) children.push(this.#not());
    return children.length === 1 ? (children[0] as FilterNode) : { kind: "and", children };
  }

  #not(): FilterNode {
    return this.#takeKeyword("NOT") ? { kind: "not", child: this.#primary() } : this.#primary();
  }

  #primary(): FilterNode {
    if (this.#at("(")) return this.#group();
    const first = this.#next;
    const { position } = this.#token;
    if (++this.#clauses > filterLimits.clauses) {
      this.#fail(
        `at most ${filterLimits.clauses} conditions`,
        "Gather values of one field: field IN [a, b, c].",
        "one more",
      );
    }
    const field = this.#field();
    if (this.#at("operator")) {
      const op = this.#take().text as CompareOperator;
      return { kind: "compare", field, op, value: this.#value(), position };
    }
    if (this.#takeKeyword("EXISTS")) return { kind: "exists", field, position };
    const negated = this.#takeKeyword("NOT");
    if (this.#takeKeyword("IN")) return { kind: "in", field, negated, values: this.#list(), position };
    if (negated) this.#fail("IN", "Write field NOT IN [a, b], or NOT before the whole condition: NOT field EXISTS.");
    if (!this.#atValue()) {
      this.#fail("an operator after the field", "Write = != < <= > >= and a value, IN [a, b], EXISTS, or a TO b.");
    }
    const from = this.#value();
    if (!this.#takeKeyword("TO")) {
      // In `not a = 1` or `a exists` the small letters stand before the place where nothing fits any more.
      this.#next = this.#tokens.findIndex((token, i) => i >= first && (i === this.#next || isLowerCaseKeyword(token)));
      this.#fail("TO", "Write field = value to compare, field a TO b for a range; quote a value that holds blanks.");
    }
    return { kind: "range", field, from, to: this.#value(), position };
  }

  #group(): FilterNode {
    if (this.#depth === filterLimits.depth) {
      this.#fail(
        `at most ${filterLimits.depth} parentheses inside each other`,
        "Take out parentheses that change nothing.",
        "one more",
      );
    }
    this.#depth++;
    this.#take();
    const node = this.#or();
    if (!this.#at(")")) this.#fail("AND, OR or )", "Close the parenthesis, and join conditions with AND or OR.");
    this.#take();
    this.#depth--;
    return node;
  }

  #field(): string {
    const token = this.#token;
    if (token.kind === "string" && token.text !== "") return this.#take().text;
    if (token.kind === "bareword" && isPlainFieldName(token.text)) return this.#take().text;
    if (token.kind === "bareword" && token.text.includes(":")) {
      return this.#fail(
        "the name of a field",
        'Write field = value, without a colon; quote a name that holds one: "a:b" = value.',
      );
    }
    return this.#fail(
      "the name of a field",
      'Write field = value. A name of letters, digits, _ . and - stands as it is, any other in quotes: "my field" = value.',
    );
  }

  #list(): FilterValue[] {
    if (!this.#at("[")) this.#fail("[", "Write the values in brackets: field IN [a, b].");
    const values: FilterValue[] = [];
    do {
      this.#take();
      values.push(this.#value());
    } while (this.#at(","));
    if (!this.#at("]")) this.#fail(", or ]", "Part values by commas and close the list: field IN [a, b].");
    this.#take();
    return values;
  }

  #atValue(): boolean {
    const { kind, text } = this.#token;
    return kind === "string" || (kind === "bareword" && !filterKeywords.has(text));
  }

  #value(): FilterValue {
    if (!this.#atValue())
      this.#fail("a value", 'Write a word, a number, a date or a "quoted string"; words of the grammar need quotes.');
    if (this.#at("bareword") && wrongQuote.test(this.#token.text)) {
      this.#fail(
        'a word or a string in " quotes',
        `Write "..." with the plain quote; where the other one belongs to the value, put it inside.`,
      );
    }
    const { kind, text, position } = this.#take();
    return filterValue(text, kind === "string", position);
  }

  #takeKeyword(keyword: string): boolean {
    const found = this.#at("bareword") && this.#token.text === keyword;
    if (found) this.#take();
    return found;
  }

  #take(): FilterToken {
    const token = this.#token;
    if (token.kind !== "end") this.#next++;
    return token;
  }

  #fail(expected: string, remedy: string, got?: string): never {
    const token = this.#token;
    const { position } = token;
    const capitals = isLowerCaseKeyword(token) ? token.text.toUpperCase() : undefined;
    throw new FihrisError(
      "filter_syntax",
      `filter at ${position}: expected ${capitals ?? expected}, got ${got ?? describe(token)}`,
      {
        position,
        remedy:
          capitals === undefined ? remedy : `Write ${capitals} in capitals; as a name or a value put it in quotes.`,
      },
    );
  }
}

function isLowerCaseKeyword({ kind, text }: FilterToken): boolean {
  return kind === "bareword" && !filterKeywords.has(text) && filterKeywords.has(text.toUpperCase());
}

const describedUnits = 40;

function describe({ kind, text }: FilterToken): string {
  if (kind === "end") return "the end";
  const shown = text.length > describedUnits ? `${text.slice(0, describedUnits)}...` : text;
  return kind === "string" ? `the string "${shown}"` : shown;
}
