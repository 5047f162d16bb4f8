/**
 * The AST of a query with its words turned into groups: what matches, and what scores.
 * @module
 */
import type { BooleanNode, Clause, PhraseNode, QueryNode, WordNode } from "../../query/index.ts";
import { noRules, type WordRules } from "../settings/word-rules.ts";
import { softenWords, withoutFinalEra } from "./soft-words.ts";
import { type HoldsName, joinSpans } from "./span-groups.ts";
import { everythingOn, onlySwitchedOn, type Switches } from "./switches.ts";
import { groupsOf, type PhraseTerm, phraseTermOf, type WordGroup } from "./word-group.ts";

export interface Phrase {
  readonly terms: readonly PhraseTerm[];
  /** The terms as groups: a document that holds the phrase is found by each of them. */
  readonly groups: readonly number[];
  readonly field: string | undefined;
  readonly slop: number;
  readonly exact: boolean;
}

/** What a document must hold; leaves are numbers of groups and phrases of the plan. */
export type MatchNode =
  | { readonly kind: "group"; readonly group: number }
  | { readonly kind: "phrase"; readonly phrase: number }
  | { readonly kind: "any"; readonly children: readonly MatchNode[] }
  | {
      readonly kind: "boolean";
      readonly must: readonly MatchNode[];
      readonly mustNot: readonly MatchNode[];
      readonly should: readonly MatchNode[];
    };

/** One unit of the query's top level. */
export interface Unit {
  readonly node: MatchNode;
  readonly occur: "should" | "must" | "must_not";
  /** Made of optional groups only. */
  readonly optional: boolean;
}

export interface QueryPlan {
  /** Groups that score; those under a negation come after `scoringGroups`. */
  readonly groups: readonly WordGroup[];
  readonly scores: readonly boolean[];
  readonly phrases: readonly Phrase[];
  /** Words that were written between « » or “ ”, as numbers of groups in order. */
  readonly adjacencies: readonly (readonly number[])[];
  readonly units: readonly Unit[];
  /** Words of a text are analysed as those of the query were; and what the ranking leaves out. */
  readonly switches: Switches;
}

/** Deeper nesting than people write is read as if its inner parentheses were not there. */
const maxDepth = 20;

class Planner {
  readonly groups: WordGroup[] = [];
  readonly scores: boolean[] = [];
  readonly phrases: Phrase[] = [];
  readonly adjacencies: number[][] = [];
  readonly #rules: WordRules;
  readonly #switches: Switches;
  readonly #holds: HoldsName | null;

  constructor(rules: WordRules, switches: Switches, holds: HoldsName | null) {
    this.#rules = rules;
    this.#switches = switches;
    this.#holds = holds;
  }

