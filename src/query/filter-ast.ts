/**
 * The tree of a filter expression. Positions are UTF-16 offsets into the expression: of a condition, where its
 * field begins; of a value, where the value begins.
 * @module
 */
import type { DateInterval } from "./iso-date.ts";

/** A value with every reading it allows; which one holds is for the field's type to say. */
export interface FilterValue {
  /** As typed, quotes and escapes resolved; keywords compare it after `normalizeKeyword`. */
  readonly text: string;
  readonly quoted: boolean;
  readonly number?: number;
  readonly date?: DateInterval;
  readonly position: number;
}

export type CompareOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export interface FilterAnd {
  readonly kind: "and";
  /** At least two. */
  readonly children: readonly FilterNode[];
}

export interface FilterOr {
  readonly kind: "or";
  /** At least two. */
  readonly children: readonly FilterNode[];
}

export interface FilterNot {
  readonly kind: "not";
  readonly child: FilterNode;
}

export interface FilterCompare {
  readonly kind: "compare";
  readonly field: string;
  readonly op: CompareOperator;
  readonly value: FilterValue;
  readonly position: number;
}

export interface FilterIn {
  readonly kind: "in";
  readonly field: string;
  readonly negated: boolean;
  /** At least one. */
  readonly values: readonly FilterValue[];
  readonly position: number;
}

export interface FilterExists {
  readonly kind: "exists";
  readonly field: string;
  readonly position: number;
}

/** `field a TO b`, both ends included: a short date is in with its whole interval. */
export interface FilterRange {
  readonly kind: "range";
  readonly field: string;
  readonly from: FilterValue;
  readonly to: FilterValue;
  readonly position: number;
}

export type FilterNode = FilterAnd | FilterOr | FilterNot | FilterCompare | FilterIn | FilterExists | FilterRange;
