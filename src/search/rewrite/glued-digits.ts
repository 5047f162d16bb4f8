/**
 * Digits written onto Latin letters that the index does not hold: in 7arb and sala7 they are letters of Arabic as people
 * type it on Latin keyboards, and texts with a 7 are not what is meant. They count like particles, so that nothing is
 * found by them alone and the correction reads the whole word.
 * @module
 */
import type { Snapshot } from "../../inverted-index/index.ts";
import type { QueryPlan, Unit } from "./query-plan.ts";
import { softened } from "./soft-words.ts";
import type { WordGroup } from "./word-group.ts";

/** The plan with such digits optional. */
export function withOptionalDigits(plan: QueryPlan, snapshot: Snapshot): QueryPlan {
  if (!plan.groups.some(isDigit)) return plan;
  const glued = new Set(plan.groups.map((_, i) => i).filter((i) => isGlued(plan.groups, i, snapshot)));
  if (glued.size === 0) return plan;
  const groups = plan.groups.map((group, i) => (glued.has(i) ? softened(group) : group));
  const units = plan.units.map((unit): Unit => {
    const isOptional = unit.node.kind === "group" && glued.has(unit.node.group);
    return isOptional ? { ...unit, optional: true } : unit;
  });
  return { ...plan, groups, units };
}

function isDigit({ analysis, text }: WordGroup): boolean {
  return analysis.kind === "number" && text.length === 1;
}

function isGlued(groups: readonly WordGroup[], i: number, snapshot: Snapshot): boolean {
  const digit = groups[i]!;
  if (!isDigit(digit)) return false;
  const before = groups[i - 1];
  const after = groups[i + 1];
  const isStranger = ({ analysis: { kind, stems } }: WordGroup): boolean =>
    kind === "latin" && !stems.some((stem) => snapshot.hasStem(stem));
  return (
    (before !== undefined && before.end === digit.start && isStranger(before)) ||
    (after !== undefined && after.start === digit.end && isStranger(after))
  );
}
