/**
 * A tree of a filter back to text: reading it makes the same tree but for positions.
 * @module
 */
import type { FilterNode, FilterValue } from "./filter-ast.ts";
import { quoteString } from "./filter-lexer.ts";
import { isPlainFieldName, isPlainValue } from "./filter-parser.ts";

/** Parentheses stand only where the tree needs them. */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case "or":
      return node.children
        .map((child) => (child.kind === "or" ? `(${printFilter(child)})` : printFilter(child)))
        .join(" OR ");
    case "and":
      return node.children
        .map((child) => (isJunction(child) ? `(${printFilter(child)})` : printFilter(child)))
        .join(" AND ");
    case "not":
      return isJunction(node.child) || node.child.kind === "not"
        ? `NOT (${printFilter(node.child)})`
        : `NOT ${printFilter(node.child)}`;
    case "compare":
      return `${printField(node.field)} ${node.op} ${printValue(node.value)}`;
    case "in":
      return `${printField(node.field)} ${node.negated ? "NOT IN" : "IN"} [${node.values.map(printValue).join(", ")}]`;
    case "exists":
      return `${printField(node.field)} EXISTS`;
    case "range":
      return `${printField(node.field)} ${printValue(node.from)} TO ${printValue(node.to)}`;
  }
}

function isJunction(node: FilterNode): boolean {
  return node.kind === "and" || node.kind === "or";
}

function printField(field: string): string {
  return isPlainFieldName(field) ? field : quoteString(field);
}

function printValue({ text, quoted }: FilterValue): string {
  return quoted || !isPlainValue(text) ? quoteString(text) : text;
}