  /** Undefined where nothing of the node is a word. */
  node(node: QueryNode, scores: boolean, depth: number): MatchNode | undefined {
    switch (node.kind) {
      case "word":
        return any(this.run([node], scores));
      case "adjacent": {
        // Word by word, since a name of several words has no places of its own to be adjacent at.
        const words = softenWords(
          node.children.flatMap((word) => groupsOf(word, this.#switches)),
          this.#rules.stopWords,
        );
        const groups = words.flatMap((word) => this.#join([word]));
        const numbers = groups.map((group) => this.#group(group, scores));
        if (scores && numbers.length > 1) this.adjacencies.push(numbers);
        return any(numbers.map((group) => ({ kind: "group", group })));
      }
      case "phrase":
        return this.#phrase(node, scores);
      case "or":
        return any(this.#children(node.children, scores, depth));
      case "boolean":
        return depth >= maxDepth
          ? any(
              this.#children(
                node.clauses.map((clause) => clause.node),
                scores,
                depth,
              ),
            )
          : this.#boolean(node, scores, depth);
    }
  }

  /** Plain words in a row; names of several words become one group. */
  run(words: readonly WordNode[], scores: boolean): MatchNode[] {
    const plain: WordGroup[] = [];
    for (const word of words) for (const group of groupsOf(word, this.#switches)) plain.push(group);
    const softened = softenWords(plain, this.#rules.stopWords);
    // A prefix or a fuzzy word is no name.
    const whole = words.every(({ prefix, fuzzy }) => !prefix && fuzzy === undefined);
    const groups = whole ? this.#join(softened) : softened;
    return groups.map((group) => ({ kind: "group", group: this.#group(group, scores) }));
  }

  #join(groups: readonly WordGroup[]): readonly WordGroup[] {
    return this.#holds === null ? groups : joinSpans(groups, this.#rules.synonyms, this.#switches, this.#holds);
  }

  isOptional(node: MatchNode): boolean {
    switch (node.kind) {
      case "group":
        return this.groups[node.group]!.optional;
      case "any":
        return node.children.every((child) => this.isOptional(child));
      default:
        return false;
    }
  }

  #children(nodes: readonly QueryNode[], scores: boolean, depth: number): MatchNode[] {
    return nodes.map((child) => this.node(child, scores, depth + 1)).filter((child) => child !== undefined);
  }

  #boolean(node: BooleanNode, scores: boolean, depth: number): MatchNode | undefined {
    const of = (occur: string) =>
      this.#children(
        node.clauses.filter((clause) => clause.occur === occur).map((clause) => clause.node),
        scores && occur !== "must_not",
        depth,
      );
    const must = of("must");
    const mustNot = of("must_not");
    const should = of("should");
    if (must.length + mustNot.length + should.length === 0) return undefined;
    return { kind: "boolean", must, mustNot, should };
  }

  #phrase(node: PhraseNode, scores: boolean): MatchNode | undefined {
    const start = node.end - 1 - node.text.length;
    const word = { kind: "word", text: node.text, start, end: node.end - 1, field: node.field } as const;
    const words = groupsOf(word, this.#switches);
    if (words.length === 0) return undefined;
    const terms = words.map(phraseTermOf);
    const groups = words.map((group) => this.#group(group, scores));
    const asked = node.exact ? terms : withoutFinalEra(terms);
    this.phrases.push({
      terms: asked,
      groups: groups.slice(0, asked.length),
      field: node.field,
      slop: node.slop,
      exact: node.exact === true,
    });
    return { kind: "phrase", phrase: this.phrases.length - 1 };
  }

  #group(given: WordGroup, scores: boolean): number {
    const group = onlySwitchedOn(given, this.#switches.off);
    // So few that looking at each is quicker than a map.
    for (let i = 0; i < this.groups.length; i++) {
      const { key, field } = this.groups[i]!;
      if (this.scores[i] === scores && field === group.field && key === group.key) return i;
    }
    this.groups.push(group);
    this.scores.push(scores);
    return this.groups.length - 1;
  }
}

function any(children: MatchNode[]): MatchNode | undefined {
  return children.length <= 1 ? children[0] : { kind: "any", children };
}

/**
 * @param rules - what the index's settings say about words
 * @param switches - what is switched off
 * @param holds - whether some text has a name that no list has; null: names of several words stay words
 */
export function planQuery(
  root: BooleanNode,
  rules: WordRules = noRules,
  switches: Switches = everythingOn,
  holds: HoldsName | null = () => true,
): QueryPlan {
  const planner = new Planner(rules, switches, holds);
  const units: Unit[] = [];
  const add = (occur: Unit["occur"], nodes: readonly MatchNode[]) => {
    for (const node of nodes) {
      if (units.some((unit) => unit.occur === occur && isSame(unit.node, node))) continue;
      units.push({ node, occur, optional: planner.isOptional(node) });
    }
  };
  for (let i = 0; i < root.clauses.length; ) {
    const { occur, node } = root.clauses[i]!;
    const run = occur === "must_not" ? [] : plainRun(root.clauses, i);
    if (run.length > 0) {
      // Several words in one unit (F-16) each count as a unit of their own, so that `and` asks for all of them.
      add(occur, planner.run(run, true));
      i += run.length;
      continue;
    }
    const planned = planner.node(node, occur !== "must_not", 1);
    const spread = planned?.kind === "any" && node.kind === "adjacent" && occur !== "must_not";
    if (planned !== undefined) add(occur, spread ? planned.children : [planned]);
    i++;
  }
  const { groups, scores, phrases, adjacencies } = planner;
  return { groups, scores, phrases, adjacencies, units, switches };
}

function isSame(a: MatchNode, b: MatchNode): boolean {
  if (a.kind === "group") return b.kind === "group" && a.group === b.group;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Words from `from` on that stand side by side without operators: names of several words are looked for in them. */
function plainRun(clauses: readonly Clause[], from: number): WordNode[] {
  const words: WordNode[] = [];
  for (let i = from; i < clauses.length && clauses[i]!.occur === clauses[from]!.occur; i++) {
    const { node } = clauses[i]!;
    if (node.kind !== "word" || node.prefix || node.fuzzy !== undefined || node.field !== undefined) break;
    words.push(node);
  }
  return words;
}

/** The query loosened: phrases become words, and one word is enough. */
export function loosenPlan(plan: QueryPlan): QueryPlan {
  const units = plan.units.map((unit): Unit => (unit.occur === "must" ? { ...unit, occur: "should" } : unit));
  const words = plan.groups.flatMap((group, i): Unit[] =>
    plan.scores[i] ? [{ node: { kind: "group", group: i }, occur: "should", optional: group.optional }] : [],
  );
  return { ...plan, units: [...words, ...units.filter(({ occur }) => occur === "must_not")] };
}
