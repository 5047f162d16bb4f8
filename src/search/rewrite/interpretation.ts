/**
 * How each word of the query was understood, for `interpretation=true`.
 * @module
 */
import type { WordInterpretation } from "../../contract/index.ts";
import type { ResolvedGroup } from "../rank/resolved-group.ts";
import type { QueryPlan } from "./query-plan.ts";

export function interpretGroups(plan: QueryPlan, resolved: readonly ResolvedGroup[]): WordInterpretation[] {
  return plan.groups.map(({ text, start, end, analysis, alternatives }, i) => ({
    word: text,
    start,
    end,
    proclitics: analysis.proclitics,
    stem: analysis.stems[0]!,
    enclitics: analysis.enclitics,
    alternatives: alternatives.map((alternative) => {
      const lists = resolved[i]!.lists.filter(
        ({ alternative: { kind, term } }) => kind === alternative.kind && term === alternative.term,
      );
      return {
        term: alternative.term,
        kind: alternative.kind,
        weight: alternative.weight,
        docs: Math.max(0, ...lists.map(({ from, to }) => to - from)),
        on: true,
      };
    }),
  }));
}
