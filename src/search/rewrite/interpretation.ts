/**
 * How each word of the query was understood, for `interpretation=true`.
 * @module
 */
import type { WordInterpretation } from "../../contract/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { type ResolvedGroup, type ResolvedList, resolveGroup } from "../rank/resolved-group.ts";
import { kinAlternatives } from "./kin-stems.ts";
import type { QueryPlan } from "./query-plan.ts";
import { type Alternative, keyOf } from "./word-group.ts";

/** Alternatives that are switched off are shown too, with `on: false`. */
export function interpretGroups(
  snapshot: Snapshot,
  plan: QueryPlan,
  resolved: readonly ResolvedGroup[],
): WordInterpretation[] {
  return plan.groups.map((group, i) => {
    const { text, start, end, analysis, alternatives } = group;
    const { fields, lists } = resolved[i]!;
    const kin = kinAlternatives(snapshot, group, fields);
    const off = [...group.off, ...(group.kin ? [] : kin)];
    const offGroup = { ...group, alternatives: off, kin: false, key: `off ${keyOf(off)}` };
    const offLists = off.length === 0 ? [] : resolveGroup(snapshot, offGroup, fields, false).lists;
    return {
      word: text,
      start,
      end,
      proclitics: analysis.proclitics,
      stem: analysis.stems[0]!,
      enclitics: analysis.enclitics,
      alternatives: [
        ...[...alternatives, ...(group.kin ? kin : [])].map((alternative) => interpret(alternative, lists, true)),
        ...off.map((alternative) => interpret(alternative, offLists, false)),
      ],
    };
  });
}

function interpret(
  { term, kind, weight }: Alternative,
  lists: readonly ResolvedList[],
  on: boolean,
): WordInterpretation["alternatives"][number] {
  const own = lists.filter(({ alternative }) => alternative.kind === kind && alternative.term === term);
  return { term, kind, weight, docs: Math.max(0, ...own.map(({ from, to }) => to - from)), on };
}
