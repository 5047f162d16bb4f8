/**
 * What is switched off while a query is read: kinds of alternatives by the request, and for measuring any step.
 * @module
 */
import { type AnalysisSteps, everyStep, stepsWithout } from "../../analysis/index.ts";
import { everyFeature, type RankingFeatures, rankingFeatures } from "../ranking-features.ts";
import { analysisStepsIn, type Step } from "../steps.ts";
import { type RelationKind, relationKinds } from "./relations.ts";
import { keyOf, type WordGroup } from "./word-group.ts";

export interface Switches {
  /** Words are analysed as those of the index were. */
  readonly steps: AnalysisSteps;
  /** Kinds of alternatives that are switched off. */
  readonly off: ReadonlySet<RelationKind>;
  readonly features: RankingFeatures;
  /** Tells them apart in caches. */
  readonly key: string;
}

export const everythingOn: Switches = { steps: everyStep, off: new Set(), features: everyFeature, key: "" };

export function switchesWithout(without: readonly Step[]): Switches {
  if (without.length === 0) return everythingOn;
  return {
    steps: stepsWithout(analysisStepsIn(without)),
    off: new Set(relationKinds.filter((kind) => without.includes(kind))),
    features: new Set(rankingFeatures.filter((feature) => !without.includes(feature))),
    key: [...without].sort().join(" "),
  };
}

/** The same with further kinds switched off. */
export function switchOff(switches: Switches, kinds: ReadonlySet<RelationKind>): Switches {
  if (kinds.size === 0) return switches;
  const off = new Set([...switches.off, ...kinds]);
  return { ...switches, off, key: `${switches.key} -${[...off].sort().join(" -")}` };
}

/** The group with alternatives of switched-off kinds set apart: they are shown, and neither match nor score. */
export function onlySwitchedOn(group: WordGroup, off: ReadonlySet<RelationKind>): WordGroup {
  if (off.size === 0) return group;
  const kinds: ReadonlySet<string> = off;
  const alternatives = group.alternatives.filter(({ kind }) => !kinds.has(kind));
  const kin = !off.has("kin");
  return {
    ...group,
    alternatives,
    off: group.alternatives.filter(({ kind }) => kinds.has(kind)),
    kin,
    key: kin ? keyOf(alternatives) : `${keyOf(alternatives)} without kin`,
  };
}
