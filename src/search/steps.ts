/**
 * Everything that a measurement can leave out of an index and its searches: steps of the analysis, kinds of
 * alternatives, features of the ranking.
 * @module
 */
import { type AnalysisStep, analysisSteps } from "../analysis/index.ts";
import { FihrisError } from "../contract/index.ts";
import { type RankingFeature, rankingFeatures } from "./ranking-features.ts";
import { type RelationKind, relationKinds } from "./rewrite/relations.ts";

export type Step = AnalysisStep | RelationKind | RankingFeature;

export const steps: readonly Step[] = [...analysisSteps, ...relationKinds, ...rankingFeatures];

/** Throws `invalid_parameter` that lists the steps where a name is none of them. */
export function checkSteps(names: readonly string[]): readonly Step[] {
  const unknown = names.find((name) => !steps.some((step) => step === name));
  if (unknown !== undefined) {
    throw new FihrisError("invalid_parameter", `without: expected names of steps, got ${JSON.stringify(unknown)}`, {
      remedy: `the steps are ${steps.join(", ")}`,
    });
  }
  return names as readonly Step[];
}

/** Those that words are analysed by: an index must be made and searched with the same ones. */
export function analysisStepsIn(given: readonly Step[]): AnalysisStep[] {
  return analysisSteps.filter((step) => given.includes(step));
}
