/**
 * A tree of a query back to text. For every tree that `parseQuery` made, reading the text with the same options
 * makes the same tree but for offsets.
 * @module
 */
import { leftDoubleQuote, leftGuillemet, rightDoubleQuote, rightGuillemet } from "./code-points.ts";
import type { AdjacentNode, BooleanNode, Clause, PhraseNode, QueryNode, WordNode } from "./query-ast.ts";
import { matchesAt, signable } from "./query-lexer.ts";

const adjacencyQuotes = [
  [leftGuillemet, rightGuillemet],
  [leftDoubleQuote, rightDoubleQuote],
  [rightDoubleQuote, leftDoubleQuote],
] as const;

export function printQuery(root: BooleanNode): string {
  const printed = root.clauses.map(({ node }) => printNode(node));
  const needsAnd = root.clauses.map(
    ({ occur, node }, i) => occur === "must" && !canBearSign(node, printed[i] as string),
  );
  let text = "";
  for (const [i, clause] of root.clauses.entries()) {
    // What cannot bear a `+` became required by an AND, so a neighbour is required or excluded as well.
    const joins = (needsAnd[i] || needsAnd[i - 1]) && clause.occur !== "should" && isFirm(root.clauses[i - 1]);
    if (i > 0) text += joins ? " AND " : " ";
    text += signFor(clause, printed[i] as string) + printed[i];
  }
  return text;
}

function isFirm(clause: Clause | undefined): boolean {
  return clause !== undefined && clause.occur !== "should";
}

function canBearSign(node: QueryNode, printed: string): boolean {
  return node.kind !== "or" && matchesAt(signable, printed, 0);
}

function signFor({ occur, node }: Clause, printed: string): string {
  if (occur === "should") return "";
  if (canBearSign(node, printed)) return occur === "must" ? "+" : "-";
  return occur === "must" ? "" : "NOT ";
}

function printNode(node: QueryNode): string {
  switch (node.kind) {
    case "word":
      return printWord(node);
    case "phrase":
      return printPhrase(node);
    case "adjacent":
      return printAdjacent(node);
    case "boolean":
      return `(${printQuery(node)})`;
    case "or":
      return node.children.map(printNode).join(" OR ");
  }
}

function printField(field: string | undefined): string {
  return field === undefined ? "" : `${field}:`;
}

function printWord({ field, text, prefix, fuzzy }: WordNode): string {
  return `${printField(field)}${text}${prefix ? "*" : ""}${fuzzy === undefined ? "" : `~${fuzzy}`}`;
}

function printPhrase({ field, exact, text, slop }: PhraseNode): string {
  return `${printField(field)}${exact ? "=" : ""}"${text}"${slop === 0 ? "" : `~${slop}`}`;
}

function printAdjacent({ children }: AdjacentNode): string {
  const text = children.map((child) => child.text).join(" ");
  const [open, close] = adjacencyQuotes.find(([, mark]) => !text.includes(mark)) ?? adjacencyQuotes[0];
  return `${printField(children[0]?.field)}${open}${text}${close}`;
}
