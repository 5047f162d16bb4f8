/**
 * A query read, planned and looked up in a snapshot.
 * @module
 */
import { BoundedCache } from "../analysis/index.ts";
import type { Snapshot } from "../inverted-index/index.ts";
import { parseQuery } from "../query/index.ts";
import { Evaluation, type MatchRule, requirePhrases } from "./match/match-evaluator.ts";
import { searchedByDefault, type WeightedField } from "./rank/field-norms.ts";
import { Rescorer } from "./rank/rescore.ts";
import type { NormalizedRequest } from "./request/normalize-request.ts";
import { withForeignNames } from "./rewrite/foreign-names.ts";
import { withOptionalDigits } from "./rewrite/glued-digits.ts";
import { planQuery, type QueryPlan } from "./rewrite/query-plan.ts";
import { livingNames, withRunTogether } from "./rewrite/run-together.ts";
import { type Switches, switchesWithout, switchOff } from "./rewrite/switches.ts";
import { type WordRules, wordRulesOf } from "./settings/word-rules.ts";
import type { Step } from "./steps.ts";

/** A query read and looked up in the snapshot: pages, refinements and sorts ask the same one again. */
export interface PreparedQuery {
  readonly plan: QueryPlan;
  readonly truncated: boolean;
  readonly evaluation: Evaluation;
  /** For the second pass of one search; the first pass alone does not need it. */
  readonly makeRescorer: () => Rescorer;
}

/** So few that what is kept of them dies young: more would be copied from one half of the young heap to the other. */
const cachedQueries = 16;

export class QueryPreparer {
  readonly #snapshot: Snapshot;
  readonly #rules: WordRules;
  readonly #switches: Switches;
  readonly #usual: readonly WeightedField[];
  readonly #prepared = new BoundedCache<PreparedQuery>(cachedQueries);

  /** @param without - steps left out, for measuring */
  constructor(snapshot: Snapshot, without: readonly Step[]) {
    this.#snapshot = snapshot;
    this.#usual = searchedByDefault(snapshot.settings);
    this.#rules = wordRulesOf(snapshot.settings);
    this.#switches = switchesWithout(without);
  }

  searchedFields(request: NormalizedRequest): readonly WeightedField[] {
    const usual = this.#usual;
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
      const { root, truncated } = parseQuery(q, { syntax, textFields: this.#snapshot.textFields });
      // Plain BM25 is of words.
      const names = firstPass ? null : livingNames(this.#snapshot, switches);
      const plan = requirePhrases(planQuery(root, this.#rules, switches, names));
      return this.look(firstPass ? plan : withLivingWords(plan, this.#snapshot), truncated, request, searched);
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
    const makeRescorer = () => new Rescorer(this.#snapshot, plan, evaluation, searched);
    return { plan, truncated, evaluation, makeRescorer };
  }
}

/** With alternatives that depend on what the snapshot holds; plain BM25 has none. */
function withLivingWords(plan: QueryPlan, snapshot: Snapshot): QueryPlan {
  return withOptionalDigits(withRunTogether(withForeignNames(plan, snapshot), snapshot), snapshot);
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
