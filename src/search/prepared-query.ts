/**
 * A query read, planned and looked up in a snapshot.
 * @module
 */
import type { Snapshot } from "../inverted-index/index.ts";
import { parseQuery } from "../query/index.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { Evaluation, type MatchRule, requirePhrases } from "./match/match-evaluator.ts";
import { searchedByDefault, type WeightedField } from "./rank/field-norms.ts";
import { Rescorer } from "./rank/rescore.ts";
import type { NormalizedRequest } from "./request/normalize-request.ts";
import { withForeignNames } from "./rewrite/foreign-names.ts";
import { planQuery, type QueryPlan } from "./rewrite/query-plan.ts";
import { type Switches, switchesWithout, switchOff } from "./rewrite/switches.ts";
import { type WordRules, wordRulesOf } from "./settings/word-rules.ts";
import type { Step } from "./steps.ts";

/** A query read and looked up in the snapshot: pages, refinements and sorts ask the same one again. */
export interface PreparedQuery {
  readonly plan: QueryPlan;
  readonly truncated: boolean;
  readonly evaluation: Evaluation;
  readonly rescorer: Rescorer;
}

const cachedQueries = 2000;

export class QueryPreparer {
  readonly #snapshot: Snapshot;
  readonly #rules: WordRules;
  readonly #switches: Switches;
  readonly #prepared = new BoundedCache<PreparedQuery>(cachedQueries);

  /** @param without - steps left out, for measuring */
  constructor(snapshot: Snapshot, without: readonly Step[]) {
    this.#snapshot = snapshot;
    this.#rules = wordRulesOf(snapshot.settings);
    this.#switches = switchesWithout(without);
  }

  searchedFields(request: NormalizedRequest): readonly WeightedField[] {
    const usual = searchedByDefault(this.#snapshot.settings);
    return (
      request.fields?.map((name) => ({ name, weight: usual.find((field) => field.name === name)?.weight ?? 1 })) ??
      usual
    );
  }

  prepare(request: NormalizedRequest, searched: readonly WeightedField[]): PreparedQuery {
    const { q, syntax, operator, minMatch, fields, firstPass } = request;
    const switches = switchOff(this.#switches, request.relationsOff);
    const rule = minMatch === undefined ? operator : Object.values(minMatch).join();
    return this.#prepared.get(`${switches.key} ${syntax} ${rule} ${fields?.join() ?? ""} ${firstPass} ${q}`, () => {
      const textFields = new Set(this.#snapshot.segments.flatMap(({ reader }) => [...reader.text.keys()]));
      const { root, truncated } = parseQuery(q, { syntax, textFields });
      const plan = requirePhrases(planQuery(root, this.#rules, switches));
      return this.look(withForeignNames(plan, this.#snapshot), truncated, request, searched);
    });
  }

  /** A plan looked up as the request asks; not kept. */
  look(
    plan: QueryPlan,
    truncated: boolean,
    request: NormalizedRequest,
    searched: readonly WeightedField[],
  ): PreparedQuery {
    const asksForAll = request.q.trim() === "";
    const evaluation = new Evaluation(
      this.#snapshot,
      plan,
      searched,
      matchRule(request),
      request.firstPass,
      asksForAll,
    );
    return { plan, truncated, evaluation, rescorer: new Rescorer(this.#snapshot, plan, evaluation, searched) };
  }
}

function matchRule({ operator, minMatch }: NormalizedRequest): MatchRule {
  return {
    demanding: operator === "and" || minMatch !== undefined,
    needed: (units) => {
      if (minMatch !== undefined)
        return "count" in minMatch ? minMatch.count : Math.floor((units * minMatch.percent) / 100);
      return operator === "and" ? units : 1;
    },
  };
}
