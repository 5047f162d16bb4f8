/**
 * How each word of the query was understood, for `interpretation=true`.
 * @module
 */
import type { WordInterpretation } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { documentsOf, type ResolvedGroup } from "../rank/resolved-group.ts";
import { kinAlternatives } from "./kin-stems.ts";
import type { QueryPlan } from "./query-plan.ts";
import type { Alternative } from "./word-group.ts";

/** Alternatives that are switched off are shown too, with `on: false`. */
export function interpretGroups(
  snapshot: Snapshot,
  plan: QueryPlan,
  resolved: readonly ResolvedGroup[],
): WordInterpretation[] {
  return plan.groups.map((group, i) => {
    const { text, start, end, analysis, alternatives } = group;
    const { fields } = resolved[i]!;
    const kin = kinAlternatives(snapshot, group, fields);
    const off = [...group.off, ...(group.kin ? [] : kin)];
    const interpret = (alternative: Alternative, on: boolean) => {
      const { term, kind, weight } = alternative;
      return { term, kind, weight, docs: documentsOf(snapshot, alternative, fields), on };
    };
    return {
      word: text,
      start,
      end,
      proclitics: analysis.proclitics,
      stem: analysis.stems[0]!,
      enclitics: analysis.enclitics,
      alternatives: [
        ...[...alternatives, ...(group.kin ? kin : [])].map((alternative) => interpret(alternative, true)),
        ...off.map((alternative) => interpret(alternative, false)),
      ],
    };
  });
}
