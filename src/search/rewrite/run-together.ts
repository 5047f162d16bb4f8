/**
 * Words with no space between them. A letter that does not join the next leaves a gap that looks like one, so that texts
 * hold محمودعباس for محمود عباس, and people type دارالسلام for دار السلام: each is met by the other where it lives in this
 * snapshot and no table knows what was run together as a word of its own. A query that is nothing but one such word, and
 * finds nothing, is left to the correction, which says what it searched instead.
 * @module
 */
import { analyzeWord, BoundedCache, endsUnjoined, familiarityOf } from "../../analysis/index.ts";
import type { Snapshot } from "../../inverted-index/index.ts";
import { phrasePostings } from "../match/phrase-matcher.ts";
import type { QueryPlan } from "./query-plan.ts";
import { type HoldsName, otherNameWeight, phraseAlternative } from "./span-groups.ts";
import type { Switches } from "./switches.ts";
import {
  type Alternative,
  keyOf,
  leastRunTogether,
  type PhraseTerm,
  type WordGroup,
  withAlternatives,
} from "./word-group.ts";

/** Ways to take a word apart that most documents have. */
const mostSplits = 2;
const cachedWords = 10_000;

/** Whether a name lives in the snapshot. @param switches - that its words are analysed with */
export function livingNames(snapshot: Snapshot, { key }: Switches): HoldsName {
  return (names) => Living.of(snapshot, key).holds(names);
}

/** The plan with neighbouring words written as one, and words taken apart. */
export function withRunTogether(plan: QueryPlan, snapshot: Snapshot): QueryPlan {
  const { groups, scores, switches } = plan;
  if (switches.off.has("spacing")) return plan;
  const known = Living.of(snapshot, switches.key);
  let changed: WordGroup[] | undefined;
  const add = (i: number, found: readonly Alternative[]): void => {
    if (found.length === 0) return;
    changed ??= [...groups];
    const group = changed[i]!;
    const alternatives = [...group.alternatives, ...found];
    changed[i] = withAlternatives(group, alternatives, keyOf(alternatives));
  };
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!;
    if (!scores[i] || !isPlainWord(group)) continue;
    if (group.mayBeTwo && (!isAlone(plan) || known.hasStemOf(group))) add(i, known.takenApart(group, plan));
    const next = groups[i + 1];
    if (next === undefined || !scores[i + 1] || !isPlainWord(next) || next.start !== group.end + 1) continue;
    if (group.field !== next.field || !endsUnjoined(group.analysis.spelled)) continue;
    const joined = known.joined(group.analysis.spelled + next.analysis.spelled, plan);
    add(i, joined);
    add(i + 1, joined);
  }
  return changed === undefined ? plan : Object.assign({}, plan, { groups: changed });
}

/** Whether the query has one word besides particles. */
function isAlone({ groups, scores }: QueryPlan): boolean {
  return groups.filter(({ optional }, i) => scores[i] && !optional).length === 1;
}

function isPlainWord({ optional, analysis, alternatives }: WordGroup): boolean {
  const typed = alternatives[0];
  return (
    !optional &&
    analysis.kind === "arabic" &&
    analysis.folded.length >= leastRunTogether &&
    typed?.kind === "stem" &&
    typed.lookup === "stem"
  );
}

/** What lives in a snapshot, looked up once. */
class Living {
  readonly #snapshot: Snapshot;
  readonly #joined = new BoundedCache<readonly Alternative[]>(cachedWords);
  readonly #apart = new BoundedCache<readonly Alternative[]>(cachedWords);
  readonly #names = new BoundedCache<boolean>(cachedWords);

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
  }

  /** @param switches - that words are analysed with */
  static of(snapshot: Snapshot, switches: string): Living {
    return snapshot.derived.get(`run together ${switches}`, () => new Living(snapshot));
  }

  /** Stems of two words written as one. */
  joined(spelled: string, { switches: { steps } }: QueryPlan): readonly Alternative[] {
    return this.#joined.get(spelled, () => {
      if (familiarityOf(spelled) !== "unknown") return [];
      const living = analyzeWord(spelled, steps).stems.filter((stem) => this.#snapshot.hasStem(stem));
      return living.map((term) => ({ kind: "spacing", lookup: "stem", term, weight: otherNameWeight, matches: true }));
    });
  }

  /** A word as two that stand side by side in a text. */
  takenApart({ analysis, alternatives }: WordGroup, { switches: { steps } }: QueryPlan): readonly Alternative[] {
    const { spelled } = analysis;
    return this.#apart.get(spelled, () => {
      // A name on a list, or of a known first part, has its spacing from there.
      if (alternatives.some(({ kind }) => kind === "spacing" || kind === "name")) return [];
      const found: { readonly alternative: Alternative; readonly docs: number }[] = [];
      for (let at = leastRunTogether; at <= spelled.length - leastRunTogether; at++) {
        const first = spelled.slice(0, at);
        if (!endsUnjoined(first)) continue;
        const phrase = [first, spelled.slice(at)].map(
          (part): PhraseTerm => ({ raw: part, spelled: part, stems: analyzeWord(part, steps).stems }),
        );
        const docs = phrase.every(({ stems }) => stems.some((stem) => this.#snapshot.hasStem(stem)))
          ? this.#docsOf(phrase)
          : 0;
        if (docs > 0) found.push({ alternative: phraseAlternative("spacing", phrase, otherNameWeight), docs });
      }
      found.sort((a, b) => b.docs - a.docs);
      return found.slice(0, mostSplits).map(({ alternative }) => alternative);
    });
  }

  holds(names: readonly Alternative[]): boolean {
    return this.#names.get(keyOf(names), () =>
      names.some(({ phrase, term }) =>
        phrase === undefined ? this.#snapshot.hasStem(term) : this.#docsOf(phrase) > 0,
      ),
    );
  }

  hasStemOf({ analysis }: WordGroup): boolean {
    return analysis.stems.some((stem) => this.#snapshot.hasStem(stem));
  }

  /** The most in one field of one segment. */
  #docsOf(phrase: readonly PhraseTerm[]): number {
    const fields = this.#snapshot.segments.flatMap((segment) =>
      [...segment.reader.text.keys()].map((name) => phrasePostings(segment.reader, name, phrase).docs.length),
    );
    return Math.max(0, ...fields);
  }
}
